"""How a day uses people, rooms and screens: teacher load, room use, screen time by grade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.campuses import CampusTabs, draw_tabs, find_led
from ownpath.faces.leader.pages.waiting_lists import rows_url, tell_why_hidden
from ownpath.school.days.queries import (
    published_plan,
    room_use,
    screen_minutes,
    teacher_load,
)
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.words import tell_grade

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Person

WEEKS_OF_SCREENS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """One adult's day."""

    name: str
    n_blocks: int
    most: int
    longest_run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """One room's day: for each block how many groups or students it holds."""

    name: str
    kind: str
    used: tuple[int, ...]

    @property
    def n_used(self) -> int:
        """In how many blocks somebody is there."""
        return sum(n > 0 for n in self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRow:
    """One grade's mean minutes at a screen on a day."""

    grade: str
    minutes: str
    href: (
        str  # the students it is counted from, each with their days; "" where they are too few
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePage:
    """How one day of one campus uses what it has."""

    tabs: CampusTabs
    day: date
    is_planned: bool
    sentence: str
    blocks: tuple[str, ...]
    loads: tuple[LoadRow, ...]
    rooms: tuple[RoomRow, ...]
    screens: tuple[ScreenRow, ...]
    teachers_url: str = ""  # what each adult leads, and for whom; "" while nothing is published
    rooms_url: str = ""  # who is in which room


def build_use(*, viewer: Person, campus: UUID, today: date) -> UsePage:
    """Gather today's load and rooms, and the screens of the last weeks."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    plan = published_plan(campus=place, day=today)
    blocks = rings_of(plan).blocks if plan else ()
    loads = tuple(
        LoadRow(
            name=one.person.full_name,
            n_blocks=one.n_blocks,
            most=one.max_blocks,
            longest_run=one.longest_run,
        )
        for one in (teacher_load(plan=plan) if plan else ())
    )
    rooms = tuple(
        RoomRow(
            name=one.room.name,
            kind=str(one.room.get_kind_display()),
            used=tuple(one.used.get(block.number, 0) for block in blocks),
        )
        for one in (room_use(plan=plan) if plan else ())
    )
    screens = screen_minutes(
        campus=place, since=today - timedelta(weeks=WEEKS_OF_SCREENS), until=today
    )
    return UsePage(
        tabs=draw_tabs(place, led, "leader:use"),
        day=today,
        is_planned=plan is not None,
        sentence=_sentence(loads, is_planned=plan is not None),
        blocks=tuple(block.name for block in blocks),
        loads=tuple(sorted(loads, key=lambda row: (-row.n_blocks, row.name))),
        rooms=rooms,
        screens=tuple(
            ScreenRow(
                grade=tell_grade(one.grade).capitalize(),
                minutes=tell_why_hidden(one.n_students)
                if one.is_hidden
                else _("%(n)d minutes") % {"n": round(one.mean_minutes)},
                href="" if one.is_hidden else rows_url(place, "grade", one.grade),
            )
            for one in screens
        ),
        teachers_url=_sheets(plan, "teachers") if plan else "",
        rooms_url=_sheets(plan, "rooms") if plan else "",
    )


def _sheets(plan: DayPlan, by: str) -> str:
    return reverse("leader:sheets", args=[plan.campus.uuid, plan.day, by])


def _sentence(loads: tuple[LoadRow, ...], *, is_planned: bool) -> str:
    if not is_planned:
        return _("No day is published for today.")
    full = sum(row.n_blocks >= row.most for row in loads)
    if not full:
        return _("Every adult has room left in the day.")
    return _("%(n)d of %(of)d adults teach as many blocks as they may.") % {
        "n": full,
        "of": len(loads),
    }
