"""The steps of `ownpath plan --instance`: read, search, check, write, say what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ownpath.config.commands.student_day import plan_record, problem_of
from ownpath.config.whole_files import written_whole
from ownpath.engine.dayplan.check import Breach, check
from ownpath.engine.dayplan.solve import Found, plan_day, plan_within, warm_up
from ownpath.engine.dayplan.types import Problem
from ownpath.engine.dayplan.value import Worth, worth_of
from ownpath.interchange.student_day import InstanceRecord, read_instance, write_plan

Clock = Callable[[], float]
MOST_LINES = 20
# What is still to do after the search: checking and writing, which grow with the number of students. On a slow machine
# it takes as many times longer as starting and reading did: the reading and more, and half of the start for the end.
SECONDS_TO_WRITE = 0.1
SECONDS_TO_WRITE_PER_STUDENT = 0.0001
READINGS_TO_WRITE = 1.6
STARTS_TO_END = 0.5


class PlanFailed(Exception):  # noqa: N818
    """There is no plan to write; the lines say why."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def plan_instance(
    *,
    instance: Path,
    out: Path,
    cpu_seconds: float,
    n_moves: int | None,
    seed: int,
    is_bound_wanted: bool,
    clock: Clock,
) -> list[str]:
    """Read, plan, check and write; return what to tell. Nothing is written that breaks a rule.

    Raises
    ------
    PlanFailed
        If the file cannot be read or not everything demanded can be had at once.
    """
    starting = clock()
    record, problems = read_instance(instance)
    if record is None:
        raise PlanFailed([str(problem) for problem in problems[:MOST_LINES]])
    problem = problem_of(record)
    writing = _seconds_to_write(problem, starting=starting, reading=clock() - starting)
    found, compiling = _search(problem, cpu_seconds - writing, n_moves, seed, clock)
    breaches = check(problem=problem, plan=found.plan)
    if breaches:
        raise PlanFailed(_why_not(problem, found, breaches))
    worth = worth_of(problem=problem, plan=found.plan)
    shared = " and places shared out" if found.is_shared else ""
    _write(record, found, worth, out)
    lines = [
        f"{problem.name}: {worth.value:,} points, {found.plan.n_groups:,} groups, "
        f"{worth.n_without_teacher} students without teacher time, no rule broken",
        f"seed {seed}, {found.n_moves:,} moves{shared}, {clock() - compiling:.2f} processor seconds "
        f"(and {compiling:.2f} to load or compile the search)",
    ]
    return lines + (_bound_lines(problem, worth) if is_bound_wanted else [])


def _seconds_to_write(problem: Problem, *, starting: float, reading: float) -> float:
    """Return how many seconds to keep for checking, writing and ending, by what starting and reading took here."""
    usual = SECONDS_TO_WRITE + SECONDS_TO_WRITE_PER_STUDENT * problem.n_students
    return max(usual, READINGS_TO_WRITE * reading + STARTS_TO_END * starting)


def _search(
    problem: Problem, until: float, n_moves: int | None, seed: int, clock: Clock
) -> tuple[Found, float]:
    """Search until the clock shows that many seconds, less loading or compiling, which is returned too."""
    begun = clock()
    warm_up(problem)
    compiling = clock() - begun
    if n_moves is not None:
        return plan_day(problem=problem, seed=seed, n_moves=n_moves, is_shared=True), compiling
    found = plan_within(problem=problem, seed=seed, seconds=until - begun, clock=clock)
    return found, compiling


def _write(record: InstanceRecord, found: Found, worth: Worth, out: Path) -> None:
    meta: dict[str, str | int | float | bool] = {
        "planner": "ownpath", "seed": found.seed, "moves": found.n_moves,
        "shared": found.is_shared, "value": worth.value,
    }  # fmt: skip
    with written_whole(out) as place:
        write_plan(plan_record(record=record, plan=found.plan, meta=meta), place)


def _why_not(problem: Problem, found: Found, breaches: tuple[Breach, ...]) -> list[str]:
    """Return the smallest set of demands that conflict, then what the nearest plan breaks."""
    from ownpath.engine.dayplan.conflicts import explain_no_plan

    reason = explain_no_plan(problem=problem, nearest=found.plan)
    lines = [
        f"{problem.name}: no plan can be. These cannot all be had; giving up one would do:"
    ]
    lines += [f"- {conflict.words}" for conflict in reason.conflicts]
    lines.append(f"The nearest plan breaks {len(breaches)} rules:")
    return lines + [f"{breach.sentence} {breach.where}" for breach in breaches[:MOST_LINES]]


def _bound_lines(problem: Problem, worth: Worth) -> list[str]:
    from ownpath.engine.dayplan.bound import upper_bound

    bound = upper_bound(problem=problem)
    gap = 100 * (bound.value - worth.value) / bound.value
    return [
        f"No plan can be worth more than {bound.value:,} points: "
        f"this plan is within {gap:.2f} % of the best possible."
    ]
