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
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
MAY_SAY = re.compile(r"gettext|\b_\(|{%")  # a quick look, before a file is read word by word
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


Said = tuple[str, str]  # what it is about ("" mostly), and the words


def said_in(path: Path) -> set[Said]:
    text = path.read_text(encoding="utf-8")
    if not MAY_SAY.search(text):
        return set()
    if path.suffix == ".html":
        # What stands around the words is blanked out; only its indentation could trip the reader.
        text = "\n".join(
            line.strip() for line in templatize(text, origin=str(path)).splitlines()
        )
    found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS)
    return {
        (about or "", said if isinstance(said, str) else said[0])
        for _line, said, _remarks, about in found
        if said
    }


def catalog() -> dict[Said, polib.POEntry]:
    entries: dict[Said, polib.POEntry] = {}
    for path in PACKAGE.rglob("locale/es/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                entries[entry.msgctxt or "", entry.msgid] = entry
    return entries


CATALOG = catalog()
FOLDERS: dict[Path, list[Path]] = {}
"""What may say something, by folder: read in the test, since every process that tests makes these cases."""

for source in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
    if "migrations" not in source.parts:
        FOLDERS.setdefault(source.parent, []).append(source)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_said_here_is_said_in_spanish(folder: Path) -> None:
    said = {(path.name, one) for path in FOLDERS[folder] for one in said_in(path)}
    missing = {
        (where, one)
        for where, one in said
        if one[1].strip() and not (one in CATALOG and CATALOG[one].translated())
    }
    assert missing == set()


def test_the_same_word_about_something_else_is_another(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "new" %}{% translate "new" context "message" %}'
    )
    assert said_in(page) == {("", "new"), ("message", "new")}


def test_every_translation_names_the_same_things() -> None:
    for entry in CATALOG.values():
        spoken = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        named = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in spoken:
            assert set(PLACEHOLDER.findall(text)) == named, entry.msgid
