"""The hall board: where everybody goes next, by first name or by number, for a screen everybody walks past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import policy_of, published_plan
from ownpath.school.days.queries.board import (
    grades_in,
    kept_off_the_board,
    places_in_block,
)
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.stamps import stamp_of_campus
from ownpath.school.days.queries.words import tell_clock, tell_grade

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.days.queries import CellLine
    from ownpath.school.people.models import Campus, Person

FEW_LINES = 36  # that stand large on one screen of a hall
SOME_LINES = 84
MANY_LINES = 126
MOST_LINES = 150  # that one screen can hold; more take turns on it
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
    block: str  # "" when nothing comes any more today
    departures: tuple[Departure, ...]

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
        departures=_departures(
            places,
            by_number=policy_of(campus=campus).board_by_number,
            language=language,
        ),
    )


def next_block(blocks: Sequence[Block], at: time) -> Block | None:
    """Return the block that begins next; before school, the first."""
    return next((block for block in blocks if block.starts_at > at), None)


def _departures(
    places: Sequence[tuple[Person, CellLine]], *, by_number: bool, language: str
) -> tuple[Departure, ...]:
    """Return one line a student, in the order of what stands at its beginning."""
    people = [student for student, _cell in places]
    shown = [tell_number(one) for one in people] if by_number else _names_allowed(people)
    found = [
        Departure(
            name=name,
            place=cell.room or spoken(cell.title, language),
            with_whom=cell.adult.full_name if cell.adult else "",
        )
        for name, (_student, cell) in zip(shown, places, strict=True)
    ]
    return tuple(sorted(found, key=_by_number if by_number else _by_name))


def _by_name(one: Departure) -> tuple[int, str]:
    return 0, one.name.casefold()


def _by_number(one: Departure) -> tuple[int, str]:
    return len(one.name), one.name


def _names_allowed(people: Sequence[Person]) -> list[str]:
    """Return first names, but for those whose family keeps the name off the board: a number or initials."""
    kept_off = kept_off_the_board(student_ids=[one.pk for one in people])
    return [
        tell_number(one) if one.pk in kept_off else name
        for one, name in zip(people, tell_names(people), strict=True)
    ]


def tell_names(people: Sequence[Person]) -> list[str]:
    """Return first names; where two share one, with as many of the family name's letters as tell them apart."""
    names = [one.called for one in people]
    for n in range(1, max((len(one.family_name) for one in people), default=0) + 1):
        times = Counter(map(_as_read, names))
        names = [
            name if times[_as_read(name)] == 1 else _with_letters(one, n)
            for name, one in zip(names, people, strict=True)
        ]
    return names


def _as_read(name: str) -> str:
    """Return a name as it is taken in from across a hall: its case and a dot at its end tell nobody apart."""
    return name.casefold().rstrip(".")


def _with_letters(one: Person, n: int) -> str:
    dot = "." if n < len(one.family_name) else ""
    return f"{one.called} {one.family_name[:n]}{dot}"


def tell_number(student: Person) -> str:
    """Return a student's number as the roster has it; initials where it has none, never a name."""
    return student.identifier or f"{student.called[:1]}. {student.family_name[:1]}."
