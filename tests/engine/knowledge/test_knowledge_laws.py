"""The law book over every mastery rule: a newcomer to RULES gets these tests for free."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.knowledge import (
    DEFAULT_RULE,
    EARLIER_RULES,
    HOLDS_AS_LEARNED,
    NOTHING_SHOWN,
    RULES,
    Memory,
    Rule,
    Seen,
    State,
    is_downgrade,
    replay,
    rule_named,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.model_rule import ModelRule

DAY = 86_400.0


@pytest.fixture(scope="session", params=[*RULES, "steady-3-of-4@1", "model"])
def rule(request: pytest.FixtureRequest, fitted: dict[str, KnowledgeModel]) -> Rule:
    """Return every rule in turn: the published ones, one of an earlier version, a fitted model's."""
    if request.param != "model":
        return rule_named(request.param)
    return ModelRule(
        model=fitted["glass"], version="7", competency_numbers={n: n for n in range(1, 6)}
    )


few_examples = settings(max_examples=30, deadline=None)


def seen(
    at: float,
    *,
    right: bool,
    aided: bool = False,
    mixed: bool = False,
    touches: tuple[int, ...] = (1,),
) -> Seen:
    return Seen(
        competencies=touches,
        at=at,
        is_correct=right,
        score=float(right),
        is_aided=aided,
        is_mixed=mixed,
    )


histories = st.lists(
    st.builds(
        lambda gap, right, aided, mixed, touches: (gap, right, aided, mixed, touches),
        st.floats(0, 20 * DAY),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([(1,), (2,), (1, 2), (3,)]),
    ),
    max_size=40,
)


def as_seen(history: list[tuple[float, bool, bool, bool, tuple[int, ...]]]) -> list[Seen]:
    at, shown = 0.0, []
    for gap, right, aided, mixed, touches in history:
        at += gap
        shown.append(seen(at, right=right, aided=aided, mixed=mixed, touches=touches))
    return shown


def incrementally(rule: Rule, shown: list[Seen]) -> Memory:
    memory = Memory()
    for one in shown:
        memory = rule.observe(memory=memory, seen=one)
    return memory


class TestEveryRule:
    @few_examples
    @given(history=histories, later=st.floats(0, 400 * DAY))
    def test_keeps_its_numbers_in_range(self, rule: Rule, history: list, later: float) -> None:
        shown = as_seen(history)
        at = (shown[-1].at if shown else 0.0) + later
        judgment = rule.judge(memory=incrementally(rule, shown), competency=1, at=at)
        assert 0.0 <= judgment.low <= judgment.high <= 1.0
        if judgment.estimate is not None:
            assert judgment.low <= judgment.estimate <= judgment.high
        assert judgment.n_unaided_right <= judgment.n_unaided

    @few_examples
    @given(history=histories)
    def test_replays_to_what_it_reckoned_step_by_step(self, rule: Rule, history: list) -> None:
        shown = as_seen(history)
        assert replay(rule=rule, shown=shown) == incrementally(rule, shown)

    @few_examples
    @given(history=histories)
    def test_survives_being_written_down_between_answers(
        self, rule: Rule, history: list
    ) -> None:
        memory = Memory()
        for one in as_seen(history):
            written = json.loads(
                json.dumps({str(k): dict(v) for k, v in memory.by_competency.items()})
            )
            memory = Memory(
                overall=json.loads(json.dumps(dict(memory.overall))),
                by_competency={int(k): v for k, v in written.items()},
                state=rule.unpacked(rule.packed(memory)) if memory.overall else None,
            )
            memory = rule.observe(memory=memory, seen=one)
        assert memory == incrementally(rule, as_seen(history))

    @few_examples
    @given(history=histories)
    def test_judging_changes_nothing(self, rule: Rule, history: list) -> None:
        memory = incrementally(rule, as_seen(history))
        before = repr(memory)
        first = rule.judge(memory=memory, competency=1, at=1e9)
        assert rule.judge(memory=memory, competency=1, at=1e9) == first
        assert repr(memory) == before

    @few_examples
    @given(history=histories)
    def test_a_right_answer_never_lowers_the_belief(self, rule: Rule, history: list) -> None:
        shown = as_seen(history)
        at = (shown[-1].at if shown else 0.0) + 60
        before = rule.judge(memory=incrementally(rule, shown), competency=1, at=at)
        after = rule.judge(
            memory=incrementally(rule, [*shown, seen(at, right=True)]), competency=1, at=at
        )
        assert (after.estimate or 0) >= (before.estimate if before.estimate is not None else 0)
        assert not (
            before.state in HOLDS_AS_LEARNED and is_downgrade(before.state, after.state)
        )

    @few_examples
    @given(history=histories)
    def test_what_touches_another_competency_changes_nothing_here(
        self, rule: Rule, history: list
    ) -> None:
        shown = as_seen(history)
        memory = incrementally(rule, shown)
        after = rule.observe(memory=memory, seen=seen(1e9, right=True, touches=(9,)))
        assert after.by_competency.get(1) == memory.by_competency.get(1)

    def test_says_not_known_yet_of_what_was_never_shown(self, rule: Rule) -> None:
        assert rule.judge(memory=Memory(), competency=5, at=0.0) == NOTHING_SHOWN

    def test_learns_from_a_long_row_of_right_answers(self, rule: Rule) -> None:
        memory = replay(rule=rule, shown=[seen(i * 60.0, right=True) for i in range(12)])
        assert rule.judge(memory=memory, competency=1, at=720.0).state is State.LEARNED

    def test_never_learns_from_aided_answers_alone(self, rule: Rule) -> None:
        memory = replay(
            rule=rule, shown=[seen(i * 60.0, right=True, aided=True) for i in range(30)]
        )
        judgment = rule.judge(memory=memory, competency=1, at=2000.0)
        assert (judgment.state, judgment.estimate) == (State.LEARNING, None)

    def test_never_learns_from_misses(self, rule: Rule) -> None:
        memory = replay(rule=rule, shown=[seen(i * 60.0, right=False) for i in range(30)])
        assert rule.judge(memory=memory, competency=1, at=2000.0).state is State.LEARNING


