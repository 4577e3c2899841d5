"""First answers: what a student did wherever a competency was new, in a state, as bytes, and in models from before."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import numpy as np
import pytest
from made_up_students import make_up
from test_model_laws import questions_of, state_after

from ownpath.engine.knowledge.features import COLUMN, FEATURES, MEETING_COLUMN, Group
from ownpath.engine.knowledge.live import Question, features_now, nobody_seen, observed
from ownpath.engine.knowledge.model import neutral_model
from ownpath.engine.knowledge.packing import pack, unpack
from ownpath.engine.knowledge.storing import load_model, save_model
from ownpath.engine.knowledge.streaming import (
    MEETING_FAST,
    MEETING_SLOW,
    N_MET_COMPETENCIES,
    N_OVERALL,
    RIGHT_AT_MEETINGS,
    WRONG_AT_MEETINGS,
)

N_BEFORE = 16  # values of a state overall, in layout 1


def after(*answers: tuple[tuple[int, ...], bool]) -> tuple[float, ...]:
    model, state = neutral_model(n_items=0, n_competencies=5), nobody_seen()
    for competencies, is_right in answers:
        state = observed(
            model, state, Question(item=-1, competencies=competencies), is_right=is_right
        )
    return state.overall


class TestMeetings:
    def test_are_counted_once_a_competency(self):
        overall = after(((0,), True), ((0,), False), ((1, 2), False), ((0, 3), True))
        assert overall[N_MET_COMPETENCIES] == 4
        assert (overall[RIGHT_AT_MEETINGS], overall[WRONG_AT_MEETINGS]) == (2, 1)

    def test_answers_to_what_was_met_before_change_nothing(self):
        met = after(((0,), True), ((1,), False))
        practiced = after(((0,), True), ((1,), False), ((0, 1), True), ((1,), False))
        assert practiced[N_BEFORE:N_OVERALL] == met[N_BEFORE:N_OVERALL]

    @pytest.mark.parametrize("column", [MEETING_SLOW, MEETING_FAST])
    def test_a_right_one_raises_and_a_wrong_one_lowers(self, column):
        begun = (((0,), True), ((1,), False))
        before = after(*begun)[column]
        assert (
            after(*begun, ((2,), False))[column] < before < after(*begun, ((2,), True))[column]
        )

    def test_count_less_where_only_a_part_is_new(self):
        whole, part = after(((0,), True), ((1,), True)), after(((0,), True), ((0, 1), True))
        assert 0 < part[MEETING_SLOW] < whole[MEETING_SLOW]

    def test_say_nothing_of_competencies_to_come_in_training_rows(self, fitted):
        answers = make_up(3, seed=8).answers
        turned = replace(answers, is_right=1.0 - answers.is_right)
        firsts = answers.starts[:-1]
        rows = [
            fitted["glass"].features(log)[firsts, MEETING_COLUMN:] for log in (answers, turned)
        ]
        assert not rows[0].any()
        assert np.array_equal(*rows)


class TestStatesFromBefore:
    def test_are_read_without_first_answers(self, fitted, newcomers):
        state = state_after(fitted["glass"], newcomers.answers, 4)
        layout, *counts = np.frombuffer(pack(state), "<i8", 4).tolist()
        assert layout == 2
        whole_numbers = 8 * (counts[0] + counts[1] + 3 * counts[2])
        begin = 32 + whole_numbers
        data = pack(state)
        kept = data[begin : begin + 8 * N_BEFORE] + data[begin + 8 * N_OVERALL :]
        old = np.array([1, *counts], "<i8").tobytes() + data[32:begin] + kept
        unknown = (0.0,) * (N_OVERALL - N_BEFORE)
        assert unpack(old) == replace(state, overall=(*state.overall[:N_BEFORE], *unknown))

    def test_of_a_layout_to_come_are_refused(self):
        data = np.array([3, 0, 0, 0], "<i8").tobytes()
        with pytest.raises(ValueError, match="layout 3"):
            unpack(data)


class TestModelsFromBefore:
    def test_are_read_and_ask_for_none(self, fitted, newcomers):
        state = state_after(fitted["accuracy"], newcomers.answers, 4)
        question, _ = questions_of(newcomers.answers, 5)[0]
        old = load_model(
            _as_stored_before(save_model(neutral_model(n_items=40, n_competencies=8)))
        )
        assert old.reference.shape == (len(FEATURES),)
        assert len(features_now(old, state, question)) == len(FEATURES)
        assert np.all(old.predict(newcomers.answers) > 0)


def _as_stored_before(data: bytes) -> bytes:
    with np.load(io.BytesIO(data)) as stored:
        arrays = {name: stored[name] for name in stored.files}
    heading = json.loads(arrays["heading"].tobytes())
    heading["features"] = heading["features"][:MEETING_COLUMN]
    arrays["heading"] = np.frombuffer(json.dumps(heading).encode(), np.uint8)
    arrays["reference"] = arrays["reference"][:MEETING_COLUMN]
    arrays["head.cuts.starts"] = arrays["head.cuts.starts"][: MEETING_COLUMN + 1]
    arrays["head.single"] = arrays["head.single"][:MEETING_COLUMN]
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def test_their_columns_come_last():
    assert COLUMN["competencies_met"] == MEETING_COLUMN
    assert {feature.group for feature in FEATURES[MEETING_COLUMN:]} == {Group.OVERALL}
