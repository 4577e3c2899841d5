"""The laws every knowledge model keeps, whatever its head."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from ownpath.engine.knowledge.answers import AnswerLog, of_students
from ownpath.engine.knowledge.beliefs import believe
from ownpath.engine.knowledge.foretelling import p_right_of_many
from ownpath.engine.knowledge.live import (
    Question,
    StudentState,
    features_now,
    nobody_seen,
    observed,
    p_right,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.packing import pack, unpack
from ownpath.engine.knowledge.storing import hash_of, load_model, save_model


def questions_of(answers: AnswerLog, student: int) -> list[tuple[Question, bool]]:
    """Return what a student was asked and whether the answer was right, in order."""
    found = []
    for k in range(answers.starts[student], answers.starts[student + 1]):
        first, last = answers.competency_starts[k : k + 2]
        question = Question(
            item=int(answers.items[k]),
            competencies=tuple(int(c) for c in answers.competencies[first:last]),
            day=float(answers.days[k]),
        )
        found.append((question, bool(answers.is_right[k])))
    return found


def state_after(model: KnowledgeModel, answers: AnswerLog, student: int) -> StudentState:
    state = nobody_seen()
    for question, is_right in questions_of(answers, student):
        state = observed(model, state, question, is_right=is_right)
    return state


class TestPredictions:
    def test_are_probabilities(self, model, newcomers):
        p = model.predict(newcomers.answers)
        assert np.all((p > 0) & (p < 1))

    def test_change_nothing(self, model, newcomers):
        before = {
            name: getattr(newcomers.answers, name).copy()
            for name in ("is_right", "items", "days")
        }
        first = model.predict(newcomers.answers)
        second = model.predict(newcomers.answers)
        assert np.array_equal(first, second)
        assert all(
            np.array_equal(value, getattr(newcomers.answers, n)) for n, value in before.items()
        )

    def test_do_not_look_ahead(self, model, newcomers):
        turned = replace(newcomers.answers, is_right=newcomers.answers.is_right.copy())
        last = turned.starts[1:] - 1
        turned.is_right[last] = 1.0 - turned.is_right[last]
        assert np.array_equal(model.predict(turned), model.predict(newcomers.answers))

    def test_of_one_student_do_not_depend_on_the_others(self, model, newcomers):
        alone = of_students(newcomers.answers, np.arange(newcomers.answers.n_students) == 7)
        span = slice(*newcomers.answers.starts[7:9])
        assert np.array_equal(model.predict(alone), model.predict(newcomers.answers)[span])

    def test_are_closer_to_the_truth_than_the_mean_is(self, model, newcomers):
        p, truth = model.predict(newcomers.answers), newcomers.p_true
        assert np.mean((p - truth) ** 2) < np.mean((truth.mean() - truth) ** 2)

    def test_are_sound_where_nothing_was_ever_seen(self, model):
        for question in (
            Question(item=-1, competencies=(0,)),
            Question(item=3, competencies=(0, 5)),
        ):
            assert 0 < p_right(model, nobody_seen(), question) < 1


class TestOneAnswerAtATime:
    def test_gives_the_features_of_a_batch_to_the_last_bit(self, model, newcomers):
        batch = model.features(newcomers.answers)
        for student in range(5):
            state = nobody_seen()
            row = newcomers.answers.starts[student]
            for question, is_right in questions_of(newcomers.answers, student):
                now = features_now(model, state, question)
                assert np.array_equal(now.astype(np.float32), batch[row])
                state = observed(model, state, question, is_right=is_right)
                row += 1

    def test_gives_the_probabilities_of_a_batch(self, model, newcomers):
        batch = model.predict(newcomers.answers)
        state, found = nobody_seen(), []
        for question, is_right in questions_of(newcomers.answers, 3):
            found.append(p_right(model, state, question))
            state = observed(model, state, question, is_right=is_right)
        assert found == pytest.approx(
            list(batch[slice(*newcomers.answers.starts[3:5])]), abs=1e-12
        )

    def test_gives_the_same_when_many_are_asked_at_once(self, model, newcomers):
        asked = [
            (state_after(model, newcomers.answers, student), question)
            for student in range(4)
            for question, _ in questions_of(newcomers.answers, student)[:5]
        ]
        one_by_one = [p_right(model, state, question) for state, question in asked]
        assert p_right_of_many(model, asked) == pytest.approx(one_by_one, abs=1e-12)
        assert len(p_right_of_many(model, [])) == 0

    def test_survives_being_put_away_as_bytes(self, model, newcomers):
        state = state_after(model, newcomers.answers, 4)
        assert unpack(pack(state)) == state
        assert pack(unpack(pack(state))) == pack(state)
        assert unpack(pack(nobody_seen())) == nobody_seen()

    def test_leaves_the_state_it_was_given_alone(self, model, newcomers):
        state = state_after(model, newcomers.answers, 4)
        before = pack(state)
        question = Question(item=1, competencies=(1, 2), day=400.0)
        observed(model, state, question, is_right=False)
        p_right(model, state, question)
        believe(model, state, competency=2, day=500.0)
        assert pack(state) == before

    def test_of_one_competency_leaves_what_is_held_of_another(self, model, newcomers):
        state = state_after(model, newcomers.answers, 4)
        after = observed(
            model, state, Question(item=0, competencies=(0,), day=99.0), is_right=True
        )
        others = {c: row for c, row in state.by_competency.items() if c != 0}
        assert {c: row for c, row in after.by_competency.items() if c != 0} == others


class TestBeliefs:
    def test_never_fall_by_a_right_answer_nor_rise_by_a_wrong_one(self, model, newcomers):
        for student in range(8):
            state, competency = nobody_seen(), student % 3
            for question, is_right in questions_of(newcomers.answers, student)[:16]:
                asked = replace(question, competencies=(competency, *question.competencies[1:]))
                before = believe(model, state, competency=competency, day=question.day)
                right = observed(model, state, asked, is_right=True)
                wrong = observed(model, state, asked, is_right=False)
                up = believe(model, right, competency=competency, day=question.day)
                down = believe(model, wrong, competency=competency, day=question.day)
                assert down.p_right <= before.p_right + 1e-12
                assert up.p_right >= before.p_right - 1e-12
                state = right if is_right else wrong

    def test_lie_inside_their_interval(self, model, newcomers):
        for student in range(10):
            state = state_after(model, newcomers.answers, student)
            belief = believe(model, state, competency=1)
            assert 0 <= belief.low <= belief.p_right <= belief.high <= 1

    def test_count_the_answers_behind_them(self, model, newcomers):
        state = state_after(model, newcomers.answers, 6)
        n = sum(
            2 in question.competencies for question, _ in questions_of(newcomers.answers, 6)
        )
        assert believe(model, state, competency=2).n_answers == n


class TestStoredModels:
    def test_come_back_the_same(self, model, newcomers):
        again = load_model(save_model(model))
        assert hash_of(again) == hash_of(model)
        assert np.array_equal(
            again.predict(newcomers.answers), model.predict(newcomers.answers)
        )

    def test_have_another_hash_when_anything_differs(self, model):
        assert hash_of(replace(model, shift=model.shift + 1e-9)) != hash_of(model)

    @pytest.mark.parametrize("data", [b"", b"PK nonsense", b"\x80\x04pickled"])
    def test_say_so_when_they_are_none(self, data):
        with pytest.raises(ValueError, match="not a knowledge model"):
            load_model(data)


class TestAPage:
    def test_needs_neither_numba_nor_lightgbm_nor_scipy(self, fitted, tmp_path):
        (tmp_path / "model.npz").write_bytes(save_model(fitted["glass"]))
        program = (
            "import sys, pathlib\n"
            "from ownpath.engine.knowledge.storing import load_model\n"
            "from ownpath.engine.knowledge.live import *\n"
            "from ownpath.engine.knowledge.model_rule import ModelRule\n"
            "model = load_model(pathlib.Path(sys.argv[1]).read_bytes())\n"
            "question = Question(item=1, competencies=(1,), day=3.0)\n"
            "p_right(model, observed(model, nobody_seen(), question, is_right=True), question)\n"
            "print(sorted({'numba', 'lightgbm', 'scipy'} & set(sys.modules)))\n"
        )
        command = [sys.executable, "-c", program, str(tmp_path / "model.npz")]
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"
