"""Take what people type: trimmed, without letters that cannot be shown, within a length; and the same by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import category

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.school.change.models.shared import LINE_LENGTH

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

LANGUAGES = ("en", "es")
LANGUAGE_WORDS = {"en": _("in English"), "es": _("in Spanish")}
ILLEGIBLE = frozenset({"Cc", "Cs", "Co"})  # controls, halves of pairs, private letters
LINE_ENDS = frozenset("\n\t")


class WordsWanted(OutOfBounds):
    """Words were wanted and there were none, or more than we take."""


def legible(text: str) -> str:
    r"""Return a text without letters that cannot be shown, with lines kept and spaces around them gone.

    Examples
    --------
    >>> legible("  one\r\ntwo\x00 ")
    'one\ntwo'
    """
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = (one for one in ends if one in LINE_ENDS or category(one) not in ILLEGIBLE)
    return "\n".join(line.strip() for line in "".join(shown).strip().split("\n"))


def ensure_words(
    name: object, text: str, *, most: int = LINE_LENGTH, may_be_empty: bool = False
) -> str:
    """Return a text as it is kept; refuse an empty one and one that is too long, with its length and the bound."""
    kept = legible(text)
    if not kept and not may_be_empty:
        raise WordsWanted(
            format_lazy(_("“{name}” is empty."), name=name),
            next_step=_("Write a few words there."),
        )
    if len(kept) > most:
        raise WordsWanted(
            format_lazy(_("“{name}” has {n} letters."), name=name, n=len(kept)),
            next_step=format_lazy(_("Write at most {most} letters."), most=most),
        )
    return kept


def ensure_language(said: str, *, by: Person | None) -> str:
    """Return the language somebody wrote in: as they said, else their own; "" where neither is one of ours."""
    return next((one for one in (said, by.language if by else "") if one in LANGUAGES), "")


def ensure_in_languages(
    words: Mapping[str, Mapping[str, str]], fields: Sequence[tuple[str, Any, int, bool]]
) -> dict[str, dict[str, str]]:
    """Return texts by language; each field is (key, name, most letters, whether it may be empty)."""
    return {
        language: {
            key: ensure_words(
                format_lazy("{} ({})", name, LANGUAGE_WORDS[language]),
                words.get(language, {}).get(key, ""),
                most=most,
                may_be_empty=may_be_empty,
            )
            for key, name, most, may_be_empty in fields
        }
        for language in LANGUAGES
    }
