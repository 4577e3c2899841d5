"""The batch index: 1 for copies, near 0 for strangers, and it moves the right way when somebody goes their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yardstick import turns_of

from ownpath.engine.promises import BatchIndex, Log, batch_index

N_DAYS, N_BLOCKS = 10, 3


def log_of(competencies: np.ndarray, *, chosen: float = 0.0, seed: int = 1) -> Log:
    """Return a log from (n_students, n_days, n_blocks) competencies; activities go by competency."""
    rng = np.random.default_rng(seed)
    n_students = competencies.shape[0]
    student, day, block = np.indices(competencies.shape).reshape(3, -1)
    return Log(
        student=student,
        day=day,
        block=block,
        competency=competencies.reshape(-1),
        activity=competencies.reshape(-1) * 7,
        is_chosen=rng.random(student.shape) < chosen,
        n_students=n_students,
    )


def copies(n_students: int) -> np.ndarray:
    one = np.arange(N_DAYS * N_BLOCKS).reshape(1, N_DAYS, N_BLOCKS) // 2
    return np.repeat(one, n_students, axis=0)


def by_all_pairs(log: Log) -> float:
    """Return the pace the slow way, from every pair of students."""
    met = [set() for _ in range(log.n_students)]
    for s, d, c in zip(log.student, log.day, log.competency, strict=True):
        met[s].add((d, c))
    shared = sum(len(a & b) for i, a in enumerate(met) for j, b in enumerate(met) if i != j)
    return shared / (sum(map(len, met)) * (log.n_students - 1))


class TestBatchIndex:
    @pytest.mark.parametrize("n_students", [2, 3, 30])
    def test_is_one_for_copies(self, n_students: int) -> None:
        assert batch_index(log_of(copies(n_students))) == BatchIndex(
            pace=1.0, path=1.0, time=1.0, choice=1.0
        )

    def test_is_near_zero_for_strangers(self) -> None:
        rng = np.random.default_rng(3)
        index = batch_index(log_of(rng.integers(500, size=(60, N_DAYS, N_BLOCKS)), chosen=1.0))
        assert max(index.pace, index.path, index.time) < 0.02
        assert index.choice == 0.0

    def test_one_alone_is_no_batch(self) -> None:
        index = batch_index(log_of(copies(1)))
        assert (index.pace, index.path, index.time) == (0.0, 0.0, 0.0)

    def test_an_empty_log_is_zero(self) -> None:
        nothing = log_of(np.zeros((0, N_DAYS, N_BLOCKS), dtype=np.int64))
        assert batch_index(nothing) == BatchIndex(pace=0.0, path=0.0, time=0.0, choice=0.0)

    def test_falls_in_all_when_one_goes_an_own_way(self) -> None:
        one_off = copies(10)
        one_off[0] += 1_000
        before, after = batch_index(log_of(copies(10))), batch_index(log_of(one_off))
        assert after.pace == pytest.approx(0.8)  # 9 * 8 of 10 * 9 pairs
        assert after.path < before.path
        assert after.time == pytest.approx(0.8)
        assert after.choice == before.choice

    def test_another_order_of_the_same_days_changes_time_only(self) -> None:
        turned = copies(10)
        turned[0] = turned[0][:, ::-1]
        index = batch_index(replace(log_of(turned), is_chosen=np.zeros(300, dtype=bool)))
        assert index.pace == 1.0
        assert index.time < 1.0

    def test_the_same_things_in_another_order_have_another_path(self) -> None:
        turned = copies(10)
        turned[0] = turned[0][::-1, ::-1]
        assert batch_index(log_of(turned)).path < 0.85

    @settings(max_examples=40, deadline=None)
    @given(st.integers(2, 6), st.integers(1, 5), st.integers(1, 6), st.integers(0, 10_000))
    def test_counts_say_what_all_pairs_say(
        self, n_students: int, n_days: int, n_competencies: int, seed: int
    ) -> None:
        rng = np.random.default_rng(seed)
        log = log_of(rng.integers(n_competencies, size=(n_students, n_days, 2)))
        assert batch_index(log).pace == pytest.approx(by_all_pairs(log))

    def test_two_thousand_students_for_a_year_take_seconds(self) -> None:
        rng = np.random.default_rng(5)
        log = log_of(rng.integers(300, size=(2_000, 180, 7)))
        assert turns_of(lambda: batch_index(log)) < 600  # about 70; by all pairs: thousands
