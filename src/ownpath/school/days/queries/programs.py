"""Which programs of a school a student is part of: those a plan of the day knows, and those it was told of by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import Accommodation, OptOut, ProgramMember
from ownpath.school.people.queries import persons_by_id, students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

OWED: Final = "owed"  # something in every plan
OFF_SCREENS: Final = "off_screens"  # by the word of the family
SPANISH: Final = "spanish"
PROGRAMS: Final = (OWED, OFF_SCREENS, SPANISH)


def programs_by_student(*, student_ids: Collection[int]) -> Mapping[int, list[str]]:
    """Return the programs of those students who are in any: `PROGRAMS` in their order, then by name; four queries."""
    ids = list(student_ids)
    members = {
        OWED: Accommodation.objects.filter(student_id__in=ids, ended_at=None),
        OFF_SCREENS: OptOut.objects.filter(
            student_id__in=ids, what=OptOut.What.SCREEN, ended_at=None
        ),
    }
    found: dict[int, list[str]] = defaultdict(list)
    for program, rows in members.items():
        for student_id in set(rows.values_list("student_id", flat=True)):
            found[student_id].append(program)
    for person in persons_by_id(ids=ids).values():
        if person.language == "es":
            found[person.pk].append(SPANISH)
    for row in program_members_of(student_ids=ids):
        found[row.student_id].append(row.name)
    return found


def program_members_of(*, student_ids: Iterable[int]) -> list[ProgramMember]:
    """Return who of some students is part of which program now, by program; one query."""
    rows = ProgramMember.objects.filter(student_id__in=list(student_ids), ended_at=None)
    names = ("name", "student__family_name", "student__given_name", "pk")
    return list(rows.select_related("student").order_by(*names))


def program_names(*, campus: Campus, today: date) -> list[str]:
    """Return the programs the students of a campus are part of, by name."""
    ids = [one.pk for one in students_at(campus=campus, today=today)]
    rows = ProgramMember.objects.filter(student_id__in=ids, ended_at=None)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())
