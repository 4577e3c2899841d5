"""Who may do a deed of plans: the student chooses and answers, an adult with a part in it steers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.people.queries import (
    Aspect,
    may_run_campus,
    may_work_with,
    teachers_by_section,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section


class NotYours(NotAllowed):
    """Only the student chooses."""


class MayNotSteer(NotAllowed):
    """The adult has no part in this student's learning."""


def ensure_own(student: Person, by: Person) -> None:
    """Refuse when somebody else than the student would choose, answer or say for the student."""
    if student.pk != by.pk:
        raise NotYours(
            _("Only the student can do this."), next_step=_("You can pin or take off instead.")
        )


def ensure_may_steer(student: Person, by: Person, today: date) -> None:
    """Refuse when an adult has no part in this student's learning."""
    if not may_work_with(viewer=by, student=student, aspect=Aspect.STEERING, today=today):
        raise MayNotSteer(
            _("This student is not among yours."),
            next_step=_("Pick a name from your own list."),
        )


def may_steer_class(*, section: Section, person: Person, today: date) -> bool:
    """Return whether a person teaches a class, or leads its campus."""
    if person.pk in teachers_by_section(section_ids=[section.pk], today=today)[section.pk]:
        return True
    return may_run_campus(leader=person, campus=section.campus, today=today)
