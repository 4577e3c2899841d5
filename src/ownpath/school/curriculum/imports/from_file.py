"""Imports content from a file or folder on this machine: what the command line does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from django.db import transaction

from ownpath.interchange.case.read import read_package
from ownpath.interchange.coherence.read import read_map
from ownpath.interchange.frameworks import FrameworkPackage
from ownpath.interchange.oatutor.read import read_course
from ownpath.interchange.problems import Problem
from ownpath.interchange.qti.read import read_items
from ownpath.interchange.teks.read import read_standards
from ownpath.school.curriculum.imports.apply import apply_import
from ownpath.school.curriculum.imports.from_course import plan_course_import
from ownpath.school.curriculum.imports.from_framework import (
    COHERENCE_STANDARDS,
    TEKS_STANDARDS,
    plan_framework_import,
)
from ownpath.school.curriculum.imports.from_qti import plan_qti_import
from ownpath.school.curriculum.imports.owners import own_what_is_new, refuse_what_others_own
from ownpath.school.curriculum.imports.starter import plan_pack
from ownpath.school.curriculum.imports.types import ImportPlan, Outcome, Progress, TableCount

FileKind = Literal["pack", "case", "coherence", "teks", "oatutor", "qti"]
KINDS: tuple[FileKind, ...] = ("pack", "case", "coherence", "teks", "oatutor", "qti")


def plan_file(
    path: Path, *, kind: FileKind, owner_id: int | None, take: Collection[str] = ()
) -> list[ImportPlan]:
    """Return what importing the file would do, one plan for each framework in it; nothing is written.

    Parameters
    ----------
    owner_id
        The district whose office imports, and may change only what is its own; None on the command line.
    take
        The codes of templates changed here that shall be as the pack has them; the others stay as they are.

    Raises
    ------
    Refusal
        With a message and a next step, when nothing can be imported.
    """
    return [_allowed(make_plan, owner_id) for make_plan in _plans(path, kind, owner_id, take)]


def _allowed(make_plan: Callable[[], ImportPlan], owner_id: int | None) -> ImportPlan:
    plan = make_plan()
    refuse_what_others_own(plan, owner_id=owner_id)
    return plan


def import_file(
    path: Path,
    *,
    kind: FileKind,
    owner_id: int | None,
    now: datetime,
    progress: Progress | None,
    take: Collection[str] = (),
) -> Outcome:
    """Import a pack, a CASE or QTI package, the Coherence Map, the TEKS list or an OATutor course; all or nothing.

    Parameters
    ----------
    owner_id, take
        As in `plan_file`; what is new becomes the district's own.

    Raises
    ------
    Refusal
        With a message and a next step, when nothing was imported.
    """
    with transaction.atomic():
        done = [
            _carry_out(_allowed(make_plan, owner_id), owner_id, now, progress)
            for make_plan in _plans(path, kind, owner_id, take)
        ]
    return done[0] if len(done) == 1 else _together(done)


def carry_out(
    plans: Sequence[ImportPlan],
    *,
    path: Path,
    kind: FileKind,
    owner_id: int | None,
    now: datetime,
    progress: Progress | None,
    take: Collection[str],
) -> Outcome:
    """Carry out the plans of a file, all or nothing; several are made anew, each once those before it are done."""
    if len(plans) != 1:
        return import_file(
            path, kind=kind, owner_id=owner_id, now=now, progress=progress, take=take
        )
    with transaction.atomic():
        return _carry_out(plans[0], owner_id, now, progress)


def _carry_out(
    plan: ImportPlan, owner_id: int | None, now: datetime, progress: Progress | None
) -> Outcome:
    outcome = apply_import(plan=plan, now=now, progress=progress)
    own_what_is_new(plan, owner_id=owner_id)
    return outcome


def _plans(
    path: Path, kind: FileKind, owner_id: int | None, take: Collection[str]
) -> list[Callable[[], ImportPlan]]:
    """Return what makes the plans; each is made when those before it are done."""
    match kind:
        case "pack":
            return [partial(plan_pack, path, take=take)]
        case "case":
            return _framework_plans([read_package(path)], None)
        case "coherence":
            return _framework_plans([read_map(path)], COHERENCE_STANDARDS)
        case "teks":
            return _framework_plans(_apart(*read_standards(path)), TEKS_STANDARDS)
        case "oatutor":
            course, problems = read_course(path)
            return [partial(plan_course_import, course=course, problems=problems)]
        case "qti":
            package, problems = read_items(path)
            return [
                partial(plan_qti_import, package=package, problems=problems, owner_id=owner_id)
            ]


def _framework_plans(
    found: list[tuple[FrameworkPackage | None, list[Problem]]], standards: frozenset[str] | None
) -> list[Callable[[], ImportPlan]]:
    return [
        partial(plan_framework_import, package=package, problems=problems, standards=standards)
        for package, problems in found
    ]


def _apart(
    packages: list[FrameworkPackage], problems: list[Problem]
) -> list[tuple[FrameworkPackage | None, list[Problem]]]:
    """Return every package with its problems, those that point at others after those."""
    if not packages:
        return [(None, problems)]
    first, *others = sorted(packages, key=_n_pointing_out)
    return [(first, problems), *((package, []) for package in others)]


def _n_pointing_out(package: FrameworkPackage) -> int:
    return sum(one.destination_link is not None for one in package.associations)


def _together(done: list[Outcome]) -> Outcome:
    """Return several outcomes as one."""
    counts_in: Counter[str] = Counter({"frameworks": len(done)})
    for one in done:
        counts_in.update(one.counts_in)
    return Outcome(
        title=", ".join(one.title for one in done),
        counts_in=dict(counts_in),
        tables=tuple(
            _sum_up(counts) for counts in zip(*(one.tables for one in done), strict=True)
        ),
        problems=[problem for one in done for problem in one.problems],
        changed=any(one.changed for one in done),
        edited=tuple(edited for one in done for edited in one.edited),
    )


def _sum_up(counts: Sequence[TableCount]) -> TableCount:
    return TableCount(
        table=counts[0].table,
        added=sum(one.added for one in counts),
        changed=sum(one.changed for one in counts),
        ended=sum(one.ended for one in counts),
        same=sum(one.same for one in counts),
    )
