"""The head that all pages about one student share: who it is, where to go, and what may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.queries import FrameworkMap, framework_among, map_of
from ownpath.school.people.queries import (
    Aspect,
    aspects_at_work,
    current_sections,
    get_student_at_work,
)

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentHead:
    """Who the page is about."""

    uuid: UUID
    called: str
    full_name: str
    grade: str
    tabs: tuple[TabItem, ...]
    current: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A student the viewer may see, and the map they work on (None where the office set none)."""

    student: Person
    map: FrameworkMap | None
    hears: bool  # may also see what the student said
    steers: bool  # may also decide what the student does
    helps: bool  # may also mark what became of the student's blocks
    section_ids: frozenset[int]  # where the student is today


def find_student(*, viewer: Person, uuid: UUID, today: date) -> About:
    """Return the student, if the viewer works with them; one's own child is read as family."""
    student = get_student_at_work(viewer=viewer, uuid=uuid, aspect=Aspect.LEARNING, today=today)
    sections = [one.pk for one in current_sections(student=student, today=today)]
    framework = framework_among(section_ids=sections)
    has = aspects_at_work(
        viewer=viewer,
        student=student,
        aspects=(Aspect.VOICE, Aspect.STEERING, Aspect.HELPING),
        today=today,
    )
    return About(
        student=student,
        map=map_of(framework) if framework else None,
        hears=Aspect.VOICE in has,
        steers=Aspect.STEERING in has,
        helps=Aspect.HELPING in has,
        section_ids=frozenset(sections),
    )


def build_head(about: About, current: str) -> StudentHead:
    """Return what stands above every page about this student."""
    student = about.student
    places = [("student", _("Now")), ("knows", _("What is known"))]
    if about.hears:
        places.append(("voice", _("Voice")))
    if about.steers:
        places.append(("plan", _("Plan")))
    return StudentHead(
        uuid=student.uuid,
        called=student.called,
        full_name=student.full_name,
        grade=student.grade.lstrip("0"),
        tabs=tuple(
            TabItem(label=label, url=reverse(f"teacher:{name}", args=[student.uuid]), name=name)
            for name, label in places
        ),
        current=current,
    )


def find_competency(about: About, uuid: UUID) -> CompetencyLine:
    """Return a competency of the student's own map."""
    for line in about.map.competencies.values() if about.map else ():
        if line.uuid == uuid:
            return line
    raise NotFound(
        _("This skill is not on the student’s path."), next_step=_("Pick one from the list.")
    )
