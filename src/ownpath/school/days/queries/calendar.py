"""Read when school is: the schedule of a day, the next school day, until when tomorrow can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import DateField, IntegerField, QuerySet, Value

from ownpath.school.days.models import BellSchedule, Block, CalendarDay, Policy, WeekDay

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

MOST_DAYS_AHEAD = 120  # further than any vacation

Row = TypeVar("Row", WeekDay, CalendarDay)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDay:
    """A day of school at a campus: how the bells ring."""

    day: date
    schedule: BellSchedule
    letter: str  # "" where there are none
    note: str
    blocks: tuple[Block, ...]

    @property
    def n_blocks(self) -> int:
        """Return how many blocks the day has."""
        return len(self.blocks)

    def minutes(self, number: int) -> int:
        """Return how long a block is."""
        block = self.blocks[number]
        begin, end = block.starts_at, block.ends_at
        return (end.hour - begin.hour) * 60 + end.minute - begin.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All that says how the bells ring on any day; read once, asked often."""

    policy: Policy
    week: dict[tuple[int, str], BellSchedule]
    apart: dict[date, CalendarDay]

    def bells_on(self, day: date) -> BellSchedule | None:
        """Return which bells ring on a day; None when there is no school."""
        if differs := self.apart.get(day):
            return differs.schedule
        letter = self.letter_on(day)
        return self.week.get((day.weekday(), letter)) or self.week.get((day.weekday(), ""))

    def note_on(self, day: date) -> str:
        """Return what was said of a day that differs."""
        return self.apart[day].note if day in self.apart else ""

    def on(self, day: date) -> SchoolDay | None:
        """Return how the bells ring on a day; None when there is no school."""
        schedule = self.bells_on(day)
        if schedule is None:
            return None
        return SchoolDay(
            day=day,
            schedule=schedule,
            letter=self.letter_on(day),
            note=self.note_on(day),
            blocks=tuple(sorted(schedule.blocks.all(), key=lambda block: block.number)),
        )

    def letter_on(self, day: date) -> str:
        """Return the letter of a day: letters take turns over school days, and a day that differs may name its own."""
        letters, begin = self.policy.letters, self.policy.letters_from
        differs = self.apart.get(day)
        if differs and differs.letter:
            return differs.letter
        if not letters or begin is None:
            return ""
        first, last = min(begin, day), max(begin, day)
        days = (first + timedelta(days=n) for n in range((last - first).days))
        n_between = sum(self._is_school(one) for one in days)
        return str(letters[(n_between if day >= begin else -n_between) % len(letters)])

    def next_after(self, day: date) -> date | None:
        """Return the next day of school after a day, or None while no schedule is set."""
        days = (day + timedelta(days=n) for n in range(1, MOST_DAYS_AHEAD))
        return next((one for one in days if self.bells_on(one) is not None), None)

    def locks_at(self, day: date, zone: ZoneInfo) -> datetime | None:
        """Return until when a student may choose for a day: the campus's hour on the school day before."""
        if self.bells_on(day) is None:
            return None
        days = (day - timedelta(days=n) for n in range(1, MOST_DAYS_AHEAD))
        before = next(
            (one for one in days if self.bells_on(one) is not None), day - timedelta(days=1)
        )
        return datetime.combine(before, self.policy.lock_at, tzinfo=zone)

    def _is_school(self, day: date) -> bool:
        if day in self.apart:
            return self.apart[day].schedule_id is not None
        return any(weekday == day.weekday() for weekday, _ in self.week)


def policy_of(*, campus: Campus) -> Policy:
    """Return what a campus decided about its days, or what holds while it decided nothing."""
    return Policy.objects.filter(campus=campus).first() or Policy(campus=campus)


def calendar_of(*, campus: Campus) -> Calendar:
    """Return the calendar of a campus; five queries."""
    return calendars_of(campuses=[campus])[campus.pk]


def calendars_of(*, campuses: Sequence[Campus]) -> dict[int, Calendar]:
    """Return the calendars of campuses by campus id; five queries for any number of campuses."""
    return _calendars(campuses, has_blocks=True)


