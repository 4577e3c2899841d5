"""What is believed about a competency: P(right on a reference item, unaided, now) with an 80 % interval.

The reference item has its competency's own difficulty and nothing else about it: no echo of the
answers just before, no run, never met. Features that are free of direction stand at their usual
value, so a belief moves only with features held monotone.

The interval comes from `spreads`: among students believed like this one, how far apart the true
chances lie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.features import COLUMN, FEATURES
from ownpath.engine.knowledge.live import Question, StudentState, chance_of, features_now
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.streaming import C_RIGHT, C_WRONG
from ownpath.engine.knowledge.walking import Singles

KEPT_OF_THE_COMPETENCY = (
    "difficulty",
    "competency_level",
    "answers_to_competency",
    "competency_position",
)
FIXED: Wholes = np.array(
    [
        column
        for column, feature in enumerate(FEATURES)
        if feature.direction == 0 and feature.name not in KEPT_OF_THE_COMPETENCY
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """P(right on a reference item, unaided) with its 80 % interval, 0 to 1, and the answers behind it."""

    p_right: float
    low: float
    high: float
    n_answers: int

    @property
    def width(self) -> float:
        """Return how wide the interval is."""
        return self.high - self.low


def believe(
    model: KnowledgeModel, state: StudentState, *, competency: int, day: float = -1.0
) -> Belief:
    """Return the belief about one competency; the state is not changed."""
    question = Question(item=-1, competencies=(competency,), day=day)
    row = features_now(model, state, question)
    row[FIXED] = model.reference[FIXED]
    p_right = chance_of(model, row)
    counts = state.by_competency.get(competency)
    n_answers = 0 if counts is None else int(counts[C_RIGHT] + counts[C_WRONG])
    low, high = model.spread.interval(p_right, n_answers)
    return Belief(p_right=p_right, low=low, high=high, n_answers=n_answers)


def at_reference(model: KnowledgeModel, features: Singles, level: Floats) -> Singles:
    """Return rows of features as they would be at the reference item of their competencies.

    `level` is the mean level of each row's competencies.
    """
    out = features.copy()
    out[:, FIXED] = model.reference[FIXED]
    out[:, COLUMN["expected"]] += level - features[:, COLUMN["difficulty"]]
    out[:, COLUMN["difficulty"]] = level
    return out


def beliefs_before(model: KnowledgeModel, features: Singles) -> NDArray[np.float64]:
    """Return the belief in the competencies of each row, before its answer."""
    rows = at_reference(
        model, features, features[:, COLUMN["competency_level"]].astype(np.float64)
    )
    return 1.0 / (1.0 + np.exp(-model.log_odds(rows)))
