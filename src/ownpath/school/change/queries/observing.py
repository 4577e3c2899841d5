"""Read what each measure counts, student by student and day by day, from Ownpath's own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from ownpath.engine.promises import PROMISES
from ownpath.school.change.models.pilots import ACCOMMODATIONS
from ownpath.school.change.models.visions import Metric
from ownpath.school.days.queries import (
    Calendar,
    DayLine,
    calendar_of,
    day_lines,
    learning_minutes,
    owed_days,
)
from ownpath.school.days.queries.limits import window_before
from ownpath.school.mastery.queries import mastered_since, waits_for_a_person
from ownpath.school.voice.queries import said_and_answered

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

WHOLE: Final = (1 << len(PROMISES)) - 1
MINUTES_AN_HOUR: Final = 60.0
HOURS: Final = 100.0


class Observation(NamedTuple):
    """One thing seen of a student on a day; a figure over days is the sum of `top` over the sum of `bottom`."""

    student: int
    day: date
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Whose days, from when to when, both included, at which campus, and how late it is now."""

    campus: Campus
    student_ids: tuple[int, ...]
    since: date
    until: date
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The zone the campus's days are in."""
        return ZoneInfo(self.campus.district.time_zone)

    @property
    def begins(self) -> datetime:
        """The first moment of the span."""
        return datetime.combine(self.since, time(), tzinfo=self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after the span."""
        return datetime.combine(self.until + timedelta(days=1), time(), tzinfo=self.zone)


def observe(*, metric: str, span: Span) -> list[Observation]:
    """Return what a measure counts within a span, the oldest first."""
    look = _OF_DAYS.get(metric)
    if look is not None:
        lines = day_lines(student_ids=span.student_ids, since=span.since, until=span.until)
        return list(_of_days(lines, span.campus, look))
    return sorted(_OF_MOMENTS[metric](span), key=lambda one: (one.day, one.student))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hours:
    """How long each day's bells leave room to learn: read once, when first asked, and looked up once a day."""

    campus: Campus
    calendars: list[Calendar]
    known: dict[date, int]

    def on(self, day: date) -> int:
        if not self.calendars:
            self.calendars.append(calendar_of(campus=self.campus))
        if day not in self.known:
            self.known[day] = learning_minutes(calendar=self.calendars[0], day=day)
        return self.known[day]


_Look = Callable[[DayLine, _Hours], tuple[float, float]]


def _of_days(lines: Iterable[DayLine], campus: Campus, look: _Look) -> Iterator[Observation]:
    hours = _Hours(campus=campus, calendars=[], known={})
    for line in lines:
        top, bottom = look(line, hours)
        if bottom:
            yield Observation(line.student, line.day, top, bottom)


def _promises(line: DayLine, _hours: _Hours) -> tuple[float, float]:
    return (line.kept.bit_count(), len(PROMISES)) if line.was_here else (0, 0)


def _whole(line: DayLine, _hours: _Hours) -> tuple[float, float]:
    return (line.kept == WHOLE, 1) if line.was_here else (0, 0)


def _here(line: DayLine, _hours: _Hours) -> tuple[float, float]:
    return line.was_here, 1


def _screen(line: DayLine, hours: _Hours) -> tuple[float, float]:
    return (line.screen_minutes, hours.on(line.day)) if line.was_here else (0, 0)


def _teacher(line: DayLine, hours: _Hours) -> tuple[float, float]:
    return (line.teacher_minutes, hours.on(line.day)) if line.was_here else (0, 0)


def _learned(line: DayLine, hours: _Hours) -> tuple[float, float]:
    return (0, hours.on(line.day) / MINUTES_AN_HOUR / HOURS) if line.was_here else (0, 0)


_OF_DAYS: Final[dict[str, _Look]] = {
    Metric.PROMISES_KEPT: _promises,
    Metric.WHOLE_DAYS: _whole,
    Metric.ATTENDANCE: _here,
    Metric.SCREEN_SHARE: _screen,
    Metric.TEACHER_TIME: _teacher,
}


def _mastered(span: Span) -> Iterator[Observation]:
    lines = day_lines(student_ids=span.student_ids, since=span.since, until=span.until)
    yield from _of_days(lines, span.campus, _learned)
    for student, at in mastered_since(
        student_ids=span.student_ids, since=span.begins, until=span.ends
    ):
        yield Observation(student, at.astimezone(span.zone).date(), 1.0, 0.0)


def _stuck(span: Span) -> Iterator[Observation]:
    for student, at, came_at in waits_for_a_person(
        student_ids=span.student_ids, since=span.begins, until=span.ends
    ):
        minutes = ((came_at or span.now) - at).total_seconds() / MINUTES_AN_HOUR
        yield Observation(student, at.astimezone(span.zone).date(), minutes, 1.0)


def _answered(span: Span) -> Iterator[Observation]:
    """Yield what was said; what still may be answered in time is not counted yet."""
    n_days = calendar_of(campus=span.campus).policy.answer_within_days
    for student, said_at, answered_at in said_and_answered(
        student_ids=span.student_ids, since=span.begins, until=span.ends
    ):
        until = (answered_at or span.now).astimezone(span.zone)  # weekdays are those there
        due = said_at >= window_before(until, n_days)
        if answered_at is None and due:
            continue
        day = said_at.astimezone(span.zone).date()
        yield Observation(student, day, float(answered_at is not None and due), 1.0)


def _owed(span: Span) -> Iterator[Observation]:
    for one in owed_days(student_ids=span.student_ids, since=span.since, until=span.until):
        yield Observation(one.student, one.day, float(one.is_kept), 1.0)


_OF_MOMENTS: Final[dict[str, Callable[[Span], Iterator[Observation]]]] = {
    Metric.COMPETENCIES: _mastered,
    Metric.STUCK_MINUTES: _stuck,
    Metric.ANSWERED_IN_TIME: _answered,
    ACCOMMODATIONS: _owed,
}
