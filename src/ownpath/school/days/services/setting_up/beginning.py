"""Begin a campus with what its roster tells: rooms its classes meet in, adults who teach them, and what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import Room, Staffing
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.school.days.services.setting_up.places import MOST_SEATS, NAME_LENGTH
from ownpath.school.days.services.subjects import subject_taught
from ownpath.school.people.queries import (
    sections_at,
    stays_in,
    teachers_by_section,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

FEWEST_SEATS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What was taken from a roster."""

    n_rooms: int
    n_adults: int


@deed
def begin_from_roster(*, campus: Campus, by: Person | None, now: datetime) -> Begun:
    """Write the rooms and the adults a roster tells of that are not there yet; what is there stays as it is.

    A room seats as many as its largest class, at least 24; an adult teaches the subjects and grades of their classes.
    """
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    sections = sections_at(campus=campus, today=today)
    rooms = _rooms(campus, sections, today)
    adults = _adults(campus, sections, today, rooms)
    return Begun(n_rooms=len([one for one in rooms.values() if one.is_new]), n_adults=adults)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    room: Room
    is_new: bool


def _rooms(campus: Campus, sections: Sequence[Section], today: date) -> dict[str, _Place]:
    """Return the rooms of the campus by name in lower case, those the roster tells of and were not there made."""
    found = {
        one.name.casefold(): _Place(room=one, is_new=False)
        for one in Room.objects.filter(campus=campus, ended_on=None)
    }
    seats = _seats(sections, today)
    for section in sections:
        name = section.room.strip()[:NAME_LENGTH]
        if name and name.casefold() not in found:
            most = max(FEWEST_SEATS, seats[name.casefold()])
            room = Room.objects.create(campus=campus, name=name, seats=min(most, MOST_SEATS))
            found[name.casefold()] = _Place(room=room, is_new=True)
    return found


def _seats(sections: Sequence[Section], today: date) -> Mapping[str, int]:
    """Return how many students the largest class of each room has, by the room's name in lower case."""
    counted: Counter[int] = Counter()
    for stays in stays_in(section_ids=[one.pk for one in sections], until=today).values():
        counted.update({section_id for section_id, _first, _last in stays})
    largest: dict[str, int] = defaultdict(int)
    for section in sections:
        name = section.room.strip()[:NAME_LENGTH].casefold()
        largest[name] = max(largest[name], counted[section.pk])
    return largest


def _adults(
    campus: Campus, sections: Sequence[Section], today: date, rooms: Mapping[str, _Place]
) -> int:
    """Write who teaches what, but for those who are there; return how many."""
    teachers = teachers_by_section(section_ids=[one.pk for one in sections], today=today)
    taught: dict[int, list[Section]] = defaultdict(list)
    for section in sections:
        for person_id in teachers[section.pk]:
            taught[person_id].append(section)
    there = set(Staffing.objects.filter(campus=campus).values_list("person_id", flat=True))
    new = [person_id for person_id in taught if person_id not in there]
    Staffing.objects.bulk_create(
        _staffing(campus, person_id, taught[person_id], rooms) for person_id in new
    )
    return len(new)


def _staffing(
    campus: Campus, person_id: int, sections: Sequence[Section], rooms: Mapping[str, _Place]
) -> Staffing:
    subjects = {subject_taught(one) for one in sections} - {""}
    where = Counter(one.room.strip().casefold() for one in sections if one.room.strip())
    home = rooms.get(where.most_common(1)[0][0]) if where else None
    return Staffing(
        campus=campus,
        person_id=person_id,
        subjects=sorted(subjects),
        grades=sorted({str(grade) for one in sections for grade in one.grades}),
        home_room=home.room if home else None,
    )
