"""Every word on a screen is there in Spanish too."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "ownpath"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": (2,),
    "pgettext_lazy": (2,),
    "npgettext": (2, 3),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def said_in(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # What stands around the words is blanked out; only its indentation could trip the reader.
        text = "\n".join(
            line.strip() for line in templatize(text, origin=str(path)).splitlines()
        )
    found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS)
    return {said if isinstance(said, str) else said[0] for _, said, _, _ in found if said}


def catalog() -> dict[str, polib.POEntry]:
    entries: dict[str, polib.POEntry] = {}
    for path in PACKAGE.rglob("locale/es/LC_MESSAGES/django.po"):
        entries.update(
            {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
        )
    return entries


CATALOG = catalog()
SOURCES = [
    path
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")])
    if "migrations" not in path.parts and said_in(path)
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_said_here_is_said_in_spanish(path: Path) -> None:
    said = {text for text in said_in(path) if text.strip()}
    missing = {text for text in said if text not in CATALOG or not CATALOG[text].translated()}
    assert missing == set()


def test_every_translation_names_the_same_things() -> None:
    for entry in CATALOG.values():
        spoken = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        named = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in spoken:
            assert set(PLACEHOLDER.findall(text)) == named, entry.msgid
