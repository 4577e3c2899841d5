"""Measures repairs of a day: processor time, cells changed for each displaced, and breaches in many random mishaps.

    python bench/day_repairs.py INSTANCE.json.gz --repairs 500 --plan-seconds 5 --out bench/results/day_repairs.json

Each mishap: it is a random block; a random teacher is out from now on and 30 students are absent; every third time a
room is lost too, every fourth 20 devices are missing. Each mended plan is checked against what then holds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from pathlib import Path

import numpy as np

from ownpath.config.commands.student_day import problem_of
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.events import (
    DevicesMissing,
    Event,
    RoomsLost,
    StudentsAbsent,
    TeacherOut,
    problem_after,
)
from ownpath.engine.dayplan.repair import NotRepaired, Standing, repair, stand
from ownpath.engine.dayplan.solve import plan_within, warm_up
from ownpath.engine.dayplan.types import Problem
from ownpath.interchange.student_day import read_instance

N_ABSENT = 30
N_DEVICES = 20
Figures = dict[str, float]


def mishap(rng: np.random.Generator, problem: Problem, number: int) -> tuple[int, list[Event]]:
    """Return the block it is now and what happens."""
    now = int(rng.integers(problem.n_blocks))
    blocks = tuple(range(now, problem.n_blocks))
    absent = rng.choice(problem.n_students, size=N_ABSENT, replace=False)
    events: list[Event] = [
        TeacherOut(teacher=int(rng.integers(problem.n_teachers)), blocks=blocks),
        StudentsAbsent(students=tuple(map(int, absent)), blocks=blocks),
    ]
    if number % 3 == 2:
        room = int(rng.integers(len(problem.rooms.names)))
        events.append(RoomsLost(room_kind=room, blocks=blocks))
    if number % 4 == 3:
        events.append(DevicesMissing(blocks=blocks, n=N_DEVICES))
    return now, events


def measured(standing: Standing, now: int, events: tuple[Event, ...]) -> Figures:
    """Mend once; return what it took."""
    begun, wall = time.process_time(), time.perf_counter()
    done = repair(standing=standing, events=events, now=now)
    mended = time.process_time()
    if isinstance(done, NotRepaired):
        return {"refused": 1, "cpu_ms": 1000 * (mended - begun)}
    breaches = check(problem=problem_after(standing.problem, events), plan=done.plan)
    return {
        "cpu_ms": 1000 * (mended - begun),
        "checked_wall_ms": 1000 * (time.perf_counter() - wall),
        "displaced": done.n_displaced,
        "changed": len(done.changes),
        "hand_overs": len(done.hand_overs),
        "breaches": len(breaches),
        "has_only_teacher_and_absent": len(events) == 2,
    }


def summary(runs: list[Figures]) -> dict[str, float]:
    """Return the figures over all repairs, and of those with a teacher out and 30 absent alone."""
    mended = [r for r in runs if "displaced" in r]
    plain = [r for r in mended if r["has_only_teacher_and_absent"]]
    cpu = sorted(r["cpu_ms"] for r in plain)
    return {
        "repairs": len(runs),
        "refused": len(runs) - len(mended),
        "breaches": sum(r["breaches"] for r in mended),
        "plain_cpu_ms_median": round(statistics.median(cpu), 1),
        "plain_cpu_ms_95th": round(cpu[int(0.95 * (len(cpu) - 1))], 1),
        "all_cpu_ms_worst": round(max(r["cpu_ms"] for r in runs), 1),
        "checked_wall_ms_worst": round(max(r["checked_wall_ms"] for r in mended), 1),
        "cells_changed_median": statistics.median(r["changed"] for r in plain),
        "cells_per_displaced": round(
            sum(r["changed"] for r in mended) / max(1, sum(r["displaced"] for r in mended)), 3
        ),
        "hand_overs": sum(r["hand_overs"] for r in mended),
    }


def main() -> None:
    """Plan, mend many times, print and keep the figures."""
    parser = argparse.ArgumentParser(description="Measure repairs of a day.")
    parser.add_argument("instance", type=Path)
    parser.add_argument("--repairs", type=int, default=500)
    parser.add_argument("--plan-seconds", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("bench/results/day_repairs.json"))
    call = parser.parse_args()
    record, problems = read_instance(call.instance)
    if record is None:
        raise SystemExit("\n".join(map(str, problems)))
    problem = problem_of(record)
    warm_up(problem)
    plan = plan_within(
        problem=problem, seed=1, seconds=call.plan_seconds, clock=time.process_time
    ).plan
    standing = stand(problem=problem, plan=plan)
    rng = np.random.default_rng(call.seed)
    for number in (2, 3):  # a room lost, devices missing: loads what is compiled
        now, events = mishap(rng, problem, number)
        repair(standing=standing, events=tuple(events), now=now)
    runs = []
    for number in range(call.repairs):
        now, events = mishap(rng, problem, number)
        runs.append(measured(standing, now, tuple(events)))
    figures = {"instance": problem.name, "load": os.getloadavg()[0], **summary(runs)}
    call.out.parent.mkdir(parents=True, exist_ok=True)
    call.out.write_text(json.dumps({"figures": figures, "runs": runs}, indent=1))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
