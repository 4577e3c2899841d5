"""Better groups, found by a program that prices those that could run: they are better, they can run, and pins stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.diving import shared
from ownpath.engine.dayplan.newcomers import Contest, are_worth_it, drawn_contest
from ownpath.engine.dayplan.regrouping import better_groups, changed_groups
from ownpath.engine.dayplan.regrouping_program import (
    Floats,
    group_program_of,
    part_of,
    part_solver,
    running_of,
    slim,
)
from ownpath.engine.dayplan.sharing import shares_of
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.solver import BY_ITSELF, Basis, change_bounds, value_of
from ownpath.engine.dayplan.types import Indices, Pin, Plan, Problem
from ownpath.engine.dayplan.way import Way
from tests.engine.dayplan.random_days import random_day


def hasty_plan(problem: Problem) -> Plan:
    """Return a plan whose groups are far from the best."""
    return plan_day(problem=problem, seed=1, n_moves=1_000).plan


def lots() -> Callable[[int], Floats]:
    """Return what draws lots."""
    return np.random.default_rng(1).random


class TestBetterGroups:
    problem = random_day(seed=3, n_students=120, n_blocks=4)

    def test_promise_more_than_the_groups_of_a_hasty_search(self) -> None:
        plan = hasty_plan(self.problem)
        groups = better_groups(self.problem, plan, n_rounds=3, draw=lots())
        assert groups is not None
        change = changed_groups(self.problem, plan, groups)
        value = self.problem.options.value
        before, after = shares_of(self.problem, plan), shares_of(self.problem, change.plan)
        assert before is not None
        assert after is not None
        assert value[after.option].sum() > value[before.option].sum()

    def test_are_the_same_for_the_same_lots(self) -> None:
        plan = hasty_plan(self.problem)
        one, again = (
            better_groups(self.problem, plan, n_rounds=6, draw=lots()) for _ in range(2)
        )
        assert one is not None
        assert np.array_equal(one, again)

    def test_are_no_more_than_rooms_and_adults_allow(self) -> None:
        groups = better_groups(self.problem, hasty_plan(self.problem), n_rounds=3, draw=lots())
        assert groups is not None
        rooms = self.problem.rooms.count
        for room in range(rooms.shape[0]):
            used = groups[self.problem.group_types.room_kind == room].sum(axis=0)
            assert (used <= rooms[room]).all()
        assert (groups.sum(axis=0) <= self.problem.teachers.is_available.sum(axis=0)).all()

    def test_are_not_looked_for_when_the_time_is_up(self) -> None:
        plan = hasty_plan(self.problem)
        assert (
            better_groups(self.problem, plan, n_rounds=3, draw=lots(), is_over=lambda: True)
            is None
        )

    def test_keep_the_group_of_a_pinned_student(self) -> None:
        plan = hasty_plan(self.problem)
        student, block = (int(one[0]) for one in np.nonzero(plan.group >= 0))
        pin = Pin(student=student, block=block, option=int(plan.option[student, block]))
        pinned = replace(self.problem, pins=(pin,))
        group = plan.group[student, block]
        pair = int(plan.group_type[group]) * pinned.n_blocks + block
        assert group_program_of(pinned, plan).least[pair] == 1
        groups = better_groups(pinned, plan, n_rounds=3, draw=lots())
        assert groups is not None
        assert groups.reshape(-1)[pair] >= 1
        found = plan_day(problem=pinned, seed=1, n_moves=1_000, is_shared=True).plan
        assert check(problem=pinned, plan=found) == ()


class TestNewcomers:
    problem = random_day(seed=3, n_students=120, n_blocks=8)

    def contest(self, seed: int) -> tuple[Indices, Contest]:
        """Return the groups that run, and who competes with them, at prices of nothing."""
        plan = hasty_plan(self.problem)
        whole, running = group_program_of(self.problem, plan), running_of(self.problem, plan)
        free = np.zeros(whole.matrix.shape[0])
        numbers = np.random.default_rng(seed).random(8 + len(running))
        return running, drawn_contest(whole, running, free, n_new=20, n_blocks=8, lots=numbers)

    def test_come_to_half_of_the_blocks_and_the_other_groups_stay(self) -> None:
        running, contest = self.contest(seed=1)
        by_block = (contest.most > running).reshape(-1, 8).any(axis=0)
        may_end = (contest.least < running).reshape(-1, 8).any(axis=0)
        assert by_block.sum() == may_end.sum() == 4
        assert np.array_equal(by_block, may_end)
        assert (contest.most > running).sum() == 20
        assert (contest.most >= running).all()

    def test_are_half_of_them_groups_that_run_in_another_block(self) -> None:
        running, contest = self.contest(seed=1)
        runs = running.reshape(-1, 8).any(axis=1)
        new = (contest.most > running).reshape(-1, 8)
        assert new[runs].sum() == new[~runs].sum() == 10

    def test_differ_with_the_lots(self) -> None:
        (_, one), (_, other) = self.contest(seed=1), self.contest(seed=2)
        assert not np.array_equal(one.most, other.most)


class TestSlim:
    problem = random_day(seed=3, n_students=120, n_blocks=4)

    def lean(self, *, may_end: bool) -> tuple[int, int]:
        """Return the rows of the part with the groups that run, and of its lean one, which have the same answer."""
        plan = hasty_plan(self.problem)
        whole, running = group_program_of(self.problem, plan), running_of(self.problem, plan)
        least = np.zeros_like(running) if may_end else running
        part = part_of(whole, running)
        at_rest = Basis(
            columns=np.zeros(whole.matrix.shape[1], dtype=np.int8),
            rows=np.full(whole.matrix.shape[0], BY_ITSELF, dtype=np.int8),
        )
        lean = slim(whole, part, least, running, at_rest)
        pairs, values = np.flatnonzero(running), []
        for rows in (part, lean):
            solver = part_solver(whole, rows, running, None)
            limits = least[pairs].astype(np.float64), running[pairs].astype(np.float64)
            change_bounds(solver, part.place_of_pair[pairs], *limits)
            solver.run()
            values.append(value_of(solver))
        assert values[0] == pytest.approx(values[1])
        return len(part.rows), len(lean.rows)

    def test_leaves_out_no_row_that_could_be_broken(self) -> None:
        n_rows, n_lean = self.lean(may_end=True)
        assert 0 < n_lean < n_rows

    def test_needs_no_link_to_a_group_that_runs_in_any_case(self) -> None:
        assert self.lean(may_end=False)[1] < self.lean(may_end=True)[1]


class TestWhatIsWorthIt:
    problem = random_day(seed=3, n_students=120, n_blocks=4)

    def test_is_all_that_is_used_and_not_every_task_that_is_there(self) -> None:
        plan = hasty_plan(self.problem)
        whole, running = group_program_of(self.problem, plan), running_of(self.problem, plan)
        answer = shared(whole, running, Way(tell=None, n_parts=1, is_over=None))
        assert answer is not None
        is_worth = are_worth_it(whole, answer.multipliers)
        assert is_worth[answer.x[: len(is_worth)] > 0.0].all()
        assert not is_worth[whole.columns.first_task :].all()

    def test_is_every_seat_and_no_place_where_time_is_dear(self) -> None:
        whole = group_program_of(self.problem, hasty_plan(self.problem))
        prices = np.zeros(whole.matrix.shape[0])
        prices[: whole.n_day_rows] = 1e4
        is_worth, n = are_worth_it(whole, prices), whole.columns.n_places
        assert not is_worth[:n].any()
        assert is_worth[n : whole.columns.first_task].all()


class TestChangedGroups:
    def test_says_which_end_and_which_begin(self) -> None:
        problem = random_day(seed=3, n_students=120, n_blocks=4)
        plan = hasty_plan(problem)
        wanted = running_of(problem, plan).copy()
        gone = int(np.flatnonzero(wanted)[0])
        new = int(np.flatnonzero(wanted == 0)[0])
        wanted[gone], wanted[new] = 0, 1
        change = changed_groups(problem, plan, wanted)
        assert set(map(tuple, change.ended)) == {divmod(gone, problem.n_blocks)}
        assert change.begun.tolist() == [list(divmod(new, problem.n_blocks))]
        assert np.array_equal(running_of(problem, change.plan), wanted)

    def test_nothing_changes_where_no_better_groups_were_found(self) -> None:
        problem = random_day(seed=3)
        plan = hasty_plan(problem)
        change = changed_groups(problem, plan, None)
        assert (len(change.ended), len(change.begun)) == (0, 0)
        assert np.array_equal(change.plan.group, plan.group)
