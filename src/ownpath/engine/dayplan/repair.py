"""Mends a published plan after something happened: few changes, at once, and a reason for everyone whose day changes.

`stand` is done once, when a plan is published; `repair` works on a copy of what stands. A repair is refused when a
cell would stay bare or an adult's wish cannot be met: the plan that stands is then untouched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ownpath.engine.dayplan.events import (
    DevicesMissing,
    Event,
    RoomsLost,
    StudentArrives,
    StudentsAbsent,
    Swap,
    TeacherOut,
)
from ownpath.engine.dayplan.types import Ints, Plan, Problem

if TYPE_CHECKING:  # the search loads a compiler; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.board import Board
    from ownpath.engine.dayplan.search.layout import Layout

REASONS: Final = {
    "teacher_out": "The teacher of this group is away.",
    "teacher_changed": "Another teacher leads this group today.",
    "covered": "Your teacher cannot be with the class: another adult is, and you work on your own.",
    "teacher_covers": "The adult of this group is needed with another class.",
    "too_small": "Too few students were left in the group before.",
    "room_lost": "The room cannot be used.",
    "devices_missing": "There are not enough devices in this block.",
    "arrived": "Welcome: this is your place for the block.",
    "asked": "A teacher has decided this for you.",
    "keeps_a_group_going": "This group needed one more.",
    "made_room": "This makes room for another student.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that is different now. `before` and `after` are options, -1 for none; `reason` is a key of REASONS."""

    student: int
    block: int
    before: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One group that another adult leads now; its members stay together."""

    group_type: int
    block: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The mended plan, who does something else now and why, and which cells had to change."""

    plan: Plan
    changes: tuple[Change, ...]
    hand_overs: tuple[HandOver, ...]
    n_displaced: int  # cells that could not stay as they were, whatever is done


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRepaired:
    """The plan cannot be mended so; the words say what stands in the way.

    `alone` are groups with whom no adult could be: a type and a block each.
    """

    words: str
    alone: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A published plan laid out, ready to be mended in an instant."""

    problem: Problem
    plan: Plan
    layout: Layout
    own_number: Ints  # the board's number of each of the problem's options


def stand(*, problem: Problem, plan: Plan) -> Standing:
    """Return a plan that passed the check, laid out for repairs."""
    from ownpath.engine.dayplan.search.groups import keep
    from ownpath.engine.dayplan.search.layout import lay_out
    from ownpath.engine.dayplan.search.mend import load

    layout = lay_out(problem=problem, seed=0)
    own_number = np.empty_like(layout.original)
    own_number[layout.original] = np.arange(layout.original.shape[0], dtype=np.int32)
    option = np.where(plan.option >= 0, own_number[np.maximum(plan.option, 0)], -1)
    load(
        layout.board, option.astype(np.int32), plan.group, plan.group_type, plan.group_block,
        plan.group_teacher,
    )  # fmt: skip
    keep(layout.board.m)
    return Standing(problem=problem, plan=plan, layout=layout, own_number=own_number)


def repair(
    *, standing: Standing, events: tuple[Event, ...], now: int
) -> Repaired | NotRepaired:
    """Mend a plan after events; blocks before `now` are past and stay as they were.

    Raises
    ------
    ValueError
        If an event lies in a block that is past.
    """
    from ownpath.engine.dayplan.search.gaps import close_gaps
    from ownpath.engine.dayplan.search.layout import layout_of, read_off

    if past := [event for event in events if min(_blocks_of(event), default=now) < now]:
        raise ValueError(f"expected events in block {now} or later, got {past[0]}")
    still = standing.layout
    layout = layout_of(still.numbers.copy(), still.board.chance.copy(), still.original)
    board = layout.board
    for event in sorted(events, key=_order):
        if not _let_happen(board, standing, event):
            return NotRepaired(words=f"what was asked does not fit into the day: {event}")
    if n_bare := close_gaps(board, now):
        return NotRepaired(words=f"{n_bare} students would have nothing to do in a block")
    return _told(standing, read_off(layout), events)


def _blocks_of(event: Event) -> tuple[int, ...]:
    return (event.block,) if isinstance(event, Swap) else event.blocks


def _order(event: Event) -> int:
    """Return when an event's turn is: what takes away comes first, so nothing is mended with what will be gone."""
    takes = (StudentsAbsent, TeacherOut, RoomsLost, DevicesMissing, StudentArrives, Swap)
    return takes.index(type(event))


