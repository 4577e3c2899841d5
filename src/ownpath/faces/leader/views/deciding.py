"""Do what a leader decided, with the audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ownpath.faces.guard import SeenRequest
from ownpath.school.privacy.services import audited

Result = TypeVar("Result")


def decided(
    request: SeenRequest, deed: str, do: Callable[[], Result], *, detail: str = ""
) -> Result:
    """Do one deed about nobody in particular and note who did it."""
    return audited(
        by=request.user, about=None, deed=deed, detail=detail, now=request.now, do=do
    )
