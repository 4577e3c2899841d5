"""Names on the hall board: first names, and only as much of a family name as tells two students apart."""

from __future__ import annotations

import pytest

from ownpath.faces.leader.pages.board import tell_names
from ownpath.school.people.models import Person


def people(*names: str) -> list[Person]:
    """Return students of some first and family names."""
    parted = [name.split(" ", 1) for name in names]
    return [Person(given_name=first, family_name=last) for first, last in parted]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], []),
        (["Ada Morales"], ["Ada"]),
        (["Ines Gomez", "Ines Hall"], ["Ines G.", "Ines H."]),
        (["Ines Hall", "Ines Hernandez", "Mia Hall"], ["Ines Ha.", "Ines He.", "Mia"]),
        (["Ines Ha", "Ines Hall"], ["Ines Ha", "Ines Hal."]),
        (["Ines Hall", "INES Hernandez"], ["Ines Ha.", "INES He."]),
        (["Ines Hall", "Ines Hall"], ["Ines Hall", "Ines Hall"]),
    ],
)
def test_tell_students_apart(names: list[str], told: list[str]) -> None:
    assert tell_names(people(*names)) == told
