"""Measure a district's or a campus's days over four weeks, for indicators of a vision. Groups under ten are hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ownpath.engine.promises import PROMISES
from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.school.change.models import Metric
from ownpath.school.change.queries.observing import Span, observe
from ownpath.school.days.queries import batch_over, cell_sums, promises_over, record_sums
from ownpath.school.people.queries import student_ids_by_campus

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

WINDOW: Final = timedelta(days=27)  # four weeks with today


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure in the metric's own unit (`PERCENT`, `UNITS`, else 0 to 1) and over how many students it goes.

    `value` is None where nothing was recorded, or fewer than ten students stand behind it.
    """

    value: float | None
    n_students: int


class Window(NamedTuple):
    """Where, from which day to which, both included, and how late it is now."""

    campuses: Sequence[Campus]
    since: date
    until: date
    now: datetime


def measure(*, metric: str, campuses: Sequence[Campus], today: date, now: datetime) -> Measured:
    """Return a figure of ours over the last four weeks; `MEASURABLE` says which ones are."""
    window = Window(campuses=campuses, since=today - WINDOW, until=today, now=now)
    return _MEASURES[metric](window)


def _shown(value: float | None, n_students: int) -> Measured:
    is_hidden = n_students < SMALLEST_GROUP
    return Measured(value=None if is_hidden else value, n_students=n_students)


def _of_promises(*, counts_whole: bool) -> Callable[[Window], Measured]:
    """Return what measures promises kept (of six a day), or whole days (of days here), in percent."""

    def measured(window: Window) -> Measured:
        campuses, since, until, _now = window
        days = [
            one
            for campus in campuses
            for one in promises_over(campus=campus, since=since, until=until)
        ]
        sums = record_sums(campuses=campuses, since=since, until=until)
        n_here = sum(one.n_here for one in days)
        kept = (
            sum(one.n_whole_kept for one in days)
            if counts_whole
            else sum(sum(one.kept.values()) for one in days) / len(PROMISES)
        )
        return _shown(100 * kept / n_here if n_here else None, sums.n_students)

    return measured


def _of_batch(side: str) -> Callable[[Window], Measured]:
    """Return what measures one side of the batch index, campuses weighed by their students."""

    def measured(window: Window) -> Measured:
        campuses, since, until, _now = window
        total = weight = 0.0
        for campus in campuses:
            index = batch_over(campus=campus, since=since, until=until)
            n = record_sums(campuses=[campus], since=since, until=until).n_students
            if index is not None and n:
                total, weight = total + n * float(getattr(index, side)), weight + n
        return _shown(total / weight if weight else None, int(weight))

    return measured


def _attendance(window: Window) -> Measured:
    campuses, since, until, _now = window
    sums = record_sums(campuses=campuses, since=since, until=until)
    return _shown(100 * sums.n_here / sums.n_days if sums.n_days else None, sums.n_students)


def _of_cells(field: str) -> Callable[[Window], Measured]:
    """Return what measures a kind of block as a share of all that were planned, in percent."""

    def measured(window: Window) -> Measured:
        campuses, since, until, _now = window
        sums = cell_sums(campuses=campuses, since=since, until=until)
        part = getattr(sums, field)
        return _shown(100 * part / sums.n_cells if sums.n_cells else None, sums.n_students)

    return measured


def _of_moments(metric: str) -> Callable[[Window], Measured]:
    """Return what measures, as pilots do, what happens at moments: sums over the students who are at the campuses."""

    def measured(window: Window) -> Measured:
        ids = student_ids_by_campus(campuses=window.campuses, today=window.until)
        top = bottom = 0.0
        students: set[int] = set()
        for campus in window.campuses:
            span = Span(
                campus=campus, student_ids=tuple(sorted(ids[campus.pk])), since=window.since,
                until=window.until, now=window.now,
            )  # fmt: skip
            for one in observe(metric=metric, span=span):
                top, bottom = top + one.top, bottom + one.bottom
                students.add(one.student)
        hundred = 100 if metric in PERCENT else 1
        return _shown(hundred * top / bottom if bottom else None, len(students))

    return measured


_MEASURES: Final[dict[str, Callable[[Window], Measured]]] = {
    Metric.PROMISES_KEPT: _of_promises(counts_whole=False),
    Metric.WHOLE_DAYS: _of_promises(counts_whole=True),
    Metric.BATCH_PACE: _of_batch("pace"),
    Metric.BATCH_PATH: _of_batch("path"),
    Metric.BATCH_TIME: _of_batch("time"),
    Metric.BATCH_CHOICE: _of_batch("choice"),
    Metric.COMPETENCIES: _of_moments(Metric.COMPETENCIES),
    Metric.STUCK_MINUTES: _of_moments(Metric.STUCK_MINUTES),
    Metric.ANSWERED_IN_TIME: _of_moments(Metric.ANSWERED_IN_TIME),
    Metric.ATTENDANCE: _attendance,
    Metric.SCREEN_SHARE: _of_cells("n_screen"),
    Metric.TEACHER_TIME: _of_cells("n_teacher"),
}
MEASURABLE: Final = tuple(_MEASURES)
PERCENT: Final = frozenset(
    {
        Metric.PROMISES_KEPT, Metric.WHOLE_DAYS, Metric.ANSWERED_IN_TIME, Metric.ATTENDANCE,
        Metric.SCREEN_SHARE, Metric.TEACHER_TIME,
    }
)  # fmt: skip
UNITS: Final[dict[str, str | Promise]] = {
    **dict.fromkeys(PERCENT, "%"),
    Metric.STUCK_MINUTES: _("minutes"),
    Metric.COMPETENCIES: _("per 100 hours"),
}
DECIMALS: Final[dict[str, int]] = {  # of what is not a whole number when told
    Metric.BATCH_PACE: 2, Metric.BATCH_PATH: 2, Metric.BATCH_TIME: 2, Metric.BATCH_CHOICE: 2,
    Metric.COMPETENCIES: 1,
}  # fmt: skip
