"""Mends a day whose teacher of a whole class is out: another adult stays with the class, which works on its own.

Nobody else may teach such a class, and its students may do nothing else. Who is free covers it; where nobody is, the
group that is worth least makes way and its adult covers, one and the same for as many of the blocks as can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ownpath.engine.dayplan.events import TeacherOut, problem_after
from ownpath.engine.dayplan.repair import (
    Change,
    NotRepaired,
    Repaired,
    Standing,
    hand_overs_of,
    repair,
    stand,
)
from ownpath.engine.dayplan.sketch import (
    Sketch,
    end_group,
    endable,
    find_adult,
    free_an_adult,
    open_group,
    plan_of,
    sketch_of,
    worth_of_groups,
)
from ownpath.engine.dayplan.types import Plan, Problem

Cell = tuple[int, int]  # student, block


def cover(
    *, problem: Problem, plan: Plan, event: TeacherOut, covers: Mapping[int, int], now: int
) -> Repaired | NotRepaired:
    """Mend a plan after an adult is out, with a class covered where nobody else may teach it.

    Parameters
    ----------
    covers
        By type of a group that cannot be led: the type of its cover, an option of which each member has.
    """
    after = problem_after(problem, (event,))
    sketch = sketch_of(after, plan)
    why: dict[Cell, str] = {}
    covering: list[int] = []
    alone: list[tuple[int, int]] = []
    for g in np.flatnonzero(plan.group_teacher == event.teacher):
        block, kind = int(plan.group_block[g]), int(plan.group_type[g])
        if block not in event.blocks or kind not in covers:
            continue
        adult = _who_covers(sketch, covers[kind], block, covering, why)
        if adult is None:
            alone.append((kind, block))
            continue
        covering.insert(0, adult)
        _hand_to(sketch, int(g), covers[kind], adult, why)
    if alone:
        return NotRepaired(words=f"{len(alone)} lessons have no adult", alone=tuple(alone))
    begun = plan_of(sketch)
    standing = _with_gaps(replace(after, teachers=problem.teachers), begun)
    done = repair(standing=standing, events=(event,), now=now)
    return done if isinstance(done, NotRepaired) else _told(plan, done, why)


def _who_covers(
    sketch: Sketch, kind: int, block: int, first: list[int], why: dict[Cell, str]
) -> int | None:
    """Return who covers a class in a block; where nobody is free, what is worth least makes way."""
    problem = sketch.problem
    able = problem.group_types.may_lead[kind] & problem.teachers.is_available[:, block]
    free = find_adult(sketch, block=block, able=able, first=first)
    if free is not None:
        return free
    before = sketch.option[:, block].copy()
    worth = worth_of_groups(sketch, problem.options.value)
    adult = free_an_adult(sketch, block=block, able=able, may_end=endable(sketch), worth=worth)
    for s in np.flatnonzero(sketch.option[:, block] != before):
        why[int(s), block] = "teacher_covers"
    return adult


def _hand_to(sketch: Sketch, g: int, kind: int, adult: int, why: dict[Cell, str]) -> None:
    """Put the members of a group into its cover, led by an adult."""
    block = int(sketch.group_block[g])
    members = np.flatnonzero(sketch.group[:, block] == g)
    table = sketch.problem.options
    own = np.flatnonzero((table.group_type == kind) & np.isin(table.student, members))
    end_group(sketch, g)
    open_group(sketch, group_type=kind, block=block, adult=adult, options=[int(o) for o in own])
    why.update({(int(s), block): "covered" for s in members})


def _with_gaps(problem: Problem, plan: Plan) -> Standing:
    """Return a plan laid out for repair, the bare cells remembered as gaps."""
    from ownpath.engine.dayplan.search.mend import remember

    standing = stand(problem=problem, plan=plan)
    for s, b in np.argwhere(problem.is_free & (plan.option < 0)):
        remember(standing.layout.board, int(s), int(b))
    return standing


def _told(before: Plan, done: Repaired, why: Mapping[Cell, str]) -> Repaired:
    """Return what was done as changes of the plan that stood before, each with its reason."""
    since = {(one.student, one.block): one.reason for one in done.changes if one.before >= 0}
    changes = tuple(
        Change(
            student=int(s), block=int(b), before=int(before.option[s, b]),
            after=int(done.plan.option[s, b]),
            reason=why.get((int(s), int(b))) or since.get((int(s), int(b)), "too_small"),
        )
        for s, b in np.argwhere(done.plan.option != before.option)
    )  # fmt: skip
    return Repaired(
        plan=done.plan,
        changes=changes,
        hand_overs=hand_overs_of(before, done.plan),
        n_displaced=done.n_displaced + len(why),
    )