def _calendars(campuses: Sequence[Campus], *, has_blocks: bool) -> dict[int, Calendar]:
    policies = {one.campus_id: one for one in Policy.objects.filter(campus__in=campuses)}
    calendars = {
        campus.pk: Calendar(
            policy=policies.get(campus.pk) or Policy(campus=campus), week={}, apart={}
        )
        for campus in campuses
    }
    for row in _with_bells(WeekDay.objects.filter(campus__in=campuses), has_blocks=has_blocks):
        calendars[row.campus_id].week[row.weekday, row.letter] = row.schedule
    for differs in _with_bells(
        CalendarDay.objects.filter(campus__in=campuses), has_blocks=has_blocks
    ):
        calendars[differs.campus_id].apart[differs.day] = differs
    return calendars


def _with_bells(rows: QuerySet[Row], *, has_blocks: bool) -> QuerySet[Row]:
    rows = rows.select_related("schedule")
    return rows.prefetch_related("schedule__blocks") if has_blocks else rows


def school_day(*, campus: Campus, day: date) -> SchoolDay | None:
    """Return how the bells ring at a campus on a day; None when there is no school, or no schedule yet."""
    return calendar_of(campus=campus).on(day)


def next_school_day(*, campus: Campus, after: date) -> date | None:
    """Return the next day of school after a day, or None while no schedule is set."""
    return calendar_of(campus=campus).next_after(after)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSchool:
    """That there is no school on a day: why, where somebody said so, and when there is again."""

    why: str
    following: date


def no_school_on(*, campus: Campus, day: date) -> NoSchool | None:
    """Return that a campus has no school on a day; None on a day of school, or without bells.

    One query on most days of school; the calendar itself is asked only where no bell seems to ring.
    """
    if _seems_to_ring(campus, day):
        return None
    calendar = _calendars([campus], has_blocks=False)[campus.pk]
    following = calendar.next_after(day)
    if following is None or calendar.bells_on(day) is not None:
        return None
    return NoSchool(why=calendar.note_on(day), following=following)


def days_off(*, campus: Campus, days: Sequence[date]) -> dict[date, str]:
    """Return which of some days have no school, each with why where somebody said so; three queries.

    Empty while no bells are set: then nobody knows.
    """
    calendar = _calendars([campus], has_blocks=False)[campus.pk]
    if not calendar.week:
        return {}
    return {day: calendar.note_on(day) for day in days if calendar.bells_on(day) is None}


def _seems_to_ring(campus: Campus, day: date) -> bool:
    """Return whether a bell rings on a day by weekday or date, whatever its letter, or none is set at all."""
    week = WeekDay.objects.filter(campus=campus).values_list(
        "weekday", Value(None, DateField()), "schedule_id"
    )
    apart = CalendarDay.objects.filter(campus=campus, day=day).values_list(
        Value(None, IntegerField()), "day", "schedule_id"
    )
    rows = list(week.union(apart))
    differing = [schedule for weekday, _day, schedule in rows if weekday is None]
    if differing:
        return differing[0] is not None
    return not rows or any(weekday == day.weekday() for weekday, _day, _schedule in rows)


def school_days(*, campus: Campus, since: date, until: date) -> list[date]:
    """Return the days of school from one day to another, both included."""
    calendar = calendar_of(campus=campus)
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return [day for day in days if calendar.bells_on(day) is not None]


def lock_moment(*, campus: Campus, day: date) -> datetime | None:
    """Return until when a student may choose for a day: the campus's hour on the school day before."""
    zone = ZoneInfo(campus.district.time_zone)
    return calendar_of(campus=campus).locks_at(day, zone)


def block_now(*, school_day: SchoolDay, at: time) -> Block | None:
    """Return the block that goes on at a time of the day, or None between and outside them."""
    return next(
        (block for block in school_day.blocks if block.starts_at <= at < block.ends_at), None
    )


def blocks_left(*, school_day: SchoolDay, now: datetime, zone: ZoneInfo) -> tuple[Block, ...]:
    """Return the blocks that are not over, the one going on among them: all of a day to come, none of one past."""

    def ends(block: Block) -> datetime:
        return datetime.combine(school_day.day, block.ends_at, tzinfo=zone)

    return tuple(block for block in school_day.blocks if ends(block) > now)


def schedules_of(*, campus: Campus) -> list[BellSchedule]:
    """Return the bell schedules of a campus with their blocks, by name, but for those taken off its list."""
    rows = BellSchedule.objects.filter(campus=campus, ended_on=None).prefetch_related("blocks")
    return list(rows.order_by("name"))
