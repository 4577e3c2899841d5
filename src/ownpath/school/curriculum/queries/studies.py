"""Read what the classes of a district work on, course by course, and what there is to work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ownpath.school.curriculum.models import Item, SectionFramework
from ownpath.school.curriculum.queries.library import grades_in
from ownpath.school.curriculum.queries.setting_aside import offered_frameworks
from ownpath.school.people.queries import (
    grade_order,
    grades_of_sections,
    is_mathematics,
    sections_to_come,
    speaks_of_mathematics,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A framework with something to practice: what a class can work on."""

    id: int
    uuid: UUID
    title: str
    grades: frozenset[str]  # CEDS codes


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLine:
    """A class that is not over, of which grades it is, and what it works on."""

    id: int
    uuid: UUID
    title: str
    campus: str
    grades: tuple[str, ...]
    is_said: bool
    study: int | None  # a framework; None: nothing, on purpose, or not said yet


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """A course whose classes are not over, and what they work on."""

    id: int
    uuid: UUID
    title: str
    campuses: tuple[str, ...]
    grades: tuple[str, ...]
    is_mathematics: bool
    classes: tuple[ClassLine, ...]

    @property
    def n_classes(self) -> int:
        """How many classes it has."""
        return len(self.classes)

    @property
    def n_unsaid(self) -> int:
        """Of how many classes nothing was said."""
        return sum(not one.is_said for one in self.classes)

    @property
    def studies(self) -> frozenset[int | None]:
        """The frameworks of the others; None: nothing, on purpose."""
        return frozenset(one.study for one in self.classes if one.is_said)

    @property
    def spans_grades(self) -> bool:
        """Whether its classes are not all of the same grades, so that it is said class by class."""
        return len({one.grades for one in self.classes}) > 1

    @property
    def study(self) -> int | None:
        """The one framework all its classes work on, if that is so."""
        return next(iter(self.studies)) if self.is_settled else None

    @property
    def is_settled(self) -> bool:
        """Whether the same was said of all its classes."""
        return len(self.studies) == 1 and not self.n_unsaid


def studies_for(*, district_id: int) -> list[Study]:
    """Return what the classes of a district can work on, by title."""
    with_items = set(
        _servable().values_list("competencies__framework_id", flat=True).distinct()
    )
    return [
        Study(
            id=one.pk,
            uuid=one.uuid,
            title=one.title,
            grades=frozenset(grades_in(framework=one)),
        )
        for one in offered_frameworks(district_id=district_id)
        if one.pk in with_items
    ]


def course_lines(*, district_id: int, today: date) -> list[CourseLine]:
    """Return the courses of a district whose classes are not over: mathematics first, then by title; three queries."""
    said = SectionFramework.objects.filter(section__district_id=district_id)
    studies: dict[int, int | None] = dict(
        said.order_by("-pk").values_list("section_id", "framework_id")
    )
    sections = list(sections_to_come(district_id=district_id, today=today))
    grades = grades_of_sections(sections=sections)
    by_course: dict[int, list[Section]] = defaultdict(list)
    for section in sections:
        by_course[section.course_id].append(section)
    lines = [_line(own, studies, grades) for own in by_course.values()]
    return sorted(lines, key=lambda one: (not one.is_mathematics, one.title.casefold(), one.id))


def n_classes_waiting(*, district_id: int, today: date) -> int:
    """Return of how many mathematics classes nothing was said, where there is something to work on; two queries."""
    if not is_anything_to_work_on():
        return 0
    said = SectionFramework.objects.filter(section_id=OuterRef("pk"))
    sections = sections_to_come(district_id=district_id, today=today)
    return int(sections.filter(speaks_of_mathematics(), ~Exists(said)).count())


def n_classes_to_decide(*, district_id: int, today: date) -> int:
    """Return of how many waiting mathematics classes a framework has a grade, or nobody knows the grade."""
    said = SectionFramework.objects.filter(section_id=OuterRef("pk"))
    sections = sections_to_come(district_id=district_id, today=today)
    waiting = list(sections.filter(speaks_of_mathematics(), ~Exists(said)))
    if not waiting:
        return 0
    covered = {grade for one in studies_for(district_id=district_id) for grade in one.grades}
    grades = grades_of_sections(sections=waiting)
    return sum(
        bool(covered) and (not grades[one.pk] or not covered.isdisjoint(grades[one.pk]))
        for one in waiting
    )


def is_anything_to_work_on() -> bool:
    """Return whether there is a single item that a student could practice with."""
    return _servable().exists()


def _servable() -> QuerySet[Item]:
    return Item.objects.filter(is_retired=False, needs_figure=False)


def _line(
    sections: Sequence[Section],
    studies: dict[int, int | None],
    grades_of: dict[int, tuple[str, ...]],
) -> CourseLine:
    course = sections[0].course
    grades = {grade for one in sections for grade in grades_of[one.pk]} or set(course.grades)
    return CourseLine(
        id=course.pk,
        uuid=course.uuid,
        title=course.title,
        campuses=tuple(sorted({one.campus.name for one in sections})),
        grades=tuple(sorted(grades, key=grade_order)),
        is_mathematics=any(map(is_mathematics, sections)),
        classes=tuple(
            ClassLine(
                id=one.pk, uuid=one.uuid, title=one.title, campus=one.campus.name,
                grades=grades_of[one.pk] or tuple(sorted(course.grades, key=grade_order)),
                is_said=one.pk in studies, study=studies.get(one.pk),
            )
            for one in sections
        ),
    )  # fmt: skip
