"""Who may do a deed of mastery: adults who work with the student, by the one function that decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.people.queries import Aspect, day_of, may_work_with

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class NotAtWorkWith(NotAllowed):
    """The adult does not do this with this student at school, whatever else they are to the student."""


def ensure_may_help(student: Person, by: Person, now: datetime) -> None:
    """Refuse whoever neither teaches the student nor helps in a section of theirs."""
    _ensure(student, by, Aspect.HELPING, now)


def ensure_may_decide(student: Person, by: Person, now: datetime) -> None:
    """Refuse whoever does not teach the student."""
    _ensure(student, by, Aspect.STEERING, now)


def _ensure(student: Person, by: Person, aspect: Aspect, now: datetime) -> None:
    today = day_of(person=student, now=now)
    if not may_work_with(viewer=by, student=student, aspect=aspect, today=today):
        raise NotAtWorkWith(
            _("This student is not among yours."),
            next_step=_("Pick a name from your own list."),
        )
