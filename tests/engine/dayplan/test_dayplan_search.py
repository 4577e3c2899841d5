"""The planner: never a rule broken, the same plan from the same seed, and as good as an exact solver on small days."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from exact_days import best_value
from hypothesis import given, settings
from hypothesis import strategies as st
from random_days import PAPER, random_day
from small_days import MATH_DEVICE, READING_GROUP, small_day

from ownpath.engine.dayplan.bound import upper_bound
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.cooling import (
    N_STAGES,
    STAGES_OF_PACE,
    STAGES_TO_TELL_SPEED,
    Schedule,
    Timed,
    cool_board,
    counted,
)
from ownpath.engine.dayplan.placing import Kept
from ownpath.engine.dayplan.planning import Planned, plan_and_check
from ownpath.engine.dayplan.search import mend
from ownpath.engine.dayplan.search.board import (
    BARE_COST,
    HERE,
    LINE,
    SCORE,
    STAYS,
    STUDENT_WIDTH,
    STUDENTS,
)
from ownpath.engine.dayplan.search.layout import Layout, lay_out, read_off, teacher_prices
from ownpath.engine.dayplan.sharing import shares_of
from ownpath.engine.dayplan.sharing_columns import blocks_alike, pinned_cells
from ownpath.engine.dayplan.solve import plan_day, plan_within
from ownpath.engine.dayplan.timing import Timetable
from ownpath.engine.dayplan.types import Ints, Pin, Problem
from ownpath.engine.dayplan.value import worth_of


def value_of(problem: Problem, *, seed: int = 1, n_moves: int = 60_000) -> int:
    found = plan_day(problem=problem, seed=seed, n_moves=n_moves)
    assert check(problem=problem, plan=found.plan) == ()
    return worth_of(problem=problem, plan=found.plan).value


def teams_options(problem: Problem) -> list[int]:
    """Return the options that students do as a team."""
    options = problem.options
    return [
        int(o)
        for team in problem.teams
        for o in np.flatnonzero(np.isin(options.student, team.students))
        if options.group_type[o] == team.group_type
    ]


def scarce_day(*, seed: int) -> Problem:
    """Return a day with seats at paper work for two fifths of the students only."""
    problem = random_day(seed=seed, n_students=24)
    seats = problem.kinds.seats.copy()
    seats[PAPER] = 9
    return replace(problem, kinds=replace(problem.kinds, seats=seats))


def points_beside(layout: Layout, problem: Problem) -> Ints:
    """Return (n_students, n_blocks): what the board knows of each cell without looking into it."""
    begin = layout.numbers[HERE]
    beside = layout.numbers[begin : begin + problem.is_free.size]
    return beside.reshape(problem.n_blocks, -1).T


class TestPlanDay:
    @settings(max_examples=25, deadline=None)
    @given(
        st.integers(0, 10_000),
        st.integers(6, 30),
        st.integers(1, 6),
        st.sampled_from([0, 40, 4_000]),
    )
    def test_never_breaks_a_rule(
        self, seed: int, n_students: int, n_blocks: int, n_moves: int
    ) -> None:
        problem = random_day(seed=seed, n_students=n_students, n_blocks=n_blocks)
        found = plan_day(
            problem=problem, seed=seed, n_moves=max(n_moves, 40 * n_students * n_blocks)
        )
        assert check(problem=problem, plan=found.plan) == ()

    def test_gives_the_same_plan_for_the_same_seed_and_moves(self) -> None:
        problem = random_day(seed=4)
        one, two = (plan_day(problem=problem, seed=9, n_moves=20_000).plan for _ in range(2))
        assert np.array_equal(one.option, two.option)
        assert np.array_equal(one.group_teacher, two.group_teacher)

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, 10_000), st.integers(6, 40), st.integers(1, 5), st.booleans())
    def test_sharing_out_places_breaks_no_rule_and_costs_no_point(
        self,
        seed: int,
        n_students: int,
        n_blocks: int,
        is_by_block: bool,
    ) -> None:
        problem = random_day(seed=seed, n_students=n_students, n_blocks=n_blocks)
        if not is_by_block:  # no limit on screens in a row: all blocks of a student are alike
            people = problem.students
            runs = np.full(n_students, n_blocks, dtype=np.int32)
            problem = replace(problem, students=replace(people, max_screen_run=runs))
        n_moves = 40 * n_students * n_blocks
        alone, shared = (
            plan_day(problem=problem, seed=seed, n_moves=n_moves, is_shared=is_shared).plan
            for is_shared in (False, True)
        )
        assert check(problem=problem, plan=shared) == ()
        before, after = (worth_of(problem=problem, plan=plan).value for plan in (alone, shared))
        assert after >= before

    def test_sharing_out_places_leaves_nobody_without_one_where_seats_are_scarce(self) -> None:
        n_whole = 0
        for seed in range(45, 90):
            problem = scarce_day(seed=seed)
            planned = partial(plan_day, problem=problem, seed=1, n_moves=576)
            if not check(problem=problem, plan=planned().plan):
                n_whole += 1
                assert check(problem=problem, plan=planned(is_shared=True).plan) == ()
        assert n_whole > 30

    def test_sharing_out_places_finds_what_a_short_search_missed(self) -> None:
        problem = random_day(seed=5, n_students=120, n_blocks=4)
        alone, shared = (
            plan_day(problem=problem, seed=1, n_moves=2_000, is_shared=is_shared).plan
            for is_shared in (False, True)
        )
        assert check(problem=problem, plan=shared) == ()
        assert (
            worth_of(problem=problem, plan=shared).value
            > worth_of(problem=problem, plan=alone).value
        )

    @pytest.mark.parametrize("seed", range(3))
    def test_leaving_open_in_which_block_a_seat_is_taken_promises_no_less(
        self, seed: int
    ) -> None:
        problem = random_day(seed=seed, n_students=60, n_blocks=4)
        people = problem.students
        nearly = replace(people, max_screen_run=np.full(problem.n_students, 3, dtype=np.int32))
        free = replace(people, max_screen_run=np.full(problem.n_students, 4, dtype=np.int32))
        by_block, by_day = (replace(problem, students=one) for one in (nearly, free))
        plan = plan_day(problem=by_day, seed=1, n_moves=3_000).plan
        fixed, value = pinned_cells(problem), problem.options.value
        assert not blocks_alike(by_block, fixed).any()
        assert blocks_alike(by_day, fixed).any()
        promised = [shares_of(one, plan) for one in (by_block, by_day)]
        strict, open_ = (int(value[one.option].sum()) for one in promised if one is not None)
        assert (
            open_ >= 0.995 * strict
        )  # days that stay torn are decided to a hundredth of a percent or so
        shared = plan_day(problem=by_day, seed=1, n_moves=3_000, is_shared=True).plan
        assert check(problem=by_day, plan=shared) == ()

    def test_sharing_out_keeps_pins(self) -> None:
        pins = (Pin(student=0, block=2, option=READING_GROUP),)
        plan = plan_day(problem=small_day(pins=pins), seed=1, n_moves=500, is_shared=True).plan
        assert plan.option[0, 2] == READING_GROUP

    def test_tells_how_far_it_is(self) -> None:
        told: list[tuple[int, int]] = []
        plan_day(
            problem=small_day(),
            seed=1,
            n_moves=30_000,
            tell=lambda _step, done, of: told.append((done, of)),
        )
        assert told[-1] == (30_000, 30_000)
        assert [done for done, _ in told] == sorted(done for done, _ in told)

    @pytest.mark.parametrize("seed", range(4))
    def test_is_within_one_percent_of_the_exact_solver(self, seed: int) -> None:
        problem = random_day(seed=seed, n_students=6, n_blocks=3, n_competencies=3)
        best, bound = best_value(problem)
        assert best == bound, "the oracle did not finish"
        ours = max(value_of(problem, seed=s, n_moves=200_000) for s in range(2))
        assert 0.99 * best <= ours <= best

    @pytest.mark.parametrize("seed", range(6))
    def test_no_plan_beats_the_bound(self, seed: int) -> None:
        problem = random_day(seed=seed, n_students=8, n_blocks=3)
        assert upper_bound(problem=problem).value >= value_of(problem)

    def test_a_pin_is_kept(self) -> None:
        pins = (
            Pin(student=0, block=2, option=READING_GROUP),
            Pin(student=1, block=0, option=10 + MATH_DEVICE),
        )
        value_of(small_day(pins=pins))

    def test_nobody_to_plan_for_is_a_plan(self) -> None:
        nobody = small_day(may_do=np.zeros((6, 3), dtype=np.int32))
        found = plan_day(problem=nobody, seed=1, n_moves=100)
        assert found.plan.n_groups == 0

    def test_a_campus_too_large_for_the_board_is_refused_with_the_number(self) -> None:
        problem = small_day()
        huge = replace(
            problem, rooms=replace(problem.rooms, count=np.full((2, 3), 900, dtype=np.int32))
        )
        with pytest.raises(ValueError, match="rooms of a block=1800, at most 984"):
            plan_day(problem=huge, seed=1, n_moves=10)


class Clock:
    """A clock that shows what it is set to; where `jump` is given, the real one, which leaps ahead after some looks."""

    def __init__(self, *, jump_after: int | None = None) -> None:
        self.now, self.looks, self.jump_after = 0.0, 0, jump_after

    def __call__(self) -> float:
        if self.jump_after is None:
            return self.now
        self.looks += 1
        return time.process_time() + (100.0 if self.looks > self.jump_after else 0.0)


@pytest.fixture
def _no_machine_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a machine with other work beside count as one of the usual speed."""
    monkeypatch.setattr(Timetable, "hear", lambda _table, _seconds: None)


