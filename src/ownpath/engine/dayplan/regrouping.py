"""Looks for better groups with a linear program: groups that could run are priced, opened in part, then whole.

Each round prices all groups that could run by what students' time is worth in the last answer, lets a few promising
ones compete with those that run, and rounds the answer: groups that run nearly whole are made to, the rest is solved
anew, until all are whole. Few newcomers at a time keep the answer nearly whole, so that little is lost in rounding.
The first round takes the most promising, later ones draw lots among them: what fits together no price tells. In every
other round those compete instead that run on boards heated from the last answer (`reheating`), where there are any.

Source: Lübbecke, Desrosiers (2005), "Selected topics in column generation", Operations Research 53 (pricing, diving).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from ownpath.engine.dayplan.cooling import Tell
from ownpath.engine.dayplan.diving import Answer, dive, shared
from ownpath.engine.dayplan.newcomers import (
    Contest,
    are_worth_it,
    best_contest,
    drawn_contest,
)
from ownpath.engine.dayplan.regrouping_program import (
    Floats,
    GroupProgram,
    group_program_of,
    running_of,
)
from ownpath.engine.dayplan.sharing import Shares, shares_in
from ownpath.engine.dayplan.sharing_columns import pinned_cells
from ownpath.engine.dayplan.solver import IsOver
from ownpath.engine.dayplan.types import Indices, Ints, Plan, Problem
from ownpath.engine.dayplan.way import Way

NEWCOMERS: Final = 0.018  # of the cells of the day: so many groups compete with those that run
LEAST_NEWCOMERS: Final = 60
MOST_NEWCOMERS: Final = 400
MORE: Final = 1.1  # times as many after a round that brought nothing
FEWER: Final = 1.33  # times fewer after one that did


# Takes how many groups of each pair run, and who tells where students belong then; returns how many ran in boards
# that were heated from there: (n_pairs,) both.
Rivals: TypeAlias = Callable[[Indices, Callable[[], Shares]], Indices]


def better_groups(
    problem: Problem,
    plan: Plan,
    *,
    n_rounds: int,
    draw: Callable[[int], Floats],
    rivals: Rivals | None = None,
    is_over: IsOver = None,
    tell: Tell | None = None,
) -> Indices | None:
    """Return (n_types, n_blocks): how many groups should run instead of the plan's; None where nothing better is found.

    `draw` returns so many numbers from 0 to 1, by chance; `rivals`, if any, choose who competes in every other round.
    Breaks and longest days of adults are not looked at: whoever opens the groups may find nobody for one of them.
    """
    way = Way(tell=tell, n_parts=n_rounds + 1, is_over=is_over)
    whole, running = group_program_of(problem, plan), running_of(problem, plan)
    least = max(LEAST_NEWCOMERS, NEWCOMERS * float(problem.is_free.sum()))
    n_new, most = least, max(MOST_NEWCOMERS, least)
    first = best = shared(whole, running, way)
    if first is None or best is None:
        return None
    for number in range(n_rounds):
        way.begin(number + 1)
        choosing = rivals if number % 2 else None
        if choosing is None:
            lots = draw if number else None
            contest = _contest(whole, best, int(n_new), problem.n_blocks, lots)
        else:
            contest = _contest_of_rivals(problem, whole, best, choosing)
        is_worth = are_worth_it(whole, best.multipliers)
        found = dive(whole, contest, best, way, is_worth)
        if found is not None:
            best = found
        elif way.is_up():
            break
        if choosing is None:
            n_new = min(n_new * MORE, most) if found is None else max(n_new / FEWER, least)
    way.begin(n_rounds + 1)
    if best is first:
        return None
    return best.counts.reshape(problem.n_types, problem.n_blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The groups of a plan changed: which end and which begin, a type and a block for each.

    Of `plan` only what is pinned and which groups run is to be read: students are still where they were.
    """

    plan: Plan
    ended: Ints  # (n_ended, 2)
    begun: Ints  # (n_begun, 2)


def changed_groups(problem: Problem, plan: Plan, groups: Indices | None) -> Change:
    """Return what changes where `groups` (n_types, n_blocks) are to run instead of the plan's; None: nothing does."""
    running = running_of(problem, plan)
    wanted = running if groups is None else groups.reshape(-1)
    pairs = np.arange(len(running))
    ended = np.repeat(pairs, np.maximum(running - wanted, 0))
    begun = np.repeat(pairs, np.maximum(wanted - running, 0))
    return Change(
        plan=_with_groups(problem, plan, np.maximum(running - wanted, 0), begun),
        ended=np.stack(np.divmod(ended, problem.n_blocks), axis=1).astype(np.int32),
        begun=np.stack(np.divmod(begun, problem.n_blocks), axis=1).astype(np.int32),
    )


def _with_groups(problem: Problem, plan: Plan, n_ended: Indices, begun: Indices) -> Plan:
    """Return the plan without the groups that end, of each pair those without a pinned member, and with new ones."""
    holds_pin = np.zeros(plan.n_groups, dtype=bool)
    inside = plan.group[pinned_cells(problem)]
    holds_pin[inside[inside >= 0]] = True
    pair = plan.group_type.astype(np.int64) * problem.n_blocks + plan.group_block
    order = np.lexsort((holds_pin, pair))
    rank = np.arange(len(pair)) - np.searchsorted(pair[order], pair[order])
    stays = np.ones(plan.n_groups, dtype=bool)
    stays[order] = rank >= n_ended[pair[order]]
    number = np.full(plan.n_groups + 1, -1, dtype=np.int32)  # the last stands for "no group"
    number[:-1][stays] = np.arange(int(stays.sum()))
    kind, block = np.divmod(begun, problem.n_blocks)
    nobody = np.full(len(begun), -1, dtype=np.int32)
    return replace(
        plan,
        group=number[plan.group],
        group_type=np.concatenate([plan.group_type[stays], kind]).astype(np.int32),
        group_block=np.concatenate([plan.group_block[stays], block]).astype(np.int32),
        group_teacher=np.concatenate([plan.group_teacher[stays], nobody]),
        group_room=np.concatenate([plan.group_room[stays], nobody]),
    )


def _contest(
    whole: GroupProgram,
    answer: Answer,
    n_new: int,
    n_blocks: int,
    draw: Callable[[int], Floats] | None,
) -> Contest:
    """Return who competes next: the most promising where no lots are drawn."""
    running = answer.counts
    if draw is None:
        return best_contest(whole, running, answer.multipliers, n_new)
    lots = draw(n_blocks + len(running))
    return drawn_contest(
        whole, running, answer.multipliers, n_new=n_new, n_blocks=n_blocks, lots=lots
    )


def _contest_of_rivals(
    problem: Problem, whole: GroupProgram, answer: Answer, rivals: Rivals
) -> Contest:
    """Return a contest of the groups that run with those of boards that were heated from there, in all blocks."""
    running = answer.counts
    ran = rivals(running, partial(shares_in, problem, whole.columns, answer.x))
    return Contest(least=whole.least, most=np.maximum(ran, running))
