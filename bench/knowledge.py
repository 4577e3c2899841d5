"""Print the knowledge model's table from scratch: accuracy, calibration, cost, mastery by replay.

`python bench/knowledge.py FOLDER [--json bench/results/knowledge.json]`, FOLDER with ASSISTments 2009 as
published with AKT (five test files). Everything is fitted anew. Figures are CPU seconds (user and system).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ownpath.config.knowing import evaluate, read_for_models, warm_up
from ownpath.engine.knowledge.answers import AnswerLog, of_students
from ownpath.engine.knowledge.beliefs import beliefs_after
from ownpath.engine.knowledge.criteria import KnowledgeTracing
from ownpath.engine.knowledge.fitting import HeadKind, fit
from ownpath.engine.knowledge.replaying import (
    Point,
    at_bar,
    at_coverage,
    curve,
    decaying,
    in_a_row,
    marks_of,
    marks_of_the_next,
    of_the_last,
    runs_of,
    tracing,
)

NEXT = "answer right after"  # a second way to count false mastery: that one answer, its item known to the model
COVERAGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
MARKERS = {
    "k in a row": in_a_row,
    "m of 5": of_the_last(5),
    "m of 10": of_the_last(10),
    "decaying average": decaying(0.35),
    "BKT": tracing(KnowledgeTracing()),
}
NAMED_BARS = {"4 of 5": (of_the_last(5), 4.0), "BKT 0.98": (tracing(KnowledgeTracing()), 0.98)}


def say(words: object) -> None:
    """Say something beside the table."""
    print(words, file=sys.stderr, flush=True)


def judged(folder: Path, *, merges: bool, head: HeadKind) -> dict[str, Any]:
    """Return the scores of one head under one protocol."""
    return evaluate(
        folder,
        format_name="akt",
        merges=merges,
        head=head,
        rng=np.random.default_rng(0),
        n_threads=1,
        step=lambda what, done, of: say(f"{head.value}, merged {merges}: {what} {done}/{of}"),
        say=say,
    )


def replayed(folder: Path) -> dict[str, Any]:
    """Return, at each coverage, answers needed and false mastery of each rule, the mean of the five test files."""
    log, reading = read_for_models(folder, format_name="akt", merges=True, say=say)
    warm_up(HeadKind.GLASS, rng=np.random.default_rng(0))
    found: dict[str, list[list[Point | None]]] = {}
    named: dict[str, list[Point | None]] = {}
    for fold in reading.folds:
        parts = [
            only(log.answers, places) for places in (fold.training, fold.validation, fold.test)
        ]
        model = fit(parts[0], parts[1], head=HeadKind.GLASS, rng=np.random.default_rng(0))
        runs = runs_of(parts[2])
        belief, _, _ = beliefs_after(model, parts[2])
        marks = {name: marks_of(runs, marker) for name, marker in MARKERS.items()}
        marks["model"] = belief[runs.rows]
        foretold = marks_of_the_next(runs, model.predict(parts[2]))
        curves = {name: curve(runs, values) for name, values in marks.items()}
        for name, values in (marks | {"model, next item known": foretold}).items():
            curves[f"{name}, {NEXT}"] = curve(runs, values, n_after=1)
        for name, points in curves.items():
            found.setdefault(name, []).append(
                [at_coverage(points, share) for share in COVERAGES]
            )
        for name, (marker, bar) in NAMED_BARS.items():
            named.setdefault(name, []).append(at_bar(runs, marks_of(runs, marker), bar))
        say(f"replayed fold {fold.name}")
    return {
        "at_coverage": {
            name: [mean_of([fold[k] for fold in folds]) for k in range(len(COVERAGES))]
            for name, folds in found.items()
        },
        "at_bar": {name: mean_of(points) for name, points in named.items()},
    }


def only(answers: AnswerLog, places: Sequence[int]) -> AnswerLog:
    """Return the answers of the students at some places."""
    return of_students(answers, np.isin(np.arange(answers.n_students), np.array(places)))


def mean_of(points: Sequence[Point | None]) -> dict[str, float] | None:
    """Return the mean of points; None where a rule has none in some fold."""
    whole = [point for point in points if point is not None]
    if len(whole) < len(points):
        return None
    names = ("coverage", "answers_needed", "false_mastery")
    return {name: float(np.mean([getattr(point, name) for point in whole])) for name in names}


def print_scores(name: str, found: Mapping[str, Any]) -> None:
    """Print one line a fold, then mean and spread."""
    print(f"\n{name} ({found['protocol']})")
    for fold in found["folds"]:
        print(
            f"  fold {fold['fold']}: AUC {fold['auc']:.4f}  accuracy {fold['accuracy']:.4f}  log loss "
            f"{fold['log_loss']:.4f}  ECE {fold['ece']:.4f}  fit {fold['fit_cpu_seconds_per_200k']:.1f} CPU-s "
            f"per 200,000  {fold['microseconds_an_answer']:.1f} us an answer"
        )
    mean, spread, whole = found["mean"], found["spread"], found["all_answers"]
    print(f"  mean AUC {mean['auc']:.4f} (spread {spread['auc']:.4f}), ECE {mean['ece']:.4f}")
    print(
        f"  all test answers together: ECE {whole['ece']:.4f}, worst tenth of competencies "
        f"{whole['worst_tenth_of_competencies']:.4f}"
    )


def print_replay(found: Mapping[str, Any]) -> None:
    """Print answers needed / false mastery of each rule by coverage."""
    print("\nMastery by replay (answers needed / false mastery), by coverage")
    print("  " + " " * 44 + "".join(f"{share:>14.0%}" for share in COVERAGES))
    for name, points in found["at_coverage"].items():
        cells = [
            "-" if p is None else f"{p['answers_needed']:.1f} / {p['false_mastery']:.1%}"
            for p in points
        ]
        print(f"  {name:<44}" + "".join(f"{cell:>14}" for cell in cells))
    for name, p in found["at_bar"].items():
        print(
            f"  {name}: coverage {p['coverage']:.0%}, {p['answers_needed']:.1f} / {p['false_mastery']:.1%}"
        )


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, default=Path("bench/results/knowledge.json"))
    parser.add_argument(
        "--only", help="Measure one part: the beginning of its name.", default=""
    )
    given = parser.parse_args()
    begun = time.process_time()
    plan: dict[str, Callable[[], dict[str, Any]]] = {
        "accuracy head, clean": lambda: judged(
            given.folder, merges=True, head=HeadKind.ACCURACY
        ),
        "glass box, clean": lambda: judged(given.folder, merges=True, head=HeadKind.GLASS),
        "accuracy head, leaky": lambda: judged(
            given.folder, merges=False, head=HeadKind.ACCURACY
        ),
        "mastery by replay": lambda: replayed(given.folder),
    }
    found: dict[str, Any] = {}
    for name, measure in plan.items():
        if not name.startswith(given.only):
            continue
        found[name] = measure()
        (print_replay if "at_bar" in found[name] else lambda one, n=name: print_scores(n, one))(
            found[name]
        )
    found["cpu_seconds"] = time.process_time() - begun
    print(f"\n{found['cpu_seconds']:.0f} CPU seconds in all")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
