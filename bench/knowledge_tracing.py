"""Bayesian knowledge tracing with parameters of each competency, fitted by expectation and maximization.

Source: Corbett & Anderson (1995), "Knowledge tracing", User Modeling and User-Adapted Interaction 4 (guess at most 0.3,
slip at most 0.1, as there); Baum et al. (1970), "A maximization technique", Annals of Mathematical Statistics 41.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.replaying import Runs

Floats = NDArray[np.float64]
FIRST = (0.3, 0.15, 0.2, 0.1)  # known at first, learned by an answer, guess, slip
LEAST, MOST = (0.01, 0.005, 0.01, 0.01), (0.99, 0.7, 0.3, 0.1)
N_STEPS, LONGEST, FEWEST_RUNS = 40, 40, 20


def fitted_tracing(answers: AnswerLog) -> Floats:
    """Return the four parameters of each competency, competencies by four; the first ones where few runs are there."""
    key = answers.student_of_answer() * answers.n_competencies + answers.first_competencies()
    order = np.argsort(key, kind="stable")
    _, lengths = np.unique(key[order], return_counts=True)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    competency = answers.first_competencies()[order][starts[:-1]]
    found = np.tile(FIRST, (answers.n_competencies, 1))
    for one in np.unique(competency):
        own = np.flatnonzero(competency == one)
        if len(own) >= FEWEST_RUNS:
            table = np.full((len(own), min(int(lengths[own].max()), LONGEST)), -1)
            for row, run in enumerate(own):
                seen = answers.is_right[order[starts[run] : starts[run + 1]]][:LONGEST]
                table[row, : len(seen)] = seen
            found[one] = _likeliest(table)
    return found


def marks_of_tracing(runs: Runs, answers: AnswerLog, parameters: Floats) -> Floats:
    """Return P(known) after each answer of the runs."""
    first, learn, guess, slip = parameters[answers.first_competencies()[runs.rows]].T
    marks = np.zeros(len(runs.rows))
    lengths = np.diff(runs.starts)
    known = first[runs.starts[:-1]].copy()
    for place in range(int(lengths.max())):
        which = np.flatnonzero(lengths > place)
        at = runs.starts[which] + place
        right = runs.is_right[at] > 0.5
        if_known = np.where(right, 1 - slip[at], slip[at]) * known[which]
        if_not = np.where(right, guess[at], 1 - guess[at]) * (1 - known[which])
        after = if_known / (if_known + if_not)
        known[which] = marks[at] = after + (1 - after) * learn[at]
    return marks


def _likeliest(seen: NDArray[np.int64]) -> Floats:
    parameters = np.array(FIRST)
    for _ in range(N_STEPS):
        parameters = np.clip(_better(seen, *parameters), LEAST, MOST)
    return parameters


def _better(
    seen: NDArray[np.int64], first: float, learn: float, guess: float, slip: float
) -> Floats:
    """Return parameters under which runs (rows; 1 right, 0 wrong, -1 none) are likelier: one step."""
    n, longest = seen.shape
    if_known = np.where(seen == 1, 1 - slip, np.where(seen == 0, slip, 1.0))
    if_not = np.where(seen == 1, guess, np.where(seen == 0, 1 - guess, 1.0))
    forward, scale = np.zeros((longest, n, 2)), np.zeros((longest, n))
    before = np.tile([1 - first, first], (n, 1))
    for k in range(longest):
        forward[k] = before * np.stack([if_not[:, k], if_known[:, k]], 1)
        scale[k] = forward[k].sum(1)
        forward[k] /= scale[k][:, None]
        moved = forward[k, :, 0] * learn
        before = np.stack([forward[k, :, 0] - moved, forward[k, :, 1] + moved], 1)
    known, backward = np.zeros((longest, n)), np.ones((n, 2))
    known[-1] = forward[-1, :, 1]
    n_learned = n_open = 0.0
    for k in range(longest - 2, -1, -1):
        was_known = backward[:, 1] * if_known[:, k + 1] / scale[k + 1]
        was_not = backward[:, 0] * if_not[:, k + 1] / scale[k + 1]
        is_there = seen[:, k + 1] >= 0
        learned = (forward[k, :, 0] * learn * was_known * is_there).sum()
        n_learned += learned
        n_open += learned + (forward[k, :, 0] * (1 - learn) * was_not * is_there).sum()
        backward = np.stack([learn * was_known + (1 - learn) * was_not, was_known], 1)
        known[k] = forward[k, :, 1] * backward[:, 1]
    known, is_there = known.T, seen >= 0
    n_known, n_not = (known * is_there).sum() + 1e-9, ((1 - known) * is_there).sum() + 1e-9
    return np.array(
        [
            known[:, 0].mean(),
            n_learned / (n_open + 1e-9),
            ((1 - known) * (seen == 1)).sum() / n_not,
            (known * (seen == 0)).sum() / n_known,
        ]
    )
