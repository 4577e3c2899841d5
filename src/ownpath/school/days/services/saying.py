"""Sentences with names in them that are put into a language only when somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy


def _fill(text: Any, names: Mapping[str, Any]) -> str:
    return str(text) % {name: str(value) for name, value in names.items()}


# A deed may run on another thread than its caller, who alone knows the language.
_filled = lazy(_fill, str)


def filled(text: Any, names: Mapping[str, Any]) -> Any:
    """Return a lazy text with named places filled; numbers and lazy texts may stand in them."""
    return _filled(text, names)
