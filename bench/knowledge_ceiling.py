"""How good could a mastery rule be? What the marks of mastery by replay would ask for, on validation students.

`python bench/knowledge_ceiling.py FOLDER [--json FILE]`. Four forecasts of the up to three answers that follow, each
better informed than any rule may be, and on each the best moment to say "learned" (`knowledge_stopping`):

- *belief*: the model's own, which the rule has;
- *state*: all that a student's state holds just before the next answer, asked for nothing else, not held monotone;
- *items told*: the items of the following answers too, and what happened elsewhere until the first of them;
- *later told*: the share right of all answers of the run after those three too.

The last two nobody can have. No test file is opened as such: folds 1, 3, 4, their validation files.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from knowledge import only
from knowledge_replay import COVERAGES, in_words, mean_of
from knowledge_stopping import best_stopping, place_in_run
from results import keep

from ownpath.config.knowing import read_for_models
from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.beliefs import beliefs_after
from ownpath.engine.knowledge.features import COLUMN, N_STATE
from ownpath.engine.knowledge.fitting import fit
from ownpath.engine.knowledge.mixing import chance
from ownpath.engine.knowledge.preparing import prepare
from ownpath.engine.knowledge.replaying import (
    N_AFTER,
    Point,
    Runs,
    at_coverage,
    curve,
    runs_of,
)
from ownpath.engine.knowledge.walking import Singles

FOLDS = ("1", "3", "4")
PRICES = (0.0, 0.01, 0.02, 0.03, 0.05)  # of an answer, in false mastery
AT = 0.6  # coverage of the mark
USUAL_SHARE = 0.65
GROWING: dict[str, Any] = {
    "objective": "cross_entropy",
    "boost_from_average": False,
    "num_leaves": 31,
    "learning_rate": 0.08,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "min_data_in_leaf": 100,
    "lambda_l2": 10.0,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
}
N_ROUNDS = 200
LEVEL = COLUMN["competency_level"]


def what_follows(runs: Runs) -> tuple[Floats, Wholes, Floats]:
    """Return the share right of the next three answers, how many there are, and the share right of later ones."""
    until = np.repeat(runs.starts[1:], np.diff(runs.starts))
    after = np.arange(len(runs.rows)) + 1
    last = np.minimum(after + N_AFTER, until)
    right = np.concatenate([[0.0], np.cumsum(runs.is_right)])
    n = last - after
    share = (right[last] - right[after]) / np.maximum(n, 1)
    later = (right[until] - right[last] + USUAL_SHARE) / (until - last + 1)
    return share, n, later


def told(runs: Runs, features: Singles, *, is_later_told: bool) -> Singles:
    """Return a row for each place: features before the next answer, how easy the two after it are, and later ones."""
    places = np.arange(len(runs.rows))
    until = np.repeat(runs.starts[1:], np.diff(runs.starts)) - 1
    easier = features[runs.rows, COLUMN["difficulty"]] - features[runs.rows, LEVEL]
    ahead = [easier[np.minimum(places + step, until)] for step in range(2, N_AFTER + 1)]
    columns = [features[runs.rows[np.minimum(places + 1, until)]], *ahead]
    if is_later_told:
        columns.append(what_follows(runs)[2])
    return np.column_stack(columns).astype(np.float32)


def state_alone(runs: Runs, features: Singles) -> Singles:
    """Return a row for each place: the state before the next answer, whose item is not told."""
    until = np.repeat(runs.starts[1:], np.diff(runs.starts)) - 1
    rows = features[runs.rows[np.minimum(np.arange(len(until)) + 1, until)], :N_STATE]
    rows[:, 0] += rows[:, LEVEL] - rows[:, COLUMN["difficulty"]]
    about_the_item = ("difficulty", "answers_to_item", "item_last_outcome")
    about_the_item += ("item_times_before", "item_answers_since")
    rows[:, [COLUMN[name] for name in about_the_item]] = 0.0
    return rows


def learned_from(rows: Singles, runs: Runs, new: Singles) -> Floats:
    """Return what trees grown on the rows of training runs foretell of new rows: the share right of what follows."""
    import lightgbm

    share, n, _ = what_follows(runs)
    known = np.flatnonzero((n > 0) & (place_in_run(runs) > 0))
    learned = lightgbm.Dataset(
        rows[known],
        share[known],
        weight=n[known].astype(np.float64),
        init_score=rows[known, LEVEL].astype(np.float64),
        params=GROWING,
    )
    booster = lightgbm.train(GROWING, learned, N_ROUNDS)
    return chance(np.asarray(booster.predict(new, raw_score=True)) + new[:, LEVEL])


def forecasts_of(training: AnswerLog, watched: AnswerLog, runs: Runs) -> dict[str, Floats]:
    """Return each forecast after each answer of the watched runs; after a run's last one all are the belief."""
    model = fit(training, watched, head=None, rng=np.random.default_rng(0))
    before = prepare(training, rng=np.random.default_rng(0)).features
    old, new = runs_of(training), model.features(watched)
    found = {"belief": beliefs_after(model, watched)[0][runs.rows]}
    found["state"] = learned_from(state_alone(old, before), old, state_alone(runs, new))
    for name, is_later_told in (("items told", False), ("later told", True)):
        rows, asked = (
            told(one, features, is_later_told=is_later_told)
            for one, features in ((old, before), (runs, new))
        )
        found[name] = learned_from(rows, old, asked)
    ends = runs.starts[1:] - 1
    for forecast in found.values():
        forecast[ends] = found["belief"][ends]
    return found


def of_fold(training: AnswerLog, watched: AnswerLog) -> dict[str, list[Point | None]]:
    """Return what each forecast comes to: by one bar at each coverage, by the best stopping at each price."""
    runs = runs_of(watched)
    half = watched.student_of_answer()[runs.rows] % 2
    found: dict[str, list[Point | None]] = {}
    for name, forecast in forecasts_of(training, watched, runs).items():
        points = curve(runs, forecast)
        found[f"{name}, one bar"] = [at_coverage(points, share) for share in COVERAGES]
        found[f"{name}, best stopping"] = [
            best_stopping(runs, forecast, half, coverage=AT, price=price) for price in PRICES
        ]
    return found


def say_beside(problem: object) -> None:
    """Say what is wrong with a file beside the table."""
    print(problem, file=sys.stderr)


def print_points(name: str, points: list[dict[str, float] | None]) -> None:
    """Print answers needed / false mastery / the same by run."""
    print(f"{name:<28}" + "".join(f"{in_words(p):>24}" for p in points))


def main() -> None:
    """Measure the folds, print their mean, keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    begun = time.process_time()
    log, reading = read_for_models(given.folder, format_name="akt", merges=True, say=say_beside)
    folds = [
        of_fold(
            only(log.answers, fold.training),
            only(log.answers, fold.validation),
        )
        for fold in reading.folds
        if fold.name in FOLDS
    ]
    figures: Mapping[str, Any] = {
        name: [mean_of([fold[name][k] for fold in folds]) for k in range(len(points))]
        for name, points in folds[0].items()
    }
    print("One bar: at " + ", ".join(f"{share:.0%}" for share in COVERAGES))
    print(f"Best stopping: at {AT:.0%}, an answer costing " + ", ".join(map(str, PRICES)))
    for name, points in figures.items():
        print_points(name, points)
    keep(
        "knowledge_ceiling", {**figures, "cpu_seconds": time.process_time() - begun}, given.json
    )


if __name__ == "__main__":
    main()
