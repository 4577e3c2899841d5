"""Mastery rules judged on what students did next."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_students import MadeUp

from ownpath.engine.knowledge.criteria import KnowledgeTracing, MOfN
from ownpath.engine.knowledge.replaying import (
    Runs,
    at_bar,
    at_coverage,
    curve,
    decaying,
    in_a_row,
    marks_of,
    of_the_last,
    runs_of,
    tracing,
)


def runs(*outcomes: str) -> Runs:
    right = np.array([float(c) for run in outcomes for c in run])
    starts = np.concatenate([[0], np.cumsum([len(run) for run in outcomes])]).astype(np.int64)
    return Runs(rows=np.arange(len(right)), starts=starts, is_right=right)


class TestAtBar:
    def test_counts_answers_until_learned_and_the_wrong_ones_after(self) -> None:
        found = runs("0111010", "0000", "111")
        point = at_bar(found, marks_of(found, in_a_row), 3.0)
        assert point is not None
        assert point.coverage == pytest.approx(2 / 3)
        assert point.answers_needed == pytest.approx((4 + 3) / 2)
        assert point.false_mastery == pytest.approx(2 / 3)
        assert point.false_by_run == pytest.approx(2 / 3)  # the third run has nothing after

    def test_counts_each_run_alike_where_that_is_asked(self) -> None:
        found = runs("1110", "111111")
        point = at_bar(found, marks_of(found, in_a_row), 3.0)
        assert point is not None
        assert point.false_mastery == pytest.approx(1 / 4)
        assert point.false_by_run == pytest.approx(1 / 2)

    def test_is_nothing_when_nobody_is_said_to_have_learned(self) -> None:
        found = runs("0000")
        assert at_bar(found, marks_of(found, in_a_row), 3.0) is None


class TestMarkers:
    def test_say_what_the_rules_say(self) -> None:
        outcomes = "110111011110"
        right = np.array([float(c) for c in outcomes])
        marked = of_the_last(5)(right)
        for k in range(5, len(outcomes) + 1):
            assert (marked[k - 1] >= 4) == MOfN(m=4, n=5).is_met(outcomes[:k])
        traced = tracing(KnowledgeTracing())(right)
        for k in range(1, len(outcomes) + 1):
            assert (traced[k - 1] >= 0.95) == KnowledgeTracing().is_met(outcomes[:k])
        assert decaying(0.5)(np.array([1.0, 0.0])).tolist() == [1.0, 0.5]


class TestCurve:
    def test_covers_more_with_a_lower_bar(self, made_up: MadeUp) -> None:
        found = runs_of(made_up.answers)
        points = curve(found, marks_of(found, decaying(0.35)))
        shares = [point.coverage for point in points]
        assert shares == sorted(shares)
        middle = at_coverage(points, 0.5)
        assert middle is not None
        assert middle.coverage == 0.5

    def test_has_no_point_beyond_its_ends(self, made_up: MadeUp) -> None:
        found = runs_of(made_up.answers)
        assert at_coverage(curve(found, marks_of(found, in_a_row)), 0.0) is None
