"""Give every mathematics section its framework and a timeline, and gather who is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownpath.demo.cast import DISTRICT, OTHER_DISTRICT
from ownpath.demo.roster import DAYS_AFTER
from ownpath.school.curriculum.queries import FrameworkMap, find_framework, get_map
from ownpath.school.curriculum.services import use_framework
from ownpath.school.people.queries import find_district, mathematics_sections, students_in
from ownpath.school.plans.services import set_timeline, spread_evenly

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

STARTER = "ownpath-math"
DAYS_UNDER_WAY = 40  # since classes were through with looking back and began with what is new
DAYS_UNDER_WAY_FIRST_GRADES = 22
FIRST_GRADES = frozenset({"KG", "01", "02"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The framework, and the students by section."""

    framework: FrameworkMap
    students: Mapping[int, Person]
    members: Mapping[int, tuple[int, ...]]  # section -> students
    sections: tuple[Section, ...]


def prepare_classes(*, today: date) -> Prepared:
    """Let the mathematics sections of both districts work on the starter framework."""
    framework = get_map(find_framework(identifier=STARTER).pk)
    sections: list[Section] = []
    for source_key in (DISTRICT, OTHER_DISTRICT):
        district = find_district(source_key=source_key)
        if district is not None:
            sections += mathematics_sections(district=district, today=today)
    members: dict[int, tuple[int, ...]] = {}
    students: dict[int, Person] = {}
    for section in sections:
        here = students_in(section=section, today=today)
        members[section.pk] = tuple(student.pk for student in here)
        students.update({student.pk: student for student in here})
        use_framework(section_id=section.pk, framework_id=framework.framework_id)
        steps = timeline(framework, grade=next(iter(section.grades), ""), today=today)
        set_timeline(section=section, due_on=steps)
    return Prepared(
        framework=framework, students=students, members=members, sections=tuple(sections)
    )


def timeline(framework: FrameworkMap, *, grade: str, today: date) -> dict[int, date]:
    """Return by when a class of a grade is meant to have learned its grade's competencies, evenly over the year."""
    own = [one for one in framework.order if grade in framework.competencies[one].grades]
    days = DAYS_UNDER_WAY_FIRST_GRADES if grade in FIRST_GRADES else DAYS_UNDER_WAY
    first = today - timedelta(days=days)
    return spread_evenly(competencies=own, first=first, last=today + timedelta(days=DAYS_AFTER))
