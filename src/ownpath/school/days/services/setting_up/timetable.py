"""Which classes have no place in the day yet, and where their roster would place them.

A school begins with one subject. Its other classes go on as they are: each stands fixed in its period with its teacher
and room, and the planner plans around them. Where the period is, `periods` says.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ownpath.school.curriculum.queries import frameworks_by_section
from ownpath.school.days.models import Commitment, ModelChoice, Preset, Room, Staffing, Station
from ownpath.school.days.queries.campuses import commitments_of, models_of, rooms_of
from ownpath.school.days.queries.fixed import Spans
from ownpath.school.days.services.setting_up.periods import Bells, bells_of, parts_of, spots_of
from ownpath.school.days.services.subjects import subject_taught
from ownpath.school.people.queries import sections_at, spans_of_sections, teachers_by_section

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Section

DAYS_AHEAD: Final = 60
"""Classes that begin later are not asked for yet."""
MOST_SHOWN: Final = 3
HOMEROOM: Final = "homeroom"
"""A kind of class that has no lessons of its own, unless its roster gives it a period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherClasses:
    """The classes of a campus that work on nothing here, that no station serves and that stand nowhere yet."""

    with_period: tuple[Section, ...]  # a roster says in which block
    n_without: int  # of the others a roster does not
    unread: tuple[str, ...]  # some periods of those, as the roster writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Classes that run or will soon, those of them that have no place in the day, and how the bells ring."""

    running: tuple[Section, ...]
    standing: tuple[Commitment, ...]  # all that is fixed at the campus
    choices: tuple[ModelChoice, ...]  # which blended models count
    spans: Spans  # of all classes of these
    without_place: tuple[Section, ...]
    bells: Bells

    @property
    def is_proof(self) -> bool:
        """Whether all a plan needs is seen here: bells that ring, and something fixed with a room and an adult."""
        has_room = any(one.room_id for one in self.standing)
        return (
            bool(self.bells.schedules)
            and has_room
            and any(one.staffing_id for one in self.standing)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What a class is placed with: who teaches it and is set up here, and its room."""

    staff: Mapping[int, Staffing]  # by person
    rooms: Mapping[str, Room]  # by name in small letters
    teachers: Mapping[int, Sequence[int]]  # by section
    is_whole: bool  # all adults and all rooms of the campus were read, not only those that stand somewhere

    def adult(self, section: Section) -> Staffing | None:
        """Return the first teacher of a class who is set up here."""
        own = (self.staff[one] for one in self.teachers[section.pk] if one in self.staff)
        return next(own, None)

    def room(self, section: Section) -> Room | None:
        """Return the room a roster names, if it is set up here."""
        return self.rooms.get(_room_named(section))


def unplaced_at(*, campus: Campus, today: date) -> Unplaced:
    """Return which classes have no place in the day yet; seven queries.

    Where the whole campus is taught by classes, each has its lessons.
    """
    sections = sections_at(campus=campus, today=today)
    standing = commitments_of(campus=campus)
    choices = models_of(campus=campus)
    fixed = {one.section_id for one in standing}
    ids = {one.pk for one in sections} | fixed | {one.section_id for one in choices}
    spans = spans_of_sections(ids=[pk for pk in ids if pk is not None])
    soon = today + timedelta(days=DAYS_AHEAD)
    running = [
        one
        for one in sections
        if one.pk not in spans or (spans[one.pk][0] <= soon and today <= spans[one.pk][1])
    ]
    studied = frameworks_by_section(section_ids=[one.pk for one in running])
    stations = Station.objects.filter(campus=campus, is_open=True)
    served = set(stations.exclude(subject="").values_list("subject", flat=True))
    bells = bells_of(campus=campus)
    without = [
        one
        for one in running
        if has_no_place(one, studied=studied, fixed=fixed, served=served)
        and (one.kind != HOMEROOM or spots_of(one.periods, bells))
    ]
    return Unplaced(
        running=tuple(running),
        standing=tuple(standing),
        choices=tuple(choices),
        spans=spans,
        without_place=() if any(map(_is_of_all_classes, choices)) else tuple(without),
        bells=bells,
    )


def has_no_place(
    section: Section,
    *,
    studied: Container[int],
    fixed: Container[int | None],
    served: Container[str],
) -> bool:
    """Return whether nothing in a day is for a class: it works on nothing, stands fixed nowhere, no station serves it.

    `studied` and `fixed` name classes, `served` the subjects of stations.
    """
    return (
        section.pk not in studied
        and section.pk not in fixed
        and subject_taught(section) not in served
    )


def _is_of_all_classes(choice: ModelChoice) -> bool:
    return (
        choice.section_id is None and not choice.grade and choice.preset == Preset.WHOLE_CLASS
    )


def other_classes(
    *, unplaced: Unplaced, following: frozenset[int] = frozenset()
) -> OtherClasses:
    """Return the classes whose lessons could stand fixed where their roster says, but for those that follow others."""
    others = [one for one in unplaced.without_place if one.pk not in following]
    placed = tuple(one for one in others if spots_of(one.periods, unplaced.bells))
    left = [one for one in others if one not in placed]
    unread = dict.fromkeys(part for one in left for part in parts_of(one.periods))
    return OtherClasses(
        with_period=placed, n_without=len(left), unread=tuple(unread)[:MOST_SHOWN]
    )


def named(section: Section) -> dict[str, dict[str, str]]:
    """Return what the lesson of a class is called: as the class, in both languages."""
    return {language: {"name": section.title} for language in ("en", "es")}


def placing_at(
    *, campus: Campus, sections: Sequence[Section], unplaced: Unplaced, today: date
) -> Placing:
    """Return with whom and where classes are placed; one query for each first day they have.

    Adults and rooms that stand somewhere already are known; one query more for adults, and for rooms, where others are
    named.
    """
    spans = unplaced.spans

    def begins(one: Section) -> date:
        return max(today, spans[one.pk][0]) if one.pk in spans else today

    teachers: dict[int, list[int]] = {}
    for first in set(map(begins, sections)):
        own = [one.pk for one in sections if begins(one) == first]
        teachers |= teachers_by_section(section_ids=own, today=first)
    standing = [row.staffing for row in unplaced.standing if row.staffing is not None]
    staff = {
        one.person_id: one for one in standing if one.ended_on is None and one.person.is_active
    }
    rooms = {row.room.name.casefold(): row.room for row in unplaced.standing if row.room}
    is_staff_known = {one for own in teachers.values() for one in own} <= staff.keys()
    is_rooms_known = {_room_named(one) for one in sections} - {""} <= rooms.keys()
    return Placing(
        staff=staff if is_staff_known else _staff_at(campus),
        rooms=rooms if is_rooms_known else _rooms_at(campus),
        teachers=teachers,
        is_whole=not is_staff_known and not is_rooms_known,
    )


def _staff_at(campus: Campus) -> dict[int, Staffing]:
    """Return the adults who are set up, by person."""
    staff = Staffing.objects.filter(campus=campus, ended_on=None, person__is_active=True)
    staff = staff.select_related("person")
    return {one.person_id: one for one in staff}


def _rooms_at(campus: Campus) -> dict[str, Room]:
    """Return the rooms by name in small letters."""
    return {one.name.casefold(): one for one in rooms_of(campus=campus)}


def _room_named(section: Section) -> str:
    return str(section.room).strip().casefold()