def learned() -> list[Seen]:
    return [seen(i * 60.0, right=True) for i in range(4)]


def judged(shown: list[Seen], at: float) -> State:
    return DEFAULT_RULE.judge(
        memory=replay(rule=DEFAULT_RULE, shown=shown), competency=1, at=at
    ).state


class TestTheDefaultRule:
    def test_needs_four_right_of_the_last_five_and_the_last_one_too(self) -> None:
        missed = seen(200.0, right=False)
        assert judged(learned()[:3], 200.0) is State.LEARNING
        assert judged(learned(), 200.0) is State.LEARNED
        assert judged([*learned()[:3], missed], 200.0) is State.LEARNING
        assert judged([*learned()[:3], missed, seen(300.0, right=True)], 300.0) is State.LEARNED

    def test_masters_only_by_delayed_and_mixed_evidence(self) -> None:
        delayed = seen(2 * DAY, right=True)
        mixed_at_once = seen(300.0, right=True, mixed=True)
        both = seen(2 * DAY, right=True, mixed=True)
        assert judged([*learned(), delayed], 2 * DAY) is State.LEARNED
        assert judged([*learned(), mixed_at_once], 2 * DAY) is State.LEARNED
        assert judged([*learned(), both], 2 * DAY) is State.MASTERED

    def test_lets_a_review_come_due_with_time(self) -> None:
        assert judged(learned(), 1 * DAY) is State.LEARNED
        assert judged(learned(), 5 * DAY) is State.REVIEW_DUE

    def test_plans_the_next_review_later_after_a_success_and_sooner_after_a_miss(self) -> None:
        def due_in_days(*later: Seen) -> float:
            memory = replay(rule=DEFAULT_RULE, shown=[*learned(), *later])
            due = DEFAULT_RULE.judge(memory=memory, competency=1, at=later[-1].at).review_due_at
            return ((due or 0.0) - later[-1].at) / DAY

        first = seen(3 * DAY, right=True)
        assert due_in_days(first, seen(15 * DAY, right=True)) > due_in_days(first) > 3
        assert due_in_days(first, seen(15 * DAY, right=False)) < due_in_days(first)

    def test_hurries_no_review_for_a_slip_on_the_same_day(self) -> None:
        slip = replay(rule=DEFAULT_RULE, shown=[*learned(), seen(400.0, right=False)])
        clean = replay(rule=DEFAULT_RULE, shown=learned())
        due = [
            DEFAULT_RULE.judge(memory=one, competency=1, at=500.0).review_due_at
            for one in (slip, clean)
        ]
        assert due[0] == due[1]

    def test_steps_down_after_two_misses_of_three_and_back_up_by_new_answers(self) -> None:
        slipped = [*learned(), seen(300.0, right=False), seen(360.0, right=False)]
        back = [*slipped, *(seen(400.0 + i, right=True) for i in range(4))]
        assert judged(slipped, 400.0) is State.NEEDS_REFRESH
        assert judged(back[:-1], 500.0) is State.NEEDS_REFRESH
        assert judged(back, 500.0) is State.LEARNED

    def test_flags_three_misses_in_a_row_for_a_week(self) -> None:
        memory = replay(
            rule=DEFAULT_RULE, shown=[seen(i * 60.0, right=False) for i in range(3)]
        )
        assert DEFAULT_RULE.judge(memory=memory, competency=1, at=200.0).is_stuck
        assert not DEFAULT_RULE.judge(memory=memory, competency=1, at=8 * DAY).is_stuck

    def test_orders_by_when_it_was_shown_not_by_when_it_came(self) -> None:
        shown = [*learned(), seen(300.0, right=False)]
        assert replay(rule=DEFAULT_RULE, shown=reversed(shown)) == replay(
            rule=DEFAULT_RULE, shown=shown
        )


class TestRuleNamed:
    def test_takes_the_empty_name_for_the_default(self) -> None:
        assert rule_named("") is DEFAULT_RULE

    def test_keeps_earlier_versions_for_the_reports_made_by_them(self) -> None:
        assert rule_named("steady-3-of-4@1") is EARLIER_RULES["steady-3-of-4@1"]

    def test_names_what_it_knows_when_it_does_not_know(self) -> None:
        with pytest.raises(ValueError, match="'nonsense' is not known: expected one of"):
            rule_named("nonsense")
