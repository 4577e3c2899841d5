"""What students are called where several stand together: no two look alike, and none is told more of than that takes.

A way of naming goes by stages: the name with ever more of its letters, then the grade, then the end of the school's
number. Only those who still look alike go on. Which stages there are depends on who looks: `SHORT` for their
teachers, `WHOLE` for paper in a teacher's hand, `HALL` for what others at school read, which never tells a number.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ownpath.school.days.queries.words import tell_grade

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

FEWEST_DIGITS: Final = 2  # of a number: one alone reads like a grade or a count
WRITTEN_LEFTWARD: Final = frozenset({"R", "AL"})
KEEPS_LEFTWARD: Final = "\u200f"  # so that a dot after such a letter stands on its left
Stage: TypeAlias = Callable[["Person"], Sequence[str]]  # from the least to tell to the most


def by_letters(person: Person) -> Sequence[str]:
    """Return the first name, that with ever more letters of the family name, and the whole name."""
    first, family = _parts(person)
    if not (first and family) or person.title:
        return tuple(dict.fromkeys((person.called or family, person.plain_name)))
    return (first, *(f"{first} {begun}" for begun in beginnings(family)), f"{first} {family}")


def by_whole_name(person: Person) -> Sequence[str]:
    """Return the whole name."""
    return (person.full_name,)


def by_grade(person: Person) -> Sequence[str]:
    """Return the whole name with the grade in words; nothing where the roster tells none."""
    return (f"{person.full_name}, {tell_grade(person.grade)}",) if person.grade else ()


def by_number(person: Person) -> Sequence[str]:
    """Return the whole name with ever more of the school number's end; nothing where there is none."""
    return tuple(f"{person.full_name} {end}" for end in ends_of_number(person.identifier))


def without_name(person: Person) -> Sequence[str]:
    """Return the school's number as the roster has it; initials where it has none."""
    initials = " ".join(f"{part[0]}." for part in _parts(person) if part)
    return (person.identifier or initials,)


def by_more_initials(person: Person) -> Sequence[str]:
    """Return initials with that of the middle name, then two letters of the family name; nothing beside a number."""
    first, family = _parts(person)
    middle = (person.preferred_middle_name or person.middle_name).strip()
    if person.identifier or not (first and family):
        return ()
    begun = [f"{part[0]}." for part in (first, middle) if part]
    return tuple(" ".join((*begun, end)) for end in (f"{family[0]}.", *beginnings(family)[1:2]))


SHORT: Final = (by_letters, by_grade, by_number)
WHOLE: Final = (by_whole_name, by_grade, by_number)
HALL: Final = (by_letters,)
NUMBERS: Final = (without_name, by_more_initials)


def names_apart(people: Iterable[Person], stages: Sequence[Stage] = SHORT) -> dict[int, str]:
    """Return by id what each of some people is called beside the others; no query.

    Who cannot be told apart by any stage keeps the last name that a stage before could give: two with one whole
    name, one grade and no number stay alike, for nothing else about them may be told.
    """
    by_id = {person.pk: person for person in people}
    names = {pk: stages[0](one)[0] for pk, one in by_id.items()}
    for stage in stages:
        before = dict(names)
        steps = {pk: stage(one) for pk, one in by_id.items()} if alike_in(names) else {}
        for n in range(max(map(len, steps.values()), default=0)):
            alike = alike_in(names)
            if not alike:
                break
            names |= {pk: steps[pk][n] for pk in alike if n < len(steps[pk])}
        if stage is not stages[0]:  # what helped nobody is not told either
            names |= {pk: before[pk] for pk in alike_in(names)}
    return names


def alike_in(names: Mapping[int, str]) -> list[int]:
    """Return the ids of those whose names look like another's.

    >>> alike_in({1: "Jose R.", 2: "José R", 3: "Ada"})
    [1, 2]
    """
    seen = {pk: as_seen(name) for pk, name in names.items()}
    times = Counter(seen.values())
    return [pk for pk, name in seen.items() if times[name] > 1]


def as_seen(name: str) -> str:
    """Return a name as it is taken in at a glance: case, accents, hyphens and a dot at its end tell nobody apart.

    >>> as_seen("Íñigo Núñez-L."), as_seen("INIGO NUNEZ L")
    ('inigo nunez l', 'inigo nunez l')
    """
    bare = name.casefold()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(one for one in parts if not unicodedata.combining(one))
    return " ".join(bare.replace("-", " ").rstrip(f".{KEEPS_LEFTWARD}").split())


def beginnings(family: str) -> list[str]:
    """Return ever more letters of a family name, each time ended by a dot, never by a hyphen or half a letter.

    >>> beginnings("O'Hara"), beginnings("Li"), beginnings("X")
    (['O.', "O'H.", "O'Ha.", "O'Har."], ['L.'], [])
    """
    found = []
    for n in range(1, len(family)):
        last, following = family[n - 1], family[n]
        if (last.isalnum() or unicodedata.combining(last)) and not unicodedata.combining(
            following
        ):
            is_leftward = unicodedata.bidirectional(last) in WRITTEN_LEFTWARD
            found.append(f"{family[:n]}.{KEEPS_LEFTWARD if is_leftward else ''}")
    return found


def ends_of_number(number: str) -> list[str]:
    """Return ever more of a number's end, its whole at last.

    >>> ends_of_number("20417"), ends_of_number("7"), ends_of_number("")
    (['…17', '…417', '…0417', '20417'], ['7'], [])
    """
    ends = [f"…{number[-n:]}" for n in range(FEWEST_DIGITS, len(number))]
    return [*ends, number] if number else []


def _parts(person: Person) -> tuple[str, str]:
    """Return first and family name as the person wants them, a letter and its accent as one."""
    first = person.preferred_given_name or person.given_name
    family = person.preferred_family_name or person.family_name
    return (
        unicodedata.normalize("NFC", first).strip(),
        unicodedata.normalize("NFC", family).strip(),
    )
