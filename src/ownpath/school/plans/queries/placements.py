"""Read first maps: the one that stands, its open question, and what was answered so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.engine.placement import Answer, Progress
from ownpath.errors import NotFound
from ownpath.school.plans.models import Placement, PlacementStep
from ownpath.store.prepared import Param, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@prepared
def _placements_of() -> QuerySet[Placement]:
    rows = Placement.objects.filter(student_id=Param("student", BigIntegerField()))
    return rows.select_related("asked_by", "framework").order_by("-asked_at", "-pk")[:1]


def standing_placement(
    *, student: Person, works_on: Callable[[], int | None]
) -> Placement | None:
    """Return the placement a student was asked for or began last, or None.

    One that is not finished stands only while the student works on its framework: what their classes work on no more
    (another was given, or the framework was set aside) is asked about no more, and keeps nobody from a new map.

    Parameters
    ----------
    works_on
        Gives the framework the student works on, or None; asked only where a map is not finished.
    """
    latest = _placements_of.first(student=student.pk)
    if latest is None or latest.finished_at is not None:
        return latest
    own = works_on()
    if own == latest.framework_id:
        return latest
    rows = Placement.objects.filter(
        Q(finished_at__isnull=False) | Q(framework=own), student=student
    )
    return rows.select_related("asked_by", "framework").order_by("-asked_at", "-pk").first()


def get_placement(*, student: Person, uuid: UUID) -> Placement:
    """Return one of the student's own placements."""
    rows = Placement.objects.select_related("sitting", "framework")
    placement = rows.filter(student=student, uuid=uuid).first()
    if placement is None:
        raise NotFound(_("We cannot find this map."), next_step=_("Go back to My day."))
    return placement


def open_step(*, placement: Placement) -> PlacementStep | None:
    """Return the step whose question is open, or None before the first and after the last."""
    steps = placement.steps.select_related("question__item", "question__sitting")
    return steps.filter(answer="").order_by("-position").first()


def progress_of(*, placement: Placement) -> Progress:
    """Return what a placement was answered so far, in order; everything about it follows from this."""
    progress = Progress()
    answered = placement.steps.exclude(answer="").order_by("position")
    for competency, answer in answered.values_list("competency_id", "answer"):
        progress = progress.after(competency, Answer(answer))
    return progress
