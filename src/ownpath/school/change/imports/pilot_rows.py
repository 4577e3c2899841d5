"""Bring an assessment's results into a pilot from a table: plan first, with every problem by row, then apply.

Columns: student (identifier, sourcedId or username), period (0 before the start, 1 and on after), value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.problems import Problem
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import PilotRow, PilotStudent
from ownpath.school.change.models.visions import Metric
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.change.models import Measure
    from ownpath.school.people.models import Person

COLUMNS: Final = ("student", "period", "value")
LONGEST_FILE: Final = 400_000
MOST_ROWS: Final = 5_000
MOST_PERIODS: Final = 60
LARGEST: Final = 1e9


class NotAnUpload(OutOfBounds):
    """The measure takes no uploaded results, or there is nothing to take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One result that can be taken."""

    student_id: int
    period: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlan:
    """What a table would bring in, and everything that is wrong with it."""

    rows: Sequence[ResultLine]
    problems: Sequence[Problem]
    n_replacing: int  # results that are there already and would change

    @property
    def n_students(self) -> int:
        """Return of how many students there are results."""
        return len({one.student_id for one in self.rows})


def plan_upload(*, measure: Measure, text: str, name: str) -> UploadPlan:
    """Look at every row of a table; nothing is written."""
    findings = Findings()
    if len(text) > LONGEST_FILE:
        findings.file("pilot.long", name, "it is too long", "Send at most 400 kB.")
        return UploadPlan(rows=(), problems=findings.listed(), n_replacing=0)
    known = _students_by_name(measure)
    found: dict[tuple[int, int], ResultLine] = {}
    for where, cells in _rows(text, name, findings):
        line = _line(cells, where, known, findings)
        if line is None:
            continue
        place = (line.student_id, line.period)
        if place in found:
            findings.row(
                "pilot.twice", where, "the student stands twice in this period", "Keep one row."
            )
            continue
        found[place] = line
    there = set(
        PilotRow.objects.filter(measure=measure).values_list("student_id", "period", "value")
    )
    same = {one[:2] for one in there}
    n_replacing = sum(place in same for place in found)
    return UploadPlan(
        rows=tuple(found.values()), problems=findings.listed(), n_replacing=n_replacing
    )


def _students_by_name(measure: Measure) -> dict[str, int | None]:
    """Return the students who began the pilot by each name a table may use; None where a name fits several."""
    rows = PilotStudent.objects.filter(pilot=measure.pilot_id).values_list(
        "student_id", "student__identifier", "student__sourced_id", "student__username_key"
    )
    found: dict[str, int | None] = {}
    for student, *names in rows:
        for name in {one.casefold() for one in names if one}:
            found[name] = student if found.get(name, student) == student else None
    return found


def _rows(text: str, name: str, findings: Findings) -> Iterator[tuple[str, Mapping[str, str]]]:
    heading = text.split("\n", 1)[0]
    table = csv.reader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""),
        delimiter=max(",;\t", key=heading.count),
    )
    columns: list[str] | None = None
    try:
        for n, cells in enumerate(table):
            if columns is None:
                columns = [cell.strip().lower() for cell in cells]
                missing = [one for one in COLUMNS if one not in columns]
                if missing:
                    findings.file(
                        "pilot.columns", f"{name} line 1", f"column {', '.join(missing)} is missing",
                        "Name the columns student, period, value.",
                    )  # fmt: skip
                    return
            elif n > MOST_ROWS:
                findings.file(
                    "pilot.many", name, "there are too many rows", "Send at most 5,000 rows."
                )
                return
            elif any(cell.strip() for cell in cells):
                yield f"{name} line {table.line_num}", dict(zip(columns, cells, strict=False))
    except csv.Error as broken:
        where = f"{name} line {table.line_num}"
        findings.row("table.broken", where, f"the rest cannot be read ({broken})", "Mend it.")
    if columns is None:
        findings.file("pilot.empty", name, "no row is in it", "Send a table with a heading.")


def _line(
    cells: Mapping[str, str],
    where: str,
    known: Mapping[str, int | None],
    findings: Findings,
) -> ResultLine | None:
    said = {one: cells.get(one, "").strip() for one in COLUMNS}
    student = known.get(said["student"].casefold())
    period = _number(said["period"])
    value = _number(said["value"])
    if student is None:
        findings.row(
            "pilot.student", f"{where}, student",
            f"{shown(said['student'])} names nobody, or several, of those who began the pilot",
            "Use the identifier, the sourcedId or the name to sign in.",
        )  # fmt: skip
    if period is None or not period.is_integer() or not 0 <= period <= MOST_PERIODS:
        findings.row(
            "pilot.period", f"{where}, period", f"{shown(said['period'])} is no period",
            "Give 0 before the start, 1 to 60 after.",
        )  # fmt: skip
        period = None
    if value is None:
        findings.row(
            "pilot.value", f"{where}, value", f"{shown(said['value'])} is no number",
            "Give a number with a decimal point.",
        )  # fmt: skip
    if student is None or period is None or value is None:
        return None
    return ResultLine(student_id=student, period=int(period), value=value)


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= LARGEST else None


@deed
def apply_upload(
    *, measure: Measure, plan: UploadPlan, by: Person | None, now: datetime
) -> int:
    """Write a plan's rows, the newest word counting; return how many there are."""
    pilot = measure.pilot
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if measure.metric != Metric.UPLOADED or not plan.rows:
        raise NotAnUpload(
            _("There is nothing to take for this measure."),
            next_step=_("Upload results to a measure that is an uploaded assessment."),
        )
    PilotRow.objects.bulk_create(
        [
            PilotRow(
                measure=measure, student_id=one.student_id, period=one.period,
                value=one.value, noted_at=now,
            )
            for one in plan.rows
        ],
        update_conflicts=True,
        unique_fields=["measure", "student", "period"],
        update_fields=["value", "noted_at"],
    )  # fmt: skip
    return len(plan.rows)
