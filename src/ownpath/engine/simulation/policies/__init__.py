"""Policies to compare on the same students and the same hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.knowledge.criteria import InARow, KnowledgeTracing, MOfN, Steady
from ownpath.engine.simulation.policies.batch import Batch
from ownpath.engine.simulation.policies.by_rule import ByRule
from ownpath.engine.simulation.policies.criteria import on_arrays
from ownpath.engine.simulation.policies.ours import Ours
from ownpath.engine.simulation.policies.types import Policy

# One answer more than today's default rule: chosen on other seeds than those reported.
FIRM = on_arrays(Steady(least=4, right=4, of=5))

POLICIES: Mapping[str, Callable[[], Policy]] = {
    "batch": Batch,
    "row-3": lambda: ByRule(criterion=on_arrays(InARow(k=3))),
    "row-5": lambda: ByRule(criterion=on_arrays(InARow(k=5))),
    "m-of-n-4-5": lambda: ByRule(criterion=on_arrays(MOfN(m=4, n=5))),
    "m-of-n-8-10": lambda: ByRule(criterion=on_arrays(MOfN(m=8, n=10))),
    "bkt-0.95": lambda: ByRule(criterion=on_arrays(KnowledgeTracing(at_least=0.95))),
    "bkt-0.98": lambda: ByRule(criterion=on_arrays(KnowledgeTracing(at_least=0.98))),
    "ours": lambda: Ours(criterion=FIRM),
}
# Ours with a part left out or another criterion, to see what each part brings.
PARTS_LEFT_OUT: Mapping[str, Callable[[], Policy]] = {
    "ours-steady-3-of-4": lambda: Ours(criterion=on_arrays(Steady()), called="steady-3-of-4"),
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
