"""A record as one HTML file to keep: letters and looks are inside, it needs no network and holds no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from ownpath.kit.paper_file import letters_inside


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """One part of a record: a heading, a sentence, lines to read, and a table where there is one.

    `rows` has as many cells a row as `head` has names; the first cell of a row names it.
    """

    title: str
    lead: str = ""
    lines: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def write_record_file(
    *, title: str, made: str, language: str, parts: Sequence[RecordPart]
) -> str:
    """Return a record as one HTML file.

    Parameters
    ----------
    made
        What was made when, in words; it stands under the title.
    """
    context = {
        "title": title, "made": made, "language": language, "parts": parts,
        "letters": letters_inside(),
    }  # fmt: skip
    with override(language):
        return render_to_string("kit/record_file.html", context)