def _let_happen(board: Board, standing: Standing, event: Event) -> bool:
    from ownpath.engine.dayplan.search import mend

    match event:
        case StudentsAbsent(students=students, blocks=blocks):
            for student in students:
                for block in blocks:
                    mend.lose_student(board, student, block)
        case TeacherOut(teacher=teacher, blocks=blocks):
            for block in blocks:
                mend.lose_adult(board, teacher, block)
        case RoomsLost(room_kind=room_kind, blocks=blocks, n=n):
            for block in blocks:
                there = int(standing.problem.rooms.count[room_kind, block])
                mend.lose_rooms(board, room_kind, block, min(n, there))
        case DevicesMissing(blocks=blocks, n=n):
            for block in blocks:
                mend.lose_devices(board, block, min(n, int(standing.problem.devices[block])))
        case StudentArrives(student=student, blocks=blocks, kinds=kinds):
            for block in blocks:
                mend.arrive(board, student, block, kinds)
        case Swap(student=student, block=block, option=option):
            own = int(standing.own_number[option])
            return bool(mend.swap_in(board, student, block, own))
    return True


def _told(standing: Standing, plan: Plan, events: tuple[Event, ...]) -> Repaired:
    before = standing.plan
    gone = {
        (s, b)
        for event in events
        if isinstance(event, StudentsAbsent)
        for s in event.students
        for b in event.blocks
    }
    changes = tuple(
        Change(
            student=int(s), block=int(b), before=int(before.option[s, b]),
            after=int(plan.option[s, b]), reason=_reason(standing, plan, events, int(s), int(b)),
        )
        for s, b in np.argwhere(plan.option != before.option)
        if (int(s), int(b)) not in gone
    )  # fmt: skip
    must = {"teacher_out", "too_small", "room_lost", "devices_missing", "arrived", "asked"}
    return Repaired(
        plan=plan,
        changes=changes,
        hand_overs=hand_overs_of(before, plan),
        n_displaced=sum(change.reason in must for change in changes),
    )


def _reason(standing: Standing, plan: Plan, events: tuple[Event, ...], s: int, b: int) -> str:
    """Return why a cell changed: what happened to what the student did before, else what others needed."""
    before, after = standing.plan, plan
    g, option = int(before.group[s, b]), int(before.option[s, b])
    here = [event for event in events if b in _blocks_of(event)]
    if any(isinstance(e, Swap) and e.student == s for e in here):
        return "asked"
    if option < 0:
        return "arrived"
    ended = g >= 0 and not _still_runs(before, after, g)
    if ended:
        leader = int(before.group_teacher[g])
        if any(isinstance(e, TeacherOut) and e.teacher == leader for e in here):
            return "teacher_out"
        room = int(before.group_room[g])
        if any(isinstance(e, RoomsLost) and e.room_kind == room for e in here):
            return "room_lost"
        return "too_small"
    kinds, kind = standing.problem.kinds, standing.problem.options.kind[option]
    if kinds.uses_device[kind] and any(isinstance(e, DevicesMissing) for e in here):
        return "devices_missing"
    return "keeps_a_group_going" if g < 0 <= int(after.group[s, b]) else "made_room"


def _still_runs(before: Plan, after: Plan, g: int) -> bool:
    """Return whether some member of a group is still in a group of its type and block."""
    b, kind = int(before.group_block[g]), int(before.group_type[g])
    members = np.flatnonzero(before.group[:, b] == g)
    groups = after.group[members, b]
    return bool((after.group_type[groups[groups >= 0]] == kind).any())


def hand_overs_of(before: Plan, after: Plan) -> tuple[HandOver, ...]:
    """Return the groups that run as before but for the adult."""
    found = []
    for g in range(before.n_groups):
        b, kind = int(before.group_block[g]), int(before.group_type[g])
        now = after.group[before.group[:, b] == g, b]
        now = now[now >= 0]
        now = now[after.group_type[now] == kind]
        if now.size and after.group_teacher[now[0]] != before.group_teacher[g]:
            found.append(
                HandOver(
                    group_type=kind, block=b, before=int(before.group_teacher[g]),
                    after=int(after.group_teacher[now[0]]),
                )
            )  # fmt: skip
    return tuple(found)
