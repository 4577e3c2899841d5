"""Cover for a class whose teacher cannot be with it: what its students do then, and who may be with them.

A covered block is no lesson: the class is together, an adult is there, everybody works on their own or reads. It
challenges nobody and teaches nothing new; its points are those of any block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import GroupTypes, Ints, Options, Pin, Plan, Problem
from ownpath.school.days.models import Modality
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.draft import GROUP_KINDS, NUMBER, Bools
from ownpath.school.days.services.wanting import BASE

Order = NDArray[np.intp]

COVERED: Final = {"kind": "covered"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A whole-class lesson that nobody may lead: its type, when, and whose it is (numbers of students)."""

    group_type: int
    block: int
    students: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithCover:
    """A problem in which some lessons have a cover, and where the options of before stand in it now."""

    problem: Problem
    key: Key
    number: Ints  # by option of before
    covers: Mapping[int, int]  # by type of a lesson: the type of its cover


def lessons_of(key: Key, plan: Plan, *, adult: int, blocks: Sequence[int]) -> list[Lesson]:
    """Return the whole-class lessons that an adult leads in some blocks of a plan."""
    found = []
    for g in np.flatnonzero((plan.group_teacher == adult) & np.isin(plan.group_block, blocks)):
        kind, block = int(plan.group_type[g]), int(plan.group_block[g])
        if key.groups[kind].modality == Modality.CLASS_LESSON:
            members = np.flatnonzero(plan.group[:, block] == g)
            found.append(
                Lesson(group_type=kind, block=block, students=tuple(int(s) for s in members))
            )
    return found


def lessons_without_teacher(problem: Problem, key: Key) -> list[Lesson]:
    """Return the whole-class lessons of the timetable for which none of the class's own teachers is there."""
    members: dict[tuple[int, int], list[int]] = {}
    for pin in problem.pins:
        kind = int(problem.options.group_type[pin.option])
        if kind >= 0 and key.groups[kind].modality == Modality.CLASS_LESSON:
            members.setdefault((kind, pin.block), []).append(pin.student)
    there, may_lead = problem.teachers.is_available, problem.group_types.may_lead
    return [
        Lesson(group_type=kind, block=block, students=tuple(sorted(own)))
        for (kind, block), own in sorted(members.items())
        if not (may_lead[kind] & there[:, block]).any()
    ]


def with_planning_moved(problem: Problem, key: Key, out: frozenset[int]) -> Problem:
    """Return the problem with teachers there for the lessons of their classes, but for those who are out.

    A school that teaches by classes alone lays its teachers' planning hours where their classes have something else;
    ours lays them anywhere, so a timetable to compare with must be allowed to move them.
    """
    there = problem.teachers.is_available.copy()
    for lesson in lessons_without_teacher(problem, key):
        own = np.flatnonzero(problem.group_types.may_lead[lesson.group_type])
        there[[t for t in own if t not in out][:1], lesson.block] = True
    return replace(problem, teachers=replace(problem.teachers, is_available=there))


