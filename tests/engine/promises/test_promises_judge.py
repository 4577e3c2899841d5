"""The six promises on Ada's and Ben's day: held by the good day, each lost by one change and alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ownpath.engine.promises import (
    PROMISES,
    Day,
    Terms,
    judge,
    score,
    waiting_days,
    whole_days,
)

N_CELLS = 6  # three blocks each for Ada (0) and Ben (1)


def good_day(**changes: object) -> Day:
    """Return a day that holds all six promises for both."""
    yes, no = np.ones(N_CELLS, dtype=bool), np.zeros(N_CELLS, dtype=bool)
    first = np.array([True, False, False] * 2)
    day = Day(
        n_students=2,
        student=np.array([0, 0, 0, 1, 1, 1]),
        block=np.array([0, 1, 2] * 2),
        minutes=np.full(N_CELLS, 45.0),
        active_minutes=np.full(N_CELLS, 30.0),
        is_learning=yes,
        has_person=first,
        group_size=np.where(first, 8, 1),
        serves_hope=first,
        meets_interest=first,
        is_in_band=np.array([True, True, False] * 2),
        is_below_readiness=no,
        is_screen=np.array([False, True, True] * 2),
        is_repeat=no,
        is_chosen=first,
        is_done=yes,
        is_not_for_me=no,
        is_boring=no,
        is_stuck=no,
        was_helped=no,
        max_screen_minutes=np.full(2, 90.0),
        max_screen_run=np.full(2, 2),
        n_unanswered=np.zeros(2, dtype=np.int64),
    )
    return replace(day, **changes)


def at(*cells: int) -> np.ndarray:
    flags = np.zeros(N_CELLS, dtype=bool)
    flags[list(cells)] = True
    return flags


def lost(day: Day, student: int = 0) -> set[str]:
    held = judge(day=day, terms=Terms())
    return {name for name, is_held in zip(PROMISES, held[student], strict=True) if not is_held}


CHANGES = [
    ("connects", {"group_size": np.array([9, 1, 1, 8, 1, 1])}),
    ("relevant", {"is_not_for_me": at(0)}),
    ("relevant", {"serves_hope": at(3)}),
    ("interests", {"is_boring": at(0)}),
    ("challenges", {"is_in_band": at(0, 3, 4)}),
    ("challenges", {"is_below_readiness": at(2)}),
    ("challenges", {"is_stuck": at(1)}),
    ("engages", {"active_minutes": np.array([10.0, 10, 10, 30, 30, 30])}),
    ("engages", {"max_screen_minutes": np.array([89.0, 90.0])}),
    ("engages", {"max_screen_run": np.array([1, 2])}),
    ("engages", {"is_repeat": at(2)}),
    ("engages", {"is_done": ~at(2)}),
    ("hears", {"n_unanswered": np.array([1, 0])}),
]


class TestJudge:
    def test_the_good_day_is_whole_for_both(self) -> None:
        assert lost(good_day()) == lost(good_day(), 1) == set()

    @pytest.mark.parametrize(("promise", "change"), CHANGES)
    def test_one_change_loses_one_promise_of_one_student(
        self, promise: str, change: dict[str, np.ndarray]
    ) -> None:
        day = good_day(**change)
        assert lost(day) == {promise}
        assert lost(day, 1) == set()

    def test_a_person_who_comes_saves_the_challenge(self) -> None:
        assert lost(good_day(is_stuck=at(1), was_helped=at(1))) == set()

    def test_a_repeat_that_was_chosen_is_no_repeat(self) -> None:
        assert lost(good_day(is_repeat=at(0))) == set()

    def test_what_was_not_done_connects_nobody(self) -> None:
        assert "connects" in lost(good_day(is_done=~at(0)))

    def test_a_vision_may_ask_for_more(self) -> None:
        strict = judge(day=good_day(), terms=Terms(least_share_in_band=0.7))
        assert not strict[:, PROMISES.index("challenges")].any()

    def test_a_student_without_a_day_holds_nothing(self) -> None:
        day = good_day(student=np.array([0, 0, 0, 0, 0, 0]), block=np.arange(6))
        assert lost(day, 1) == set(PROMISES)

    def test_terms_out_of_range_are_all_named(self) -> None:
        with pytest.raises(ValueError, match=r"least_share_done=1.5, weights=\(1.0,\)"):
            Terms(least_share_done=1.5, weights=(1.0,))

    def test_a_column_too_short_is_named(self) -> None:
        with pytest.raises(ValueError, match="is_done"):
            good_day(is_done=np.ones(3, dtype=bool))


class TestWaiting:
    def test_whole_means_all_six(self) -> None:
        held = np.ones((3, len(PROMISES)), dtype=bool)
        held[1, 4] = False
        assert whole_days(held).tolist() == [True, False, True]

    def test_weights_count_what_the_vision_counts(self) -> None:
        held = np.array([[True, False, False, False, False, False]])
        assert score(held=held, terms=Terms())[0] == pytest.approx(1 / 6)
        only_first = Terms(weights=(2.0, 0.0, 0.0, 0.0, 0.0, 0.0))
        assert score(held=held, terms=only_first)[0] == 1.0

    def test_days_off_are_not_waited(self) -> None:
        whole = np.array([[True], [False], [False], [False]])
        school = np.array([[True], [True], [False], [True]])
        assert waiting_days(is_whole=whole, is_school_day=school).tolist() == [2]

    def test_no_days_no_waiting(self) -> None:
        none = np.zeros((0, 3), dtype=bool)
        assert waiting_days(is_whole=none, is_school_day=none).tolist() == [0, 0, 0]

    def test_a_whole_day_off_school_does_not_count(self) -> None:
        whole, school = np.array([[True]]), np.array([[False]])
        assert waiting_days(is_whole=whole, is_school_day=school).tolist() == [0]
