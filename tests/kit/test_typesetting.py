"""Books are set from data: what people write stays text, the language is told, nothing is asked for elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from typing import Any

import pytest

from ownpath.kit import typesetting
from ownpath.kit.typesetting import set_book

NASTY = (
    "#panic()", "#set page(fill: red)", '#import "/etc/passwd"', "$x^2$", "$", "*bold*", "_under_",
    "@nobody", "<label>", "\\", "\\u{1F600}", "`raw`", "```", "// gone", "/* gone", "= heading",
    "- item", "+ item", "/ term: x", "[x]", "{y}", '"quoted"', "'single'", "~", "---",
    "https://example.org/#a", "😀 👩🏽\u200d🚀", "שלום עולם", "مرحبا بالعالم", "漢字",
    "\u202eabc\u202c", "e\u0301", "a" * 400, "one\ntwo\n\nthree",
)  # fmt: skip


def book(said: str, **more: Any) -> dict[str, Any]:
    """Return a book that says the same thing in every place words can stand."""
    blocks = [
        {"kind": "text", "text": said},
        {"kind": "heading", "text": said},
        {"kind": "list", "items": [said]},
        {"kind": "facts", "rows": [[said, said]], "source": said},
        {"kind": "quote", "text": said, "who": said, "language": "es"},
        {"kind": "source", "text": said},
        {"kind": "key", "items": [["kept", said]]},
        {
            "kind": "card", "title": said, "badge": said, "shape": "left", "rows": [[said, said]],
            "source": said,
        },
        {
            "kind": "table", "title": said, "head": [said, said], "source": said, "widths": [1, 0],
            "rows": [[said, {"mark": "tried", "text": said}]], "align": ["text", "mark"],
        },
    ]  # fmt: skip
    return {
        "title": said, "short-title": said, "subtitle": said, "district": said, "dated": said,
        "notes": [said], "colophon": said, "language": "en", "size": "small",
        "words": {"contents": said}, "chapters": [{"title": said, "lead": said, "blocks": blocks}],
    } | more  # fmt: skip


def said_in(told: dict[str, Any]) -> list[str]:
    """Return the words of every heading as the typesetter read them."""
    found = json.loads(typesetting._typesetter(told).query("heading", field="body"))
    return [one.get("text", "") for one in found]


def read_in(pdf: bytes) -> bytes:
    """Return a PDF with all that is packed in it."""
    parts = [pdf]
    for one in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(one))
        except zlib.error:
            continue  # a picture or letters, packed otherwise
    return b"".join(parts)


@pytest.mark.parametrize("said", NASTY, ids=range(len(NASTY)))
def test_what_people_write_is_set_as_they_wrote_it(said: str) -> None:
    told = book(said)
    assert set_book(told).startswith(b"%PDF-")
    assert said_in(told)[0] == said


@pytest.mark.parametrize(
    ("said", "font"),
    [
        ("Nguyễn Thị Hương", b"NotoSans-"), ("Оксана", b"NotoSans-"), ("ابنتي تختار", b"NotoSansArabic"),
        ("הבת שלי", b"NotoSansHebrew"), ("मेरी बेटी", b"NotoSansDevanagari"), ("🎉", b"NotoEmoji"),
    ],
)  # fmt: skip
def test_letters_our_own_font_lacks_are_shown_by_another_we_ship(
    said: str, font: bytes
) -> None:
    assert font in read_in(set_book(book(said)))
    assert font not in read_in(set_book(book("Grace Okafor")))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", ["small", "letter"])
def test_a_book_is_tagged_and_tells_its_language(language: str, size: str) -> None:
    pdf = set_book(book("Words", language=language, size=size))
    whole = read_in(pdf)
    assert f"/Lang ({language}".encode() in whole or f"/Lang({language}".encode() in whole
    assert b"/StructTreeRoot" in whole
    assert b"AtkinsonHyperlegible" in whole


def test_a_block_of_an_unknown_kind_stops_the_book() -> None:
    told = book("Words")
    told["chapters"][0]["blocks"] = [{"kind": "song"}]
    with pytest.raises(RuntimeError, match="unknown kind"):
        set_book(told)


def test_no_page_loads_the_typesetter() -> None:
    asks = (
        "import django, sys; django.setup(); from django.urls import get_resolver;"
        "get_resolver().url_patterns; import ownpath.faces.leader.views.books;"
        "sys.exit('typst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0  # noqa: S603