def with_cover(problem: Problem, key: Key, lessons: Sequence[Lesson]) -> WithCover:
    """Return the problem with a cover for each of some lessons, and its students' cells pinned to it."""
    first = problem.n_types
    covers = {one.group_type: first + n for n, one in enumerate(lessons)}
    owner = np.array([s for one in lessons for s in one.students], dtype=np.int32)
    kind = np.repeat(
        np.arange(first, first + len(lessons), dtype=np.int32),
        [len(one.students) for one in lessons],
    )
    order = np.argsort(np.concatenate([problem.options.student, owner]), kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    n = len(problem.options.student)
    types = _types(problem, key, lessons)
    cells = [(s, one.block) for one in lessons for s in one.students]
    return WithCover(
        problem=replace(
            problem,
            options=_options(problem.options, types, owner, kind, order),
            group_types=types,
            pins=_pins(problem, place, dict(zip(cells, place[n:].tolist(), strict=True))),
        ),
        key=_key(key, lessons, len(owner), order),
        number=place[:n],
        covers=covers,
    )


def with_own_work(problem: Problem, key: Key, blocks: Sequence[int]) -> Problem:
    """Return the problem with work on paper open where a model lets students be in groups only, in some blocks.

    A turn with a teacher, as in a rotation, cannot be had where the teacher is away. Whole classes stay together.
    """
    kinds = key.kind_modality
    paper = sum(1 << k for k, one in enumerate(kinds) if one == Modality.OFFLINE)
    groups = sum(1 << k for k, one in enumerate(kinds) if one in GROUP_KINDS)
    whole = sum(1 << k for k, one in enumerate(kinds) if one == Modality.CLASS_LESSON)
    may_do = problem.students.may_do.copy()
    here = may_do[:, list(blocks)]
    is_turn = (here != 0) & (here & ~groups == 0) & (here & ~whole != 0)
    may_do[:, list(blocks)] = np.where(is_turn, here | paper, here)
    return replace(problem, students=replace(problem.students, may_do=may_do))


def covered(problem: Problem, key: Key, blocks: Sequence[int]) -> tuple[Problem, Key]:
    """Return a problem and its key with cover for what cannot be led, and own work where an adult is out."""
    lessons = lessons_without_teacher(problem, key)
    if lessons:
        ready = with_cover(problem, key, lessons)
        problem, key = ready.problem, ready.key
    return (with_own_work(problem, key, blocks) if blocks else problem), key


def renumbered(plan: Plan, number: Ints) -> Plan:
    """Return a plan in the numbers that options have now."""
    option = np.where(plan.option >= 0, number[np.maximum(plan.option, 0)], -1)
    return replace(plan, option=option.astype(np.int32))


def _types(problem: Problem, key: Key, lessons: Sequence[Lesson]) -> GroupTypes:
    """Return the types of groups with those of the covers: whoever teaches here and has no class then may cover."""
    types, own = problem.group_types, [one.group_type for one in lessons]
    columns = {
        field.name: np.concatenate(
            [getattr(types, field.name), getattr(types, field.name)[own]]
        )
        for field in fields(types)
    }
    new = slice(problem.n_types, None)
    columns["competency"][new] = -1
    columns["min_size"][new] = 1
    columns["may_lead"][new] = ~_with_a_class(problem, key, lessons)
    return GroupTypes(**columns)


def _with_a_class(problem: Problem, key: Key, lessons: Sequence[Lesson]) -> Bools:
    """Return (n_lessons, n_teachers): who has a lesson of their own in the block of a lesson to be covered.

    A class that is covered already keeps only the one adult who is with it, though any other might have been.
    """
    types, own = problem.group_types, {one.group_type for one in lessons}
    is_cover = np.array([reason == COVERED for reason in key.reasons], dtype=bool)
    own |= set(problem.options.group_type[is_cover[key.reason]].tolist())
    class_lesson = NUMBER[Modality.CLASS_LESSON]
    busy = np.zeros((problem.n_blocks, problem.n_teachers), dtype=bool)
    for pin in problem.pins:
        kind = int(problem.options.group_type[pin.option])
        if kind >= 0 and types.kind[kind] == class_lesson and kind not in own:
            busy[pin.block] |= types.may_lead[kind]
    return busy[[one.block for one in lessons]]


def _options(
    options: Options, types: GroupTypes, owner: Ints, group_type: Ints, order: Order
) -> Options:
    none = np.full_like(owner, -1)
    added = {
        "student": owner, "kind": types.kind[group_type], "group_type": group_type,
        "subject": types.subject[group_type], "competency": none,
        "value": np.full_like(owner, BASE),
    }  # fmt: skip
    return Options(
        **{
            name: np.concatenate([getattr(options, name), column])[order]
            for name, column in added.items()
        }
    )


def _pins(
    problem: Problem, place: Ints, cover: Mapping[tuple[int, int], int]
) -> tuple[Pin, ...]:
    kept = (
        replace(pin, option=int(place[pin.option]))
        for pin in problem.pins
        if (pin.student, pin.block) not in cover
    )
    new = (Pin(student=s, block=b, option=o) for (s, b), o in cover.items())
    return (*kept, *new)


def _key(key: Key, lessons: Sequence[Lesson], n_new: int, order: Order) -> Key:
    new = {"reason": len(key.reasons)}
    columns: dict[str, Any] = {
        name: np.concatenate(
            [getattr(key, name), np.full(n_new, new.get(name, 0), dtype=np.int32)]
        )[order]
        for name in ("activity", "competency", "station", "marks", "reason")
    }
    about = [key.groups[one.group_type]._replace(competency=0, activity=0) for one in lessons]
    return replace(
        key, groups=(*key.groups, *about), reasons=(*key.reasons, dict(COVERED)), **columns
    )
