"""Which programs of a school a student is part of, as far as a plan of the day knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from ownpath.school.days.models import Accommodation, OptOut
from ownpath.school.people.queries import persons_by_id

OWED: Final = "owed"  # something in every plan
OFF_SCREENS: Final = "off_screens"  # by the word of the family
SPANISH: Final = "spanish"
PROGRAMS: Final = (OWED, OFF_SCREENS, SPANISH)


def programs_by_student(*, student_ids: Collection[int]) -> Mapping[int, list[str]]:
    """Return the programs of those students who are in any, in the order of `PROGRAMS`; three queries."""
    ids = list(student_ids)
    members = {
        OWED: Accommodation.objects.filter(student_id__in=ids, ended_at=None),
        OFF_SCREENS: OptOut.objects.filter(student_id__in=ids, ended_at=None),
    }
    found: dict[int, list[str]] = defaultdict(list)
    for program, rows in members.items():
        for student_id in set(rows.values_list("student_id", flat=True)):
            found[student_id].append(program)
    for person in persons_by_id(ids=ids).values():
        if person.language == "es":
            found[person.pk].append(SPANISH)
    return found
