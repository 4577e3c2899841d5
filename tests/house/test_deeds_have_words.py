"""Whatever is kept of who looked at or did what is told in words, never by the name the program gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ownpath.faces.office.pages.deed_words import tell_deed
from ownpath.faces.office.pages.words import DEED_WORDS

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "ownpath"
KEEPERS = {"audited", "note_reads", "_do"}
"""What writes into the log, where a deed is named in its call."""
STUDENTS_OWN = {"ask_next", "go_further", "answer", "take_hint", "see_solution"}
"""Deeds that the practice pages hand on by place."""


def deeds_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for given in node.keywords:
            if (
                name in KEEPERS
                and given.arg == "deed"
                and isinstance(given.value, ast.Constant)
            ):
                yield str(given.value.value)


def test_every_deed_is_told_in_words() -> None:
    deeds = {deed for path in PACKAGE.rglob("*.py") for deed in deeds_in(path)} | STUDENTS_OWN
    assert len(deeds) > len(STUDENTS_OWN) + 50  # the log is written in many places
    assert not [deed for deed in sorted(deeds) if tell_deed(deed, DEED_WORDS) == deed]
