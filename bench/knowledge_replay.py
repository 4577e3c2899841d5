"""Mastery by replay: what each rule says of held-out students, under three ways of counting false mastery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from knowledge_tracing import fitted_tracing, marks_of_tracing

from ownpath.engine.knowledge.answers import AnswerLog, Floats
from ownpath.engine.knowledge.beliefs import beliefs_after
from ownpath.engine.knowledge.criteria import KnowledgeTracing
from ownpath.engine.knowledge.model import KnowledgeModel
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

NEXT = "answer right after"  # a second way to count false mastery: that one answer
FIRST = f"{NEXT}, from the first on"  # a third: the same, and a rule need not wait for three answers
COVERAGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
MARKERS = {
    "k in a row": in_a_row,
    "m of 5": of_the_last(5),
    "m of 10": of_the_last(10),
    "decaying average": decaying(0.35),
    "BKT": tracing(KnowledgeTracing()),
}
FITTED = "BKT, fitted to each competency"
NAMED_BARS = {"m of 5": 4.0, "BKT": 0.98, FITTED: 0.98}
FIGURES = ("coverage", "answers_needed", "false_mastery", "false_by_run")


class Replay:
    """Collects what rules do on the test students of each fold."""

    def __init__(self) -> None:
        self._curves: dict[str, list[list[Point | None]]] = {}
        self._named: dict[str, list[Point | None]] = {}

    def add(
        self, model: KnowledgeModel, training: AnswerLog, test: AnswerLog, p_right: Floats
    ) -> None:
        """Replay one fold; `p_right` is what was foretold of the test answers."""
        runs = runs_of(test)
        marks = {name: marks_of(runs, marker) for name, marker in MARKERS.items()}
        marks[FITTED] = marks_of_tracing(runs, test, fitted_tracing(training))
        for name, bar in NAMED_BARS.items():
            told = f"{name} from {bar:g}"
            self._named.setdefault(told, []).append(at_bar(runs, marks[name], bar))
        marks["model"] = beliefs_after(model, test)[0][runs.rows]
        marks["model, next item known"] = marks_of_the_next(runs, p_right)
        for name, values in marks.items():
            for told, n_after, fewest in (
                (name, 3, 3),
                (f"{name}, {NEXT}", 1, 3),
                (f"{name}, {FIRST}", 1, 1),
            ):
                points = curve(runs, values, n_after=n_after, fewest=fewest)
                found = [at_coverage(points, share) for share in COVERAGES]
                self._curves.setdefault(told, []).append(found)

    def found(self) -> dict[str, Any]:
        """Return the mean of the folds at each coverage and at the named bars."""
        return {
            "at_coverage": {
                name: [mean_of([fold[k] for fold in folds]) for k in range(len(COVERAGES))]
                for name, folds in self._curves.items()
            },
            "at_bar": {name: mean_of(points) for name, points in self._named.items()},
        }


def mean_of(points: Sequence[Point | None]) -> dict[str, float] | None:
    """Return the mean of points; None where a rule has none in some fold."""
    whole = [point for point in points if point is not None]
    if len(whole) < len(points):
        return None
    return {name: float(np.mean([getattr(point, name) for point in whole])) for name in FIGURES}


def print_replay(found: Mapping[str, Any]) -> None:
    """Print answers needed / false mastery / the same by run, of each rule by coverage."""
    print(
        "  Mastery by replay: answers needed / false mastery / false mastery by run, by coverage"
    )
    print("  " + " " * 72 + "".join(f"{share:>22.0%}" for share in COVERAGES))
    for name, points in found["at_coverage"].items():
        cells = [in_words(p) for p in points]
        print(f"  {name:<72}" + "".join(f"{cell:>22}" for cell in cells))
    for name, p in found["at_bar"].items():
        print(
            f"  {name}: "
            + ("-" if p is None else f"coverage {p['coverage']:.0%}, {in_words(p)}")
        )


def in_words(p: Mapping[str, float] | None) -> str:
    """Return answers needed / false mastery / the same by run in words, a dash for None."""
    if p is None:
        return "-"
    return f"{p['answers_needed']:.2f} / {p['false_mastery']:.1%} / {p['false_by_run']:.1%}"
