"""When an adult is out on a day: by what was noted beforehand, and by what the day was mended for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownpath.school.days.models import PlanGroup, StaffAbsence
from ownpath.school.days.queries.told_of_day import blocks_of, events_of_kind, told_of

if TYPE_CHECKING:
    from datetime import date

    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Campus, Person


def blocks_out(*, adult: Person, campus: Campus, day: date) -> frozenset[int]:
    """Return the numbers of the blocks in which an adult is out; a day may have fewer. Two queries."""
    noted = StaffAbsence.objects.filter(
        staffing__person=adult, staffing__campus=campus, day=day
    ).values_list("first_block", "last_block")
    told = events_of_kind(told_of(campus_id=campus.pk, day=day), "adult_out")
    spans = [range(first, last + 1) for first, last in noted]
    spans += [blocks_of(event) for event in told if event["person"] == str(adult.uuid)]
    return frozenset(block for span in spans for block in span)


def planned_though_out(*, plan: DayPlan) -> list[Person]:
    """Return the adults who lead a group of a plan in a block in which they are noted as out; two queries at most."""
    noted = StaffAbsence.objects.filter(staffing__campus_id=plan.campus_id, day=plan.day)
    rows = {row.staffing.person_id: row for row in noted.select_related("staffing__person")}
    if not rows:
        return []
    led = PlanGroup.objects.filter(plan=plan, adult__in=rows).values_list("adult_id", "block")
    found = {
        adult
        for adult, block in led
        if adult is not None and rows[adult].first_block <= block <= rows[adult].last_block
    }
    return [row.staffing.person for pk, row in rows.items() if pk in found]
