"""Joins answer logs of any format with the knowledge engine: numbers for names, folds, scores, files of models."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import isfinite
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.random import Generator

from ownpath.engine.knowledge.answers import NO_ITEM, AnswerLog, Floats, joined, of_students
from ownpath.engine.knowledge.fitting import HeadKind, fit, fit_and_judge
from ownpath.engine.knowledge.metrics import Scores, error_by_competency, score, worst_tenth
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.errors import Refusal
from ownpath.interchange.answer_logs import (
    Reading,
    StudentAnswers,
    merge_multi_skill,
    read_answer_logs,
)
from ownpath.interchange.problems import Problem, Weight

Step = Callable[[str, int, int], None]
Say = Callable[[Problem], None]
Then = Callable[[KnowledgeModel, AnswerLog, AnswerLog, Floats], None]
SCORES = ("auc", "accuracy", "log_loss", "ece", "cpu_seconds")
N_WARMING_STUDENTS = 40
N_WARMING_ANSWERS = 12


class NothingToEvaluate(Refusal):
    """The files hold nothing a model can be judged on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberedLog:
    """A reading as arrays, with the names behind the numbers."""

    answers: AnswerLog
    item_names: tuple[str, ...]
    competency_names: tuple[str, ...]


def read_for_models(
    source: Path, *, format_name: str, merges: bool, say: Say
) -> tuple[NumberedLog, Reading]:
    """Return a set of logs as arrays and as read; say every problem.

    Raises
    ------
    NothingToEvaluate
        If nothing can be taken.
    """
    reading, problems = read_answer_logs(source, format_name=format_name)
    first = next((one for one in problems if one.weight is Weight.FILE), None)
    for problem in problems:
        if problem is not first or reading is not None:
            say(problem)
    if reading is None:
        if first is None:
            raise ValueError(f"source {source} gave neither students nor a reason")
        raise NothingToEvaluate(f"{first.where}: {first.what}.", next_step=first.fix)
    students = (
        [merge_multi_skill(one) for one in reading.students] if merges else reading.students
    )
    return numbered(students), reading


def numbered(students: Sequence[StudentAnswers]) -> NumberedLog:
    """Return students' answers as arrays, items and competencies numbered as they first occur."""
    items: dict[str, int] = {}
    competencies: dict[str, int] = {}
    touched = [named for student in students for named in student.competencies]
    flat = [
        competencies.setdefault(name, len(competencies)) for named in touched for name in named
    ]
    answers = AnswerLog(
        starts=_ends(len(student.is_right) for student in students),
        items=np.array(
            [
                NO_ITEM if item is None else items.setdefault(item, len(items))
                for student in students
                for item in student.items
            ],
            np.int64,
        ),
        competency_starts=_ends(len(named) for named in touched),
        competencies=np.array(flat, np.int64),
        is_right=np.array(
            [right for student in students for right in student.is_right], np.float64
        ),
        days=np.array(
            [np.nan if day is None else day for student in students for day in student.days],
            np.float64,
        ),
        n_items=len(items),
        n_competencies=len(competencies),
    )
    return NumberedLog(
        answers=answers, item_names=tuple(items), competency_names=tuple(competencies)
    )


