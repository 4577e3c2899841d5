"""What the head behind beliefs reads and learns from."""

from __future__ import annotations

import numpy as np
from made_up_students import MadeUp

from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.belief_head import (
    BELIEF_COLUMNS,
    BELIEF_WAYS,
    EXPECTED,
    LEVEL,
    at_the_competency,
    following,
    log_odds_of,
)
from ownpath.engine.knowledge.beliefs import said_before
from ownpath.engine.knowledge.features import COLUMN, FEATURES, Group
from ownpath.engine.knowledge.model import KnowledgeModel


def two_students() -> AnswerLog:
    """Return a student who goes from one competency to another and back, and one with a single answer."""
    return AnswerLog(
        starts=np.array([0, 5, 6]),
        items=np.full(6, -1),
        competency_starts=np.arange(7),
        competencies=np.array([0, 0, 1, 0, 0, 0]),
        is_right=np.array([1.0, 0.0, 1.0, 1.0, 1.0, 0.0]),
        days=np.full(6, np.nan),
        n_items=0,
        n_competencies=2,
    )


class TestFollowing:
    def test_counts_this_answer_and_the_next_two_of_the_competency(self) -> None:
        share, weight = following(two_students())
        assert weight.tolist() == [3, 3, 1, 2, 1, 1]
        assert np.allclose(share, [2 / 3, 2 / 3, 1, 1, 1, 0])


class TestColumns:
    def test_leave_out_pauses_items_and_echoes(self) -> None:
        groups = {FEATURES[column].group for column in BELIEF_COLUMNS}
        assert not groups & {Group.TIME, Group.ITEM, Group.ECHO}

    def test_are_free_of_direction_only_where_no_answer_of_the_student_moves_them(self) -> None:
        free = [
            FEATURES[c].name
            for c, way in zip(BELIEF_COLUMNS, BELIEF_WAYS, strict=True)
            if not way
        ]
        assert free == ["competency_level", "answers_to_competency", "competency_position"]

    def test_are_read_as_for_an_item_as_hard_as_its_competency(self) -> None:
        features = np.zeros((1, len(FEATURES)), np.float32)
        features[0, COLUMN["expected"]] = 0.4
        features[0, COLUMN["difficulty"]] = -1.0
        features[0, COLUMN["competency_level"]] = 0.5
        row = at_the_competency(features)[0]
        assert np.isclose(row[EXPECTED], 1.9)
        assert np.isclose(row[LEVEL], 0.5)


class TestLogOdds:
    def test_are_the_states_own_until_the_head_is_trusted(self) -> None:
        one, level, score = np.array([0.7]), np.array([0.2]), np.array([3.0])
        assert log_odds_of(one, level, score, 0.0) == one
        assert log_odds_of(one, level, score, 1.0) == level + score


class TestSaidBefore:
    def test_of_a_model_without_that_head_is_what_its_only_head_says(
        self, fitted: dict[str, KnowledgeModel], newcomers: MadeUp
    ) -> None:
        assert fitted["neutral"].belief_head is None
        model = fitted["neutral"]
        said = said_before(model, model.features(newcomers.answers))
        assert ((said > 0) & (said < 1)).all()
