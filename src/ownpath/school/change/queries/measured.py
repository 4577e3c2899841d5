"""Read a measure of a pilot as rows: everyone counted where they began, weeks before and after the start.

Period 0 is the time before the start as one; 1 and on are the weeks after it. Whose family said no is left out, and
counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.school.change.models import PilotRow, PilotStudent
from ownpath.school.change.models.visions import Metric
from ownpath.school.change.queries.measures import BATCH, is_of_classes
from ownpath.school.change.queries.observing import Span, observe
from ownpath.school.change.queries.taking_part import ids_left_out_of
from ownpath.school.days.queries import (
    LearningLine,
    accommodations_of,
    day_lines,
    index_of,
    learning_lines,
)
from ownpath.school.people.queries import persons_by_id, stays_in

if TYPE_CHECKING:
    from ownpath.school.change.models import Measure, Pilot

WEEKS_BEFORE: Final = 6
MOST_WEEKS: Final = 60
WEEK: Final = 7


class MeasuredRow(NamedTuple):
    """One unit (a student, or a class) in one period; `outcome` is None where nothing was seen."""

    unit: int
    cluster: int  # the class it began in
    period: int
    is_pilot: bool
    outcome: float | None
    dose: float | None
    language: str
    grade: str
    owed: str


class WeekLine(NamedTuple):
    """One week of a measure: the mean of each side, and of how many units; below 1 is before the start."""

    week: int
    pilot: float | None
    comparison: float | None
    n_pilot: int
    n_comparison: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure of a pilot as it can be judged."""

    rows: tuple[MeasuredRow, ...]
    weeks: tuple[WeekLine, ...]
    n_left_out: int
    n_pilot: int  # students
    n_comparison: int

    @property
    def is_small(self) -> bool:
        """Whether a side that is there has fewer than ten students: then no figure is shown."""
        sides = [one for one in (self.n_pilot, self.n_comparison) if one]
        return not sides or min(sides) < SMALLEST_GROUP


class _Unit(NamedTuple):
    key: int
    cluster: int
    is_pilot: bool
    language: str = ""
    grade: str = ""
    owed: str = ""


_Values = Mapping[tuple[int, int], float]  # by unit and week


def week_of_day(*, day: date, starts_on: date) -> int:
    """Return a day's week: 1 is the first week from the start on, 0 the last before it.

    >>> [week_of_day(day=date(2026, 3, d), starts_on=date(2026, 3, 9)) for d in (1, 2, 8, 9, 16)]
    [-1, 0, 0, 1, 2]
    """
    return (day - starts_on).days // WEEK + 1


def span_of(*, pilot: Pilot, student_ids: Iterable[int], until: date, now: datetime) -> Span:
    """Return the days that count: the weeks before the start, and from the start to `until`."""
    starts_on = pilot.starts_on or until
    return Span(
        campus=pilot.campus,
        student_ids=tuple(student_ids),
        since=starts_on - timedelta(weeks=WEEKS_BEFORE),
        until=min(until, starts_on + timedelta(weeks=MOST_WEEKS)),
        now=now,
    )


def measure_pilot(
    *, pilot: Pilot, measure: Measure, until: date, now: datetime, is_sliced: bool = False
) -> Measured:
    """Return a measure of everyone who began a pilot, as rows and as weeks; sliced, with the groups each is of."""
    everyone = list(PilotStudent.objects.filter(pilot=pilot).order_by("student_id"))
    groups = {one.student_id: one.group for one in everyone}
    left_out = ids_left_out_of(pilot=pilot, groups=groups)
    counted = [one for one in everyone if one.student_id not in left_out]
    span = span_of(
        pilot=pilot, student_ids=(one.student_id for one in counted), until=until, now=now
    )
    if is_of_classes(measure.metric):
        units, before, weekly = _of_classes(pilot, measure, counted, span)
        dose: Mapping[int, float] = {}
    else:
        units, before, weekly = _of_students(pilot, measure, counted, span)
        units = _sliced(units) if is_sliced else units
        dose = doses(pilot=pilot, counted=counted, span=span)
    return Measured(
        rows=tuple(_rows(units, before, weekly, dose)),
        weeks=tuple(_weeks(units, weekly)),
        n_left_out=len(everyone) - len(counted),
        n_pilot=sum(one.group == "pilot" for one in counted),
        n_comparison=sum(one.group != "pilot" for one in counted),
    )


