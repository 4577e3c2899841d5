"""Take people's words: legible, not empty, within bounds."""

from __future__ import annotations

from unicodedata import category

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.school.change.models.shared import TEXT_LENGTH

ILLEGIBLE = frozenset({"Cc", "Cs"})  # Unicode: control characters, halves of surrogate pairs


class NothingSaid(OutOfBounds):
    """Words were wanted and there were none."""


class TooMuchSaid(OutOfBounds):
    """More words than we take."""


def legible(words: str) -> str:
    """Return words without what no reader sees and no database keeps."""
    return "".join(
        letter for letter in words if letter in "\n\t" or category(letter) not in ILLEGIBLE
    ).strip()


def ensure_said(words: str, *, most: int = TEXT_LENGTH) -> str:
    """Return words as they are kept.

    Raises
    ------
    NothingSaid, TooMuchSaid
    """
    kept = legible(words)
    if not kept:
        raise NothingSaid(_("There are no words yet."), next_step=_("Write a few, then send."))
    return ensure_fits(kept, most=most)


def ensure_fits(words: str, *, most: int) -> str:
    """Return words that may also be none.

    Raises
    ------
    TooMuchSaid
    """
    kept = legible(words)
    if len(kept) > most:
        raise TooMuchSaid(
            format_lazy(_("These are {n} characters."), n=len(kept)),
            next_step=format_lazy(_("Make it shorter: up to {most} fit."), most=most),
        )
    return kept
