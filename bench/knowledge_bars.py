"""From which belief on is something learned? Choose the bars of the model's rule on simulated students.

For each world a model (beliefs alone) is fitted on some of its students; on others, each student's practice of a
competency is walked until the bars are met. Told: how many got there, after how many answers, and how often the true
chance on a reference item was below `TRULY` then. No real log is touched; intervals are judged in other worlds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import product
from time import process_time
from typing import Any

import numpy as np
from knowledge_families import FAMILIES, Simulated, simulate
from numpy.typing import NDArray
from results import keep

from ownpath.engine.knowledge.beliefs import beliefs_after
from ownpath.engine.knowledge.criteria import OUTCOMES_KEPT
from ownpath.engine.knowledge.fitting import fit, split_off
from ownpath.engine.knowledge.rules import DEFAULT_CRITERION

TRULY = 0.75  # a true chance from here on counts as learned
WORLDS = (501, 502)
AT_LEAST = (0.70, 0.75, 0.78, 0.80, 0.82, 0.85)
WIDEST = (0.30, 0.40, 0.50, 0.60)
FEWEST = (3, 4)
Met = NDArray[np.bool_]


def runs(one: Simulated) -> Iterator[NDArray[np.int64]]:
    """Yield the answers of each student to each competency, in order."""
    log = one.answers
    key = log.student_of_answer() * log.n_competencies + log.competencies
    order = np.argsort(key, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(key[order])) + 1)


def judged(one: Simulated, met: Met) -> tuple[float, float, float]:
    """Return coverage, answers needed and false mastery of the first answers after which the bars were met."""
    needed, truth, n = [], [], 0
    for rows in runs(one):
        n += 1
        first = np.flatnonzero(met[rows])
        if len(first):
            needed.append(first[0] + 1)
            truth.append(one.p_true[rows[first[0]]])
    if not needed:
        return 0.0, float("nan"), float("nan")
    return len(needed) / n, float(np.mean(needed)), float((np.array(truth) < TRULY).mean())


def met_by_default(one: Simulated) -> Met:
    """Return after which answers the default rule's criterion holds."""
    met = np.zeros(one.answers.n_answers, np.bool_)
    for rows in runs(one):
        said = "".join("1" if right else "0" for right in one.answers.is_right[rows])
        for k in range(len(rows)):
            met[rows[k]] = DEFAULT_CRITERION.is_met(said[: k + 1][-OUTCOMES_KEPT:])
    return met


def n_seen_after(one: Simulated) -> NDArray[np.int64]:
    """Return how many answers of the same student to the same competency there were, each answer included."""
    seen = np.zeros(one.answers.n_answers, np.int64)
    for rows in runs(one):
        seen[rows] = np.arange(1, len(rows) + 1)
    return seen


def of_world(family: str, world: int, n_students: int) -> dict[str, Any]:
    """Return what each choice of bars comes to in one world."""
    rng = np.random.default_rng(world)
    known = simulate(family, world=world, rng=rng, n_students=n_students)
    model = fit(*split_off(known.answers, rng=rng), head=None, rng=rng)
    others = simulate(family, world=world, rng=rng, n_students=n_students // 2)
    middle, low, high = beliefs_after(model, others.answers)
    seen = n_seen_after(others)
    found: dict[str, Any] = {"default rule": judged(others, met_by_default(others))}
    for at_least, widest, fewest in product(AT_LEAST, WIDEST, FEWEST):
        met = (middle >= at_least) & (high - low <= widest) & (seen >= fewest)
        found[f"{at_least:.2f} {widest:.2f} {fewest}"] = judged(others, met)
    return found


def main(say: Callable[[str], object] = print) -> None:
    """Measure every choice in every world, and print them by family."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=900)
    asked = parser.parse_args(sys.argv[1:])
    begun = process_time()
    figures: dict[str, Any] = {}
    for family in FAMILIES:
        worlds = [of_world(family, world, asked.students) for world in WORLDS]
        figures[family] = {
            name: [float(np.nanmean([one[name][k] for one in worlds])) for k in range(3)]
            for name in worlds[0]
        }
        say(f"\n{family}: coverage, answers needed, false mastery (true chance below {TRULY})")
        for name, (coverage, needed, false) in figures[family].items():
            say(f"  {name:<14} {coverage:6.1%} {needed:6.2f} {false:7.1%}")
    keep("knowledge_bars", figures | {"cpu_seconds": process_time() - begun})


if __name__ == "__main__":
    main()