@pytest.mark.usefixtures("_no_machine_is_slow")
class TestPlanWithin:
    def test_more_time_is_more_moves_and_places_are_shared_out_where_it_allows(self) -> None:
        problem = random_day(seed=3, n_students=120, n_blocks=4)
        hasty, patient = (
            plan_within(problem=problem, seed=1, seconds=seconds, clock=time.process_time)
            for seconds in (0.1, 1.5)
        )
        assert hasty.n_moves < patient.n_moves
        assert (hasty.is_shared, patient.is_shared) == (False, True)
        assert check(problem=problem, plan=patient.plan) == ()

    def test_a_plan_stands_where_the_time_is_up_before_places_are_shared_out(self) -> None:
        problem = random_day(seed=3, n_students=120, n_blocks=4)
        clock = Clock(jump_after=N_STAGES + 1)
        found = plan_within(problem=problem, seed=1, seconds=1.5, clock=clock)
        assert found.n_moves > 0
        assert found.is_shared
        assert clock.looks > N_STAGES + 1
        assert check(problem=problem, plan=found.plan) == ()


class TestCooling:
    def test_a_slower_core_makes_fewer_moves_of_the_same_cooling(self) -> None:
        clock = Clock()
        told: list[float] = []
        paces: list[float] = []
        pace = Timed(
            clock=clock,
            until=lambda: 10.0,
            n_first=1_000,
            hear=told.append,
            hear_pace=paces.append,
        )
        made: list[int] = []
        since, (first, last) = 0.0, STAGES_OF_PACE
        for stage in range(N_STAGES):
            before = clock.now
            moves = pace(stage)
            assert len(told) == (stage >= STAGES_TO_TELL_SPEED)
            assert len(paces) == (stage >= last)
            if stage == first:
                since = before
            elif stage == last:
                assert paces == [pytest.approx((before - since) / sum(made[first:last]))]
            assert moves.begin / moves.total == pytest.approx(stage / N_STAGES)
            made.append(moves.end - moves.begin)
            clock.now += made[-1] / (40_000 if stage < N_STAGES // 2 else 10_000)
        assert clock.now == pytest.approx(10.0, rel=0.03)
        assert made[-1] < made[N_STAGES // 2 - 1]
        assert told == [pytest.approx(1 / 40_000)]

    def test_counted_moves_are_all_made(self) -> None:
        stages = [counted(1_234)(number) for number in range(N_STAGES)]
        assert stages[0].begin == 0
        assert stages[-1].end == 1_234
        assert all(one.end == two.begin for one, two in itertools.pairwise(stages))

    def test_teacher_time_has_its_whole_price_again_at_the_end(self) -> None:
        problem = random_day(seed=5)
        layout = lay_out(problem=problem, seed=1)
        cool_board(layout, pace=counted(5_000), schedule=Schedule(no_teacher=10.0))
        assert np.array_equal(teacher_prices(layout), problem.students.no_teacher_penalty)
        plan = read_off(layout)
        bare = int((problem.is_free & (plan.option < 0)).sum())
        value = worth_of(problem=problem, plan=plan).value
        assert layout.numbers[SCORE] == value - BARE_COST * bare

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, 10_000), st.integers(6, 40), st.integers(1, 6))
    def test_what_a_cell_holds_is_known_beside_it_too(
        self, seed: int, n_students: int, n_blocks: int
    ) -> None:
        problem = random_day(seed=seed, n_students=n_students, n_blocks=n_blocks)
        options, block = problem.options, int(np.argmax(problem.is_free[1]))
        seat = int(np.flatnonzero((options.student == 1) & (options.group_type < 0))[0])
        problem = replace(problem, pins=(Pin(student=1, block=block, option=seat),))
        layout = lay_out(problem=problem, seed=seed)
        cool_board(layout, pace=counted(20_000), schedule=Schedule())
        option = read_off(layout).option
        stays = ~problem.is_free | np.isin(option, teams_options(problem))
        for pin in problem.pins:
            stays[pin.student, pin.block] |= option[pin.student, pin.block] == pin.option
        points = np.where(option >= 0, options.value[option], -BARE_COST)
        assert np.array_equal(points_beside(layout, problem), np.where(stays, STAYS, points))

    def test_nobody_looks_for_who_is_away_until_they_are_there(self) -> None:
        problem = random_day(seed=5)
        layout = lay_out(problem=problem, seed=1)
        cool_board(layout, pace=counted(20_000), schedule=Schedule())
        student, block = (int(i) for i in np.argwhere(problem.is_free)[0])
        mend.lose_student(layout.board, student, block)
        assert points_beside(layout, problem)[student, block] == STAYS
        mend.arrive(layout.board, student, block, 1)
        assert points_beside(layout, problem)[student, block] == -BARE_COST

    def test_rows_of_students_fill_whole_lines(self) -> None:
        layout = lay_out(problem=random_day(seed=5), seed=1)
        first = layout.numbers[int(layout.numbers[STUDENTS]) :].ctypes.data
        assert first % (LINE * layout.numbers.itemsize) == 0
        assert STUDENT_WIDTH % LINE == 0


