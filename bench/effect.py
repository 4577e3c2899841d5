"""Plant effects in 1,000 simulated districts of each kind: how often the interval holds, how often words mislead.

Districts are simulated (engine/simulation/districts): uneven classrooms that drift, children who miss weeks or leave.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from results import keep

from ownpath.engine.effect.judging import effect_of
from ownpath.engine.effect.types import Effect, Verdict
from ownpath.engine.effect.words import words_of
from ownpath.engine.simulation.districts import District, simulate_district, true_effect

KINDS = {
    "40 classrooms, no effect": District(),
    "40 classrooms, harm": District(effect=-1.0),
    "40 classrooms, help": District(effect=3.0),
    "20 classrooms, one in five a pilot, no effect": District(n_classrooms=20, pilot_share=0.2),
    "20 classrooms, one in five a pilot, help": District(
        n_classrooms=20, pilot_share=0.2, effect=4.0
    ),
    "strong drift, a third missing, no effect": District(
        classroom_drift=1.0, missing=0.33, leaving=0.15
    ),
    "two periods, no effect": District(periods_before=1, periods_after=1),
    "6 classrooms, no effect": District(n_classrooms=6, pilot_share=0.5),
    "6 classrooms, help": District(n_classrooms=6, pilot_share=0.5, effect=5.0),
    "6 classrooms, two of them pilots, no effect": District(n_classrooms=6, pilot_share=0.34),
    "12 classrooms, one pilot, no effect": District(n_classrooms=12, pilot_share=0.05),
}


def measure(district: District, *, n: int, seed: int) -> dict[str, Any]:
    """Return how the intervals and words of `n` districts of a kind fared."""
    held = alarms = helped = silent = weak = 0
    widths = []
    began = time.process_time()
    for number in range(n):
        rows = simulate_district(district, rng=np.random.default_rng([seed, number]))
        found = effect_of(rows)
        if not isinstance(found, Effect) or found.everyone.low is None:
            silent += 1
            continue
        truth = true_effect(rows, district.effect)
        low, high = found.everyone.low, found.everyone.high
        held += low <= truth <= high
        alarms += not low <= 0 <= high
        helped += found.verdict is Verdict.HELPED
        weak += any("classrooms only" in line for line in words_of(found))
        widths.append(high - low)
    return {
        "coverage": held / n,
        "not zero": alarms / n,
        "it helped": helped / n,
        "said weak": weak / n,
        "no interval": silent / n,
        "median width": float(np.median(widths)),
        "cpu_ms": 1000 * (time.process_time() - began) / n,
    }


def main() -> None:
    """Measure every kind and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--districts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = {}
    for name, district in KINDS.items():
        found[name] = measure(district, n=asked.districts, seed=asked.seed)
        figures = "  ".join(f"{key} {value:.3f}" for key, value in found[name].items())
        print(f"{name:<48} {figures}", flush=True)
    keep(
        "effect",
        summary(found) | {"districts_of_a_kind": asked.districts, "kinds": found},
        asked.json,
    )


def summary(found: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return what all kinds together, those without effect or with harm, and those of 6 classrooms come to."""
    idle = [one for name, one in found.items() if name.endswith(("no effect", "harm"))]
    few = [one["coverage"] for name, one in found.items() if name.startswith("6 ")]
    return {
        "coverage": float(np.mean([one["coverage"] for one in found.values()])),
        "lowest coverage": min(one["coverage"] for one in found.values()),
        "highest coverage": max(one["coverage"] for one in found.values()),
        "lowest coverage, 6 classrooms": min(few),
        "it helped, though it did not": float(np.mean([one["it helped"] for one in idle])),
        "the same, worst kind": max(one["it helped"] for one in idle),
        "false alarms": float(
            np.mean([found[n]["not zero"] for n in found if n.endswith("no effect")])
        ),
    }


if __name__ == "__main__":
    main()
