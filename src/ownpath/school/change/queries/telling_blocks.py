"""The parts a told book is made of: plain data that a page draws and the typesetter sets, both the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Block = dict[str, Any]
Cell = str | Mapping[str, Any]


def text(said: str) -> Block:
    """Return paragraphs, one a line."""
    return {"kind": "text", "text": said}


def heading(said: object) -> Block:
    """Return a heading inside a chapter."""
    return {"kind": "heading", "text": str(said)}


def points(items: Iterable[object]) -> Block:
    """Return a list."""
    return {"kind": "list", "items": [str(one) for one in items]}


def facts(rows: Iterable[tuple[object, object]], source: str = "") -> Block:
    """Return names with what stands beside them."""
    told = [[str(name), str(said)] for name, said in rows]
    return {"kind": "facts", "rows": told, "source": source}


def quote(said: str, who: str, language: str) -> Block:
    """Return what somebody said, in the language they said it in."""
    return {"kind": "quote", "text": said, "who": who, "language": language}


def card(
    title: str,
    rows: Iterable[tuple[object, str]],
    *,
    badge: object = "",
    shape: str = "",
    source: str = "",
    opens: str = "",
) -> Block:
    """Return one thing with its parts; empty parts are left out. `opens` says which row stands behind it."""
    return {
        "kind": "card",
        "title": title,
        "badge": str(badge),
        "shape": shape,
        "rows": [[str(name), said] for name, said in rows if said],
        "source": source,
        "opens": opens,
    }


def table(
    head: Sequence[object],
    rows: Iterable[Sequence[Cell]],
    *,
    title: object = "",
    align: Sequence[str] = (),
    widths: Sequence[int] = (),
    source: str = "",
    opens: Sequence[tuple[str, str]] = (),
) -> Block:
    """Return a table; `opens` names (words, kind and key) the rows its figures were counted from."""
    n = len(head)
    return {
        "kind": "table",
        "title": str(title),
        "head": [str(one) for one in head],
        "rows": [list(row) for row in rows],
        "align": list(align) or ["text"] + ["number"] * (n - 1),
        "widths": list(widths) or [1] + [0] * (n - 1),
        "source": source,
        "opens": [list(one) for one in opens],
    }


def key(items: Iterable[tuple[str, object]]) -> Block:
    """Return what the shapes mean."""
    return {"kind": "key", "items": [[shape, str(said)] for shape, said in items]}


def source(said: str) -> Block:
    """Return where something comes from, small."""
    return {"kind": "source", "text": said}


def chapter(title: object, blocks: Sequence[Block], lead: str = "") -> dict[str, Any]:
    """Return a chapter."""
    return {"title": str(title), "lead": lead, "blocks": list(blocks)}


def mark(shape: str, said: object) -> Cell:
    """Return a cell that shows a shape and its word."""
    return {"mark": shape, "text": str(said)}


def day(on: date | None, form: str = "DATE_FORMAT") -> str:
    """Return a day in the language that is spoken now; "not set" for none."""
    return date_format(on, form) if on else _("not set")


def number(value: float | None, decimals: int = 0) -> str:
    """Return a number as a reader writes it, or that it is not known yet."""
    return _("not known yet") if value is None else f"{value:,.{decimals}f}"
