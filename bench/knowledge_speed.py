"""Measure what an answer costs in process: state moved on, features read, echoes and motifs heard, a head asked.

`python bench/knowledge_speed.py FOLDER [--repeats 9] [--json FILE]`, FOLDER with ASSISTments 2009 as published with
AKT. Each head is fitted on the students of fold 1 and foretells its validation file, over and over: best and median.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from knowledge import only, say
from results import keep

from ownpath.config.knowing import read_for_models, warm_up
from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.fitting import HeadKind, fit
from ownpath.engine.knowledge.glass_box import GlassBox
from ownpath.engine.knowledge.hearing import hear_echoes, hear_motifs
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.walking import walk


def timed(work: Callable[[], object], *, n_answers: int, repeats: int) -> dict[str, float]:
    """Return best and median of the CPU microseconds an answer."""
    found = []
    for _ in range(repeats):
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1e6 / n_answers)
    return {"best": min(found), "median": float(np.median(found))}


def parts_of(model: KnowledgeModel, answers: AnswerLog, *, repeats: int) -> dict[str, Any]:
    """Return what each part costs, and all of it together."""
    which = np.zeros(answers.n_students, np.int64)
    features = model.features(answers)
    parts: dict[str, Callable[[], object]] = {
        "state and its features": lambda: walk(
            answers, calibrations=[model.calibration], calibration_of_student=which
        ),
        "echoes": lambda: hear_echoes(answers, model.echoes, out=features),
        "motifs": lambda: hear_motifs(answers, model.motifs, out=features),
        "head": lambda: model.head.scores(features),
        "all": lambda: model.predict(answers),
    }
    size = len(model.head.left) if isinstance(model.head, GlassBox) else len(model.head.root)
    n = answers.n_answers
    told = {name: timed(work, n_answers=n, repeats=repeats) for name, work in parts.items()}
    return {"pairs_or_trees": size, "microseconds_an_answer": told}


def main() -> None:
    """Fit both heads, measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    log, reading = read_for_models(given.folder, format_name="akt", merges=True, say=say)
    fold = reading.folds[0]
    training, watched = only(log.answers, fold.training), only(log.answers, fold.validation)
    figures: dict[str, Any] = {}
    for head in HeadKind:
        warm_up(head, rng=np.random.default_rng(0))
        model = fit(training, watched, head=head, rng=np.random.default_rng(0))
        figures[head.value] = parts_of(model, watched, repeats=given.repeats)
        print(head.value, figures[head.value], flush=True)
    keep("knowledge_speed", figures, given.json)


if __name__ == "__main__":
    main()
