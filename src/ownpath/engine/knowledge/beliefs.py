"""What is believed about a competency: P(right on a reference item, unaided, now) with an 80 % interval.

The reference item has its competency's own difficulty and nothing else about it: no echo of the
answers just before, never met. The head behind beliefs reads only what it holds monotone. A model without such a head
asks its other one, with every feature that is free of direction at its usual value.

Middle and interval come from `spreads`: how right students were of whom the head said the same after as
many answers, and how far apart their true chances lie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.belief_head import (
    BELIEF_COLUMNS,
    EXPECTED,
    LEVEL,
    at_the_competency,
    log_odds_of,
)
from ownpath.engine.knowledge.features import COLUMN, FEATURES
from ownpath.engine.knowledge.live import Question, StudentState, chance_of, state_now
from ownpath.engine.knowledge.mixing import chance
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.streaming import C_RIGHT, C_WRONG
from ownpath.engine.knowledge.walking import Singles, walk_after

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
    said = _said_now(model, state_now(model, state, question))
    counts = state.by_competency.get(competency)
    n_answers = 0 if counts is None else int(counts[C_RIGHT] + counts[C_WRONG])
    p_right, low, high = model.spread.read_one(said, n_answers)
    return Belief(p_right=p_right, low=low, high=high, n_answers=n_answers)


def _said_now(model: KnowledgeModel, row: Floats) -> float:
    """Return what the head behind beliefs says of one row of features of an unknown item of the competency."""
    if model.belief_head is None:
        row[FIXED] = model.reference[FIXED]
        return chance_of(model, row)
    own = row[BELIEF_COLUMNS]
    score = np.array([model.belief_head.score_one(own)])
    odds = log_odds_of(own[None, EXPECTED], own[None, LEVEL], score, model.trust)
    return float(chance(odds)[0])


def at_reference(model: KnowledgeModel, features: Singles, level: Floats) -> Singles:
    """Return rows of features as they would be at the reference item of their competencies.

    `level` is the mean level of each row's competencies.
    """
    out = features.copy()
    out[:, FIXED] = model.reference[FIXED]
    out[:, COLUMN["expected"]] += level - features[:, COLUMN["difficulty"]]
    out[:, COLUMN["difficulty"]] = level
    return out


def said_before(model: KnowledgeModel, features: Singles) -> Floats:
    """Return what the head behind beliefs says of each row's competencies before its answer."""
    if model.belief_head is None:
        level = features[:, COLUMN["competency_level"]].astype(np.float64)
        return chance(model.log_odds(at_reference(model, features, level)))
    rows = at_the_competency(features)
    expected, level = (rows[:, column].astype(np.float64) for column in (EXPECTED, LEVEL))
    return chance(log_odds_of(expected, level, model.belief_head.scores(rows), model.trust))


def beliefs_after(model: KnowledgeModel, answers: AnswerLog) -> tuple[Floats, Floats, Floats]:
    """Return belief, low and high end in the competencies of each answer, just after it."""
    features = walk_after(answers, calibration=model.calibration)
    seen = features[:, COLUMN["competency_right"]], features[:, COLUMN["competency_wrong"]]
    n_seen = np.rint(np.expm1(seen[0]) + np.expm1(seen[1])).astype(np.int64)
    return model.spread.read(said_before(model, features), n_seen)
