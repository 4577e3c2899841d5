"""What a plan of a day comes to in words: the bound without a number that puzzles, and why no day is whole."""

from __future__ import annotations

import pytest

from ownpath.faces.leader.pages.plan_words import (
    tell_bound,
    tell_bound_exactly,
    tell_nobody_chose,
)


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
