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
from knowledge_replay import Replay, print_replay

from ownpath.config.knowing import evaluate
from ownpath.engine.knowledge.answers import AnswerLog, of_students
from ownpath.engine.knowledge.fitting import HeadKind


def say(words: object) -> None:
    """Say something beside the table."""
    print(words, file=sys.stderr, flush=True)


def judged(folder: Path, *, merges: bool, head: HeadKind) -> dict[str, Any]:
    """Return the scores of one head under one protocol, and mastery by replay with its models."""
    replay = Replay()
    found = evaluate(
        folder,
        format_name="akt",
        merges=merges,
        head=head,
        rng=np.random.default_rng(0),
        n_threads=1,
        step=lambda what, done, of: say(f"{head.value}, merged {merges}: {what} {done}/{of}"),
        say=say,
        then=replay.add if head is HeadKind.ACCURACY else None,
    )
    return found | ({"replay": replay.found()} if head is HeadKind.ACCURACY else {})


def only(answers: AnswerLog, places: Sequence[int]) -> AnswerLog:
    """Return the answers of the students at some places."""
    return of_students(answers, np.isin(np.arange(answers.n_students), np.array(places)))


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
    }
    found: dict[str, Any] = {}
    for name, measure in plan.items():
        if not name.startswith(given.only):
            continue
        found[name] = measure()
        print_scores(name, found[name])
        if "replay" in found[name]:
            print_replay(found[name]["replay"])
    found["cpu_seconds"] = time.process_time() - begun
    print(f"\n{found['cpu_seconds']:.0f} CPU seconds in all")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
