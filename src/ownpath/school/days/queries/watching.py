"""Read what moves around plans: jobs, reviews, and a stamp that says whether anything did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayPlan,
    NextChoice,
    PlanChange,
    PlanJob,
)
from ownpath.school.days.queries.calendar import SchoolDay, school_day
from ownpath.school.days.queries.campuses import campus_of
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.people.queries import campuses_of
from ownpath.store.alive import is_gone

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


def job_of(*, uuid: UUID, campus: Campus) -> PlanJob:
    """Return one piece of work on a campus's plans."""
    rows = PlanJob.objects.filter(campus=campus, uuid=uuid)
    job = rows.select_related(
        "campus__district", "plan__schedule", "base__schedule", "asked_by"
    ).first()
    if job is None:
        raise NotFound(
            _("We cannot find this work."), next_step=_("Look at the list of plans again.")
        )
    return job


def rings_of_job(job: PlanJob) -> SchoolDay | None:
    """Return how the bells ring on the day a piece of work is about: as that day is planned, if it is."""
    planned = job.plan or job.base
    return rings_of(planned) if planned else school_day(campus=job.campus, day=job.day)


def latest_job(*, campus: Campus, day: date) -> PlanJob | None:
    """Return the last planning of a day that was asked for, or None."""
    rows = PlanJob.objects.filter(campus=campus, day=day, kind=PlanJob.Kind.PLAN)
    return rows.select_related("plan", "asked_by").order_by("-pk").first()


def is_interrupted(job: PlanJob) -> bool:
    """Return whether whoever was at a job on this machine is dead, and nobody has begun it anew yet."""
    return job.state == PlanJob.State.RUNNING and is_gone(job.taken_as)


def policy_jobs(*, campuses: Iterable[Campus], about: UUID) -> dict[int, PlanJob]:
    """Return the last question about weights and thresholds for something, by campus id; one query."""
    rows = PlanJob.objects.filter(
        campus__in=list(campuses), kind=PlanJob.Kind.WHAT_IF, event__kind="policy",
        event__about=str(about),
    )  # fmt: skip
    return {job.campus_id: job for job in rows.order_by("pk")}


def campuses_worked(*, person: Person, today: date) -> list[Campus]:
    """Return the campuses a person works or learns at today."""
    return campuses_of(person=person, today=today)


def stamp_of_day(
    *,
    day: date,
    student: Person | None = None,
    teacher: Person | None = None,
    campus: Campus | None = None,
) -> str:
    """Return a short text that changes whenever something about a day changes for whom it is asked."""
    person = student or teacher
    here = campus or (campus_of(student=person, today=day) if person is not None else None)
    if here is None:
        return ""
    plan = DayPlan.objects.filter(campus=here, day=day, state=DayPlan.State.PUBLISHED)
    marked = Attendance.objects.filter(campus=here, day=day)
    noted = BlockRecord.objects.filter(campus=here, day=day)
    jobs = PlanJob.objects.filter(campus=here, day=day)
    if student is not None:
        marked, noted = marked.filter(student=student), noted.filter(student=student)
        chosen = NextChoice.objects.filter(student=student, day__gte=day)
        seen = PlanChange.objects.filter(student=student, plan__day=day)
        further: tuple[dict[str, Any], ...] = (
            chosen.aggregate(a=Max("pk"), b=Max("taken_back_at")),
            seen.aggregate(a=Max("pk"), b=Max("seen_at")),
        )
    else:
        further = (jobs.aggregate(a=Max("pk"), b=Max("beat_at")),)
    parts = [
        plan.aggregate(a=Max("pk"), b=Max("published_at")),
        marked.aggregate(a=Max("marked_at"), b=Max("pk")),
        noted.aggregate(a=Max("set_at"), b=Max("pk")),
        *further,
    ]
    told = "|".join(f"{part['a']},{part['b']}" for part in parts)
    return hash_of(told)


def hash_of(text: str) -> str:
    """Return a short mark of a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
