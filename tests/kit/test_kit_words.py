"""Every word of the page kit is there in Spanish, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

import ownpath.kit

KIT = Path(ownpath.kit.__file__).parent
CATALOG = polib.pofile(str(KIT / "locale/es/LC_MESSAGES/django.po"))
QUOTED = r"""(?:u?"((?:[^"\\]|\\.)*)"|u?'((?:[^'\\]|\\.)*)')"""
CALL = re.compile(rf"\b(?:gettext|gettext_lazy|_|ngettext)\(\s*{QUOTED}")
IN_CONTEXT = re.compile(rf"\bpgettext\(\s*{QUOTED},\s*{QUOTED}")


def words_of_the_kit() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in KIT.rglob("*.py")]
    sources += [templatize(path.read_text(encoding="utf-8")) for path in KIT.rglob("*.html")]
    found = set()
    for source in sources:
        found |= {a or b for a, b in CALL.findall(source)}
        found |= {c or d for _a, _b, c, d in IN_CONTEXT.findall(source)}
    return found


class TestSpanish:
    def test_has_every_word(self) -> None:
        translated = {entry.msgid for entry in CATALOG if entry.translated()}
        assert words_of_the_kit() - translated == set()

    def test_has_no_word_too_many(self) -> None:
        assert {entry.msgid for entry in CATALOG} - words_of_the_kit() == set()

    def test_keeps_the_places_for_names_and_numbers(self) -> None:
        place = re.compile(r"%\((\w+)\)s")
        for entry in CATALOG:
            for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
                if translation:
                    assert set(place.findall(translation)) == set(place.findall(entry.msgid)), (
                        entry.msgid
                    )
