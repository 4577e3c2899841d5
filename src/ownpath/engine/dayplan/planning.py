"""Plan a day from the problem to the verdict: search, check, value, bound; one pure step that any machine can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ownpath.engine.dayplan.aims import Aims
from ownpath.engine.dayplan.bound import upper_bound
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.completing import make_whole
from ownpath.engine.dayplan.conflicts import explain_no_plan
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.types import NoPlan, Plan, Problem
from ownpath.engine.dayplan.value import Worth, worth_of

Tell = Callable[[str, int, int], None]  # the step, done, of how many


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
    tell: Tell | None = None,
) -> Planned | NoPlan:
    """Return a checked plan, or the demands that conflict; the same for the same on every machine.

    With `aims`, of plans within MOST_LOST of the points the one with more whole days is taken.
    """

    def told(step: str, done: int, total: int) -> None:
        if tell is not None:
            tell(step, done, total)

    told("searching", 0, n_moves)
    found = plan_day(
        problem=problem,
        seed=seed,
        n_moves=n_moves,
        is_shared=True,
        tell=lambda done, total: told("searching", done, total),
    )
    told("checking", 0, 1)
    plan = found.plan
    if check(problem=problem, plan=plan):
        return explain_no_plan(problem=problem, nearest=plan)
    if aims is not None:
        plan = make_whole(problem=problem, plan=plan, aims=aims)
    told("bounding", 0, 1)
    return Planned(
        plan=plan,
        seed=seed,
        n_moves=n_moves,
        worth=worth_of(problem=problem, plan=plan),
        bound=upper_bound(problem=problem).value if is_bound_wanted else None,
    )
