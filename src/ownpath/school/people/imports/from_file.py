"""Imports a roster from a file on this machine: what the command line does."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ownpath.interchange.oneroster import key_of, read_package
from ownpath.school.people.imports.apply import apply_import
from ownpath.school.people.imports.jobs import story_of, told
from ownpath.school.people.imports.plan import plan_import
from ownpath.school.people.imports.types import ImportOutcome, ImportRefused, RosterPlan
from ownpath.school.people.imports.writing import Progress
from ownpath.school.people.models import District, RosterImport


@dataclass(frozen=True, kw_only=True)
class FileImport:
    """What was planned, and what was done."""

    plan: RosterPlan
    outcome: ImportOutcome


def plan_roster_file(path: Path, *, district_source_key: str | None, today: date) -> RosterPlan:
    """Return what importing the file would do; nothing is written.

    Parameters
    ----------
    district_source_key
        The sourcedId of the district it must be; None lets the file say.
    """
    package, problems = read_package(path)
    return plan_import(
        package=package,
        problems=problems,
        district=_district(district_source_key),
        today=today,
    )


def import_roster_file(
    path: Path,
    *,
    district_source_key: str | None,
    confirm_many_ends: bool,
    now: datetime,
    today: date,
    progress: Progress | None,
) -> FileImport:
    """Plan and carry out the import of a file; a district the file names is made when it is new.

    Raises
    ------
    Refusal
        With a message and a next step, when nothing was imported.
    """
    plan = plan_roster_file(path, district_source_key=district_source_key, today=today)
    with transaction.atomic():
        outcome = apply_import(
            plan=plan,
            by=None,
            now=now,
            today=today,
            confirm_many_ends=confirm_many_ends,
            progress=progress,
        )
        if not plan.is_nothing_to_do:
            _keep_story(path, plan, now)
    return FileImport(plan=plan, outcome=outcome)


def _keep_story(path: Path, plan: RosterPlan, now: datetime) -> None:
    """Keep what came in from the machine itself where records staff find all that came in, its problems with it."""
    RosterImport.objects.create(
        district=District.objects.get(source_key=plan.district.key),
        file_name=path.name[-255:],
        file_path="",
        file_hash=hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        planned_at=now,
        applied_at=now,
        state=RosterImport.State.APPLIED,
        counts={count.file: asdict(count) for count in plan.counts},
        problems=told(plan.problems),
        story=story_of(plan),
        progress=100,
    )


def _district(source_key: str | None) -> District | None:
    if source_key is None:
        return None
    known = District.objects.filter(source_key=key_of(source_key)).first()
    if known is None:
        raise ImportRefused(
            _("No district here has the sourcedId %(id)s.") % {"id": source_key},
            next_step=_("Leave it out to let the file name its district, or correct it."),
        )
    return known
