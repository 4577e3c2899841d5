"""Measures the six promises, waiting and the batch index of a made-up campus over a year: processor seconds.

    python bench/promises.py --students 2000 --days 180

Every day is judged twice, as planned and as lived. What students do is drawn by lot: nothing is said by the shares.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from results import keep

from ownpath.engine.promises import Day, Terms, judge, waiting_days, whole_days
from ownpath.engine.promises.batch import Log, batch_index

N_BLOCKS = 7
N_COMPETENCIES = 300


def main() -> None:
    """Make a year, judge it, print the seconds."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--students", type=int, default=2_000)
    given.add_argument("--days", type=int, default=180)
    given.add_argument("--json", type=Path, default=None)
    said = given.parse_args()
    rng = np.random.default_rng(5)
    days = [drawn_day(said.students, rng) for _ in range(2 * said.days)]
    log = drawn_log(said.students, said.days, rng)
    begun = time.process_time()
    held = np.array([judge(day=day, terms=Terms()) for day in days])
    lived = whole_days(held[said.days :])
    waiting = waiting_days(is_whole=lived, is_school_day=np.ones_like(lived))
    judged = time.process_time()
    index = batch_index(log)
    done = time.process_time()
    figures = {
        "students": said.students,
        "days": said.days,
        "rows": int(log.student.size),
        "promises_cpu_seconds": round(judged - begun, 2),
        "batch_index_cpu_seconds": round(done - judged, 2),
        "both_cpu_seconds": round(done - begun, 2),
        "share_of_days_whole": round(float(lived.mean()), 3),
        "longest_waiting_days": int(waiting.max()),
        "pace": round(index.pace, 4),
    }
    keep("promises", figures, said.json)


def drawn_day(n_students: int, rng: np.random.Generator) -> Day:
    """Return one day of a campus, every mark by lot."""
    n = n_students * N_BLOCKS

    def lot(share: float) -> np.ndarray:
        return rng.random(n) < share

    return Day(
        n_students=n_students,
        student=np.repeat(np.arange(n_students), N_BLOCKS),
        block=np.tile(np.arange(N_BLOCKS), n_students),
        minutes=np.full(n, 45.0),
        active_minutes=rng.uniform(15.0, 45.0, n),
        is_learning=np.ones(n, dtype=np.bool_),
        has_person=lot(0.5),
        group_size=rng.integers(1, 9, n),
        serves_hope=lot(0.4),
        meets_interest=lot(0.4),
        is_in_band=lot(0.8),
        is_below_readiness=lot(0.001),
        is_screen=lot(0.3),
        is_repeat=lot(0.001),
        is_chosen=lot(0.4),
        is_done=lot(0.95),
        is_not_for_me=lot(0.02),
        is_boring=lot(0.02),
        is_stuck=lot(0.05),
        was_helped=lot(0.5),
        max_screen_minutes=np.full(n_students, 180.0),
        max_screen_run=np.full(n_students, 2),
        n_unanswered=(rng.random(n_students) < 0.02).astype(np.int64),
    )


def drawn_log(n_students: int, n_days: int, rng: np.random.Generator) -> Log:
    """Return what each student did in each learning block of the year."""
    shape = (n_students, n_days, N_BLOCKS)
    student, day, block = (axis.ravel() for axis in np.indices(shape))
    competency = rng.integers(N_COMPETENCIES, size=student.size)
    return Log(
        student=student,
        day=day,
        block=block,
        competency=competency,
        activity=competency * 3 + rng.integers(3, size=student.size),
        is_chosen=rng.random(student.size) < 0.4,
        n_students=n_students,
    )


if __name__ == "__main__":
    main()
