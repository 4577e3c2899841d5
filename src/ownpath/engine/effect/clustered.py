"""Least squares whose error knows that children of one classroom are alike, corrected for few classrooms.

Source: Bell and McCaffrey (2002), "Bias reduction in standard errors for linear regression with multi-stage
samples"; Pustejovsky and Tipton (2018), "Small-sample methods for cluster-robust variance estimation and
hypothesis testing in fixed effects models" (CR2 with Satterthwaite's degrees of freedom); Imbens and Kolesár (2016),
"Robust standard errors in small samples" (degrees of freedom that know how alike a classroom's children are).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student_t

from ownpath.engine.effect.types import Estimate, Floats, Ints

LEVEL = 0.95
FULL_LEVERAGE = 1 - 1e-8  # one cluster alone decides the coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Transformed rows: fixed effects already taken out, the square root of the weight already multiplied in.

    `x` has shape (n, k) and its first column is the pilot; `cluster` holds 0 to n_clusters - 1; `shared`, shape (n,),
    is how a change that a whole classroom makes by itself shows in its rows.
    """

    x: Floats
    cluster: Ints
    shared: Floats

    @property
    def n_clusters(self) -> int:
        """Return how many clusters there are."""
        return int(self.cluster.max()) + 1 if self.cluster.size else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leverage:
    """What the design alone decides about the first coefficient, whatever the outcome."""

    adjusted: Floats  # (n,), the row's weight in the cluster's score after CR2
    pull: Floats  # (n, k), (X'X)^-1 x for each row
    inverse: Floats  # (k, k), (X'X)^-1
    is_lone: bool  # one cluster alone decides


def leverage_of(regression: Regression) -> Leverage | None:
    """Return the design's part of the error, or None where the pilot's column is spoken for by others.

    The adjustment (I - H_gg)^(-1/2) is applied through the few singular vectors of the cluster's rows: no
    matrix of cluster size is made.
    """
    x = regression.x
    cross = x.T @ x
    if np.linalg.matrix_rank(cross, hermitian=True) < x.shape[1]:
        return None
    inverse: Floats = np.linalg.inv(cross).astype(np.float64)
    root = np.linalg.cholesky(inverse)
    pull = x @ inverse
    adjusted = np.empty(len(x))
    is_lone = False
    for rows in _rows_by_cluster(regression):
        left, singular, _ = np.linalg.svd(x[rows] @ root, full_matrices=False)
        along = pull[rows, 0]
        full = left[:, singular**2 >= FULL_LEVERAGE]
        is_lone = is_lone or bool(np.abs(full.T @ along).max(initial=0.0) > 0)
        stretch = 1 / np.sqrt(np.maximum(1 - singular**2, 1 - FULL_LEVERAGE)) - 1
        adjusted[rows] = along + left @ (stretch * (left.T @ along))
    return Leverage(adjusted=adjusted, pull=pull, inverse=inverse, is_lone=is_lone)


def scores_of(
    regression: Regression, leverage: Leverage, outcome: Floats
) -> tuple[float, Floats]:
    """Return the first coefficient for an outcome of shape (n,) and each cluster's adjusted score on it.

    The sum of squared scores is the CR2 variance; the sum of products of two outcomes' scores their covariance.
    """
    coefficients = leverage.pull.T @ outcome
    residual = outcome - regression.x @ coefficients
    return float(coefficients[0]), _by_cluster(regression, leverage.adjusted * residual)


def freedom_of(regression: Regression, leverage: Leverage, outcome: Floats) -> float:
    """Return Satterthwaite's degrees of freedom of the first coefficient.

    The working model has independent rows and a change of each classroom's own, as large as the residuals show:
    the more alike the children of a classroom, the more a large classroom counts as one.
    """
    lasting, noise = _spread_of(
        regression, outcome - regression.x @ (leverage.pull.T @ outcome)
    )
    adjusted, shared = leverage.adjusted, regression.shared
    reach = _by_cluster(regression, adjusted[:, None] * regression.x)
    cross = leverage.inverse @ reach.T
    own = np.diag(_by_cluster(regression, adjusted**2)) - reach @ cross
    moved = np.diag(_by_cluster(regression, shared * adjusted))
    moved = moved - _by_cluster(regression, shared[:, None] * regression.x) @ cross
    products = noise * own + lasting * (moved.T @ moved)
    return float(np.trace(products)) ** 2 / float((products**2).sum())


def _spread_of(regression: Regression, residual: Floats) -> tuple[float, float]:
    """Return the variance of classrooms' own changes and of single rows, by moments; (0, 1) if nothing varies."""
    size = _by_cluster(regression, regression.shared**2)
    noise = float(residual @ residual) / max(len(residual) - regression.x.shape[1], 1)
    pulled = _by_cluster(regression, regression.shared * residual)
    lasting = float((pulled**2 - noise * size).sum() / max((size**2).sum(), 1e-300))
    return (max(lasting, 0.0), noise) if noise > 0 else (0.0, 1.0)


def _by_cluster(regression: Regression, values: Floats) -> Floats:
    """Return the sums by cluster of values of shape (n,) or (n, k)."""
    sums: Floats = np.zeros((regression.n_clusters, *values.shape[1:]), dtype=np.float64)
    np.add.at(sums, regression.cluster, values)
    return sums


def estimate_from(value: float, variance: float, freedom: float) -> Estimate:
    """Return the estimate with its 95 % interval."""
    error = float(np.sqrt(max(variance, 0.0)))
    reach = float(student_t.ppf((1 + LEVEL) / 2, freedom)) * error
    return Estimate(
        value=value, error=error, freedom=freedom, low=value - reach, high=value + reach
    )


def _rows_by_cluster(regression: Regression) -> list[Ints]:
    order = np.argsort(regression.cluster, kind="stable")
    ends = np.cumsum(np.bincount(regression.cluster, minlength=regression.n_clusters))[:-1]
    return [rows for rows in np.split(order, ends) if rows.size]
