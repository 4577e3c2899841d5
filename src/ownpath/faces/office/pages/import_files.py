"""What each file of a roster holds, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ownpath.faces.office.pages.words import FILE_WORDS, MODE_WORDS, word


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """What one file holds and what it would do."""

    file: str
    title: str
    mode: str
    is_in_the_file: bool
    rows: int
    added: int
    changed: int
    ended: int
    same: int
    left_out: int


def file_line(count: Mapping[str, Any]) -> FileLine:
    """Return what one file holds, of the figures that are kept."""
    return FileLine(
        file=count["file"],
        title=word(FILE_WORDS, count["file"]),
        mode=word(MODE_WORDS, count["mode"]),
        is_in_the_file=count["mode"] != "absent",
        rows=count["rows"],
        added=count["added"],
        changed=count["changed"],
        ended=count["ended"],
        same=count["same"],
        left_out=count["left_out"],
    )
