"""Imports content from a file or folder on this machine: what the command line does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.db import transaction

from ownpath.interchange.case.read import read_package
from ownpath.interchange.coherence.read import read_map
from ownpath.interchange.oatutor.read import read_course
from ownpath.interchange.problems import Problem
from ownpath.interchange.teks.read import read_standards
from ownpath.school.curriculum.imports.apply import apply_import
from ownpath.school.curriculum.imports.from_course import plan_course_import
from ownpath.school.curriculum.imports.from_framework import (
    COHERENCE_STANDARDS,
    TEKS_STANDARDS,
    plan_framework_import,
)
from ownpath.school.curriculum.imports.starter import plan_pack
from ownpath.school.curriculum.imports.types import ImportPlan, Outcome, Progress, TableCount

FileKind = Literal["pack", "case", "coherence", "teks", "oatutor"]
KINDS: tuple[FileKind, ...] = ("pack", "case", "coherence", "teks", "oatutor")


def plan_file(path: Path, *, kind: FileKind) -> list[ImportPlan]:
    """Return what importing the file would do, one plan for each framework in it; nothing is written.

    Raises
    ------
    Refusal
        With a message and a next step, when nothing can be imported.
    """
    match kind:
        case "pack":
            return [plan_pack(path)]
        case "case":
            package, problems = read_package(path)
            return [plan_framework_import(package=package, problems=problems)]
        case "coherence":
            package, problems = read_map(path)
            return [
                plan_framework_import(
                    package=package, problems=problems, standards=COHERENCE_STANDARDS
                )
            ]
        case "teks":
            return _plan_teks(path)
        case "oatutor":
            course, problems = read_course(path)
            return [plan_course_import(course=course, problems=problems)]


def import_file(
    path: Path, *, kind: FileKind, now: datetime, progress: Progress | None
) -> Outcome:
    """Import a pack's folder, a CASE package, the Coherence Map, the TEKS list or an OATutor course; all or nothing.

    Raises
    ------
    Refusal
        With a message and a next step, when nothing was imported.
    """
    with transaction.atomic():
        plans = plan_file(path, kind=kind)
        done = [apply_import(plan=plan, now=now, progress=progress) for plan in plans]
    return done[0] if len(done) == 1 else _together(done)


def _plan_teks(path: Path) -> list[ImportPlan]:
    packages, problems = read_standards(path)
    if not packages:
        return [plan_framework_import(package=None, problems=problems)]
    told: Iterable[Sequence[Problem]] = (problems, *([] for _ in packages[1:]))
    return [
        plan_framework_import(package=package, problems=found, standards=TEKS_STANDARDS)
        for package, found in zip(packages, told, strict=True)
    ]


def _together(done: list[Outcome]) -> Outcome:
    """Return several outcomes as one."""
    counts_in: Counter[str] = Counter({"frameworks": len(done)})
    for one in done:
        counts_in.update(one.counts_in)
    return Outcome(
        title=", ".join(one.title for one in done),
        counts_in=dict(counts_in),
        counts_out=tuple(
            _sum_up(counts) for counts in zip(*(one.counts_out for one in done), strict=True)
        ),
        problems=[problem for one in done for problem in one.problems],
        changed=any(one.changed for one in done),
    )


def _sum_up(counts: Sequence[TableCount]) -> TableCount:
    return TableCount(
        table=counts[0].table,
        added=sum(one.added for one in counts),
        changed=sum(one.changed for one in counts),
        ended=sum(one.ended for one in counts),
        same=sum(one.same for one in counts),
    )
