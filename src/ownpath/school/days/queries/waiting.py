"""Read who is still waiting for a whole day, by grade, class and program, and the rows behind each figure.

Groups under ten are named and not shown: the rows behind a figure are opened by who may see each of the students.
The grades of a campus make up the whole, so that a small one is kept from being reckoned too; classes and programs
overlap, so that their whole gives none of them away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db.models import Max, Q, QuerySet

from ownpath.engine.promises import PROMISES
from ownpath.engine.small_groups import SMALLEST_GROUP, hidden_groups, left_untold
from ownpath.school.days.models import DayRecord
from ownpath.school.days.queries.programs import programs_by_student
from ownpath.school.people.queries import section_titles_by_student

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

LONG_WAIT: Final = 10  # school days; who waits more is "still waiting"
Flowers: TypeAlias = dict[tuple[frozenset[str], frozenset[str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """How long the students of a class, grade or program have been waiting for a whole day."""

    name: str
    n_students: int
    n_waiting: int  # for more than ten school days
    longest: int
    median: float
    is_hidden: bool  # fewer than ten, or beside such a group: figures are 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingField:
    """Who waits at a campus, by grade, and how many had which promises promised and kept.

    The counts are of everybody, hidden grades included; `n_untold` of `n_waiting` would give a small part away.
    """

    lines: list[WaitingLine]
    flowers: Mapping[str, Flowers]
    n_students: int
    n_waiting: int
    n_untold: int


def newest_day(*, campus: Campus, day: date) -> date | None:
    """Return the newest closed day on or before a day, or None."""
    rows = DayRecord.objects.filter(campus=campus, day__lte=day)
    return rows.order_by("-day").values_list("day", flat=True).first()


def waiting_lines(*, campus: Campus, day: date, by: str) -> list[WaitingLine]:
    """Return by grade, section or program who waits, as of the newest closed day on or before a day."""
    newest = newest_day(campus=campus, day=day)
    if newest is None:
        return []
    columns = "student_id", "student__grade", "waiting_days"
    rows = list(_records_on(campus, newest).values_list(*columns))
    groups = {} if by == "grade" else _groups(by, (row[0] for row in rows), newest)
    waits: dict[str, list[int]] = defaultdict(list)
    for student, grade, days in rows:
        for name in (grade,) if by == "grade" else groups.get(student, ()):
            waits[name].append(days)
    if by == "grade":
        return _lines_of_grades(waits)
    return [
        _waiting_line(name, own, is_hidden=len(own) < SMALLEST_GROUP)
        for name, own in sorted(waits.items())
    ]


def _lines_of_grades(waits: Mapping[str, list[int]]) -> list[WaitingLine]:
    hidden = hidden_groups({name: len(own) for name, own in waits.items()})
    return [
        _waiting_line(name, own, is_hidden=name in hidden)
        for name, own in sorted(waits.items())
    ]


def _waiting_line(name: str, waits: list[int], *, is_hidden: bool) -> WaitingLine:
    return WaitingLine(
        name=name,
        n_students=len(waits),
        n_waiting=0 if is_hidden else _n_waiting(waits),
        longest=0 if is_hidden else max(waits),
        median=0.0 if is_hidden else float(median(waits)),
        is_hidden=is_hidden,
    )


def _n_waiting(waits: Iterable[int]) -> int:
    return sum(one > LONG_WAIT for one in waits)


def waiting_rows(*, campus: Campus, day: date, by: str, name: str) -> list[DayRecord]:
    """Return the rows behind one line, the longest waiting first."""
    newest = newest_day(campus=campus, day=day)
    if newest is None:
        return []
    records = _records_on(campus, newest)
    if by == "grade":
        records = records.filter(student__grade=name)
    else:
        groups = _groups(by, records.values_list("student_id", flat=True), newest)
        records = records.filter(student_id__in=[one for one in groups if name in groups[one]])
    rows = list(records.select_related("student"))
    return sorted(rows, key=lambda row: (-row.waiting_days, row.student.called.casefold()))


def waiting_fields(*, campuses: Sequence[Campus], day: date) -> dict[int, WaitingField]:
    """Return by campus and grade who waits, and the days behind it, as of each campus's newest closed day.

    Two queries for any number of campuses; a campus without a closed day is left out.
    """
    closed = DayRecord.objects.filter(campus__in=campuses, day__lte=day).order_by()
    newest = closed.values_list("campus_id").annotate(newest=Max("day"))
    days = Q(*(Q(campus_id=campus, day=at) for campus, at in newest), _connector=Q.OR)
    columns = "campus_id", "student__grade", "waiting_days", "was_here", "promised", "kept"
    rows = DayRecord.objects.filter(days).values_list(*columns) if days else ()
    waits: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    flowers: dict[int, dict[str, Flowers]] = defaultdict(lambda: defaultdict(dict))
    for campus, grade, waited, was_here, promised, kept in rows:
        waits[campus][grade].append(waited)
        if was_here:
            own, mark = flowers[campus][grade], (_names(promised), _names(kept))
            own[mark] = own.get(mark, 0) + 1
    return {campus: _field(grades, flowers[campus]) for campus, grades in waits.items()}


def _field(waits: Mapping[str, list[int]], flowers: Mapping[str, Flowers]) -> WaitingField:
    lines = _lines_of_grades(waits)
    n_by_grade = {name: _n_waiting(own) for name, own in waits.items()}
    untold = [
        n_by_grade[line.name]
        for line in lines
        if line.is_hidden or n_by_grade[line.name] < SMALLEST_GROUP
    ]
    return WaitingField(
        lines=lines,
        flowers=flowers,
        n_students=sum(line.n_students for line in lines),
        n_waiting=sum(n_by_grade.values()),
        n_untold=left_untold(untold),
    )


def _records_on(campus: Campus, day: date) -> QuerySet[DayRecord]:
    return DayRecord.objects.filter(campus=campus, day=day)


def _groups(by: str, student_ids: Iterable[int], day: date) -> Mapping[int, Sequence[str]]:
    """Return the classes, or the programs, of each student; who has none may be left out."""
    if by == "program":
        return programs_by_student(student_ids=list(student_ids))
    return section_titles_by_student(student_ids=list(student_ids), today=day)


def _names(bits: int) -> frozenset[str]:
    return frozenset(name for n, name in enumerate(PROMISES) if bits >> n & 1)
