"""Measure what is foretold late in long histories, on simulated students whose true chances are known.

`python bench/knowledge_long.py [--students 400] [--answers 600] [--json FILE]`. Beside the model's AUC stands that of
the true chances themselves (which nobody can know: the bound), early and late in the students' histories.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from knowledge_families import FAMILIES, simulate_long
from results import keep

from ownpath.config.knowing import warm_up
from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.metrics import auc

N_NEW = 100
PARTS = ((0, 50), (50, 200), (200, 400), (400, 10**9))  # places in a history


def judged(family: str, head: HeadKind, *, n_students: int, n_answers: int) -> dict[str, float]:
    """Return the AUC of the model and of the truth on new students, by place in the history."""
    rng = np.random.default_rng(31)
    known = simulate_long(family, world=31, rng=rng, n_students=n_students, n_answers=n_answers)
    new = simulate_long(family, world=31, rng=rng, n_students=N_NEW, n_answers=n_answers)
    begun = time.process_time()
    model = fit(*split_off(known.answers, rng=rng), head=head, rng=rng)
    found = {"fit_cpu_seconds": time.process_time() - begun}
    log, p = new.answers, model.predict(new.answers)
    place = np.arange(log.n_answers) - np.repeat(log.starts[:-1], np.diff(log.starts))
    for begin, end in PARTS:
        chosen = (place >= begin) & (place < end)
        name = f"from {begin}" if end > n_answers else f"{begin} to {end}"
        found[name] = auc(log.is_right[chosen], p[chosen])
        found[f"{name}, best"] = auc(log.is_right[chosen], new.p_true[chosen])
    return found


def main() -> None:
    """Measure each family with both heads, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=400)
    parser.add_argument("--answers", type=int, default=600)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    for head in HeadKind:
        warm_up(head, rng=np.random.default_rng(0))
        for family in FAMILIES:
            name = f"{head.value}, {family}"
            figures[name] = judged(
                family, head, n_students=given.students, n_answers=given.answers
            )
            told = "  ".join(f"{what} {value:.4f}" for what, value in figures[name].items())
            print(f"{name:<20} {told}", flush=True)
    keep("knowledge_long", figures, given.json)


if __name__ == "__main__":
    main()
