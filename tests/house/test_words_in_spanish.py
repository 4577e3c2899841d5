"""One Spanish for the same English wherever it is met, and *usted* for those who work at a school."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import polib
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "ownpath"
CATALOGS = sorted(PACKAGE.rglob("locale/es/LC_MESSAGES/django.po"))
STAFF_ONLY = ("faces/leader", "faces/office", "faces/teacher", "school/change")
TO_A_CHILD = re.compile(
    r"\b(tú|tu|tus|ti|te|contigo|puedes|quieres|tienes|eres|estás|debes|sabes)\b"
    # Orders, where no third person reads the same: at the start of a sentence or after a comma.
    r"|(?:^|[.;:,] )(?:o |y |luego |después |primero )*"
    r"(elige|escribe|pide|mira|pon|haz|lee|envía|anota|revisa|escoge|toma|quita|deja|dale|busca|avisa"
    r"|(?:escríbe|elíge|píde|míra|hálla|déja|anóta|ábre|muéstra|impórta|expórta|súbe|búsca|lée|haz|pon|di)l[oa]s?"
    r"|pregúntale|cuéntale|dile)\b",
    re.IGNORECASE,
)


def said(entry: polib.POEntry) -> list[str]:
    """Return what a catalog says for one text, each form once."""
    return list(dict.fromkeys([entry.msgstr, *entry.msgstr_plural.values()]))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix().split("/locale/")[0]


def test_no_catalog_holds_words_twice() -> None:
    """The first of two entries would be silently lost."""
    twice = {
        (room(path), words)
        for path in CATALOGS
        for words, n in Counter(
            (entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))
        ).items()
        if n > 1
    }
    assert not twice


def test_no_two_rooms_say_the_same_words_differently() -> None:
    """Django puts all catalogs together: where two differ one of them is silently lost."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for path in CATALOGS:
        for entry in polib.pofile(str(path)):
            words = tuple(one for one in said(entry) if one)
            found[entry.msgctxt or "", entry.msgid][room(path)] = words
    differing = {words: by for words, by in found.items() if len(set(by.values())) > 1}
    assert not differing


@pytest.mark.parametrize("name", STAFF_ONLY)
def test_staff_are_usted(name: str) -> None:
    wrong = [
        f"{match.group(0)}: {words}"
        for entry in polib.pofile(str(PACKAGE / name / "locale/es/LC_MESSAGES/django.po"))
        for words in said(entry)
        for match in TO_A_CHILD.finditer(words)
    ]
    assert not wrong, "\n".join(wrong)
