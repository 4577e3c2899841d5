"""The cases of a test are the same in every process: what chance or the clock makes would give each other tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NEVER_THE_SAME = frozenset(
    {"uuid4", "uuid1", "now", "today", "random", "randint", "choice", "token_hex", "urandom"}
)


def cases_of_chance(source: str) -> Iterator[str]:
    """Yield what is called for the cases of a test and gives another value each time."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "parametrize":
            called = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
            names = (getattr(one, "attr", getattr(one, "id", "")) for one in called)
            yield from (name for name in names if name in NEVER_THE_SAME)


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=lambda path: path.stem)
def test_no_case_is_made_by_chance_or_clock(path: Path) -> None:
    assert list(cases_of_chance(path.read_text())) == []


def test_finds_a_planted_one() -> None:
    planted = '@pytest.mark.parametrize("one", [1, str(uuid4())])\ndef test(one): ...'
    assert list(cases_of_chance(planted)) == ["uuid4"]
