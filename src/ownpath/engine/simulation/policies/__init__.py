"""Policies to compare on the same students and the same hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.simulation.policies.batch import Batch
from ownpath.engine.simulation.policies.by_rule import ByRule
from ownpath.engine.simulation.policies.criteria import ManyOf, RowOf, SteadyOf, Traced
from ownpath.engine.simulation.policies.ours import Ours
from ownpath.engine.simulation.policies.types import Policy

FIRM = SteadyOf(least=4, right=4, of=5)

POLICIES: Mapping[str, Callable[[], Policy]] = {
    "batch": Batch,
    "row-3": lambda: ByRule(criterion=RowOf(k=3)),
    "row-5": lambda: ByRule(criterion=RowOf(k=5)),
    "m-of-n-4-5": lambda: ByRule(criterion=ManyOf(m=4, n=5)),
    "m-of-n-8-10": lambda: ByRule(criterion=ManyOf(m=8, n=10)),
    "bkt-0.95": lambda: ByRule(criterion=Traced(at_least=0.95)),
    "bkt-0.98": lambda: ByRule(criterion=Traced(at_least=0.98)),
    "ours": lambda: Ours(criterion=FIRM),
}
# Ours with a part left out or another criterion, to see what each part brings.
PARTS_LEFT_OUT: Mapping[str, Callable[[], Policy]] = {
    "ours-steady-3-of-4": lambda: Ours(criterion=SteadyOf(), called="steady-3-of-4"),
    "ours-without-review": lambda: Ours(criterion=FIRM, reviews=False),
    "ours-without-person": lambda: Ours(criterion=FIRM, person_for_stuck=False),
}


def policy_named(name: str) -> Policy:
    """Return a new policy by its name.

    Raises
    ------
    ValueError
        If no policy has that name.
    """
    known = {**POLICIES, **PARTS_LEFT_OUT}
    if name not in known:
        raise ValueError(f"policy {name!r} is not known: expected one of {sorted(known)}")
    return known[name]()
