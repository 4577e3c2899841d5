"""Measure how often the stated 80 % interval holds the true chance, on simulated students of three families.

`python bench/knowledge_intervals.py [--students 1500] [--worlds 7 99 123 ...] [--json FILE]`. Models are fitted without
a head for single answers: beliefs have their own.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from knowledge_families import FAMILIES, simulate

from ownpath.engine.knowledge.beliefs import beliefs_after
from ownpath.engine.knowledge.features import COLUMN
from ownpath.engine.knowledge.fitting import fit, split_off
from ownpath.engine.knowledge.walking import walk_after


def coverage_of(family: str, *, n_students: int, world: int) -> dict[str, float]:
    """Return the share of true chances inside the interval, on new students, and how wide it is."""
    rng = np.random.default_rng(world + 4)
    begun = time.process_time()
    known = simulate(family, world=world, rng=rng, n_students=n_students)
    model = fit(*split_off(known.answers, rng=rng), head=None, rng=rng)
    new = simulate(family, world=world, rng=rng, n_students=300)
    p, low, high = beliefs_after(model, new.answers)
    features = walk_after(new.answers, calibration=model.calibration)
    seen = features[:, COLUMN["competency_right"]], features[:, COLUMN["competency_wrong"]]
    n_seen = np.rint(np.expm1(seen[0]) + np.expm1(seen[1])).astype(np.int64)
    is_inside = (low <= new.p_true) & (new.p_true <= high)
    return {
        "inside": float(is_inside.mean()),
        "inside_few_answers": float(is_inside[n_seen < 4].mean()),
        "inside_many_answers": float(is_inside[n_seen >= 8].mean()),
        "mean_width": float((high - low).mean()),
        "error_of_belief": float(np.sqrt(np.mean((p - new.p_true) ** 2))),
        "cpu_seconds": time.process_time() - begun,
    }


def main() -> None:
    """Print the table and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1500)
    parser.add_argument(
        "--worlds",
        type=int,
        nargs="+",
        default=[7, 99, 123, 701, 702, 703, 704, 705, 706],
        help="Seeds of what is true.",
    )
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: dict[str, list[dict[str, float]]] = {}
    for family in FAMILIES:
        for world in given.worlds:
            figures = coverage_of(family, n_students=given.students, world=world)
            found.setdefault(family, []).append(figures)
            told = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            print(f"{family:>10} {world:>4}  {told}", flush=True)
        mean = np.mean([one["inside"] for one in found[family]])
        print(f"{family:>10} mean  inside {mean:.3f}", flush=True)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
