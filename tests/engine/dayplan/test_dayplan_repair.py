"""Repairs: nothing breaks whatever happens, the past stays, few cells change, and everyone changed is told why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_days import EVERYTHING, random_day

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.events import (
    DevicesMissing,
    Event,
    RoomsLost,
    StudentArrives,
    StudentsAbsent,
    Swap,
    TeacherOut,
    problem_after,
)
from ownpath.engine.dayplan.repair import (
    REASONS,
    NotRepaired,
    Repaired,
    Standing,
    repair,
    stand,
)
from ownpath.engine.dayplan.solve import plan_day

N_BLOCKS = 5


def standing_day(seed: int, n_students: int = 24) -> Standing:
    problem = random_day(seed=seed, n_students=n_students, n_blocks=N_BLOCKS)
    plan = plan_day(problem=problem, seed=1, n_moves=20_000).plan
    assert check(problem=problem, plan=plan) == ()
    return stand(problem=problem, plan=plan)


def mended(standing: Standing, *events: Event, now: int = 0) -> Repaired:
    done = repair(standing=standing, events=events, now=now)
    assert isinstance(done, Repaired), done
    after = problem_after(standing.problem, events)
    assert check(problem=after, plan=done.plan) == ()
    return done


def a_teacher_who_leads(standing: Standing, block: int) -> int:
    groups = np.flatnonzero(standing.plan.group_block == block)
    return int(standing.plan.group_teacher[groups[0]])


@st.composite
def mishaps(draw: st.DrawFn) -> tuple[int, tuple[Event, ...]]:
    """Draw the block it is now and one to three things that happen from then on."""
    now = draw(st.integers(0, N_BLOCKS - 1))
    blocks = tuple(range(now, N_BLOCKS))
    students = st.lists(st.integers(0, 23), min_size=1, max_size=8, unique=True)
    event = st.one_of(
        st.builds(TeacherOut, teacher=st.integers(0, 2), blocks=st.just(blocks)),
        st.builds(StudentsAbsent, students=students.map(tuple), blocks=st.just(blocks)),
        st.builds(RoomsLost, room_kind=st.integers(0, 1), blocks=st.just(blocks)),
        st.builds(DevicesMissing, blocks=st.just(blocks), n=st.integers(1, 9)),
    )
    return now, tuple(draw(st.lists(event, min_size=1, max_size=3)))


class TestRepair:
    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 5), mishaps())
    def test_never_breaks_a_rule_and_never_touches_the_past(
        self, seed: int, mishap: tuple[int, tuple[Event, ...]]
    ) -> None:
        standing = standing_day(seed)
        now, events = mishap
        done = repair(standing=standing, events=events, now=now)
        if isinstance(done, NotRepaired):
            assert done.words
            return
        assert check(problem=problem_after(standing.problem, events), plan=done.plan) == ()
        assert np.array_equal(done.plan.option[:, :now], standing.plan.option[:, :now])
        assert {change.reason for change in done.changes} <= set(REASONS)

    def test_nothing_happens_nothing_changes(self) -> None:
        standing = standing_day(1)
        done = mended(standing)
        assert done.changes == ()
        assert np.array_equal(done.plan.option, standing.plan.option)

    def test_what_stands_is_untouched(self) -> None:
        standing = standing_day(1)
        before = standing.layout.board.m.copy()
        mended(standing, TeacherOut(teacher=a_teacher_who_leads(standing, 2), blocks=(2, 3)))
        assert np.array_equal(standing.layout.board.m, before)

    def test_a_teacher_out_is_told_to_those_of_the_group(self) -> None:
        standing = standing_day(2)
        out = TeacherOut(teacher=a_teacher_who_leads(standing, 1), blocks=(1,))
        done = mended(standing, out, now=1)
        assert done.hand_overs or any(c.reason == "teacher_out" for c in done.changes)

    def test_the_absent_are_not_among_the_changed(self) -> None:
        standing = standing_day(3)
        gone = StudentsAbsent(students=(0, 1, 2), blocks=(2, 3, 4))
        done = mended(standing, gone, now=2)
        assert not {c.student for c in done.changes if c.block >= 2} & {0, 1, 2}
        assert (done.plan.option[[0, 1, 2], 2:] == -1).all()

    def test_who_arrives_is_given_a_day(self) -> None:
        standing = standing_day(4)
        gone = StudentsAbsent(students=(5,), blocks=tuple(range(N_BLOCKS)))
        without = mended(standing, gone)
        later = stand(problem=problem_after(standing.problem, (gone,)), plan=without.plan)
        back = StudentArrives(student=5, blocks=(3, 4), kinds=EVERYTHING)
        done = mended(later, back, now=3)
        assert (done.plan.option[5, 3:] >= 0).all()
        assert {c.reason for c in done.changes if c.student == 5} == {"arrived"}

    def test_missing_devices_are_missed_by_as_many(self) -> None:
        standing = standing_day(5)
        done = mended(standing, DevicesMissing(blocks=(0,), n=100))
        kinds = standing.problem.options.kind[
            done.plan.option[:, 0][done.plan.option[:, 0] >= 0]
        ]
        assert not standing.problem.kinds.uses_device[kinds].any()

    def test_a_teacher_may_have_it_otherwise(self) -> None:
        standing = standing_day(2)
        options = standing.problem.options
        s, b = next((int(s), int(b)) for s, b in np.argwhere(standing.problem.is_free))
        paper = options.kind == 4
        unused = ~np.isin(np.arange(len(options.kind)), standing.plan.option)
        wish = int(np.flatnonzero((options.student == s) & paper & unused)[0])
        done = repair(standing=standing, events=(Swap(student=s, block=b, option=wish),), now=0)
        if isinstance(done, Repaired):
            assert done.plan.option[s, b] == wish

    def test_what_is_past_cannot_happen(self) -> None:
        with pytest.raises(ValueError, match="block 3 or later"):
            repair(
                standing=standing_day(1), events=(TeacherOut(teacher=0, blocks=(2,)),), now=3
            )
