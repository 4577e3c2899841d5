"""A class whose teacher is out, in a day known by heart: who covers, what makes way, who is told what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from small_days import MATH_GROUP, MATH_GROUP_EASY, READING_GROUP, good_rows, plan_of, small_day

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.covering import cover
from ownpath.engine.dayplan.events import TeacherOut, problem_after
from ownpath.engine.dayplan.repair import NotRepaired, Repaired
from ownpath.engine.dayplan.types import Plan, Problem

OUT = TeacherOut(teacher=0, blocks=(0, 1, 2))
CLASS, COVER = MATH_GROUP, MATH_GROUP_EASY  # the easier group stands for own work of the class


def day_with_a_class(**changed: object) -> Problem:
    """Return a day in which teacher 1 may be with the class of teacher 0."""
    problem = small_day(**changed)  # type: ignore[arg-type]
    may_lead = problem.group_types.may_lead.copy()
    may_lead[COVER] = True
    return replace(problem, group_types=replace(problem.group_types, may_lead=may_lead))


def good_plan(groups: list[tuple[int, int, int, list[int]]]) -> Plan:
    rows = good_rows()
    if len(groups) == 1:  # the readers read alone
        for row in rows[3:]:
            row[0], row[1], row[2] = 5, 8, 7
    return plan_of(rows, groups)


MATH_CLASS = (CLASS, 0, 0, [0, 1, 2])
READERS = (READING_GROUP, 0, 1, [3, 4, 5])


class TestCover:
    def test_is_by_who_is_free_and_nobody_else_changes(self) -> None:
        problem, plan = day_with_a_class(), good_plan([MATH_CLASS])
        done = cover(problem=problem, plan=plan, event=OUT, covers={CLASS: COVER}, now=0)
        assert isinstance(done, Repaired)
        assert not check(problem=problem_after(problem, (OUT,)), plan=done.plan)
        assert done.plan.group_teacher.tolist() == [1]
        assert {(one.student, one.block, one.reason) for one in done.changes} == {
            (s, 0, "covered") for s in (0, 1, 2)
        }

    def test_ends_what_is_worth_least_where_nobody_is_free(self) -> None:
        problem, plan = day_with_a_class(), good_plan([MATH_CLASS, READERS])
        done = cover(problem=problem, plan=plan, event=OUT, covers={CLASS: COVER}, now=0)
        assert isinstance(done, Repaired)
        assert not check(problem=problem_after(problem, (OUT,)), plan=done.plan)
        assert done.plan.group_type[done.plan.group[0, 0]] == COVER
        reasons = {one.student: one.reason for one in done.changes if one.block == 0}
        assert [reasons[s] for s in range(6)] == ["covered"] * 3 + ["teacher_covers"] * 3
        assert (done.plan.option[3:, 0] >= 0).all()

    def test_is_not_where_no_adult_is_left(self) -> None:
        problem, plan = day_with_a_class(away=((1, 0),)), good_plan([MATH_CLASS])
        done = cover(problem=problem, plan=plan, event=OUT, covers={CLASS: COVER}, now=0)
        assert isinstance(done, NotRepaired)

    def test_leaves_the_plan_that_stands_alone(self) -> None:
        problem, plan = day_with_a_class(), good_plan([MATH_CLASS, READERS])
        before = plan.option.copy()
        cover(problem=problem, plan=plan, event=OUT, covers={CLASS: COVER}, now=0)
        assert np.array_equal(plan.option, before)
