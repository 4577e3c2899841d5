"""Look over a stored plan: every rule it breaks, as a job keeps it and `queries.problem_words` says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ownpath.engine.dayplan.check import check
from ownpath.school.days.models import Accommodation, DayPlan, OptOut, PlanCell
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.services.draft import SCREEN_KINDS, TEACHER_KINDS
from ownpath.school.people.queries import persons_by_id

Told = dict[str, Any]  # {"key": ..., "says": {...}}
Owed = tuple[str, int, dict[str, int]]  # the key, the student, what stands in the sentence


class _Cell(NamedTuple):
    """What is asked of a stored cell."""

    student_id: int
    block: int
    option: int
    modality: str
    group_id: int | None


def breaches_of(plan: DayPlan) -> list[Told]:
    """Return every rule that a stored plan breaks: the planner's, by its checker, and those of the rows themselves."""
    if not plan.problem:
        return [_told("not_stored")]
    problem, key, packed = unpack(plan.problem)
    places = Counter(one.sentence for one in check(problem=problem, plan=packed))
    found = [_told("rule", rule=sentence, n=n) for sentence, n in places.items()]
    rows = _cells(plan)
    stored = {(row.student_id, row.block): row.option for row in rows}
    planned = {
        (key.students[s], int(b)): int(packed.option[s, b])
        for s, b in np.argwhere(packed.option >= 0)
    }
    if stored != planned:
        found.append(_told("rows_differ"))
    return [*found, *_named([*_against_opt_outs(rows), *_owed(rows)]), *_used_twice(plan)]


def _cells(plan: DayPlan) -> list[_Cell]:
    """Return what is stored of a plan but for what stands fixed; every campus's thousands, so no objects are made."""
    planned = PlanCell.objects.filter(plan=plan).exclude(modality="")
    return [_Cell(*row) for row in planned.values_list(*_Cell._fields)]


def _told(key: str, **says: Any) -> Told:
    return {"key": key, "says": says}


def _named(owed: list[Owed]) -> Iterator[Told]:
    """Yield what single students are owed, each by what names them outside; no name is kept."""
    people = persons_by_id(ids={student for _key, student, _says in owed}) if owed else {}
    for key, student, says in owed:
        yield _told(key, student=str(people[student].uuid), **says)


def _against_opt_outs(rows: list[_Cell]) -> Iterator[Owed]:
    students = {row.student_id for row in rows}
    out = OptOut.objects.filter(student_id__in=students, what=OptOut.What.SCREEN, ended_at=None)
    opted_out = set(out.values_list("student_id", flat=True))
    for row in rows:
        if row.student_id in opted_out and row.modality in SCREEN_KINDS:
            yield "at_a_screen", row.student_id, {"n": row.block + 1}


def _owed(rows: list[_Cell]) -> Iterator[Owed]:
    """Yield who is owed something and does not have it."""
    sizes = Counter(row.group_id for row in rows)
    own: dict[int, list[_Cell]] = {}
    for row in rows:
        own.setdefault(row.student_id, []).append(row)
    for one in Accommodation.objects.filter(student_id__in=own, ended_at=None):
        kinds = {row.modality for row in own[one.student_id]}
        with_adult = kinds & {*TEACHER_KINDS, "class_lesson"}
        if one.kind == Accommodation.Kind.ADULT_EVERY_DAY and not with_adult:
            yield "no_adult", one.student_id, {}
        if one.kind == Accommodation.Kind.SMALL_GROUPS and any(
            row.group_id and sizes[row.group_id] > one.amount for row in own[one.student_id]
        ):
            yield "large_group", one.student_id, {"n": one.amount}
        if one.kind == Accommodation.Kind.NO_PEER_WORK and "peer" in kinds:
            yield "with_a_peer", one.student_id, {}


def _used_twice(plan: DayPlan) -> Iterator[Told]:
    seen: set[tuple[str, int, int]] = set()
    for group in plan.groups.exclude(modality="peer"):
        for key, which in (("adult_twice", group.adult_id), ("room_twice", group.room_id)):
            mark = (key, which or 0, group.block)
            if which is not None and mark in seen:
                yield _told(key, n=group.block + 1)
            seen.add(mark)
