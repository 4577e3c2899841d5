"""Mends what a head is off by: slope and shift for all, on students it never saw, and a little for each competency.

Source: Platt (1999), "Probabilistic outputs for support vector machines", for slope and shift; Efron & Morris (1975),
"Data analysis using Stein's estimator and its generalizations", JASA 70, for what each competency is drawn to.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats

N_NEWTON = 25
SLOPE_PRIOR = 200.0  # answers' worth of belief that slope is 1 and shift 0
N_PASSES = 12
VARIANCE = 0.1  # of what competencies are off by, in log odds: about 45 answers' worth of belief that it is nothing


def mended(log_odds: Floats, is_right: Floats) -> tuple[float, float]:
    """Return slope (above 0) and shift that make log odds fit outcomes best, drawn to 1 and 0."""
    slope, shift = 1.0, 0.0
    for _ in range(N_NEWTON):
        p = 1.0 / (1.0 + np.exp(-(slope * log_odds + shift)))
        doubt = p * (1.0 - p)
        pull = np.array(
            [
                ((is_right - p) * log_odds).sum() - SLOPE_PRIOR * (slope - 1.0),
                (is_right - p).sum() - SLOPE_PRIOR * shift,
            ]
        )
        cross = (doubt * log_odds).sum()
        bend = np.array(
            [
                [(doubt * log_odds**2).sum() + SLOPE_PRIOR, cross],
                [cross, doubt.sum() + SLOPE_PRIOR],
            ]
        )
        step = np.linalg.solve(bend, pull)
        slope, shift = max(slope + float(step[0]), 0.05), shift + float(step[1])
    return slope, shift


def shift_by_competency(answers: AnswerLog, log_odds: Floats) -> Floats:
    """Return what is to be added to the log odds of each competency's answers, competencies.

    Drawn to zero, the more the fewer answers speak for it.
    """
    widths = np.diff(answers.competency_starts)
    share = 1.0 / np.repeat(widths, widths)
    shift = np.zeros(answers.n_competencies)
    for _ in range(N_PASSES):
        p = 1.0 / (1.0 + np.exp(-(log_odds + mean_shift(answers, shift))))
        pull = _sums(answers, np.repeat(answers.is_right - p, widths) * share)
        doubt = _sums(answers, np.repeat(p * (1.0 - p), widths) * share)
        shift = shift + (pull - shift / VARIANCE) / (doubt + 1.0 / VARIANCE)
    return shift


def mean_shift(answers: AnswerLog, shift: Floats) -> Floats:
    """Return the mean of the shifts of each answer's competencies, answers."""
    if not answers.n_answers:
        return np.zeros(0)
    sums = np.add.reduceat(shift[answers.competencies], answers.competency_starts[:-1])
    return np.asarray(sums / np.diff(answers.competency_starts))


def _sums(answers: AnswerLog, values: Floats) -> Floats:
    sums = np.bincount(answers.competencies, values, answers.n_competencies)
    return sums.astype(np.float64)
