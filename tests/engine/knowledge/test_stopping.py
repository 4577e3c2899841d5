"""The best moment to say "learned", as the benchmark of mastery by replay reckons it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ownpath.engine.knowledge.replaying import Point, Runs

BENCH = Path(__file__).parents[3] / "bench"
N_RUNS, LENGTH = 400, 8


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCH)
    return import_module("knowledge_stopping")


def runs_of_two_kinds() -> Runs:
    """Return runs of whom every other one is always right, the others wrong at every other answer."""
    right = np.ones((N_RUNS, LENGTH))
    right[1::2, ::2] = 0.0
    return Runs(
        rows=np.arange(N_RUNS * LENGTH),
        starts=np.arange(N_RUNS + 1) * LENGTH,
        is_right=right.ravel(),
    )


def halves() -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.repeat(np.arange(N_RUNS) // 2 % 2, LENGTH)


def known_from(place: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a forecast that tells the two kinds apart from a place on, and knows only the mean before it."""
    forecast = np.full((N_RUNS, LENGTH), 0.75)
    forecast[::2, place:] = 1.0
    forecast[1::2, place:] = 0.5
    return forecast.ravel()


class TestBestStopping:
    def test_waits_until_the_forecast_knows_where_answers_cost_nothing(
        self, stopping: Any
    ) -> None:
        found: Point = stopping.best_stopping(
            runs_of_two_kinds(), known_from(4), halves(), coverage=0.5, price=0.0
        )
        assert found.coverage == pytest.approx(0.5)
        assert found.answers_needed == pytest.approx(5.0)
        assert found.false_mastery == 0.0

    def test_speaks_at_the_third_answer_where_answers_cost_more_than_they_tell(
        self, stopping: Any
    ) -> None:
        found: Point = stopping.best_stopping(
            runs_of_two_kinds(), known_from(4), halves(), coverage=0.5, price=0.3
        )
        assert found.answers_needed == pytest.approx(3.0)
        assert found.false_mastery > 0.1

    def test_refuses_runs_that_nothing_follows(self, stopping: Any) -> None:
        three = Runs(rows=np.arange(6), starts=np.array([0, 3, 6]), is_right=np.ones(6))
        with pytest.raises(ValueError, match="no run of more than 3"):
            stopping.best_stopping(
                three, np.full(6, 0.9), np.repeat([0, 1], 3), coverage=0.5, price=0.0
            )


class TestGainOfSaying:
    def test_is_all_it_is_worth_at_the_end_of_a_run(self, stopping: Any) -> None:
        runs = runs_of_two_kinds()
        said = np.full(len(runs.rows), 0.4)
        gain = stopping.gain_of_saying(
            runs, known_from(4), said, tells=np.ones(len(said), np.bool_)
        )
        ends = runs.starts[1:] - 1
        assert np.allclose(gain[ends], 0.4)
        assert np.all(gain[ends - 1] < 0.01)
