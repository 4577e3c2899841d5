"""Carries out a planned roster import: all of it or nothing, in one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from ownpath.school.people.imports.plan import fingerprint_of
from ownpath.school.people.imports.stored import (
    Stored,
    names_taken_elsewhere,
    read_sparingly,
    read_stored,
)
from ownpath.school.people.imports.types import (
    ImportOutcome,
    ManyWouldEnd,
    NotThisDistrict,
    PlanIsStale,
    RosterPlan,
)
from ownpath.school.people.imports.writing import Progress, Writing
from ownpath.school.people.models import District, Person
from ownpath.school.people.queries import faces_of


def apply_import(
    *,
    plan: RosterPlan,
    by: Person | None,
    now: datetime,
    today: date,
    confirm_many_ends: bool,
    progress: Progress | None,
) -> ImportOutcome:
    """Carry out a plan: every change of it, or none.

    On SQLite other writes wait while the rows go in (about 3 s for every 100,000); all reading and comparing is done
    before.

    Parameters
    ----------
    by
        Records staff of the district; None is whoever may start programs on this machine.
    confirm_many_ends
        Whether somebody said that more than 5 % of people really leave.
    progress
        Told (rows written, rows to write) after each batch.

    Raises
    ------
    NotThisDistrict, ManyWouldEnd, PlanIsStale
    """
    if by is not None and not _may_import(by, plan, today):
        raise NotThisDistrict
    if plan.needs_confirmation and not confirm_many_ends:
        raise ManyWouldEnd(n_ending=plan.n_people_ending, n_people=plan.n_people)
    with read_sparingly(), transaction.atomic():
        stored = _unchanged_since(plan)
        district = _write_district(plan)
        writing = Writing(plan, stored, district, today, progress or _say_nothing)
        writing.write_all()
    return ImportOutcome(
        district_id=district.pk,
        applied_at=now,
        by_id=by.pk if by else None,
        counts=plan.counts,
        n_rows_written=writing.n_done,
    )


def _may_import(by: Person, plan: RosterPlan, today: date) -> bool:
    is_own = plan.district.pk is not None and by.district_id == plan.district.pk
    return is_own and "office" in faces_of(person=by, today=today)


def _say_nothing(done: int, total: int) -> None:
    del done, total


def _unchanged_since(plan: RosterPlan) -> Stored:
    """Return the records as they are now, if they are still those the plan was made from."""
    district = District.objects.filter(source_key=plan.district.key).first()
    if (district.pk if district else None) != plan.district.pk:
        raise PlanIsStale
    stored = read_stored(district)
    wanted = frozenset(
        user.username.casefold()
        for user in plan.package.users
        if user.username and not user.is_ended
    )
    taken = names_taken_elsewhere(district, wanted)
    if fingerprint_of(stored.fingerprint, taken) != plan.fingerprint:
        raise PlanIsStale
    return stored


def _write_district(plan: RosterPlan) -> District:
    said = plan.district
    values = {"sourced_id": said.sourced_id, "name": said.name, "identifier": said.identifier}
    if said.pk is None:
        return District.objects.create(
            source_key=said.key, time_zone=settings.TIME_ZONE, **values
        )
    if said.is_changed:
        District.objects.filter(pk=said.pk).update(**values)
    return District.objects.get(pk=said.pk)
