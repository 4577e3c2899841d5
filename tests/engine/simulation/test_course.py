"""Simulated courses and first days: orderly graphs, plausible starts."""

from __future__ import annotations

import numpy as np
import pytest

from ownpath.engine.simulation.course import draw_course, draw_known


class TestDrawCourse:
    @pytest.mark.parametrize("n", [1, 2, 40])
    def test_lists_prerequisites_first(self, n: int) -> None:
        course = draw_course(rng=np.random.default_rng(1), n_competencies=n)
        assert course.n == n
        for after in range(n):
            before = course.graph.before[after]
            assert (before[before < n] < after).all()


class TestDrawKnown:
    def test_is_nearly_closed_under_prerequisites(self) -> None:
        rng = np.random.default_rng(2)
        course = draw_course(rng=rng, n_competencies=120)
        known = draw_known(rng=rng, course=course, n_students=200)
        ready = course.graph.is_ready(known)
        assert (known & ready).sum() > 0.9 * known.sum()
        assert 0.2 < known.mean() < 0.6

    def test_knows_easy_things_more_often(self) -> None:
        rng = np.random.default_rng(2)
        course = draw_course(rng=rng, n_competencies=120)
        known = draw_known(rng=rng, course=course, n_students=200)
        assert known[:, :40].mean() > known[:, 40:80].mean() > known[:, 80:].mean()
