"""The belief during placement, and how one answer changes it: assumed density filtering.

An answer's likelihood has one value where a competency is known and another where it is not; the exact posterior is
replaced by the normal one with the same mean and variance, for all competencies at once.

Source: Minka (2001), "A family of algorithms for approximate Bayesian inference", chapter 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.placement.prior import PlacementMap

Floats = NDArray[np.float64]
SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """A normal value for each competency, known where above zero.

    Attributes
    ----------
    mean : (n,) float64
    covariance : (n, n) float64
    """

    mean: Floats
    covariance: Floats

    @property
    def p_known(self) -> Floats:
        """Return P(known) of each competency, (n,)."""
        return normal_below(self.mean / np.sqrt(np.diag(self.covariance)))


def first_belief(placement: PlacementMap) -> Belief:
    """Return the belief before the first answer."""
    return Belief(mean=placement.mean, covariance=placement.covariance)


def changed(belief: Belief, number: int, likelihoods: tuple[float, float]) -> Belief:
    """Return the belief after an answer; `likelihoods` are P(answer | known) and P(answer | not known)."""
    column = belief.covariance[:, number]
    _, pull, shrink = pull_and_shrink(
        belief.mean[number : number + 1], column[number : number + 1], likelihoods
    )
    return Belief(
        mean=belief.mean + column * pull[0],
        covariance=belief.covariance - np.outer(column, column) * shrink[0],
    )


def pull_and_shrink(
    mean: Floats, variance: Floats, likelihoods: tuple[float, float]
) -> tuple[Floats, Floats, Floats]:
    """Return P(answer), and by how much the mean moves and the variance shrinks per unit of covariance, each (n,).

    Parameters
    ----------
    mean, variance : (n,) float64
        Of the competencies that could be asked.
    """
    if_known, if_not = likelihoods
    sd = np.sqrt(variance)
    z = mean / sd
    p_answer = if_not + (if_known - if_not) * normal_below(z)
    density = np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)
    pull = (if_known - if_not) * density / (np.maximum(p_answer, SMALLEST) * sd)
    shrink = pull * (pull + z / sd)
    return p_answer, pull, shrink


def normal_below(z: Floats) -> Floats:
    """Return the standard normal distribution function, to seven digits, without scipy.

    Source: Abramowitz & Stegun (1964), formula 26.2.17.
    """
    t = 1 / (1 + 0.2316419 * np.abs(z))
    series = t * (
        0.319381530
        + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    upper = np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi) * series
    return np.asarray(np.where(z >= 0, 1 - upper, upper))
