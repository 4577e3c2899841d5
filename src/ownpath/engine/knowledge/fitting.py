"""Fits a knowledge model: prepare rows, grow a head, mend slope and shift on students it never saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from enum import Enum
from math import isfinite
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, joined, of_students
from ownpath.engine.knowledge.belief_head import LEVEL, at_the_competency, following
from ownpath.engine.knowledge.beliefs import said_before
from ownpath.engine.knowledge.features import FEATURES, Group
from ownpath.engine.knowledge.growing import (
    Lesson,
    grow_accuracy,
    grow_belief_head,
    grow_glass_box,
)
from ownpath.engine.knowledge.mending import mean_shift, mended, shift_by_competency
from ownpath.engine.knowledge.metrics import score
from ownpath.engine.knowledge.model import KnowledgeModel, silent_head, trust_after
from ownpath.engine.knowledge.preparing import prepare
from ownpath.engine.knowledge.spreads import cases_of, find_spread
from ownpath.engine.knowledge.walking import Singles

FEWEST_ANSWERS = 200  # with fewer, or fewer students, the head stays silent
FEWEST_STUDENTS = 10
SHARE_WATCHED = 0.15


class HeadKind(str, Enum):
    """Which head a model has."""

    GLASS = "glass"
    ACCURACY = "accuracy"


def fit(
    training: AnswerLog,
    validation: AnswerLog,
    *,
    head: HeadKind | None,
    rng: Generator,
    n_threads: int = 1,
    about: Mapping[str, Any] | None = None,
) -> KnowledgeModel:
    """Return a model of the training students; validation students only stop the growing and mend the slope.

    Without a head single answers are foretold by the state alone; beliefs are the same: they have a head of their own.
    """
    prepared = prepare(training, rng=rng)
    model = KnowledgeModel(
        calibration=prepared.calibration,
        echoes=prepared.echoes,
        motifs=prepared.motifs,
        head=silent_head(),
        trust=trust_after(training.n_answers),
        reference=reference_of(prepared.features),
        about=dict(about or {}),
    )
    if min(training.n_answers, validation.n_answers) < FEWEST_ANSWERS:
        return model
    if min(training.n_students, validation.n_students) < FEWEST_STUDENTS:
        return model
    seed = int(rng.integers(1 << 30))
    if head is not None:
        model = _with_head(
            model, training, prepared.features, validation, head, seed, n_threads
        )
    seed = int(rng.integers(1 << 30))
    return _with_beliefs(model, training, prepared.features, seed=seed, n_threads=n_threads)


def _with_head(
    model: KnowledgeModel,
    training: AnswerLog,
    features: Singles,
    validation: AnswerLog,
    head: HeadKind,
    seed: int,
    n_threads: int,
) -> KnowledgeModel:
    """Return the model with a head for single answers, mended."""
    watched = model.features(validation)
    grow = grow_accuracy if head is HeadKind.ACCURACY else grow_glass_box
    grown = grow(
        training=_lesson(features, training),
        validation=_lesson(watched, validation),
        seed=seed,
        n_threads=n_threads,
    )
    return _mended(replace(model, head=grown), training, features, validation, watched)


def _mended(
    model: KnowledgeModel,
    training: AnswerLog,
    features: Singles,
    validation: AnswerLog,
    watched: Singles,
) -> KnowledgeModel:
    """Return the fresh model with slope and shift by the validation students, and what each competency is off by.

    A head that is stopped in time leaves a little of each competency in its own rows too: so all students say how much.
    """
    said, said_watched = (model.log_odds(rows) for rows in (features, watched))
    slope, shift = mended(said_watched, validation.is_right)
    everybody = joined([training, validation])
    off = shift_by_competency(everybody, slope * np.concatenate([said, said_watched]) + shift)
    moved = slope * said_watched + shift + mean_shift(validation, off)
    again, more = mended(moved, validation.is_right)
    return replace(
        model, slope=again * slope, shift=again * shift + more, competency_shift=again * off
    )


def _with_beliefs(
    model: KnowledgeModel, training: AnswerLog, features: Singles, *, seed: int, n_threads: int
) -> KnowledgeModel:
    """Return the model with the head behind beliefs, and with what training students did next as middle and interval.

    That head is too small to know its rows by heart, and rows are made without their own answer: so training students
    can say how far off it is, and there are six times as many of them.
    """
    rows = at_the_competency(features)
    shares, weight = following(training)
    lesson = Lesson(
        features=rows, is_right=shares, starts_from=rows[:, LEVEL].astype(np.float64)
    )
    head = grow_belief_head(lesson, weight, seed=seed, n_threads=n_threads)
    model = replace(model, belief_head=head)
    return replace(
        model, spread=find_spread(cases_of(training, features, said_before(model, features)))
    )


def split_off(answers: AnswerLog, *, rng: Generator) -> tuple[AnswerLog, AnswerLog]:
    """Return a log as training and validation students, for who has no validation students of their own."""
    is_watched: NDArray[np.bool_] = rng.random(answers.n_students) < SHARE_WATCHED
    return of_students(answers, ~is_watched), of_students(answers, is_watched)


def fit_and_judge(
    answers: AnswerLog, *, head: HeadKind, rng: Generator, n_threads: int = 1
) -> tuple[KnowledgeModel, dict[str, float | None]]:
    """Return a model of a log, and its figures on the students it was stopped by; a figure nobody can give is None."""
    training, watched = split_off(answers, rng=rng)
    model = fit(training, watched, head=head, rng=rng, n_threads=n_threads)
    figures: dict[str, float | None] = {"n_watched": float(watched.n_answers)}
    if watched.n_answers:
        scores = asdict(score(watched.is_right, model.predict(watched)))
        share = np.full(
            watched.n_answers, training.is_right.mean() if training.n_answers else 0.5
        )
        figures |= {name: one if isfinite(one) else None for name, one in scores.items()}
        figures["log_loss_of_the_share"] = score(watched.is_right, share).log_loss
    return model, figures


def reference_of(features: Singles) -> Floats:
    """Return the values free features take at the reference item: what is usual."""
    reference = np.zeros(len(FEATURES))
    for column, feature in enumerate(FEATURES):
        is_told = feature.group is not Group.ECHO or "weight" in feature.name
        if feature.direction == 0 and is_told and len(features):
            reference[column] = float(np.median(features[:, column]))
    return reference


def _lesson(features: Singles, answers: AnswerLog) -> Lesson:
    return Lesson(
        features=features,
        is_right=answers.is_right,
        starts_from=features[:, 0].astype(np.float64),
    )