class TestTheBestBoard:
    def test_has_the_fewest_cells_bare_whatever_its_points(self) -> None:
        problem = random_day(seed=5)
        layout = lay_out(problem=problem, seed=1)
        cool_board(layout, pace=counted(20_000), schedule=Schedule())
        kept, before = Kept(problem, layout), layout.numbers.copy()
        student, block = (int(i) for i in np.argwhere(problem.is_free)[0])
        mend.lose_student(layout.board, student, block)
        layout.numbers[SCORE] += 2 * BARE_COST
        assert not kept.look()
        kept.leave()
        assert np.array_equal(layout.numbers, before)
        layout.numbers[SCORE] += 1
        assert kept.look()


class TestPlanAndCheck:
    def test_a_campus_gets_its_places_shared_out_and_the_same_plan_each_time(self) -> None:
        problem = random_day(seed=5, n_students=120, n_blocks=4)
        one, two = (
            plan_and_check(problem=problem, seed=1, n_moves=2_000, is_bound_wanted=False)
            for _ in range(2)
        )
        assert isinstance(one, Planned)
        assert isinstance(two, Planned)
        assert np.array_equal(one.plan.option, two.plan.option)
        unshared = plan_day(problem=problem, seed=1, n_moves=2_000).plan
        assert one.worth.value > worth_of(problem=problem, plan=unshared).value
