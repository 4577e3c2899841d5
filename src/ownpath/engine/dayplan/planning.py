"""Plan a day from the problem to the verdict: search, check, value, bound; one pure step that any machine can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from ownpath.engine.dayplan.aims import Aims
from ownpath.engine.dayplan.bound import upper_bound
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.completing import make_whole
from ownpath.engine.dayplan.conflicts import explain_no_plan
from ownpath.engine.dayplan.cooling import TellStep
from ownpath.engine.dayplan.solve import plan_day, untold
from ownpath.engine.dayplan.types import NoPlan, Plan, Problem
from ownpath.engine.dayplan.value import Worth, worth_of

STEPS: Final = (
    "searching", "regrouping", "sharing", "checking", "explaining", "completing", "bounding",
)  # fmt: skip
"""The steps that `tell` hears of; "explaining" where no plan can be, "completing" where whole days are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan that breaks no rule, what it is worth, and what no plan can exceed (None: not asked)."""

    plan: Plan
    seed: int
    n_moves: int
    worth: Worth
    bound: int | None


def plan_and_check(
    *,
    problem: Problem,
    seed: int,
    n_moves: int,
    is_bound_wanted: bool,
    aims: Aims | None = None,
    tell: TellStep = untold,
) -> Planned | NoPlan:
    """Return a checked plan, or the demands that conflict; the same for the same on every machine.

    With `aims`, of plans within MOST_LOST of the points the one with more whole days is taken. `tell` hears of STEPS.
    """
    tell("searching", 0, n_moves)
    found = plan_day(problem=problem, seed=seed, n_moves=n_moves, is_shared=True, tell=tell)
    tell("checking", 0, 1)
    plan = found.plan
    if check(problem=problem, plan=plan):
        tell("explaining", 0, 0)
        return explain_no_plan(problem=problem, nearest=plan)
    tell("checking", 1, 1)
    if aims is not None:
        plan = make_whole(
            problem=problem, plan=plan, aims=aims, tell=partial(tell, "completing")
        )
    return Planned(
        plan=plan,
        seed=seed,
        n_moves=n_moves,
        worth=worth_of(problem=problem, plan=plan),
        bound=_bound(problem, tell) if is_bound_wanted else None,
    )


def _bound(problem: Problem, tell: TellStep) -> int:
    bound = upper_bound(problem=problem, tell=partial(tell, "bounding"))
    tell("bounding", bound.n_rounds, bound.n_rounds)
    return bound.value
