"""What the head behind beliefs looks at: what a student did, in the competency and overall, and nothing about items.

Counts and runs are held monotone here, which would cost the head that predicts single answers some of its accuracy:
so a belief uses more of what was shown, and still a right answer never lowers it. Pauses, items and echoes are left
out, for a belief is about the competency as it was last shown.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.features import COLUMN, FEATURES, N_STATE, Group
from ownpath.engine.knowledge.walking import Singles

N_FOLLOWING = 3  # answers of the same student to the same competency that are to be foretold
_ABOUT_THE_STUDENT = (Group.OVERALL, Group.COMPETENCY, Group.RECENT)
_OF_THE_COMPETENCY = ("competency_level", "answers_to_competency", "competency_position")
_WAY = {
    "right_ever": 1,
    "wrong_ever": -1,
    "right_in_a_row": 1,
    "wrong_in_a_row": -1,
    "competency_right": 1,
    "competency_wrong": -1,
    "competency_right_in_a_row": 1,
    "competency_wrong_in_a_row": -1,
}
BELIEF_COLUMNS: Wholes = np.array(
    [
        column
        for column, feature in enumerate(FEATURES[:N_STATE])
        if feature.group in _ABOUT_THE_STUDENT or feature.name in _OF_THE_COMPETENCY
    ]
)
BELIEF_WAYS = tuple(
    _WAY.get(FEATURES[column].name, FEATURES[column].direction) for column in BELIEF_COLUMNS
)
EXPECTED, LEVEL = 0, 1  # places among these columns


def log_odds_of(expected: Floats, level: Floats, score: Floats, trust: float) -> Floats:
    """Return the log odds behind a belief: what the state expects, the more the less the head is trusted.

    The head's scores stand on the competency's level alone: it has to be free to say that the state exaggerates.
    """
    return (1.0 - trust) * expected + trust * (level + score)


def at_the_competency(features: Singles) -> Singles:
    """Return rows as the head behind beliefs reads them: as for an item as hard as its competency usually is."""
    rows = features[:, BELIEF_COLUMNS].copy()
    level, difficulty = COLUMN["competency_level"], COLUMN["difficulty"]
    rows[:, EXPECTED] += features[:, level] - features[:, difficulty]
    return rows


def following(answers: AnswerLog) -> tuple[Floats, Floats]:
    """Return the share right of each answer and those after it in its competency, and of how many that is.

    Up to `N_FOLLOWING` answers of the same student; an answer to several competencies counts for the first.
    """
    key = answers.student_of_answer() * answers.n_competencies + answers.first_competencies()
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], key[order], side="right")
    places = np.arange(len(order))
    until = np.minimum(places + N_FOLLOWING, ends)
    right_before = np.concatenate([[0.0], np.cumsum(answers.is_right[order])])
    share, weight = np.empty(len(order)), np.empty(len(order))
    weight[order] = until - places
    share[order] = (right_before[until] - right_before[:-1]) / (until - places)
    return share, weight
