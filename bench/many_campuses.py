"""Measure planning many campuses over a cluster: one worker against two; the plans are the same bit for bit."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_day import make_day
from results import keep

from ownpath.config.commands.student_day import problem_of
from ownpath.config.spreading import spread
from ownpath.engine.dayplan.planning import Planned
from ownpath.engine.dayplan.types import Problem
from ownpath.interchange.student_day import read_instance


def main() -> None:
    """Plan the campuses with one worker, then with two."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--campuses", type=int, default=50)
    given.add_argument("--students", type=int, default=600)
    given.add_argument("--moves", type=int, default=2_000, help="a student")
    given.add_argument("--json", type=Path, required=True)
    said = given.parse_args()
    tasks = {
        n: (_problem(said.students, 100 + n), 1, said.moves * said.students, None)
        for n in range(said.campuses)
    }
    found: dict[str, object] = {"campuses": said.campuses, "students": said.students}
    marks = {}
    for n_workers in (1, 2):
        begun = time.monotonic()
        outcomes = dict(
            spread(tasks=tasks, address="", n_workers=n_workers, is_bound_wanted=False)
        )
        found[f"wall_seconds_{n_workers}"] = round(time.monotonic() - begun, 1)
        marks[n_workers] = _mark(outcomes)
    found["same_bit_for_bit"] = marks[1] == marks[2]
    found["times_faster"] = round(found["wall_seconds_1"] / found["wall_seconds_2"], 2)  # type: ignore[operator]
    keep("many_campuses", found, said.json)


def _problem(n_students: int, seed: int) -> Problem:
    """Return a made-up campus, by way of the benchmark's format."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(make_day(n_students=n_students, n_blocks=8, seed=seed), file)
        file.flush()
        record, problems = read_instance(Path(file.name))
    if record is None:
        raise ValueError(f"expected a readable instance, got {problems}")
    return problem_of(record)


def _mark(outcomes: dict[int, object]) -> str:
    digest = hashlib.sha256()
    for number in sorted(outcomes):
        outcome = outcomes[number]
        if not isinstance(outcome, Planned):
            raise ValueError(f"expected a plan of campus {number}, got {outcome}")
        plan = outcome.plan
        digest.update(
            plan.option.tobytes() + plan.group.tobytes() + plan.group_teacher.tobytes()
        )
    return digest.hexdigest()


if __name__ == "__main__":
    main()
