"""The hall board: where everybody goes next, by first name or by number, for a screen everybody walks past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import (
    calendar_of,
    no_school_on,
    policy_of,
    published_plan,
)
from ownpath.school.days.queries.board import (
    grades_in,
    kept_off_the_board,
    places_in_block,
)
from ownpath.school.days.queries.names_apart import (
    HALL,
    NUMBERS,
    alike_in,
    as_seen,
    names_apart,
)
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.stamps import stamp_of_campus
from ownpath.school.days.queries.words import tell_clock, tell_grade
from ownpath.school.people.queries import section_titles_by_student, zone_of

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.days.queries import CellLine, NoSchool
    from ownpath.school.people.models import Campus, Person

FEW_LINES = 36  # that stand large on one screen of a hall
SOME_LINES = 84
MANY_LINES = 126
MOST_LINES = 150  # that one screen can hold; more take turns on it
WEEK = timedelta(days=7)
MOST_PARTS = 6  # the style sheet has as many turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One student, and where they go."""

    name: str  # or number, as the campus decided
    place: str
    with_whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPart:
    """What stands on the screen at one time."""

    label: str  # from whom to whom; "" where everybody stands there at once
    note: str  # which part of how many
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The next block of one grade."""

    stamp: str
    campus: str
    grades: tuple[TabItem, ...]
    current: str
    is_planned: bool
    block: str  # "" when school is over
    departures: tuple[Departure, ...]
    is_now: bool = False  # the last block has begun: nothing comes after it
    is_off: bool = False  # no school today
    without: str = ""  # what is said where there is no block to show

    @property
    def everyone(self) -> Departure | None:
        """Where the whole grade goes, if all of it goes to one place: one line says it better than a hundred."""
        places = {(one.place, one.with_whom) for one in self.departures}
        return self.departures[0] if len(places) == 1 and len(self.departures) > 1 else None

    @property
    def crowd(self) -> str:
        """How many lines stand on the screen at one time, for the size of the words."""
        n = max((len(part.departures) for part in self.parts), default=0)
        if n <= FEW_LINES:
            return "few"
        if n <= SOME_LINES:
            return "some"
        return "many" if n <= MANY_LINES else "crowd"

    @property
    def parts(self) -> tuple[BoardPart, ...]:
        """The lines in as few equal parts as a screen can hold, which take turns, as departures boards do."""
        n_parts = min(-(-len(self.departures) // MOST_LINES), MOST_PARTS)
        if n_parts < 2:
            one = BoardPart(label="", note="", departures=self.departures)
            return (one,) if self.departures else ()
        size = -(-len(self.departures) // n_parts)
        cut = [self.departures[n * size : (n + 1) * size] for n in range(n_parts)]
        return tuple(_part(own, n + 1, n_parts) for n, own in enumerate(cut))

    @property
    def grade(self) -> str:
        """Which grade is shown, in words; nothing where there is none."""
        return next((one.label for one in self.grades if one.url == self.current), "")


def _part(departures: tuple[Departure, ...], n: int, of: int) -> BoardPart:
    return BoardPart(
        label=f"{departures[0].name} – {departures[-1].name}",
        note=_("%(n)s of %(of)s") % {"n": n, "of": of},
        departures=departures,
    )


def board_stamp(*, campus_id: int, viewer: Person, today: date, now: datetime) -> str:
    """Return what changes when the board does: the plan, who is here, or the minute in which a block begins.

    The board is asked for anew every ten minutes at most, so that a block that begins is seen without reading bells.
    """
    at = _clock(viewer, now)
    tenth = at.hour * 6 + at.minute // 10
    return f"{stamp_of_campus(campus_id=campus_id, day=today)}.{tenth}"


def _clock(viewer: Person, now: datetime) -> time:
    zone = zone_of(person=viewer)
    return now.astimezone(zone).time()


def build_board(
    *, viewer: Person, campus: Campus, grade: str, today: date, now: datetime, language: str
) -> BoardPage:
    """Gather where the students of a grade go next."""
    plan = published_plan(campus=campus, day=today)
    at = _clock(viewer, now)
    block = block_to_show(rings_of(plan).blocks, at) if plan else None
    grades = grades_in(plan=plan) if plan else []
    shown = grade if grade in grades else (grades[0] if grades else "")
    places = (
        places_in_block(plan=plan, block=block.number, grade=shown) if plan and block else []
    )
    off = None if plan else no_school_on(campus=campus, day=today)
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
        is_now=block is not None and block.starts_at <= at,
        is_off=off is not None,
        without=_tell_without(campus, today, off, is_planned=plan is not None)
        if block is None
        else "",
        departures=_departures(
            places,
            by_number=policy_of(campus=campus).board_by_number,
            today=today,
            language=language,
        ),
    )


def block_to_show(blocks: Sequence[Block], at: time) -> Block | None:
    """Return the block that begins next; before school the first, and the last one until it ends."""
    coming = next((block for block in blocks if block.starts_at > at), None)
    return coming or next((block for block in blocks if block.ends_at > at), None)


def _tell_without(
    campus: Campus, today: date, off: NoSchool | None, *, is_planned: bool
) -> str:
    """Say that school is over, that there is none today, or that nothing is planned yet."""
    if off is not None:
        return _("No school today. School is on %(day)s.") % {
            "day": _tell_day(off.following, today)
        }
    if not is_planned:
        return _("No plan is published for today.")
    following = calendar_of(campus=campus).next_after(today)
    if following == today + timedelta(days=1):
        return _("That was today. See you tomorrow.")
    if following is None:
        return _("That was today.")
    return _("That was today. See you on %(day)s.") % {"day": _tell_day(following, today)}


def _tell_day(day: date, today: date) -> str:
    return date_format(day, "l" if day - today < WEEK else "MONTH_DAY_FORMAT")


def _departures(
    places: Sequence[tuple[Person, CellLine]], *, by_number: bool, today: date, language: str
) -> tuple[Departure, ...]:
    """Return one line a student, in the order of what stands at its beginning."""
    shown = tell_in_hall(
        [student for student, _cell in places], by_number=by_number, today=today
    )
    found = [
        Departure(
            name=shown[student.pk],
            place=cell.room or spoken(cell.title, language),
            with_whom=cell.adult.full_name if cell.adult else "",
        )
        for student, cell in places
    ]
    return tuple(sorted(found, key=_by_number if by_number else _by_name))


def tell_in_hall(people: Sequence[Person], *, by_number: bool, today: date) -> dict[int, str]:
    """Return by id how the hall board names some students, never by more than campus and families allow.

    Names are told apart by letters of the family name; a number never stands beside a name. Those whose name is kept
    off, or all where the campus decided so, have their number, or initials where the roster has none: with the middle
    name's, or two letters of the family name, where two would look alike. Who would still look like another has a
    class beside it that the other is not in: children know theirs, and it tells a passer-by nothing. Without such a
    class both stay alike, for nothing else may be told here.
    """
    hidden = (
        {one.pk for one in people}
        if by_number
        else kept_off_the_board(student_ids=[one.pk for one in people])
    )
    shown = names_apart([one for one in people if one.pk not in hidden], HALL)
    shown |= names_apart([one for one in people if one.pk in hidden], NUMBERS)
    alike = alike_in(shown)
    if not alike:
        return shown
    titles = section_titles_by_student(student_ids=alike, today=today)
    return shown | {pk: _with_class(pk, shown, titles) for pk in alike}


def _with_class(pk: int, shown: Mapping[int, str], titles: Mapping[int, Sequence[str]]) -> str:
    """Return a name with the first of the student's classes that nobody who looks alike is in."""
    seen = as_seen(shown[pk])
    others = {
        title
        for one, own in titles.items()
        if one != pk and as_seen(shown[one]) == seen
        for title in own
    }
    apart = next((title for title in titles[pk] if title not in others), "")
    return f"{shown[pk]} · {apart}" if apart else shown[pk]


def _by_name(one: Departure) -> tuple[int, str]:
    return 0, one.name.casefold()


def _by_number(one: Departure) -> tuple[int, str]:
    return len(one.name), one.name
