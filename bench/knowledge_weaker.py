"""Which counting were the marks of mastery by replay set in? Models weaker than ours, in the counting of a forecast.

`python bench/knowledge_weaker.py FOLDER [--json FILE]`. The mark's own trial is a model of about 46 features with an
AUC of 0.7998; its rule is said to need 3.7 answers and to be false in 11.7 %. So: trees of 63 leaves on fewer and fewer
of our features, each judged as a forecast (a rule may speak from the first answer on, the next item known, that answer
counts), in runs of three and of four answers or more, beside ours and the rules that are not ours at their own bars. No
test file is opened as such: folds 1, 3, 4, their validation files; a part of the training students stops the growing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from knowledge import only
from knowledge_replay import in_words
from knowledge_tracing import fitted_tracing, marks_of_tracing
from results import keep

from ownpath.config.knowing import read_for_models
from ownpath.engine.knowledge.answers import AnswerLog, Floats
from ownpath.engine.knowledge.features import COLUMN, FEATURES, MEETING_COLUMN, N_STATE
from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.metrics import score
from ownpath.engine.knowledge.mixing import chance
from ownpath.engine.knowledge.preparing import prepare
from ownpath.engine.knowledge.replaying import (
    Point,
    at_bar,
    at_coverage,
    curve,
    marks_of,
    marks_of_the_next,
    of_the_last,
    runs_of,
)

FOLDS = ("1", "3", "4")
AT = 0.6  # coverage of the mark
SHORTEST = (3, 4)  # answers of a run that counts
Judged = tuple[float, Point | None]  # AUC, where there is one, and what a rule does
STATE = list(range(N_STATE))
MEETINGS = list(range(MEETING_COLUMN, len(FEATURES)))
CHOICES: dict[str, list[int]] = {
    "state and first meetings": [*STATE, *MEETINGS],
    "state": STATE,
    "no moving shares, no memory of items": [
        column for column in STATE
        if not any(word in FEATURES[column].name for word in ("share", "item_", "run_of", "days"))
    ],
    "level, difficulty, counts": [
        COLUMN[name]
        for name in ("expected", "difficulty", "competency_level", "right_ever", "wrong_ever",
                     "competency_right", "competency_wrong")
    ],
}  # fmt: skip
GROWING: dict[str, Any] = {
    "objective": "binary", "boost_from_average": False, "num_leaves": 63, "learning_rate": 0.05,
    "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1,
    "min_data_in_leaf": 100, "lambda_l2": 10.0, "verbose": -1, "num_threads": 1, "seed": 1,
}  # fmt: skip
MOST_ROUNDS, PATIENCE = 600, 30


def foretold(training: AnswerLog, judged: AnswerLog) -> dict[str, Floats]:
    """Return what our model and each weaker one foretells of the judged answers, from what was before each."""
    import lightgbm

    learning, stopping = split_off(training, rng=np.random.default_rng(1))
    ours = fit(learning, stopping, head=HeadKind.ACCURACY, rng=np.random.default_rng(0))
    before = prepare(learning, rng=np.random.default_rng(0)).features
    watched, new = ours.features(stopping), ours.features(judged)
    found = {"ours": ours.predict(judged)}
    for name, columns in CHOICES.items():
        learned = lightgbm.Dataset(
            before[:, columns], learning.is_right, init_score=before[:, 0].astype(np.float64)
        )
        stops = lightgbm.Dataset(
            watched[:, columns], stopping.is_right, init_score=watched[:, 0].astype(np.float64),
            reference=learned,
        )  # fmt: skip
        booster = lightgbm.train(
            GROWING, learned, MOST_ROUNDS, valid_sets=[stops],
            callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
        )  # fmt: skip
        scores = booster.predict(new[:, columns], raw_score=True)
        found[name] = chance(np.asarray(scores) + new[:, 0])
    return found


def of_fold(training: AnswerLog, judged: AnswerLog) -> dict[str, Judged]:
    """Return the AUC and the point of each model at the coverage of the mark, and of two rules at their bars."""
    found: dict[str, Judged] = {}
    said, tracing = foretold(training, judged), fitted_tracing(training)
    for shortest in SHORTEST:
        runs = runs_of(judged, shortest=shortest)
        for name, p_right in said.items():
            points = curve(runs, marks_of_the_next(runs, p_right), n_after=1, fewest=1)
            auc = score(judged.is_right, p_right).auc
            found[f"{name}, runs of {shortest}"] = (auc, at_coverage(points, AT))
        for name, marks, bar in (
            ("BKT, fitted, from 0.98", marks_of_tracing(runs, judged, tracing), 0.98),
            ("4 of 5", marks_of(runs, of_the_last(5)), 4.0),
        ):
            point = at_bar(runs, marks, bar, n_after=1, fewest=1)
            found[f"{name}, runs of {shortest}"] = (float("nan"), point)
    return found


def mean_line(name: str, found: Sequence[Judged]) -> dict[str, Any]:
    """Return and print the mean of the folds."""
    points = [point for _auc, point in found if point is not None]
    mean = {
        key: float(np.mean([getattr(point, key) for point in points]))
        for key in ("coverage", "answers_needed", "false_mastery", "false_by_run")
    }
    auc = float(np.mean([one for one, _point in found]))
    print(f"  {name:<52} AUC {auc:.4f}  {mean['coverage']:.0%}  {in_words(mean)}")
    return {"auc": auc, **mean}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--json", type=Path, default=Path("bench/results/knowledge_weaker.json")
    )
    said = parser.parse_args()
    begun = time.process_time()
    log, reading = read_for_models(said.folder, format_name="akt", merges=True, say=print)
    folds = [
        of_fold(only(log.answers, fold.training), only(log.answers, fold.validation))
        for fold in reading.folds
        if fold.name in FOLDS
    ]
    print(
        "  As a forecast, mean of the validation files: answers needed / false mastery / by run"
    )
    found = {name: mean_line(name, [one[name] for one in folds]) for name in folds[0]}
    keep(
        "knowledge_weaker",
        {"found": found, "cpu_seconds": time.process_time() - begun},
        said.json,
    )


if __name__ == "__main__":
    main()