def _of_students(
    pilot: Pilot, measure: Measure, counted: list[PilotStudent], span: Span
) -> tuple[list[_Unit], dict[int, float], dict[tuple[int, int], float]]:
    units = [_Unit(one.student_id, one.section_id, one.group == "pilot") for one in counted]
    if measure.metric == Metric.UPLOADED:
        return units, *_uploaded(measure, frozenset(span.student_ids))
    starts_on = pilot.starts_on or span.until
    tops: dict[tuple[int, int], float] = defaultdict(float)
    bottoms: dict[tuple[int, int], float] = defaultdict(float)
    for one in observe(metric=measure.metric, span=span):
        week = week_of_day(day=one.day, starts_on=starts_on)
        for place in ((one.student, week), *(((one.student, _BEFORE),) if week < 1 else ())):
            tops[place] += one.top
            bottoms[place] += one.bottom
    values = {place: tops[place] / bottoms[place] for place in tops if bottoms[place]}
    before = {unit: value for (unit, week), value in values.items() if week == _BEFORE}
    weekly = {place: value for place, value in values.items() if place[1] != _BEFORE}
    return units, before, weekly


def _sliced(units: Iterable[_Unit]) -> list[_Unit]:
    """Return students with the groups each is of; two queries."""
    ids = [unit.key for unit in units]
    people = persons_by_id(ids=ids)
    owed = {one.student_id for one in accommodations_of(student_ids=ids)}
    return [
        unit._replace(
            language=people[unit.key].language or "?",
            grade=people[unit.key].grade or "?",
            owed="yes" if unit.key in owed else "no",
        )
        for unit in units
    ]


_BEFORE: Final = -10_000  # the weeks before the start as one


def _uploaded(
    measure: Measure, counted: frozenset[int]
) -> tuple[dict[int, float], dict[tuple[int, int], float]]:
    rows = PilotRow.objects.filter(measure=measure, student_id__in=counted)
    weekly = {(row.student_id, row.period): row.value for row in rows}
    before = {unit: value for (unit, period), value in weekly.items() if period == 0}
    return before, weekly


def _of_classes(
    pilot: Pilot, measure: Measure, counted: list[PilotStudent], span: Span
) -> tuple[list[_Unit], dict[int, float], dict[tuple[int, int], float]]:
    """Return the batch index of each class as it began; a class under ten students in a week has none."""
    began = {one.student_id: one.section_id for one in counted}
    units = sorted(
        {_Unit(one.section_id, one.section_id, one.group == "pilot") for one in counted}
    )
    starts_on = pilot.starts_on or span.until
    by_place: dict[tuple[int, int], list[LearningLine]] = defaultdict(list)
    for line in learning_lines(student_ids=began, since=span.since, until=span.until):
        by_place[began[line.student], week_of_day(day=line.day, starts_on=starts_on)].append(
            line
        )
    name = BATCH[measure.metric]
    weekly = {
        place: float(getattr(index_of(lines), name))
        for place, lines in by_place.items()
        if len({line.student for line in lines}) >= SMALLEST_GROUP
    }
    early: dict[int, list[float]] = defaultdict(list)
    for (section, week), value in weekly.items():
        if week < 1:
            early[section].append(value)
    return units, {one: sum(own) / len(own) for one, own in early.items()}, weekly


def _rows(
    units: Iterable[_Unit],
    before: Mapping[int, float],
    weekly: _Values,
    dose: Mapping[int, float],
) -> Iterable[MeasuredRow]:
    periods = sorted({week for _unit, week in weekly if week > 0})
    for unit in units:
        for period in (0, *periods):
            value = before.get(unit.key) if period == 0 else weekly.get((unit.key, period))
            yield MeasuredRow(
                unit.key, unit.cluster, period, unit.is_pilot, value, dose.get(unit.key),
                unit.language, unit.grade, unit.owed,
            )  # fmt: skip


def _weeks(units: Iterable[_Unit], weekly: _Values) -> Iterable[WeekLine]:
    side = {unit.key: unit.is_pilot for unit in units}
    found: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for (unit, week), value in weekly.items():
        found[week][0 if side[unit] else 1].append(value)
    for week, (ours, others) in sorted(found.items()):
        yield WeekLine(week, _mean(ours), _mean(others), len(ours), len(others))


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def doses(*, pilot: Pilot, counted: Iterable[PilotStudent], span: Span) -> dict[int, float]:
    """Return how much each had of the pilot, 0 to 1: days here in a class of it, of the days closed since the start."""
    starts_on = pilot.starts_on or span.until
    sections = {one.section_id for one in counted if one.group == "pilot"}
    stays = stays_in(section_ids=sections, until=span.until)
    n_days: dict[int, int] = defaultdict(int)
    n_had: dict[int, int] = defaultdict(int)
    for line in day_lines(student_ids=span.student_ids, since=starts_on, until=span.until):
        n_days[line.student] += 1
        n_had[line.student] += line.was_here and any(
            (first is None or first <= line.day) and (end is None or line.day < end)
            for _section, first, end in stays.get(line.student, ())
        )
    return {
        one.student_id: n_had[one.student_id] / n_days[one.student_id]
        for one in counted
        if n_days[one.student_id]
    }
