"""What a model foretells of many questions at once, each to some student: features one by one, scores together.

The same as `live.p_right` of each. No numba: a few thousand questions are not worth loading it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ownpath.engine.knowledge.answers import Floats
from ownpath.engine.knowledge.live import Question, StudentState, features_now
from ownpath.engine.knowledge.mixing import chance
from ownpath.engine.knowledge.model import KnowledgeModel

MOST_AT_ONCE = 4_096  # rows of features in memory


def p_right_of_many(
    model: KnowledgeModel, asked: Sequence[tuple[StudentState, Question]]
) -> Floats:
    """Return the probability of a right answer, unaided, for each state and question."""
    if not asked:
        return np.zeros(0)
    parts = range(0, len(asked), MOST_AT_ONCE)
    return np.concatenate([_of_some(model, asked[k : k + MOST_AT_ONCE]) for k in parts])


def _of_some(model: KnowledgeModel, asked: Sequence[tuple[StudentState, Question]]) -> Floats:
    rows = np.array(
        [features_now(model, state, question) for state, question in asked], np.float32
    )
    score = model.head.scores_without_numba(rows)
    shift = np.array([model.shift_of(question.competencies) for _, question in asked])
    log_odds = model.slope * (rows[:, 0].astype(np.float64) + model.trust * score)
    return chance(log_odds + model.shift + shift)
