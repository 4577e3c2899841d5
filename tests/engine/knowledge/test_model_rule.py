"""The rule of a fitted model keeps what every rule keeps, and what it alone promises."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest

from ownpath.engine.knowledge import DEFAULT_RULE, NOTHING_SHOWN, Memory, Seen, State, replay
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.model_rule import ModelRule

DAY = 86_400.0
NUMBERS = {10 + number: number for number in range(8)}


@pytest.fixture
def rule(model: KnowledgeModel) -> ModelRule:
    return ModelRule(
        model=model, version="7", competency_numbers=NUMBERS, item_numbers={500: 5}
    )


def history(n: int, *, seed: int = 4, share: float = 0.7) -> list[Seen]:
    rng = np.random.default_rng(seed)
    return [
        Seen(
            competencies=(10 + int(rng.integers(3)),) if k % 4 else (10, 11),
            at=k * DAY / 3,
            is_correct=bool(rng.random() < share),
            score=1.0,
            is_aided=k % 7 == 6,
            is_mixed=True,
            item=500 if k % 5 == 0 else None,
        )
        for k in range(n)
    ]


class TestModelRule:
    def test_names_the_model_it_judges_by(self, rule: ModelRule) -> None:
        assert rule.name == "model-7"

    def test_replays_to_what_it_reckoned_step_by_step(self, rule: ModelRule) -> None:
        memory = Memory()
        for seen in history(20):
            memory = rule.observe(memory=memory, seen=seen)
        assert replay(rule=rule, shown=history(20)) == memory

    def test_survives_being_written_down_between_answers(self, rule: ModelRule) -> None:
        memory = Memory()
        for seen in history(15):
            memory = rule.observe(memory=written(rule, memory), seen=seen)
        assert memory == replay(rule=rule, shown=history(15))

    def test_keeps_its_numbers_in_range_and_changes_nothing_by_judging(
        self, rule: ModelRule
    ) -> None:
        memory = replay(rule=rule, shown=history(20))
        before = json.dumps([dict(memory.overall), dict(memory.by_competency)], default=dict)
        for competency in NUMBERS:
            judged = rule.judge(memory=memory, competency=competency, at=90 * DAY)
            assert 0 <= judged.low <= judged.high <= 1
            if judged.estimate is not None:
                assert judged.low <= judged.estimate <= judged.high
        assert (
            json.dumps([dict(memory.overall), dict(memory.by_competency)], default=dict)
            == before
        )

    def test_says_not_known_yet_of_what_was_never_shown(self, rule: ModelRule) -> None:
        memory = replay(rule=rule, shown=history(10))
        assert rule.judge(memory=memory, competency=17, at=0.0) == NOTHING_SHOWN

    def test_never_lowers_a_belief_by_a_right_answer(self, rule: ModelRule) -> None:
        memory = Memory()
        for seen in history(15, share=0.4):
            right = Seen(competencies=(10,), at=seen.at, is_correct=True, score=1.0)
            after = rule.observe(memory=memory, seen=right)
            before = rule.judge(memory=memory, competency=10, at=seen.at).estimate
            now = rule.judge(memory=after, competency=10, at=seen.at).estimate
            assert now is not None
            if before is not None:
                assert now >= before - 1e-12
            memory = rule.observe(memory=memory, seen=seen)

    def test_does_not_move_by_aided_answers(self, rule: ModelRule) -> None:
        memory = replay(rule=rule, shown=history(10))
        aided = Seen(competencies=(10,), at=20 * DAY, is_correct=True, score=1.0, is_aided=True)
        after = rule.observe(memory=memory, seen=aided)
        at = 30 * DAY
        before_judged = rule.judge(memory=memory, competency=10, at=at)
        assert rule.judge(memory=after, competency=10, at=at).estimate == before_judged.estimate

    def test_needs_three_unaided_answers(self, fitted: Mapping[str, KnowledgeModel]) -> None:
        rule = ModelRule(
            model=fitted["glass"],
            version="1",
            competency_numbers=NUMBERS,
            at_least=0.0,
            widest=1.0,
        )
        states = []
        memory = Memory()
        for k in range(4):
            seen = Seen(competencies=(10,), at=k * 60.0, is_correct=True, score=1.0)
            memory = rule.observe(memory=memory, seen=seen)
            states.append(rule.judge(memory=memory, competency=10, at=k * 60.0).state)
        assert states == [State.LEARNING, State.LEARNING, State.LEARNED, State.LEARNED]

    def test_never_learns_from_misses(self, rule: ModelRule) -> None:
        misses = [
            Seen(competencies=(10,), at=k * DAY, is_correct=False, score=0.0) for k in range(9)
        ]
        memory = replay(rule=rule, shown=misses)
        assert rule.judge(memory=memory, competency=10, at=9 * DAY).state is State.LEARNING

    def test_judges_what_the_model_does_not_know_by_the_default_rule(
        self, rule: ModelRule
    ) -> None:
        shown = [
            Seen(competencies=(99,), at=k * DAY, is_correct=True, score=1.0) for k in range(4)
        ]
        ours = rule.judge(memory=replay(rule=rule, shown=shown), competency=99, at=9 * DAY)
        default = DEFAULT_RULE.judge(
            memory=replay(rule=DEFAULT_RULE, shown=shown), competency=99, at=9 * DAY
        )
        assert ours == default


def written(rule: ModelRule, memory: Memory) -> Memory:
    """Return a memory as it comes back from the table it is kept in."""
    overall, rows = json.loads(json.dumps([dict(memory.overall), dict(memory.by_competency)]))
    state = rule.unpacked(rule.packed(memory))
    return Memory(
        overall=overall, by_competency={int(c): row for c, row in rows.items()}, state=state
    )
