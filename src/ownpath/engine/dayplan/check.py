"""Looks at a finished plan with fresh eyes: every hard rule, every breach, in words.

Nothing here is shared with the planner, so a mistake there is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ownpath.engine.dayplan.rules import RULES
from ownpath.engine.dayplan.types import Ints, Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One place where a plan breaks a rule."""

    rule: str
    sentence: str  # the rule, as a principal is shown it
    where: str


def check(*, problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Return every breach of every hard rule; nothing for a plan that may be published."""
    if malformed := tuple(_malformed(problem, plan)):
        return malformed  # the other rules would only repeat the consequences
    return tuple(
        Breach(rule=rule.__name__, sentence=(rule.__doc__ or "").strip(), where=where)
        for rule in RULES
        for where in rule(problem, plan)
    )


def _malformed(problem: Problem, plan: Plan) -> Iterator[Breach]:
    shape = (problem.n_students, problem.n_blocks)
    n_options = problem.options.student.shape[0]
    tables: tuple[tuple[str, Ints, tuple[int, ...], int], ...] = (
        ("option", plan.option, shape, n_options),
        ("group", plan.group, shape, plan.n_groups),
        ("group_type", plan.group_type, (plan.n_groups,), problem.n_types),
        ("group_block", plan.group_block, (plan.n_groups,), problem.n_blocks),
        ("group_teacher", plan.group_teacher, (plan.n_groups,), problem.n_teachers),
        ("group_room", plan.group_room, (plan.n_groups,), len(problem.rooms.names)),
    )
    may_be_none = {"option", "group", "group_teacher"}
    for name, table, wanted, size in tables:
        least = -1 if name in may_be_none else 0
        if table.shape != wanted:
            yield _not_well_formed(f"{name}: shape {table.shape}, expected {wanted}")
        elif table.size and not (least <= table.min() and table.max() < size):
            yield _not_well_formed(f"{name}: a number outside {least} to {size - 1}")


def _not_well_formed(where: str) -> Breach:
    return Breach(
        rule="well_formed",
        sentence="Every table of the plan has its shape, and every number in it names something.",
        where=where,
    )
