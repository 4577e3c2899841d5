"""A student's record to keep, for the family and, from 18 on, the student: ask for it, see how far it is, take it.

It is a kit of one student (`KitRun.student`), kept for some days. Whoever asks has their own: it holds their
letters, and no others'.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed, NotFound
from ownpath.school.people.queries import day_of, may_take_record
from ownpath.school.privacy.models import AuditEntry, KitRun
from ownpath.school.privacy.services.kits import (
    IsMakingOne,
    Kit,
    drop_files,
    latest_of,
    path_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import District, Person


class NotTheirChild(NotAllowed):
    """Only a guardian takes a record out, or who is of age their own."""


@deed
def begin_child_record(*, student: Person, by: Person, language: str, now: datetime) -> KitRun:
    """Ask for a child's record, to be written by the worker; the one before is let go.

    Raises
    ------
    NotTheirChild, IsMakingOne
    """
    district = ensure_may_take_record(student=student, by=by, now=now)
    before = latest_child_record(student=student, by=by, now=now)
    if before is not None and before.is_working:
        raise IsMakingOne(
            _("The file is being made already."), next_step=_("Wait until that is through.")
        )
    runs = _runs(student, by)
    drop_files(runs)
    runs.filter(ended_at=None).update(ended_at=now, is_broken=True)
    deed_done = "own_record.ask" if by == student else "child_record.ask"
    AuditEntry.objects.create(actor=by, about=student, deed=deed_done, done_at=now)
    return KitRun.objects.create(
        district=district, student=student, language=language, asked_by=by, asked_at=now
    )


def latest_child_record(*, student: Person, by: Person, now: datetime) -> Kit | None:
    """Return how the file that somebody asked for last stands; one query."""
    return latest_of(_runs(student, by), now)


@deed
def find_child_record(*, student: Person, by: Person, now: datetime) -> Path:
    """Return the file that is ready, and note that it is taken.

    Raises
    ------
    NotTheirChild, NotFound
    """
    ensure_may_take_record(student=student, by=by, now=now)
    kit = latest_child_record(student=student, by=by, now=now)
    if kit is None or kit.state != "ready":
        raise NotFound(
            _("No file is ready here."), next_step=_("Ask for one, then wait for it.")
        )
    deed_done = "own_record" if by == student else "child_record"
    AuditEntry.objects.create(actor=by, about=student, deed=deed_done, done_at=now)
    return path_of(kit.run)


def _runs(student: Person, by: Person) -> QuerySet[KitRun]:
    return KitRun.objects.filter(student=student, asked_by=by)


def ensure_may_take_record(*, student: Person, by: Person, now: datetime) -> District:
    """Refuse whoever may not take a student's record out; return the student's district."""
    district, today = student.district, day_of(person=by, now=now)
    if district is None or not may_take_record(viewer=by, student=student, today=today):
        raise NotTheirChild(
            _("Only a student’s own family can take this out, or the student from 18 on."),
            next_step=_("Ask in the school office."),
        )
    return district