def _ends(lengths: Iterable[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)


def evaluate(
    source: Path,
    *,
    format_name: str,
    merges: bool,
    head: HeadKind,
    rng: Generator,
    n_threads: int,
    step: Step,
    say: Say,
    then: Then | None = None,
) -> dict[str, Any]:
    """Return the scores of a head on a benchmark: each fold, mean and spread, all folds' answers together.

    `then` is called with each fold's model, its training and test answers, and what it foretold of these.
    """
    log, reading = read_for_models(source, format_name=format_name, merges=merges, say=say)
    warm_up(head, rng=rng)
    folds: list[dict[str, Any]] = []
    seen: list[tuple[AnswerLog, Floats]] = []
    for number, fold in enumerate(reading.folds):
        step("folds", number, len(reading.folds))
        parts = [
            _only(log.answers, places) for places in (fold.training, fold.validation, fold.test)
        ]
        model, scores, p_right = _judged(*parts, head=head, rng=rng, n_threads=n_threads)
        if then is not None:
            then(model, parts[0], parts[2], p_right)
        folds.append({"fold": fold.name} | scores)
        seen.append((parts[2], p_right))
    step("folds", len(folds), len(folds))
    return {
        "data": source.name,
        "protocol": "several skills of an item merged into one answer"
        if merges
        else "rows as they stand",
        "head": head.value,
        "folds": folds,
        "mean": _each(folds, np.mean),
        "spread": _each(folds, np.std),
        "all_answers": _together(seen),
    }


def _each(
    folds: Sequence[Mapping[str, Any]], figure: Callable[[list[float]], Any]
) -> dict[str, float | None]:
    """Return a figure of each score over the folds that have it; None where none has."""
    found: dict[str, float | None] = {}
    for name in SCORES:
        values = [fold[name] for fold in folds if fold[name] is not None]
        found[name] = float(figure(values)) if values else None
    return found


def _said(scores: Scores) -> dict[str, float | None]:
    """Return scores as JSON can hold them: None where all outcomes are alike and nothing can be ranked."""
    return {name: value if isfinite(value) else None for name, value in asdict(scores).items()}


def _only(answers: AnswerLog, places: Sequence[int]) -> AnswerLog:
    chosen = np.zeros(answers.n_students, np.bool_)
    chosen[np.array(places, np.int64)] = True
    return of_students(answers, chosen)


def _judged(
    training: AnswerLog,
    validation: AnswerLog,
    test: AnswerLog,
    *,
    head: HeadKind,
    rng: Generator,
    n_threads: int,
) -> tuple[KnowledgeModel, dict[str, Any], Floats]:
    """Return the model of one fold, its scores and its predictions for the test students."""
    begun = process_time()
    model = fit(training, validation, head=head, rng=rng, n_threads=n_threads)
    fitted = process_time()
    p_right = model.predict(test)
    done = process_time()
    extra = {
        "cpu_seconds": done - begun,
        "fit_cpu_seconds_per_200k": (fitted - begun) * 200_000 / max(training.n_answers, 1),
        "microseconds_an_answer": (done - fitted) * 1e6 / max(test.n_answers, 1),
        "n_training": training.n_answers,
        "n_test": test.n_answers,
    }
    return model, _said(score(test.is_right, p_right)) | extra, p_right


def _together(seen: Sequence[tuple[AnswerLog, Floats]]) -> dict[str, float | None]:
    """Return calibration over the test answers of all folds together, overall and by competency."""
    answers = joined([log for log, _ in seen])
    p_right = np.concatenate([p for _, p in seen])
    worst = worst_tenth(error_by_competency(answers, p_right))
    return {
        "ece": score(answers.is_right, p_right).ece,
        "worst_tenth_of_competencies": worst if isfinite(worst) else None,
        "n_test": float(answers.n_answers),
    }


def warm_up(head: HeadKind, *, rng: Generator) -> None:
    """Compile every kernel on a few made-up answers, so that no measurement pays for it."""
    n = N_WARMING_STUDENTS * N_WARMING_ANSWERS
    made_up = AnswerLog(
        starts=np.arange(0, n + 1, N_WARMING_ANSWERS),
        items=rng.integers(0, 5, n),
        competency_starts=np.arange(n + 1),
        competencies=rng.integers(0, 2, n),
        is_right=(rng.random(n) < 0.6).astype(np.float64),
        days=np.full(n, np.nan),
        n_items=5,
        n_competencies=2,
    )
    fit(made_up, made_up, head=head, rng=rng).predict(made_up)


def fit_on_files(
    source: Path,
    *,
    format_name: str,
    merges: bool,
    head: HeadKind,
    rng: Generator,
    n_threads: int,
    say: Say,
) -> tuple[KnowledgeModel, Mapping[str, Any]]:
    """Return a model of every student of a set of logs, and its scores on the students it was stopped by."""
    log, _ = read_for_models(source, format_name=format_name, merges=merges, say=say)
    begun = process_time()
    model, figures = fit_and_judge(log.answers, head=head, rng=rng, n_threads=n_threads)
    about = {
        "head": head.value,
        "n_answers": log.answers.n_answers,
        "n_students": log.answers.n_students,
        "cpu_seconds": process_time() - begun,
    } | figures
    model = replace(
        model, item_keys=log.item_names, competency_keys=log.competency_names, about=about
    )
    return model, about
