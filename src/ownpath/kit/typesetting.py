"""Set a small book as a PDF from data, with our own letters and nothing from elsewhere.

What people wrote is handed over as data and set as text: no letter of it is ever read as markup. Only work beside the
server calls this: the typesetter (typst, some 60 MB) is loaded by the first book, never by a page.

The data of a book::

    title, short-title, subtitle, district, dated, notes [text], colophon, language ("en", "es"),
    size: "small" (6 by 9 inches, two-sided) or "letter"
    words: {contents}
    chapters: [{title, lead, blocks: [block]}]

    block: {kind: "text", text} · {kind: "heading", text} · {kind: "list", items [text]}
         · {kind: "facts", rows [[label, text]], source} · {kind: "quote", text, who, language}
         · {kind: "card", title, badge, shape, rows [[label, text]], source} · {kind: "source", text}
         · {kind: "table", title, head [text], rows [[cell]], source,
            align ["text" "number" "mark"], widths [shares of the page; 0: as needed]}
         · {kind: "key", items [[shape, text]]}
    cell: text · {bar: 0 to 100} · {mark: kept tried left visited told never, text}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Compiler

FOLDER = Path(__file__).resolve().parent / "typeset"


def set_book(told: Mapping[str, Any]) -> bytes:
    """Return a book as a tagged PDF with its language, contents and page numbers."""
    made = _typesetter(told).compile(format="pdf")
    if not isinstance(made, bytes):
        raise ValueError(f"expected one PDF from the typesetter, got {type(made).__name__}")
    return made


def picture_pages(told: Mapping[str, Any], *, dots_per_inch: float) -> list[bytes]:
    """Return each page of a book as a PNG, to look at it."""
    made = _typesetter(told).compile(format="png", ppi=dots_per_inch)
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if page is not None]


def _typesetter(told: Mapping[str, Any]) -> Compiler:
    from typst import Compiler, Fonts  # only here: no page loads it

    return Compiler(
        (FOLDER / "book.typ").read_bytes(),
        root=str(FOLDER),
        font_paths=Fonts(font_paths=[str(FOLDER / "fonts")]),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
