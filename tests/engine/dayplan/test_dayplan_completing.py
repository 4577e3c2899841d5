"""Making days whole after the search: more of them, nobody's taken, few points, no rule broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pytest
from random_days import PAPER, random_day
from small_days import MATH_PAPER, N_BLOCKS, TEAM_PROJECT, small_day

from ownpath.engine.dayplan.aims import alone_helping
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.completing import MOST_LOST, make_whole
from ownpath.engine.dayplan.completing_bound import most_whole
from ownpath.engine.dayplan.completing_groups import groups_for, placed
from ownpath.engine.dayplan.completing_program import paying, whole_days_program_of
from ownpath.engine.dayplan.joining import Wanted, with_group
from ownpath.engine.dayplan.planning import STEPS, plan_and_check
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.types import Pin, Plan, Problem
from ownpath.engine.dayplan.value import worth_of
from ownpath.engine.dayplan.way import Way

N_AIMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Something:
    """Aims that are held by one option each that helps."""

    problem: Problem
    helps: np.ndarray
    urgency: np.ndarray

    @property
    def needs(self) -> np.ndarray:
        return self.helps

    @property
    def is_possible(self) -> np.ndarray:
        helped = np.zeros((self.problem.n_students, N_AIMS), dtype=bool)
        np.logical_or.at(helped, self.problem.options.student, self.helps)
        return np.asarray(helped.all(axis=1))

    def held(self, plan: Plan) -> np.ndarray:
        used = (plan.option >= 0)[:, :, None]
        return np.asarray((self.helps[np.maximum(plan.option, 0)] & used).any(axis=1))


def well_paid_day(seed: int, n_students: int = 60) -> Problem:
    """Return a day in which a hundredth of the points is enough to give something up for."""
    problem = random_day(seed=seed, n_students=n_students)
    options = replace(problem.options, value=problem.options.value + 100)
    return replace(problem, options=options)


def rare_aims(problem: Problem, seed: int) -> Something:
    """Return aims that one thing in four helps."""
    rng = np.random.default_rng(seed)
    helps = rng.random((problem.options.kind.shape[0], N_AIMS)) < 0.25
    return Something(problem=problem, helps=helps, urgency=1 + rng.random(problem.n_students))


class TestMakeWhole:
    @pytest.mark.parametrize("seed", range(3))
    def test_makes_more_days_whole_and_takes_none(self, seed: int) -> None:
        problem = well_paid_day(seed)
        plan = plan_day(problem=problem, seed=1, n_moves=60_000).plan
        aims = rare_aims(problem, seed)
        after = make_whole(problem=problem, plan=plan, aims=aims)
        before_whole, after_whole = (aims.held(one).all(axis=1) for one in (plan, after))
        assert after_whole.sum() > before_whole.sum()
        assert not (before_whole & ~after_whole).any()
        assert not check(problem=problem, plan=after)
        value, first = (worth_of(problem=problem, plan=one).value for one in (after, plan))
        assert value >= (1 - MOST_LOST) * first

    def test_gives_the_same_again(self) -> None:
        problem = well_paid_day(2, n_students=40)
        plan = plan_day(problem=problem, seed=1, n_moves=20_000).plan
        aims = rare_aims(problem, 2)
        one, two = (make_whole(problem=problem, plan=plan, aims=aims) for _ in range(2))
        assert np.array_equal(one.option, two.option)
        assert np.array_equal(one.group_teacher, two.group_teacher)

    def test_leaves_a_plan_alone_in_which_nothing_is_missed(self) -> None:
        problem = random_day(seed=2)
        plan = plan_day(problem=problem, seed=1, n_moves=5_000).plan
        everything = np.ones((problem.options.kind.shape[0], N_AIMS), dtype=bool)
        aims = Something(problem=problem, helps=everything, urgency=np.ones(problem.n_students))
        assert make_whole(problem=problem, plan=plan, aims=aims) is plan


class TestAloneHelping:
    def test_is_what_a_whole_day_would_lose(self) -> None:
        problem = random_day(seed=2)
        plan = plan_day(problem=problem, seed=1, n_moves=5_000).plan
        papers = (problem.options.kind == PAPER)[:, None]
        aims = Something(
            problem=problem, helps=np.repeat(papers, N_AIMS, axis=1),
            urgency=np.ones(problem.n_students),
        )  # fmt: skip
        n_papers = (problem.options.kind[plan.option] == PAPER) & (plan.option >= 0)
        alone = alone_helping(plan, aims)
        assert set(problem.options.student[alone]) == set(
            np.flatnonzero(n_papers.sum(axis=1) == 1)
        )


def on_paper(problem: Problem) -> Plan:
    """Return a plan of the small day in which everybody works on paper, one subject after the other."""
    option = np.arange(6)[:, None] * 10 + MATH_PAPER + np.arange(N_BLOCKS)[None, :]
    none = np.zeros(0, dtype=np.int32)
    return Plan(
        option=option.astype(np.int32), group=np.full((6, N_BLOCKS), -1, dtype=np.int32),
        group_type=none, group_block=none, group_teacher=none, group_room=none,
    )  # fmt: skip


class TestWithGroup:
    def test_opens_it_for_who_wants_it_and_who_loses_least(self) -> None:
        problem = small_day()
        least = int(problem.group_types.min_size[TEAM_PROJECT])
        wanted = Wanted(group_type=TEAM_PROJECT, block=1, students=frozenset({4}))
        points = problem.options.value.copy()
        points[10 * 2 + TEAM_PROJECT] += 50
        found = with_group(problem, on_paper(problem), wanted, points)
        assert found is not None
        members = set(np.flatnonzero(found.group[:, 1] == 0))
        assert {2, 4} <= members
        assert len(members) == least
        assert not check(problem=problem, plan=found)

    def test_what_is_worth_least_makes_way_for_the_room(self) -> None:
        problem = small_day(rooms=(2, 1))
        one = Wanted(group_type=TEAM_PROJECT, block=1, students=frozenset({4}))
        first = with_group(problem, on_paper(problem), one, problem.options.value)
        assert first is not None
        again = with_group(
            problem, first, replace(one, students=frozenset({0})), problem.options.value
        )
        assert again is not None
        assert again.n_groups == 1  # there is one room for projects
        assert again.group[0, 1] == 0

    def test_nobody_is_moved_from_what_an_adult_has_pinned(self) -> None:
        pins = tuple(Pin(student=s, block=1, option=10 * s + MATH_PAPER + 1) for s in range(5))
        problem = small_day(pins=pins)
        wanted = Wanted(group_type=TEAM_PROJECT, block=1, students=frozenset({5}))
        assert with_group(problem, on_paper(problem), wanted, problem.options.value) is None

    def test_needs_an_adult_who_is_there(self) -> None:
        problem = small_day(away=((0, 1), (1, 1)))
        wanted = Wanted(group_type=TEAM_PROJECT, block=1, students=frozenset({4}))
        assert with_group(problem, on_paper(problem), wanted, problem.options.value) is None


class TestTelling:
    """Whoever watches a plan come sees each step move."""

    def told(self, problem: Problem) -> dict[str, list[tuple[int, int]]]:
        told: list[tuple[str, int, int]] = []
        plan_and_check(
            problem=problem, seed=1, n_moves=2_000, is_bound_wanted=True,
            aims=rare_aims(problem, 5), tell=lambda *heard: told.append(heard),
        )  # fmt: skip
        turns = [
            (step, [(done, of) for _, done, of in own])
            for step, own in groupby(told, key=lambda heard: heard[0])
        ]
        assert len(turns) == len(dict(turns)), "a step is told again after a later one"
        return dict(turns)

    def test_each_step_goes_forward_to_its_end(self) -> None:
        steps = self.told(random_day(seed=5, n_students=40, n_blocks=4))
        assert list(steps) == [step for step in STEPS if step != "explaining"]
        for own in steps.values():
            done = [one for one, _ in own]
            assert done == sorted(done)
            assert own[-1][0] == own[-1][1]

    def test_long_steps_are_told_on_the_way(self) -> None:
        steps = self.told(random_day(seed=5, n_students=120, n_blocks=4))
        assert len({done for done, _ in steps["regrouping"]}) > 4
        assert len({done for done, _ in steps["completing"]}) > 6

    def test_looking_for_a_reason_is_a_step(self) -> None:
        away = tuple((t, b) for t in range(2) for b in range(N_BLOCKS))
        steps = self.told(small_day(away=away, seats=(2, 2)))
        assert list(steps)[-1] == "explaining"


def pairs_in_projects(*, rooms: tuple[int, int, int] = (1, 1, 1), least: int = 2) -> Problem:
    """Return the small day with projects of two, and so many rooms for them in each block."""
    problem = small_day()
    size = np.array([4, 4, 4, max(2, least)], dtype=np.int32)
    smallest = np.array([2, 2, 2, least], dtype=np.int32)
    types = replace(problem.group_types, min_size=smallest, max_size=size)
    count = np.array([[2, 2, 2], rooms])
    return replace(problem, group_types=types, rooms=replace(problem.rooms, count=count))


def a_project_each(problem: Problem) -> Something:
    """Return aims of which anything holds the first, and a project alone the second."""
    is_project = problem.options.group_type == TEAM_PROJECT
    helps = np.stack([np.ones_like(is_project), is_project], axis=1)
    return Something(problem=problem, helps=helps, urgency=np.ones(problem.n_students))


class TestMostWhole:
    @pytest.mark.parametrize(
        ("rooms", "least", "most"),
        [((1, 1, 1), 2, 6), ((1, 0, 1), 2, 4), ((0, 0, 0), 2, 0), ((1, 1, 1), 7, 0)],
        ids=["room for all", "a room less", "no room", "too few for any"],
    )
    def test_counts_rooms_and_members(
        self, rooms: tuple[int, int, int], least: int, most: int
    ) -> None:
        problem = pairs_in_projects(rooms=rooms, least=least)
        assert most_whole(problem=problem, aims=a_project_each(problem)) == most

    def test_needs_an_adult_for_each_group(self) -> None:
        problem = pairs_in_projects()
        there = np.array([[True, False, False], [False, False, False]])
        alone = replace(problem, teachers=replace(problem.teachers, is_available=there))
        assert most_whole(problem=alone, aims=a_project_each(alone)) == 2

    def test_takes_what_a_seat_can_give_for_granted(self) -> None:
        problem = pairs_in_projects(rooms=(0, 0, 0))
        anything = np.ones((len(problem.options.kind), N_AIMS), dtype=bool)
        aims = Something(problem=problem, helps=anything, urgency=np.ones(6))
        assert most_whole(problem=problem, aims=aims) == 6

    @pytest.mark.parametrize("seed", range(3))
    def test_no_plan_has_more(self, seed: int) -> None:
        problem = well_paid_day(seed, n_students=30)
        aims = rare_aims(problem, seed)
        plan = plan_day(problem=problem, seed=1, n_moves=20_000).plan
        after = make_whole(problem=problem, plan=plan, aims=aims)
        n_whole = int(aims.held(after).all(axis=1).sum())
        assert n_whole <= most_whole(problem=problem, aims=aims) <= aims.is_possible.sum()


class TestGroupsFor:
    """The program sees what no single group brings: three projects of two, so that all six have one."""

    def chosen(self, problem: Problem, plan: Plan) -> Plan:
        aims = a_project_each(problem)
        program = paying(whole_days_program_of(problem, plan, aims), np.full(6, 300.0))
        way = Way(tell=None, n_parts=2, is_over=None)
        answer = groups_for(problem, plan, aims, program, way)
        assert answer is not None
        return placed(problem, plan, program, answer, aims)

    def test_opens_all_that_are_needed_at_once(self) -> None:
        problem = pairs_in_projects()
        plan = self.chosen(problem, on_paper(problem))
        assert not check(problem=problem, plan=plan)
        assert (plan.group_type == TEAM_PROJECT).sum() == 3
        assert a_project_each(problem).held(plan).all()

    def test_leaves_alone_what_an_adult_has_pinned(self) -> None:
        pins = tuple(Pin(student=s, block=1, option=10 * s + MATH_PAPER + 1) for s in range(5))
        problem = replace(pairs_in_projects(), pins=pins)
        plan = self.chosen(problem, on_paper(problem))
        assert not check(problem=problem, plan=plan)
        assert a_project_each(problem).held(plan).all(axis=1).sum() == 4
