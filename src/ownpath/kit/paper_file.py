"""Sheets of paper as one HTML file that needs nothing else: letters and looks are inside, it prints from any browser.

It is a file to take along, not a page: opened from a disk there is no policy of ours, so it holds no script at all.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils.translation import override

FONTS: Final = Path(__file__).resolve().parent / "static" / "kit" / "fonts"
LETTERS: Final = "atkinson-hyperlegible-latin-{weight}-normal.woff2"
ROOM: Final = 365  # CSS pixels on half a page, beside a head of one line and the foot
ROW, ROW_ON, HEAD_ON = (
    27,
    20,
    31,
)  # how high a row is, each more line of it, each more line of the head
LETTERS_A_ROW: Final = 70
LETTERS_A_HEAD: Final = 90  # of its note
NAME_LETTER: Final = 1.8  # as wide as so many letters of the note


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One block on a sheet."""

    clock: str
    title: str
    where: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSheet:
    """One sheet, in its own language."""

    name: str
    note: str
    language: str
    stamp: str  # of which plan it is; stands at the foot of every page of it
    lines: Sequence[FileLine]

    @property
    def is_long(self) -> bool:
        """Whether half a page is too small for it."""
        lengths = (len(one.title) + len(one.where) + 3 for one in self.lines)
        rows = sum(ROW + ROW_ON * ((length - 1) // LETTERS_A_ROW) for length in lengths)
        head = NAME_LETTER * len(self.name) + len(self.note)
        return rows + HEAD_ON * (head // LETTERS_A_HEAD) > ROOM


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGroup:
    """Sheets that are handed out together; each group begins a page."""

    name: str
    sheets: Sequence[FileSheet]


def write_paper_file(
    *,
    title: str,
    made: str,
    language: str,
    groups: Sequence[SheetGroup],
    is_half: bool,
) -> str:
    """Return sheets as one HTML file: two on a page to be cut apart (`is_half`), or each on a page of its own.

    Parameters
    ----------
    made
        What was made when, in words; it stands above the sheets, on the screen.
    """
    context = {
        "title": title, "made": made, "language": language, "is_half": is_half,
        "groups": groups,
        "letters": letters_inside(),
    }  # fmt: skip
    with override(language):
        return render_to_string("kit/paper_file.html", context)


def letters_inside() -> list[tuple[str, str]]:
    """Return the weights of our letters, each with its font as text to stand inside a file."""
    return [(weight, _letters(weight)) for weight in ("400", "700")]


@cache
def _letters(weight: str) -> str:
    return base64.b64encode((FONTS / LETTERS.format(weight=weight)).read_bytes()).decode()
