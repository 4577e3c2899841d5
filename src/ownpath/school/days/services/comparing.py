"""Plan a day twice, under the policy as it is and under another, and say what would be otherwise; nothing is kept.

Loads the compiled search: only the worker and commands come here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ownpath.engine.dayplan.cooling import TellStep
from ownpath.engine.dayplan.planning import plan_and_check
from ownpath.engine.dayplan.types import NoPlan
from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import PlanCell, Policy
from ownpath.school.days.queries.judging import judge_plan
from ownpath.school.days.services.drafting import problem_for
from ownpath.school.days.services.foretelling import foretold_of
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.keeping import Made, keep_plan
from ownpath.school.days.services.making import NoPlanPossible, get_ready
from ownpath.school.days.services.telling import tell_conflicts
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.engine.dayplan.planning import Planned
    from ownpath.engine.dayplan.types import Problem
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries.packed import Key
    from ownpath.school.people.models import Campus

Cell = tuple[Any, ...]  # what a student does in a block, with whom


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A day planned under one policy."""

    policy: Policy
    gathered: Gathered
    problem: Problem
    key: Key
    outcome: Planned


class _OnlyLooked(Exception):  # noqa: N818 - carries an answer out of rows that must not stay
    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self.answer = answer


def compare_policies(
    *,
    campus: Campus,
    day: date,
    weights: Mapping[str, float],
    numbers: Mapping[str, float],
    now: datetime,
    tell: TellStep,
) -> dict[str, Any]:
    """Return what a day would promise under the policy as it is and under another, and for how many it differs.

    Both ways are planned anew with the same seed and the same number of moves, so that the search is no part of the
    difference but by its own luck. Each is judged by its own thresholds.

    Returns
    -------
    dict
        `n_students`, `before` and `after` (each: `promised` by promise and `whole_days`, in students),
        `n_students_changed`, `n_cells_changed`.

    Raises
    ------
    CannotPlan, NoPlanPossible
    """
    tell("gathering", 0, 1)
    ready = get_ready(campus=campus, day=day, now=now)
    as_is = ready.gathered.setup.policy
    other = _changed(as_is, weights, numbers)
    gathered = replace(ready.gathered, setup=replace(ready.gathered.setup, policy=other))
    halves = _halves(tell)
    before = _plan(as_is, ready.gathered, next(halves))
    after = _plan(other, gathered, next(halves))
    tell("writing", 0, 1)
    return _look(before, after, now)


def _changed(
    policy: Policy, weights: Mapping[str, float], numbers: Mapping[str, float]
) -> Policy:
    """Return a policy that is not saved, with other weights and numbers."""
    fields = {one.attname: getattr(policy, one.attname) for one in Policy._meta.concrete_fields}  # noqa: SLF001
    named = {
        name: value if isinstance(fields[name], float) else int(value)
        for name, value in numbers.items()
    }
    return Policy(**fields | named | {"weights": {**policy.weights, **weights}})


def _halves(tell: TellStep) -> Any:
    """Return two tellers: of the first and of the second half of the work."""
    for half in (0, 1):

        def told(step: str, done: int, total: int, half: int = half) -> None:
            tell(step, half * total + done, 2 * total)

        yield told


def _plan(policy: Policy, gathered: Gathered, tell: TellStep) -> _Way:
    problem, key = problem_for(gathered, preset="")
    outcome = plan_and_check(
        problem=problem, seed=int(policy.seed),
        n_moves=policy.moves_per_student * problem.n_students, is_bound_wanted=False, tell=tell,
        aims=foretold_of(gathered, problem, key),
    )  # fmt: skip
    if isinstance(outcome, NoPlan):
        raise NoPlanPossible(tell_conflicts(outcome.conflicts, gathered=gathered, key=key))
    return _Way(policy=policy, gathered=gathered, problem=problem, key=key, outcome=outcome)


def _look(before: _Way, after: _Way, now: datetime) -> dict[str, Any]:
    """Write both days, judge them as every plan is judged, and let the rows go again."""

    def look() -> None:
        ways = [_judged(one, now) for one in (before, after)]
        cells, others = (own for _figures, own in ways)
        changed = [
            mark for mark in cells.keys() | others.keys() if cells.get(mark) != others.get(mark)
        ]
        raise _OnlyLooked(
            {
                "n_students": len(
                    {student for student, _block in cells.keys() | others.keys()}
                ),
                "before": ways[0][0],
                "after": ways[1][0],
                "n_students_changed": len({student for student, _block in changed}),
                "n_cells_changed": len(changed),
            }
        )

    try:
        commit_together(look)
    except _OnlyLooked as looked:
        return looked.answer
    raise RuntimeError("expected looking to undo what it wrote, got rows that stayed")


def _judged(way: _Way, now: datetime) -> tuple[dict[str, Any], dict[tuple[int, int], Cell]]:
    _put(way.policy)
    made = Made(
        plan=way.outcome.plan, seed=way.outcome.seed, n_moves=way.outcome.n_moves,
        value=way.outcome.worth.value, bound=None, figures={},
    )  # fmt: skip
    row = keep_plan(
        gathered=way.gathered, problem=way.problem, key=way.key, made=made, by=None, now=now,
        more={},
    )  # fmt: skip
    held = judge_plan(plan=row, school_day=way.gathered.school_day).held
    figures = {
        "promised": {name: int(held[:, n].sum()) for n, name in enumerate(PROMISES)},
        "whole_days": int(held.all(axis=1).sum()),
    }
    return figures, _cells(row)


def _put(policy: Policy) -> None:
    Policy.objects.update_or_create(
        campus_id=policy.campus_id,
        defaults={
            one.attname: getattr(policy, one.attname)
            for one in Policy._meta.concrete_fields  # noqa: SLF001
            if one.attname not in {"id", "campus_id"}
        },
    )


def _cells(row: DayPlan) -> dict[tuple[int, int], Cell]:
    """Return what each student does in each block: kind, subject, competency, activity, station and with whom."""
    cells = PlanCell.objects.filter(plan=row).values_list(
        "student_id", "block", "modality", "subject", "competency_id", "activity_id",
        "station_id", "group__adult_id",
    )  # fmt: skip
    return {(student, block): tuple(rest) for student, block, *rest in cells}
