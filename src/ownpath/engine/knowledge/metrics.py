"""How good predictions are: ranking, closeness, and whether they mean what they say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats

N_BINS = 15
FEWEST_OF_A_COMPETENCY = 100  # answers; below, chance alone makes a calibration error


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of predictions; each 0 to 1 but `log_loss` (nats)."""

    auc: float
    accuracy: float
    log_loss: float
    ece: float


def score(is_right: Floats, p_right: Floats) -> Scores:
    """Return the scores of predictions against outcomes (1.0 or 0.0)."""
    p = np.clip(p_right, 1e-7, 1.0 - 1e-7)
    loss = -(is_right * np.log(p) + (1.0 - is_right) * np.log(1.0 - p))
    return Scores(
        auc=auc(is_right, p_right),
        accuracy=float(np.mean((p_right >= 0.5) == (is_right > 0.5))),
        log_loss=float(np.mean(loss)),
        ece=expected_calibration_error(is_right, p_right),
    )


def auc(is_right: Floats, p_right: Floats) -> float:
    """Return how often a right answer was given more than a wrong one (ties count half); NaN if all are alike.

    Examples
    --------
    >>> auc(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.2, 0.9]))
    0.75
    """
    _, inverse, counts = np.unique(p_right, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    n_right = float(is_right.sum())
    n_wrong = len(is_right) - n_right
    if n_right == 0 or n_wrong == 0:
        return float("nan")
    above = float(ranks[is_right > 0.5].sum()) - n_right * (n_right + 1) / 2.0
    return above / (n_right * n_wrong)


def expected_calibration_error(
    is_right: Floats, p_right: Floats, n_bins: int = N_BINS
) -> float:
    """Return how far predicted and seen shares lie apart: equal bins of probability, weighted by answers."""
    bins = np.minimum((p_right * n_bins).astype(np.int64), n_bins - 1)
    gap = np.bincount(bins, is_right - p_right, n_bins)
    return float(np.abs(gap).sum() / max(len(is_right), 1))


def error_by_competency(answers: AnswerLog, p_right: Floats) -> Floats:
    """Return |predicted - seen share| of each competency with at least a hundred answers, rising.

    A gap of the means: within one competency, bins are too thin to tell error from chance.
    """
    widths = np.diff(answers.competency_starts)
    gap = np.repeat(answers.is_right - p_right, widths)
    n: NDArray[np.int64] = np.bincount(answers.competencies, minlength=answers.n_competencies)
    sums = np.bincount(answers.competencies, gap, answers.n_competencies)
    is_enough = n >= FEWEST_OF_A_COMPETENCY
    return np.sort(np.abs(sums[is_enough] / n[is_enough]))


def worst_tenth(errors: Floats) -> float:
    """Return the mean of the highest tenth of rising errors (at least one of them); NaN if there is none."""
    if not len(errors):
        return float("nan")
    return float(errors[-max(1, round(len(errors) / 10)) :].mean())
