"""How far apart true chances lie behind outcomes: the smooth distribution that makes the outcomes likeliest.

The logarithm of its density is held smooth by its third differences: with no evidence at all it is a normal
distribution, with enough it may have two heaps (knows it or not). Students learn while their outcomes are watched: by
the outcome k later, the share right among those who have one that late has risen, and each chance is taken to have
come that part of the way to the highest chance there is.

Source: Silverman (1982), "On the estimation of a probability density function by the maximum penalized likelihood
method", Annals of Statistics 10; Efron (2016), "Empirical Bayes deconvolution estimates", Biometrika 103.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes

N_CHANCES = 50
EDGES = np.linspace(0.0, 1.0, N_CHANCES + 1)
CHANCES = (EDGES[1:] + EDGES[:-1]) / 2
SMOOTHNESS = 1.0  # what a third difference of one costs, in log likelihood
STEADINESS = 1e-3  # the same of a first difference: keeps a density from running away
N_STEPS, SHORTEST_STEP, ENOUGH, LEAST_BEND = 40, 1e-4, 1e-3, 1e-4
COARSENESS = 1.0  # log odds: how much easier items were is told no finer than this
LOW, HIGH = 0.1, 0.9
FEWEST_LATER = 50  # outcomes, to say how much was learned by then
Outcomes = NDArray[np.int8]  # cases by outcomes to come: 1 right, 0 wrong, -1 none


def ends_and_mean(outcomes: Outcomes, easier: Floats, ceiling: float) -> Floats:
    """Return the 10 % and 90 % points and the mean of the true chances, as log odds, (3,).

    Parameters
    ----------
    easier : cases by outcomes to come
        By how many log odds each item was easier than its competency.
    ceiling
        The highest chance learning leads to, 0 to 1.
    """
    likelihood, n = _likelihood(outcomes, easier, ceiling)
    density = _likeliest(likelihood, n)
    share = np.concatenate([[0.0], np.cumsum(density)])
    low, high = np.interp([LOW, HIGH], share, np.clip(EDGES, 0.002, 0.998))
    return odds(np.array([low, high, float(density @ CHANCES)]))


def learned_later(outcomes: Outcomes, ceiling: float) -> Floats:
    """Return which part of the way to the ceiling was learned by each outcome; below zero, which part was lost."""
    parts = np.zeros(outcomes.shape[1])
    for ahead in range(1, outcomes.shape[1]):
        has_it = outcomes[:, ahead] >= 0
        if has_it.sum() < FEWEST_LATER:
            continue
        now, later = float(outcomes[has_it, 0].mean()), float(outcomes[has_it, ahead].mean())
        if later < now:
            parts[ahead] = later / now - 1.0
        elif now < ceiling - 0.02:
            parts[ahead] = min((later - now) / (ceiling - now), 1.0)
    return parts


def _likelihood(outcomes: Outcomes, easier: Floats, ceiling: float) -> tuple[Floats, Floats]:
    """Return P(outcomes | chance), different outcomes by `CHANCES`, and how often each occurred."""
    is_there = outcomes >= 0
    mean_easier = (easier * is_there).sum(1) / np.maximum(is_there.sum(1), 1)
    told = np.rint(mean_easier / COARSENESS) * COARSENESS
    at, n = _different(outcomes, told)
    different = np.column_stack([outcomes[at].astype(np.float64), told[at]])
    first = chance(odds(CHANCES)[None, :] + different[:, -1:])
    likelihood = np.ones_like(first)
    for ahead, part in enumerate(learned_later(outcomes, ceiling)):
        p = first + (part * np.maximum(ceiling - first, 0.0) if part > 0 else part * first)
        seen = different[:, ahead, None]
        likelihood *= np.where(seen < 0, 1.0, np.where(seen == 1, p, 1.0 - p))
    return likelihood, n.astype(np.float64)


def _different(outcomes: Outcomes, told: Floats) -> tuple[Wholes, Wholes]:
    """Return one case of each different kind, in order, and how many there are; one number a case sorts fastest."""
    steps = np.rint(told / COARSENESS).astype(np.int64)
    span = int(steps.max()) - int(steps.min()) + 1 if len(steps) else 1
    key = np.zeros(len(steps), np.int64)
    for column in outcomes.T:
        key = 3 * key + column + 1
    _, at, n = np.unique(
        key * span + steps - steps.min(initial=0), return_index=True, return_counts=True
    )
    return at, n


def _roughness() -> Floats:
    third = np.diff(np.eye(N_CHANCES), 3, axis=0)
    first = np.diff(np.eye(N_CHANCES), 1, axis=0)
    anchor = 1e-6 * np.eye(N_CHANCES)
    return np.asarray(SMOOTHNESS * third.T @ third + STEADINESS * first.T @ first + anchor)


ROUGHNESS = _roughness()


def _likeliest(likelihood: Floats, n: Floats) -> Floats:
    """Return the density over `CHANCES` by Newton's steps, each made shorter until it gains."""
    log_density = np.zeros(N_CHANCES)
    density, mixed, gain = _worth(log_density, likelihood, n)
    for _ in range(N_STEPS):
        step = _step(log_density, density, likelihood / mixed[:, None], n)
        size = 1.0
        while size >= SHORTEST_STEP:
            found = _worth(log_density + size * step, likelihood, n)
            if found[2] >= gain - 1e-9:
                break
            size /= 2
        else:
            return density
        log_density = log_density + size * step
        is_done = found[2] - gain < ENOUGH
        density, mixed, gain = found
        if is_done:
            return density
    return density


def _worth(log_density: Floats, likelihood: Floats, n: Floats) -> tuple[Floats, Floats, float]:
    """Return the density, P(each outcomes), and the log likelihood less what roughness costs."""
    raised = np.exp(log_density - log_density.max())
    density = raised / raised.sum()
    mixed = likelihood @ density
    cost = 0.5 * float(log_density @ ROUGHNESS @ log_density)
    return density, mixed, float(n @ np.log(mixed)) - cost


def _step(log_density: Floats, density: Floats, relative: Floats, n: Floats) -> Floats:
    """Return Newton's step, turned round in directions in which it would go down."""
    after = relative * density  # of each case, the distribution of its chance
    expected = n @ after
    slope = expected - n.sum() * density - ROUGHNESS @ log_density
    if_seen = n.sum() * (np.diag(density) - np.outer(density, density)) + ROUGHNESS
    unseen = np.diag(expected) - (after * n[:, None]).T @ after
    bends, directions = np.linalg.eigh(if_seen - unseen)
    along = (directions.T @ slope) / np.maximum(np.abs(bends), LEAST_BEND)
    return np.asarray(directions @ along)


def odds(p: Floats) -> Floats:
    """Return the log odds of probabilities, kept finite."""
    clipped = np.clip(p, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(clipped / (1.0 - clipped)))


def chance(log_odds: Floats) -> Floats:
    """Return the probabilities of log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(log_odds))))
