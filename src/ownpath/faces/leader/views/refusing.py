"""A deed that is declined while somebody fills in a form: said above the form, with all that was typed still in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms

from ownpath.errors import NotAllowed, NotFound, Refusal

Result = TypeVar("Result")


def attempt(form: forms.Form, do: Callable[[], Result]) -> Result | None:
    """Do it and return what it gave; a refusal one can act on stands above the form, which is not valid then.

    What may not be seen, or is not there, stays a page of its own.
    """
    try:
        return do()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None
