"""The hall board: where everybody goes next, by first name, for a screen everybody walks past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse

from ownpath.faces.leader.pages.waiting import tell_grade
from ownpath.faces.what_if import tell_clock
from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import published_plan
from ownpath.school.days.queries.board import grades_in, places_in_block
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.stamps import stamp_of_campus

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.days.queries import CellLine
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One student, and where they go."""

    name: str
    place: str
    with_whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The next block of one grade."""

    stamp: str
    campus: str
    grades: tuple[TabItem, ...]
    current: str
    is_planned: bool
    block: str  # "" when nothing comes any more today
    departures: tuple[Departure, ...]


def board_stamp(*, campus_id: int, viewer: Person, today: date, now: datetime) -> str:
    """Return what changes when the board does: the plan, who is here, or the minute in which a block begins.

    The board is asked for anew every ten minutes at most, so that a block that begins is seen without reading bells.
    """
    at = _clock(viewer, now)
    tenth = at.hour * 6 + at.minute // 10
    return f"{stamp_of_campus(campus_id=campus_id, day=today)}.{tenth}"


def _clock(viewer: Person, now: datetime) -> time:
    zone = ZoneInfo(viewer.district.time_zone if viewer.district else "UTC")
    return now.astimezone(zone).time()


def build_board(
    *, viewer: Person, campus: Campus, grade: str, today: date, now: datetime, language: str
) -> BoardPage:
    """Gather where the students of a grade go next."""
    plan = published_plan(campus=campus, day=today)
    block = next_block(rings_of(plan).blocks, _clock(viewer, now)) if plan else None
    grades = grades_in(plan=plan) if plan else []
    shown = grade if grade in grades else (grades[0] if grades else "")
    places = (
        places_in_block(plan=plan, block=block.number, grade=shown) if plan and block else []
    )
    address = reverse("leader:board", args=[campus.uuid])
    return BoardPage(
        stamp=board_stamp(campus_id=campus.pk, viewer=viewer, today=today, now=now),
        campus=campus.name,
        grades=tuple(
            TabItem(label=tell_grade(one).capitalize(), url=f"{address}?grade={one}")
            for one in grades
        ),
        current=f"{address}?grade={shown}",
        is_planned=plan is not None,
        block=tell_clock(block) if block else "",
        departures=_departures(places, language),
    )


def next_block(blocks: Sequence[Block], at: time) -> Block | None:
    """Return the block that begins next; before school, the first."""
    return next((block for block in blocks if block.starts_at > at), None)


def _departures(
    places: Sequence[tuple[Person, CellLine]], language: str
) -> tuple[Departure, ...]:
    """Return one line a student, by first name; where two share it, the family name's letter helps."""
    names = Counter(student.called for student, _cell in places)
    found = [
        Departure(
            name=one.called
            if names[one.called] == 1
            else f"{one.called} {one.family_name[:1]}.",
            place=cell.room or spoken(cell.title, language),
            with_whom=cell.adult.full_name if cell.adult else "",
        )
        for one, cell in places
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
