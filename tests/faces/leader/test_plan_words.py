"""What a plan of a day comes to in words: the bound without a number that puzzles, and why no day is whole."""

from __future__ import annotations

from datetime import time

import pytest
from cast import NOW

from ownpath.faces.leader.pages.plan_words import (
    tell_bound,
    tell_bound_exactly,
    tell_evening,
    tell_nobody_chose,
    tell_none,
)
from ownpath.school.days.models import DayPlan


class TestTheBound:
    @pytest.mark.parametrize(
        ("gap", "words"),
        [
            (None, "not worked out yet"),
            (0.0, "about as much as a plan for this day can promise"),
            (0.05, "about as much as a plan for this day can promise"),
            (0.051, "planning it again may find one"),
            (0.588, "planning it again may find one"),
        ],
    )
    def test_is_told_without_a_number(self, gap: float | None, words: str) -> None:
        told = tell_bound(gap)
        assert words in told
        assert not any(letter.isdigit() for letter in told)

    @pytest.mark.parametrize(("gap", "words"), [(0.588, "58.8%"), (0.0, "0.0%")])
    def test_is_told_exactly_to_who_opens_it(self, gap: float, words: str) -> None:
        assert words in tell_bound_exactly(gap)


class TestTheEvening:
    def told(self, *plans: DayPlan) -> str:
        return tell_evening(plans, time(17))

    def test_is_told_at_a_draft_only(self) -> None:
        draft, published = DayPlan(state="draft"), DayPlan(state="published")
        assert "planned anew the evening before, from 5 p.m. on" in self.told(draft)
        assert self.told(draft, published) == ""

    def test_leaves_alone_what_was_taken_back(self) -> None:
        undone = DayPlan(state="draft", taken_back_at=NOW)
        withdrawn = DayPlan(state="withdrawn", taken_back_at=NOW, ended_at=NOW)
        put_aside = DayPlan(state="withdrawn", ended_at=NOW)
        assert "taken back" in self.told(DayPlan(state="draft"), undone)
        assert "taken back" in self.told(DayPlan(state="draft"), withdrawn)
        assert "taken back" not in self.told(DayPlan(state="draft"), put_aside)


class TestADayWithNothingToShow:
    def test_is_planned_by_itself_only_if_it_is_ahead(self) -> None:
        assert tell_none([], is_ahead=True) == (
            "Nobody has planned this day yet",
            "It is planned by itself in the evening. You can also have it planned now.",
        )
        assert tell_none([], is_ahead=False)[1] == "You can have it planned now."

    def test_is_not_said_to_be_unplanned_where_plans_were_put_aside(self) -> None:
        put_aside = DayPlan(state="withdrawn", ended_at=NOW)
        title, text = tell_none([put_aside], is_ahead=True)
        assert title == "No plan of this day is in force"
        assert text.startswith("It is planned by itself in the evening.")

    def test_is_left_to_people_where_a_plan_was_taken_back(self) -> None:
        undone = DayPlan(state="withdrawn", ended_at=NOW, taken_back_at=NOW)
        assert "none is published by itself" in tell_none([undone], is_ahead=True)[1]
        assert tell_none([undone], is_ahead=False)[1] == "You can have it planned now."


class TestNobodyChose:
    @pytest.mark.parametrize(
        ("promised", "n", "is_told"),
        [
            ({"hears": 0}, 720, True),
            ({"hears": 1}, 720, False),
            ({}, 720, True),
            ({}, 0, False),
        ],
    )
    def test_is_told_only_where_no_student_is_heard(
        self, promised: dict[str, int], n: int, is_told: bool
    ) -> None:
        assert bool(tell_nobody_chose(promised, n)) is is_told
