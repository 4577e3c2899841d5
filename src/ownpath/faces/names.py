"""The names students go by, told apart where two would read alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


def called_names(students: Iterable[Person]) -> dict[int, str]:
    """Return the name each student goes by; where two share it with the family name's first letter, else in full."""
    people = {person.pk: person for person in students}
    names = {pk: person.called for pk, person in people.items()}
    names.update({pk: _with_letter(people[pk]) for pk in _alike(names)})
    names.update({pk: people[pk].full_name for pk in _alike(names)})
    return names


def _with_letter(person: Person) -> str:
    return f"{person.called} {(person.preferred_family_name or person.family_name)[:1]}."


def _alike(names: dict[int, str]) -> list[int]:
    counted = Counter(name.casefold() for name in names.values())
    return [pk for pk, name in names.items() if counted[name.casefold()] > 1]
