"""A student's own forgetting, once hundreds of reviews have shown it: all first stabilities times one factor.

One number per student, not twenty-one: the likeliest factor, drawn toward 1, and the usual weights where there are too
few reviews or where the factor does not foretell the student's own later reviews better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np

from ownpath.engine.memory.scheduler import USUAL, Plan, plan_review
from ownpath.engine.memory.types import Card, Outcome

LEAST_REVIEWS = 300
FACTORS = np.geomspace(0.25, 4.0, 17)
SD_OF_LOG = 0.5  # how different students are believed to be, in the logarithm of the factor
EVERY_FOURTH = 4  # competency is kept back, to see whether the factor foretells it better
MOST_STABLE = 100.0  # FSRS' own bound on a first stability

History = Sequence[tuple[Outcome, float]]  # reviews of one competency, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalPlan:
    """A plan for one student, and why: how many reviews, and log loss on the later ones, usual and own."""

    plan: Plan
    factor: float
    n_reviews: int
    usual_loss: float | None
    own_loss: float | None


def personal_plan(histories: Sequence[History], *, plan: Plan = USUAL) -> PersonalPlan:
    """Return the plan for a student from all of their reviews, one history per competency.

    The factor is found on three quarters of the competencies and kept only if it foretells the others better.
    """
    reviewed = [history for history in histories if len(history) > 1]
    n_reviews = sum(len(history) - 1 for history in reviewed)
    unchanged = PersonalPlan(
        plan=plan, factor=1.0, n_reviews=n_reviews, usual_loss=None, own_loss=None
    )
    if n_reviews < LEAST_REVIEWS:
        return unchanged
    kept_back = reviewed[::EVERY_FOURTH]
    learned_from = [one for i, one in enumerate(reviewed) if i % EVERY_FOURTH]
    if not learned_from:
        return unchanged
    factor = min(FACTORS, key=lambda one: _unlikely(learned_from, float(one), plan))
    own = _scaled(plan, float(factor))
    usual_loss, own_loss = _loss(kept_back, plan), _loss(kept_back, own)
    is_better = own_loss < usual_loss
    return PersonalPlan(
        plan=own if is_better else plan,
        factor=float(factor) if is_better else 1.0,
        n_reviews=n_reviews,
        usual_loss=usual_loss,
        own_loss=own_loss,
    )


def _scaled(plan: Plan, factor: float) -> Plan:
    first = tuple(min(MOST_STABLE, weight * factor) for weight in plan.weights[:4])
    return replace(plan, weights=first + plan.weights[4:])


def _unlikely(histories: Sequence[History], factor: float, plan: Plan) -> float:
    n = sum(len(history) - 1 for history in histories)
    return _loss(histories, _scaled(plan, factor)) * n + 0.5 * (log(factor) / SD_OF_LOG) ** 2


def _loss(histories: Sequence[History], plan: Plan) -> float:
    """Return the mean log loss of foretelling each review after the first."""
    total, n = 0.0, 0
    for history in histories:
        card: Card | None = None
        for outcome, at in history:
            card, record = plan_review(card, outcome, at, plan=plan)
            if record.p_recalled is not None:
                p_right = min(max(record.p_recalled, exp(-12)), 1 - exp(-12))
                total -= log(1 - p_right if outcome is Outcome.MISSED else p_right)
                n += 1
    return total / max(1, n)
