"""The two long works of an import that records staff start: planning it and carrying it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from ownpath.errors import Refusal
from ownpath.interchange.oneroster import read_package
from ownpath.interchange.problems import Problem
from ownpath.school.people.imports.apply import apply_import
from ownpath.school.people.imports.background import Work
from ownpath.school.people.imports.plan import plan_import
from ownpath.school.people.imports.telling import changes_of
from ownpath.school.people.imports.types import Kind, ManyWouldEnd, PlanIsStale, RosterPlan
from ownpath.school.people.imports.uploads import drop_file, pulse_path
from ownpath.school.people.models import Person, RosterImport
from ownpath.store.together import commit_together

CHANGES_TOLD = 200
ENDING_PEOPLE_TOLD = 20_000  # whoever carries it out may want to look somebody up
PROBLEMS_TOLD = 5_000
State = RosterImport.State


def plan_in_background(*, upload: RosterImport, today: date, language: str) -> None:
    """Read an uploaded file and plan its import, without keeping the one who sent it waiting."""

    def do(work: Work) -> None:
        with translation.override(language):
            _plan(upload, work, today)

    Work(pulse_path(upload)).start(do)


def apply_in_background(
    *,
    upload: RosterImport,
    by: Person,
    now: datetime,
    today: date,
    confirm_many_ends: bool,
    language: str,
) -> None:
    """Carry out a planned import, without keeping the one who asked for it waiting."""

    def do(work: Work) -> None:
        with translation.override(language):
            _apply(upload, work, by, now, today, confirm_many_ends=confirm_many_ends)

    Work(pulse_path(upload)).start(do)


def _plan(upload: RosterImport, work: Work, today: date) -> None:
    """Plan an import and keep its story; a refusal is kept in its place."""
    try:
        plan = _read_and_plan(upload, work, today)
    except Refusal as refusal:
        _settle(upload, state=State.REFUSED, story=refused(refusal))
    else:
        _settle_plan(upload, plan, story_of(plan))


def _apply(
    upload: RosterImport,
    work: Work,
    by: Person,
    now: datetime,
    today: date,
    *,
    confirm_many_ends: bool,
) -> None:
    """Carry out what the page showed; when something else would happen by now, show that instead."""
    try:
        plan = _read_and_plan(upload, work, today)
        is_agreed = plan.fingerprint == upload.story.get("fingerprint")
        try:
            if not is_agreed:
                raise PlanIsStale
            with transaction.atomic():
                apply_import(
                    plan=plan,
                    by=by,
                    now=now,
                    today=today,
                    confirm_many_ends=confirm_many_ends,
                    progress=lambda done, total: work.tell("writing", done, total),
                )
                _keep_outcome(upload, now)
        except (PlanIsStale, ManyWouldEnd) as refusal:
            _settle_plan(upload, plan, {**story_of(plan), **refused(refusal)})
            return
    except Refusal as refusal:
        _settle(upload, state=State.REFUSED, story=refused(refusal))
        return
    drop_file(upload)


def _read_and_plan(upload: RosterImport, work: Work, today: date) -> RosterPlan:
    work.tell("reading")
    package, problems = read_package(Path(upload.file_path), name=upload.file_name)
    _settle(upload, problems=told(problems))
    work.tell("comparing")
    return plan_import(
        package=package, problems=problems, district=upload.district, today=today
    )


def _keep_outcome(upload: RosterImport, now: datetime) -> None:
    """Say that the import was carried out, in the same transaction as the import itself."""
    row = RosterImport.objects.filter(pk=upload.pk)
    row.update(state=State.APPLIED, applied_at=now, progress=100)


def _settle_plan(upload: RosterImport, plan: RosterPlan, story: dict[str, Any]) -> None:
    _settle(
        upload,
        state=State.PLANNED,
        story=story,
        counts={count.file: asdict(count) for count in plan.counts},
        problems=told(plan.problems),
    )


def _settle(upload: RosterImport, **values: Any) -> None:
    commit_together(lambda: RosterImport.objects.filter(pk=upload.pk).update(**values))


def refused(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as a page tells it, in every language: who reads it need not speak the sender's."""
    return {"refused": {code: _told_in(code, refusal) for code, _name in settings.LANGUAGES}}


def _told_in(language: str, refusal: Refusal) -> dict[str, str]:
    with translation.override(language):
        return {"message": str(refusal.message), "next_step": str(refusal.next_step)}


def told(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as they are kept: plain texts, so many at most."""
    return [
        {
            "code": problem.code,
            "where": problem.where,
            "what": problem.what,
            "fix": problem.fix,
            "weight": problem.weight.value,
            **({"about": problem.about} if problem.about else {}),
            **({"n_rows": problem.n_rows, "alike": problem.alike} if problem.alike else {}),
        }
        for problem in islice(problems, PROBLEMS_TOLD)
    ]


def story_of(plan: RosterPlan) -> dict[str, Any]:
    """Return what the page tells of a plan: the shares, and the first changes of each kind."""
    return {
        "district": plan.district.name,
        "version": plan.package.version,
        "fingerprint": plan.fingerprint,
        "n_people": plan.n_people,
        "n_people_ending": plan.n_people_ending,
        "n_enrollments": plan.n_enrollments,
        "n_enrollments_ending": plan.n_enrollments_ending,
        "needs_confirmation": plan.needs_confirmation,
        "is_nothing_to_do": plan.is_nothing_to_do,
        "changes": {
            kind: _lines(plan, kind) for kind in ("added", "changed", "returned", "ended")
        },
    }


def _lines(plan: RosterPlan, kind: Kind) -> dict[str, Any]:
    """Return the first changes of one kind in each file, and how many there are."""
    by_file = {
        table.shape.file: len(table.added) if kind == "added" else table.count(kind)
        for table in plan.tables.values()
    }
    lines = [
        {
            "file": change.file,
            "sourced_id": change.sourced_id,
            "label": change.label,
            "fields": [[one.name, one.old, one.new] for one in change.fields],
        }
        for change in changes_of(
            plan,
            kind,
            most_in_a_file=CHANGES_TOLD,
            most_people=ENDING_PEOPLE_TOLD if kind == "ended" else None,
        )
    ]
    return {"n_by_file": {file: n for file, n in by_file.items() if n}, "lines": lines}
