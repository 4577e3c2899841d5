"""A moment is a day only somewhere: in the evening in California it is tomorrow by the clock of Greenwich."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ownpath

ROOMS = ("config", "demo", "faces", "kit", "school")


def days_of_nowhere(code: str) -> Iterator[str]:
    """Yield every `.date()` that is taken of a moment as it stands: of `now`, or of what was noted `..._at`.

    Examples
    --------
    >>> list(days_of_nowhere("row.made_at.date(); now.date()"))
    ['row.made_at.date()', 'now.date()']
    >>> list(days_of_nowhere("row.made_at.astimezone(zone).date(); field.date()"))
    []
    """
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Attribute(attr="date", value=of)) if _is_moment(of):
                yield ast.unparse(node)


def _is_moment(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript):  # said["now"]
        return isinstance(node.slice, ast.Constant) and node.slice.value == "now"
    named = getattr(node, "id", getattr(node, "attr", ""))
    return named in {"now", "then"} or named.endswith("_at")


@pytest.mark.parametrize("room", ROOMS)
def test_a_day_says_where_it_is(room: str) -> None:
    folder = Path(ownpath.__file__).parent / room
    found = {
        f"{path.relative_to(folder.parent)}: {said}"
        for path in folder.rglob("*.py")
        for said in days_of_nowhere(path.read_text())
    }
    assert not found, (
        "take the day in a district (today_in, day_of) or in the zone of who looks"
    )


@pytest.mark.parametrize("room", ["faces", "kit"])
def test_a_page_never_reads_the_clock_itself(room: str) -> None:
    """A demonstration may show another day; `{% now %}` would tell the real one beside it."""
    folder = Path(ownpath.__file__).parent / room
    found = [
        path.name
        for path in folder.rglob("*.html")
        if "{% now " in path.read_text(encoding="utf-8")
    ]
    assert found == []
