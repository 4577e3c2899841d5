"""A board that is heated again: what ran on it competes, and between heatings it holds the answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.cooling import Schedule, cool_board, counted
from ownpath.engine.dayplan.regrouping import better_groups, changed_groups
from ownpath.engine.dayplan.regrouping_program import running_of
from ownpath.engine.dayplan.reheating import RECENT, Reheating
from ownpath.engine.dayplan.search.board import SCORE
from ownpath.engine.dayplan.search.layout import Layout, lay_out, read_off
from ownpath.engine.dayplan.sharing import Shares, shares_of
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.types import Indices, Plan
from tests.engine.dayplan.random_days import random_day

PROBLEM = random_day(seed=3, n_students=120, n_blocks=4)


def cooled(*, n_moves: int = 100_000) -> Layout:
    """Return a board after a search of so many moves."""
    layout = lay_out(problem=PROBLEM, seed=1)
    cool_board(layout, pace=counted(n_moves), schedule=Schedule())
    return layout


def reheating(layout: Layout, is_over: Callable[[], bool] = lambda: False) -> Reheating:
    return Reheating(problem=PROBLEM, layout=layout, is_over=is_over)


def shares_with(plan: Plan) -> Callable[[], Shares]:
    """Return what tells where students belong, given the groups of a plan."""
    shares = shares_of(PROBLEM, plan)
    assert shares is not None
    return lambda: shares


class TestRivals:
    def test_are_groups_that_did_not_run_before(self) -> None:
        layout = cooled()
        plan = read_off(layout)
        running = running_of(PROBLEM, plan)
        ran = reheating(layout).rivals(running, shares_with(plan))
        assert (ran > running).any()

    def test_are_the_same_for_the_same_seed(self) -> None:
        ran = []
        for _ in range(2):
            layout = cooled()
            plan = read_off(layout)
            ran.append(reheating(layout).rivals(running_of(PROBLEM, plan), shares_with(plan)))
        assert np.array_equal(ran[0], ran[1])

    def test_are_those_of_the_last_few_heatings_from_one_answer(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        few = self.several()
        monkeypatch.setattr("ownpath.engine.dayplan.reheating.RECENT", 1)
        single = self.several()
        assert len({one.tobytes() for one in single}) > 1
        assert np.array_equal(few[-1], np.max(single[-RECENT:], axis=0))

    def several(self) -> list[Indices]:
        """Return what each of some heatings from one answer brings."""
        layout = cooled()
        plan, board = read_off(layout), reheating(layout)
        return [
            board.rivals(running_of(PROBLEM, plan), shares_with(plan))
            for _ in range(RECENT + 2)
        ]

    def test_of_another_answer_count_no_more(self) -> None:
        layout = cooled()
        board, plan = reheating(layout), read_off(layout)
        running = running_of(PROBLEM, plan)
        before = board.rivals(running, shares_with(plan))
        fewer = running.copy()
        fewer[np.flatnonzero(fewer)[0]] = 0
        change = changed_groups(PROBLEM, plan, fewer.reshape(PROBLEM.n_types, -1))
        after = board.rivals(fewer, shares_with(change.plan))
        assert (after < before).any()

    def test_leave_the_answer_on_the_board(self) -> None:
        layout = cooled()
        plan = read_off(layout)
        running, board = running_of(PROBLEM, plan), reheating(layout)
        board.rivals(running, shares_with(plan))
        held = layout.numbers.copy()
        assert np.array_equal(running_of(PROBLEM, read_off(layout)), running)
        assert check(problem=PROBLEM, plan=read_off(layout)) == ()
        board.rivals(running, shares_with(plan))
        assert np.array_equal(layout.numbers, held)

    def test_do_not_move_when_the_time_is_up(self) -> None:
        layout = cooled()
        plan = read_off(layout)
        running, board = running_of(PROBLEM, plan), reheating(layout, is_over=lambda: True)
        assert np.array_equal(board.rivals(running, shares_with(plan)), running)


class TestLeave:
    def test_leaves_the_better_of_the_first_board_and_the_last_answer(self) -> None:
        layout = cooled()
        first, worse = (
            layout.numbers.copy(),
            plan_day(problem=PROBLEM, seed=1, n_moves=500).plan,
        )
        board = reheating(layout)
        board.rivals(running_of(PROBLEM, worse), shares_with(worse))
        assert layout.numbers[SCORE] < first[SCORE]
        board.leave()
        assert np.array_equal(layout.numbers, first)

    def test_leaves_the_last_answer_where_that_is_better(self) -> None:
        layout = cooled(n_moves=500)
        first, better = int(layout.numbers[SCORE]), read_off(cooled())
        board = reheating(layout)
        board.rivals(running_of(PROBLEM, better), shares_with(better))
        board.leave()
        assert layout.numbers[SCORE] > first


class TestBetterGroupsWithRivals:
    def test_are_at_least_as_good_as_those_of_a_rival(self) -> None:
        plan, rival = read_off(cooled(n_moves=500)), read_off(cooled())
        asked: list[Indices] = []

        def rivals(groups: Indices, shares: Callable[[], Shares]) -> Indices:
            asked.append(groups)
            assert len(shares().student) > 0
            return running_of(PROBLEM, rival)

        lots = np.random.default_rng(1).random
        groups = better_groups(PROBLEM, plan, n_rounds=4, draw=lots, rivals=rivals)
        assert groups is not None
        assert len(asked) == 2  # the other rounds draw lots
        assert value_with(plan, groups) >= value_with(rival, None)


def value_with(plan: Plan, groups: Indices | None) -> int:
    """Return what places are worth when shared out with the plan's groups or others."""
    change = changed_groups(PROBLEM, plan, groups)
    return int(PROBLEM.options.value[shares_with(change.plan)().option].sum())
