"""Making the program's answer whole: close calls are open too, and places that are hard to fit are taken first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_days import (
    MATH_GROUP,
    N_STUDENTS,
    TEAM_PROJECT,
    good_groups,
    good_rows,
    plan_of,
    small_day,
)

from ownpath.engine.dayplan import sharing
from ownpath.engine.dayplan.sharing_columns import (
    Columns,
    columns_of,
    meetings_apart,
    pinned_cells,
)
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.solver import Floats, IsOver, Program
from ownpath.engine.dayplan.types import Bools, Team
from tests.engine.dayplan.random_days import random_day


class TestCloseCalls:
    @pytest.mark.parametrize("seed", range(3))
    def test_promise_no_less_than_torn_days_alone(
        self, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        problem = random_day(seed=seed, n_students=120, n_blocks=4)
        plan = plan_day(problem=problem, seed=1, n_moves=3_000).plan
        worth = []
        decided = sharing._decided_exactly

        def noting(program: Program, x: Floats, is_open: Bools, is_over: IsOver) -> Floats:
            answer = decided(program, x, is_open, is_over)
            worth.append(float(program.values @ answer))
            return answer

        monkeypatch.setattr(sharing, "_decided_exactly", noting)
        assert sharing.shares_of(problem, plan) is not None
        torn_days_alone, with_close_calls = worth
        assert with_close_calls >= torn_days_alone

    def test_are_not_looked_for_where_every_day_is_whole(self) -> None:
        whole, owner = np.array([1.0, 0.0]), np.array([0, 1])
        assert not sharing._close_calls(sharing._torn(whole, owner), np.zeros(2)).any()

    def test_are_the_cheapest_to_change_where_there_are_many(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sharing, "MOST_CLOSE", 2)
        torn = sharing._torn(np.array([0.5, 1.0, 0.0, 0.0, 1.0]), np.arange(5))
        close = sharing._close_calls(torn, np.array([9.0, 0.0, -1.0, 2.0, 3.0]))
        assert close.tolist() == [True, True, True, False, False]


class TestKeptApart:
    def test_share_no_group_however_much_both_gain_by_it(self) -> None:
        problem = small_day(keep_apart=((0, 1),))
        value = problem.options.value.copy()
        value[[MATH_GROUP, 10 + MATH_GROUP]] = 500
        problem = replace(problem, options=replace(problem.options, value=value))
        plan = plan_of(good_rows(), good_groups())
        shares = sharing.shares_of(problem, plan)
        assert shares is not None
        together = {0, 10} & set(shares.option.tolist())
        assert len(together) == 1

    def test_could_meet_where_a_group_runs_that_both_may_be_in(self) -> None:
        problem = small_day(keep_apart=((0, 1),))
        plan = plan_of(good_rows(), good_groups())
        columns = columns_of(problem, plan, pinned_cells(problem))
        one, other, met = meetings_apart(problem, columns)
        assert met.tolist() == [0, 2 * problem.n_blocks]  # mathematics, reading: first block
        owner = np.zeros(columns.n_places, dtype=int)
        owner[columns.entry_place] = problem.options.student[columns.entry_option]
        assert (owner[one].tolist(), owner[other].tolist()) == ([0, 0], [1, 1])


class TestHardestFirst:
    def test_who_is_kept_apart_then_large_teams_then_the_others(self) -> None:
        problem = small_day(teams=(Team(group_type=3, students=(1, 2)),), keep_apart=((3, 5),))
        students = np.array([0, 1, 2, 3])
        kinds = np.array([MATH_GROUP, TEAM_PROJECT, TEAM_PROJECT, MATH_GROUP])
        none = np.zeros(0, dtype=np.int64)
        columns = Columns(
            entry_option=10 * students + kinds,
            entry_block=np.zeros(4, dtype=np.int64),
            entry_place=np.array([0, 1, 1, 2]),
            n_places=3,
            seat_student=none,
            seat_kind=none,
            seat_block=none,
            task=none,
            is_alike=np.ones(N_STUDENTS, dtype=bool),
        )
        first = sharing._hardest_first(problem, columns, np.ones(3))
        assert students[first].tolist() == [3, 1, 2, 0]
        unclear = sharing._hardest_first(problem, columns, np.array([1.0, 0.9, 0.4]))
        assert students[unclear].tolist() == [0, 1, 2, 3]
