"""Why this and not that; and when there is no plan, the smallest set of demands that conflict."""

from __future__ import annotations

import numpy as np
from small_days import (
    EVERYTHING,
    FREE_PAPER,
    MATH_DEVICE,
    MATH_GROUP,
    N_BLOCKS,
    N_STUDENTS,
    READING_DEVICE,
    READING_GROUP,
    READING_PAPER,
    good_groups,
    good_rows,
    plan_of,
    small_day,
)

from ownpath.engine.dayplan.conflicts import explain_no_plan
from ownpath.engine.dayplan.explain import WORDS, Because, binding_rule, explain
from ownpath.engine.dayplan.solve import plan_day
from ownpath.engine.dayplan.types import NoPlan, Pin, Problem, Team

GOOD = plan_of(good_rows(), good_groups())


def because(student: int, block: int, **day: object) -> Because:
    found = explain(problem=small_day(**day), plan=GOOD, student=student, block=block)  # type: ignore[arg-type]
    assert found is not None
    return found


class TestExplain:
    def test_names_what_is_done_and_what_was_next(self) -> None:
        found = because(0, 2)
        assert (found.option, found.value) == (READING_PAPER, 35)
        assert found.runner_up is not None
        assert found.runner_up.option == READING_DEVICE
        assert found.runner_up.points == 10

    def test_names_the_rule_that_stands_before_what_is_better(self) -> None:
        bound_by = {a.option: a.bound_by for a in because(0, 2).better}
        assert bound_by[MATH_GROUP] == "no_repeat"
        assert bound_by[READING_GROUP] == "no_group"
        assert set(bound_by.values()) <= set(WORDS)

    def test_an_empty_cell_has_no_reason(self) -> None:
        bare = plan_of([[-1] * N_BLOCKS] * N_STUDENTS, [])
        assert explain(problem=small_day(), plan=bare, student=0, block=0) is None

    def test_each_rule_can_bind(self) -> None:
        def bound(option: int, block: int = 2, **day: object) -> str:
            return binding_rule(small_day(**day), GOOD, 0, block, option)  # type: ignore[arg-type]

        no_screens = np.full((N_STUDENTS, N_BLOCKS), EVERYTHING)
        no_screens[0, 2] = 0b1101
        assert bound(READING_DEVICE, may_do=no_screens) == "allowed_kind"
        assert bound(READING_DEVICE, max_screen=1) == "screen_limit"
        assert bound(READING_DEVICE, max_run=1) == "screen_run"
        assert bound(READING_DEVICE, seats=(0, 6)) == "seat_capacity"
        assert bound(READING_DEVICE, devices=0) == "device_capacity"
        assert (
            bound(FREE_PAPER, pins=(Pin(student=0, block=2, option=READING_PAPER),))
            == "pin_kept"
        )
        assert (
            bound(FREE_PAPER, block=0, teams=(Team(group_type=0, students=(0, 1)),))
            == "team_together"
        )
        assert bound(READING_GROUP, block=0, keep_apart=((0, 3),)) == "kept_apart"
        assert bound(FREE_PAPER) == ""


class TestNoPlan:
    def rules(self, problem: Problem) -> set[str]:
        found = plan_day(problem=problem, seed=1, n_moves=30_000)
        reason = explain_no_plan(problem=problem, nearest=found.plan)
        assert isinstance(reason, NoPlan)
        assert all(conflict.words for conflict in reason.conflicts)
        return {conflict.rule for conflict in reason.conflicts}

    def test_too_few_places_in_a_block(self) -> None:
        # Six students; one group of at most four, one project of six needs an adult too: nobody is there.
        away = tuple((t, b) for t in range(2) for b in range(N_BLOCKS))
        rules = self.rules(small_day(away=away, seats=(2, 2)))
        assert {"one_activity", "seat_capacity", "teacher_available"} <= rules
        assert "room_capacity" not in rules

    def test_a_day_that_cannot_be_filled(self) -> None:
        only_screens = np.full((N_STUDENTS, N_BLOCKS), EVERYTHING)
        only_screens[0] = 0b0010
        assert self.rules(small_day(may_do=only_screens)) == {
            "one_activity", "allowed_kind", "screen_limit",
        }  # fmt: skip

    def test_a_pin_nobody_can_lead(self) -> None:
        pins = (Pin(student=0, block=1, option=MATH_GROUP),)
        assert self.rules(small_day(pins=pins, away=((0, 1),))) == {
            "pin_kept",
            "teacher_available",
        }

    def test_two_pins_of_one_student_that_conflict(self) -> None:
        pins = (
            Pin(student=0, block=1, option=MATH_DEVICE),
            Pin(student=0, block=2, option=READING_DEVICE),
        )
        rules = self.rules(small_day(pins=pins, max_screen=1))
        assert rules == {"pin_kept", "screen_limit"}
