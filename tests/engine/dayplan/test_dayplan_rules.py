"""Each hard rule alone: kept at its edge, broken by the first step beyond, and nothing else said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_days import (
    EVERYTHING,
    FREE_PAPER,
    MATH_DEVICE,
    MATH_GROUP,
    MATH_GROUP_EASY,
    MATH_PAPER,
    N_BLOCKS,
    N_STUDENTS,
    OTHER_DEVICE,
    READING_DEVICE,
    READING_PAPER,
    TEAM_PROJECT,
    good_groups,
    good_rows,
    plan_of,
    small_day,
)

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.rules import RULES
from ownpath.engine.dayplan.types import Pin, Plan, Problem, Team
from ownpath.engine.dayplan.value import worth_of


def rules_broken(problem: Problem, plan: Plan) -> set[str]:
    return {breach.rule for breach in check(problem=problem, plan=plan)}


def changed(student: int, block: int, option: int) -> list[list[int]]:
    rows = good_rows()
    rows[student][block] = option
    return rows


GOOD = plan_of(good_rows(), good_groups())
APART = plan_of(
    changed(0, 0, FREE_PAPER), [(0, 0, 0, [1, 2]), (2, 0, 1, [3, 4, 5])]
)  # Ada is elsewhere
TOGETHER = [Team(group_type=3, students=(0, 1))]
NO_DEVICE = np.full((N_STUDENTS, N_BLOCKS), EVERYTHING, dtype=np.int32)
NO_DEVICE[0, 1] = 0b1101
ON_PAPER = NO_DEVICE.copy()
ON_PAPER[0, 2] = 0b0100
LUNCH = np.full((N_STUDENTS, N_BLOCKS), EVERYTHING, dtype=np.int32)
LUNCH[0, 2] = 0
AT_LUNCH = plan_of(changed(0, 2, -1), good_groups())


def three_screens(middle: int = READING_DEVICE) -> Plan:
    rows = good_rows()
    rows[0] = [MATH_DEVICE, middle, OTHER_DEVICE]
    return plan_of(rows, [(0, 0, 0, [1, 2]), (2, 0, 1, [3, 4, 5])])


def with_project(members: list[int], block: int = 1, teacher: int = 0) -> Plan:
    rows = good_rows()
    for student in members:
        rows[student][block] = TEAM_PROJECT
    return plan_of(rows, [*good_groups(), (3, block, teacher, members)])


def twice_in_math_groups() -> Plan:
    rows = good_rows()
    rows[0][1] = rows[1][1] = MATH_GROUP_EASY
    return plan_of(rows, [*good_groups(), (1, 1, 0, [0, 1])])


def math_after_math() -> Plan:
    rows = good_rows()
    rows[0][2] = MATH_PAPER
    return plan_of(rows, good_groups())


MANY = plan_of(
    [[MATH_GROUP, READING_PAPER, FREE_PAPER]] * 4 + good_rows()[4:],
    [(0, 0, 0, [0, 1, 2, 3]), (2, 0, 1, [4, 5])],
)
TOO_MANY = plan_of(
    [[MATH_GROUP, READING_PAPER, FREE_PAPER]] * 5 + [[READING_PAPER, MATH_DEVICE, FREE_PAPER]],
    [(0, 0, 0, [0, 1, 2, 3, 4])],
)

# rule: (a day and a plan that just keep it, a day and a plan that break it and nothing else)
CASES: dict[str, tuple[tuple[Problem, Plan], tuple[Problem, Plan]]] = {
    "one_activity": ((small_day(), GOOD), (small_day(), AT_LUNCH)),
    "only_free_blocks": ((small_day(may_do=LUNCH), AT_LUNCH), (small_day(may_do=LUNCH), GOOD)),
    "own_option": (
        (small_day(), GOOD),
        (small_day(), plan_of(changed(0, 1, 10 + READING_DEVICE), good_groups())),
    ),
    "allowed_kind": (
        (small_day(may_do=ON_PAPER), plan_of(changed(0, 1, FREE_PAPER), good_groups())),
        (small_day(may_do=NO_DEVICE), GOOD),
    ),
    "no_repeat": (
        (small_day(), GOOD),
        (small_day(), plan_of(changed(0, 1, READING_PAPER), good_groups())),
    ),
    "group_per_competency": (
        (small_day(limits=(3, 2, 2)), twice_in_math_groups()),
        (small_day(), twice_in_math_groups()),
    ),
    "blocks_per_competency": (
        (small_day(limits=(3, 2, 1)), GOOD),
        (small_day(limits=(3, 1, 1)), GOOD),
    ),
    "blocks_per_subject": (
        (small_day(limits=(3, 2, 1)), math_after_math()),
        (small_day(limits=(2, 2, 1)), math_after_math()),
    ),
    "screen_limit": ((small_day(max_screen=1), GOOD), (small_day(max_screen=0), GOOD)),
    "screen_run": (
        (small_day(max_screen=3, max_run=2), three_screens(READING_PAPER)),
        (small_day(max_screen=3, max_run=2), three_screens()),
    ),
    "pin_kept": (
        (small_day(pins=(Pin(student=0, block=1, option=MATH_DEVICE),)), GOOD),
        (small_day(pins=(Pin(student=0, block=1, option=FREE_PAPER),)), GOOD),
    ),
    "group_minimum": (
        (small_day(), APART),
        (
            small_day(),
            plan_of(
                [[FREE_PAPER, *row[1:]] if s < 2 else row for s, row in enumerate(good_rows())],
                [(0, 0, 0, [2]), (2, 0, 1, [3, 4, 5])],
            ),
        ),
    ),
    "group_maximum": ((small_day(), MANY), (small_day(), TOO_MANY)),
    "team_together": (
        (small_day(teams=tuple(TOGETHER)), with_project([0, 1])),
        (small_day(teams=tuple(TOGETHER)), with_project([1, 2])),
    ),
    "kept_apart": (
        (small_day(keep_apart=((0, 3),)), GOOD),
        (small_day(keep_apart=((0, 1),)), GOOD),
    ),
    "teacher_available": (
        (small_day(away=((0, 1),)), GOOD),
        (small_day(away=((0, 0),)), GOOD),
    ),
    "teacher_qualified": (
        (small_day(), with_project([0, 1], teacher=1)),
        (small_day(), plan_of(good_rows(), [(0, 0, 1, [0, 1, 2]), (2, 0, 0, [3, 4, 5])])),
    ),
    "teacher_once": (
        (small_day(), with_project([0, 1])),
        (
            small_day(rooms=(3, 1)),
            plan_of(
                [[MATH_GROUP, MATH_DEVICE, READING_PAPER]] * 4 + [[READING_PAPER, MATH_DEVICE, MATH_PAPER]] * 2,
                [(0, 0, 0, [0, 1]), (0, 0, 0, [2, 3])],
            ),
        ),
    ),
    "teacher_break": (
        (small_day(max_blocks=2, max_led_run=2), with_project([0, 1])),
        (small_day(max_blocks=2, max_led_run=1), with_project([0, 1])),
    ),
    "right_room": (
        (small_day(), GOOD),
        (small_day(), replace(GOOD, group_room=np.array([0, 1], dtype=np.int32))),
    ),
    "room_capacity": ((small_day(rooms=(2, 1)), GOOD), (small_day(rooms=(1, 1)), GOOD)),
    "seat_capacity": ((small_day(seats=(6, 6)), GOOD), (small_day(seats=(6, 5)), GOOD)),
    "device_capacity": ((small_day(devices=6), GOOD), (small_day(devices=5), GOOD)),
}  # fmt: skip


class TestRules:
    def test_every_rule_has_a_case(self) -> None:
        assert {rule.__name__ for rule in RULES} == set(CASES)

    def test_every_rule_is_one_sentence(self) -> None:
        for rule in RULES:
            sentence = (rule.__doc__ or "").strip()
            assert sentence.endswith(".")
            assert "\n" not in sentence

    @pytest.mark.parametrize("rule", sorted(CASES))
    def test_is_silent_at_its_edge(self, rule: str) -> None:
        problem, plan = CASES[rule][0]
        assert rules_broken(problem, plan) == set()

    @pytest.mark.parametrize("rule", sorted(CASES))
    def test_speaks_beyond_it_and_alone(self, rule: str) -> None:
        problem, plan = CASES[rule][1]
        assert rules_broken(problem, plan) == {rule}

    def test_names_the_place(self) -> None:
        problem, plan = CASES["kept_apart"][1]
        (breach,) = check(problem=problem, plan=plan)
        assert breach.where == "students 0 and 1, block 0: in group 0 together"
        assert breach.sentence.startswith("Two students who are to be kept apart")

    def test_an_empty_school_has_nothing_to_break(self) -> None:
        nobody = small_day(may_do=np.zeros((N_STUDENTS, N_BLOCKS), dtype=np.int32))
        assert rules_broken(nobody, plan_of([[-1] * N_BLOCKS] * N_STUDENTS, [])) == set()

    @pytest.mark.parametrize("table", ["option", "group", "group_type", "group_teacher"])
    def test_a_number_that_names_nothing_is_not_well_formed(self, table: str) -> None:
        broken = getattr(GOOD, table).copy()
        broken.flat[0] = 999
        assert rules_broken(small_day(), replace(GOOD, **{table: broken})) == {"well_formed"}


class TestWorth:
    def test_is_the_sum_of_what_everybody_does(self) -> None:
        worth = worth_of(problem=small_day(), plan=GOOD)
        # Mathematics groups 90 + device 50 + paper 35; reading groups 80 + device 45 + paper 40.
        assert worth.value == 3 * (90 + 50 + 35) + 3 * (80 + 45 + 40)
        assert worth.learning_by_kind == {
            "group": 510,
            "device": 285,
            "paper": 225,
            "project": 0,
        }

    def test_a_day_without_a_teacher_costs(self) -> None:
        worth = worth_of(problem=small_day(), plan=APART)
        assert worth.n_without_teacher == 1
        assert worth.no_teacher_penalty == 300

    def test_a_day_without_mathematics_costs(self) -> None:
        plan = plan_of(changed(3, 2, FREE_PAPER), good_groups())
        worth = worth_of(problem=small_day(), plan=plan)
        assert worth.n_missing_subject == (1, 0)
        assert worth.missing_subject_penalty == 60
