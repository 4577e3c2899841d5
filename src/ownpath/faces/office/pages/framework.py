"""One framework: what uses it, and what its classes could work on instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ownpath.faces.office.pages.words import grouped
from ownpath.school.curriculum.queries import (
    AsideLine,
    Study,
    classes_working_on,
    get_seen_framework,
    n_classes_ever,
    n_templates_of,
    studies_for,
    times_set_aside,
)
from ownpath.school.mastery.queries import count_who_showed
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Framework
    from ownpath.school.people.models import Person, Section

NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsingCourse:
    """A course some of whose classes work on the framework, and what was chosen for it."""

    uuid: UUID
    title: str
    campuses: tuple[str, ...]
    classes: tuple[str, ...]
    class_ids: tuple[int, ...]
    chosen: str  # "": as for all


@dataclass(frozen=True, kw_only=True)
class FrameworkPage:
    """The page."""

    uuid: UUID
    title: str
    version: str
    publisher: str
    is_own: bool
    courses: tuple[UsingCourse, ...]
    n_classes: int
    told_classes: str  # how many, its thousands set apart
    told_over: str  # classes that are over
    told_students: str  # who have shown something in it
    told_templates: str
    studies: tuple[Study, ...]  # what its classes could work on instead
    for_all: str
    aside: AsideLine | None  # it is set aside now
    before: tuple[AsideLine, ...]  # it was, and was taken back


def build_framework(
    *, viewer: Person, uuid: UUID, today: date, chosen: Mapping[str, str]
) -> FrameworkPage:
    """Return the page of one framework; `chosen` is what was chosen instead, by the name of its field."""
    district_id = own_district(viewer=viewer).pk
    found = get_seen_framework(uuid=uuid, district_id=district_id)
    using = list(
        classes_working_on(framework_id=found.pk, district_id=district_id, today=today)
    )
    times = times_set_aside(framework=found, district_id=district_id)
    ever = n_classes_ever(framework_id=found.pk, district_id=district_id)
    return FrameworkPage(
        uuid=found.uuid,
        title=found.title,
        version=found.version,
        publisher=found.publisher,
        is_own=found.owner_id == district_id,
        courses=_courses(using, chosen),
        n_classes=len(using),
        told_classes=grouped(len(using)),
        told_over=grouped(ever - len(using)),
        told_students=grouped(count_who_showed(framework_id=found.pk, district_id=district_id)),
        told_templates=grouped(n_templates_of(framework_id=found.pk)),
        studies=tuple(_others(found, district_id)),
        for_all=chosen.get("for_all", ""),
        aside=next((one for one in times if one.taken_back_at is None), None),
        before=tuple(one for one in times if one.taken_back_at is not None),
    )


def instead_of(page: FrameworkPage) -> dict[int, int | None]:
    """Return what each class is to work on, by its id, as it was chosen for its course or for all of them."""
    offered: dict[str, int | None] = {str(one.uuid): one.id for one in page.studies}
    offered[NOTHING] = None
    return {
        one: offered[wanted]
        for course in page.courses
        if (wanted := course.chosen or page.for_all) in offered
        for one in course.class_ids
    }


def _others(framework: Framework, district_id: int) -> list[Study]:
    return [one for one in studies_for(district_id=district_id) if one.id != framework.pk]


def _courses(using: Sequence[Section], chosen: Mapping[str, str]) -> tuple[UsingCourse, ...]:
    by_course: dict[UUID, list[Section]] = {}
    for section in using:
        by_course.setdefault(section.course.uuid, []).append(section)
    return tuple(
        UsingCourse(
            uuid=uuid,
            title=own[0].course.title,
            campuses=tuple(sorted({one.campus.name for one in own})),
            classes=tuple(one.title for one in own),
            class_ids=tuple(one.pk for one in own),
            chosen=chosen.get(f"course-{uuid}", ""),
        )
        for uuid, own in by_course.items()
    )
