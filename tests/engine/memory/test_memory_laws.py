"""Forgetting and review: new card and record, old untouched, the same every time, and py-fsrs as the measure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import fsrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpath.engine.memory import (
    Card,
    Outcome,
    Plan,
    is_due,
    p_recalled,
    plan_review,
    replay,
)
from ownpath.engine.memory.many import Cards, p_recalled_after, plan_reviews
from ownpath.engine.memory.personal import LEAST_REVIEWS, personal_plan
from ownpath.engine.memory.scheduler import DAY, LONGEST_DAYS, USUAL

FIRST = 1_764_000_000.0
outcomes = st.sampled_from(list(Outcome))
gaps = st.lists(st.floats(0.001, 400.0), min_size=0, max_size=12)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Outcome, float]]:
    at, found = FIRST, []
    for gap in draw(gaps):
        at += gap * DAY
        found.append((draw(outcomes), at))
    return found


@st.composite
def cards(draw: st.DrawFn) -> Card:
    history = [(draw(outcomes), FIRST), *draw(histories())]
    card = replay(history)
    assert card is not None
    return card


class TestPlanReview:
    @given(card=cards(), outcome=outcomes, gap=st.floats(0.0, 500.0))
    def test_leaves_the_old_card_and_keeps_to_its_bounds(
        self, card: Card, outcome: Outcome, gap: float
    ) -> None:
        was = replace(card)
        after, log = plan_review(card, outcome, card.last_at + gap * DAY)
        assert card == was
        assert after.stability > 0
        assert 1 <= after.difficulty <= 10
        assert 1 <= round((after.due_at - after.last_at) / DAY) <= LONGEST_DAYS
        assert (log.stability_before, log.stability_after) == (card.stability, after.stability)
        assert after.n_reviews == card.n_reviews + 1

    @given(card=cards(), gap=st.floats(0.0, 500.0))
    def test_comes_back_sooner_the_worse_it_went(self, card: Card, gap: float) -> None:
        at = card.last_at + gap * DAY
        missed, aided, right = (plan_review(card, one, at)[0].due_at for one in Outcome)
        assert missed <= aided <= right

    @given(card=cards(), gap=st.floats(0.0, 500.0))
    def test_a_success_never_weakens_a_memory(self, card: Card, gap: float) -> None:
        after, _ = plan_review(card, Outcome.RIGHT, card.last_at + gap * DAY)
        assert after.stability >= card.stability

    @given(card=cards(), outcome=outcomes)
    def test_gives_the_same_for_the_same(self, card: Card, outcome: Outcome) -> None:
        at = card.due_at
        assert plan_review(card, outcome, at) == plan_review(card, outcome, at)

    @given(card=cards())
    def test_survives_being_written_down(self, card: Card) -> None:
        assert Card.from_data(json.loads(json.dumps(card.as_data()))) == card

    @given(history=histories())
    def test_is_what_py_fsrs_plans(self, history: list[tuple[Outcome, float]]) -> None:
        scheduler = fsrs.Scheduler(
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST_DAYS,
            enable_fuzzing=False,
        )
        theirs = fsrs.Card(card_id=1)
        for outcome, at in history:
            moment = datetime.fromtimestamp(at, tz=UTC)
            theirs, _ = scheduler.review_card(theirs, fsrs.Rating(int(outcome)), moment)
        ours = replay(history)
        if ours is None:
            assert theirs.stability is None
        else:
            assert ours.stability == pytest.approx(theirs.stability, rel=1e-9)
            assert ours.due_at == pytest.approx(theirs.due.timestamp(), abs=1e-3)

    def test_bears_a_review_entered_late(self) -> None:
        card, _ = plan_review(None, Outcome.RIGHT, FIRST)
        after, log = plan_review(card, Outcome.MISSED, FIRST - 3 * DAY)
        assert log.p_recalled == 1.0
        assert after.stability > 0


class TestPRecalled:
    @given(card=cards(), one=st.floats(0, 900), other=st.floats(0, 900))
    def test_falls_with_time(self, card: Card, one: float, other: float) -> None:
        sooner, later = sorted((one, other))
        p_sooner = p_recalled(card, card.last_at + sooner * DAY)
        p_later = p_recalled(card, card.last_at + later * DAY)
        assert 0 < p_later <= p_sooner <= 1

    def test_is_about_the_wanted_retention_on_the_due_day(self) -> None:
        for wanted in (0.8, 0.9, 0.95):
            plan = Plan(retention=wanted)
            card = replay([(Outcome.RIGHT, FIRST), (Outcome.RIGHT, FIRST + 9 * DAY)], plan=plan)
            assert card is not None
            assert p_recalled(card, card.due_at, plan=plan) == pytest.approx(wanted, abs=0.01)
            assert is_due(card, card.due_at)
            assert not is_due(card, card.due_at - 1)


class TestPlan:
    def test_refuses_weights_out_of_bounds_and_names_them(self) -> None:
        with pytest.raises(ValueError, match="-5"):
            Plan(weights=(-5.0, *USUAL.weights[1:]))

    @pytest.mark.parametrize("retention", [0.0, 0.5, 1.0])
    def test_refuses_a_retention_out_of_bounds(self, retention: float) -> None:
        with pytest.raises(ValueError, match="retention"):
            Plan(retention=retention)


class TestPlanReviews:
    @given(history=histories())
    def test_says_the_same_as_one_by_one(self, history: list[tuple[Outcome, float]]) -> None:
        none, zero = np.array([np.nan]), np.array([0.0])
        many = Cards(stability=none, difficulty=none, last_day=zero, due_day=zero)
        one: Card | None = None
        for outcome, at in history:
            before = one
            one, log = plan_review(one, outcome, at)
            if before is not None:
                days = np.floor(np.array([(at - before.last_at) / DAY]))
                p_many = p_recalled_after(days, many.stability)
                assert p_many[0] == pytest.approx(log.p_recalled)
            many = plan_reviews(many, np.array([int(outcome)]), np.array([at / DAY]))
            assert many.stability[0] == pytest.approx(one.stability, rel=1e-9)
            assert many.difficulty[0] == pytest.approx(one.difficulty, rel=1e-9)
            assert many.due_day[0] == pytest.approx(one.due_at / DAY, abs=1e-6)


def reviews_of(factor: float, *, n: int, seed: int = 1) -> list[list[tuple[Outcome, float]]]:
    """Return reviews by a student who keeps things `factor` times as long as FSRS believes."""
    rng = np.random.default_rng(seed)
    own = Plan(weights=tuple(w * factor for w in USUAL.weights[:4]) + USUAL.weights[4:])
    found = []
    for _ in range(n):
        history = [(Outcome.RIGHT, FIRST)]
        card, _ = plan_review(None, Outcome.RIGHT, FIRST, plan=own)
        for _ in range(5):
            at = card.last_at + float(rng.integers(1, 25)) * DAY
            is_right = rng.random() < p_recalled(card, at, plan=own)
            outcome = Outcome.RIGHT if is_right else Outcome.MISSED
            card, _ = plan_review(card, outcome, at, plan=own)
            history.append((outcome, at))
        found.append(history)
    return found


class TestPersonalPlan:
    def test_keeps_the_usual_weights_with_few_reviews(self) -> None:
        few = reviews_of(0.3, n=LEAST_REVIEWS // 5 - 1)
        assert personal_plan(few).plan == USUAL

    @pytest.mark.parametrize(("true", "low", "high"), [(0.3, 0.2, 0.6), (2.5, 1.2, 4.1)])
    def test_finds_who_forgets_faster_or_slower(
        self, true: float, low: float, high: float
    ) -> None:
        found = personal_plan(reviews_of(true, n=120))
        assert low < found.factor < high
        assert found.own_loss is not None
        assert found.usual_loss is not None
        assert found.own_loss < found.usual_loss

    def test_stays_near_the_usual_for_a_usual_student(self) -> None:
        assert 0.6 < personal_plan(reviews_of(1.0, n=120)).factor < 1.7

    def test_bears_no_reviews(self) -> None:
        assert personal_plan([]).plan == USUAL
