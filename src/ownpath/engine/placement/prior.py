"""What is believed before the first question: a normal value for each competency, known where it is above zero.

Values fall with the level of a competency. They go together: all of one student's, by a common ability; those near each
other on the graph more so; each has some chance of its own.

Source: Gaussian process classification with a probit link, Rasmussen & Williams (2006), chapter 3; the kernel on the
graph is the regularized Laplacian, Smola & Kondor (2003), "Kernels and regularization on graphs", COLT 2003.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.skills import SkillGraph
from ownpath.engine.skills.arrays import GraphArrays, as_arrays

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How knowledge is believed to vary, as standard deviations of the value but for the first and the last.

    `slope` is how far the value falls from the first level to the last, `common` a student's ability, `strand` what it
    is in one strand beside that, `nearby` what neighbors on the graph share, `own` each competency's chance, `reach`
    how far neighborhood goes.
    """

    slope: float = 16.0
    common: float = 2.8
    strand: float = 1.6
    nearby: float = 1.2
    own: float = 0.6
    reach: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementMap:
    """A graph made ready for placement; kept by the caller, the same for all students of a grade.

    Attributes
    ----------
    ids : the competencies that can be asked or classed, by number
    mean : (n,) float64
    covariance : (n, n) float64
    """

    ids: tuple[int, ...]
    number: Mapping[int, int]
    arrays: GraphArrays
    mean: Floats
    covariance: Floats


def make_map(
    graph: SkillGraph[int],
    *,
    level: Mapping[int, float] | None = None,
    strand: Mapping[int, int] | None = None,
    middle: float = 0.5,
    spread: Spread | None = None,
) -> PlacementMap:
    """Return a graph made ready for placement.

    Parameters
    ----------
    level
        Where each competency stands from first (0) to last (1), such as its grade; without it, its place among the
        depths of the graph.
    strand
        Which strand (domain) each belongs to, by any number; without it, only the graph says what is alike.
    middle
        The level at which a student of this kind is believed to know every other competency.
    """
    spread = spread or Spread()
    arrays = as_arrays(graph)
    where = _levels(graph, arrays, level)
    near = _nearness(graph, arrays.n, spread.reach)
    covariance = spread.common**2 + spread.nearby**2 * near + spread.own**2 * np.eye(arrays.n)
    if strand is not None:
        of = np.array([strand[node] for node in graph.nodes])
        covariance += spread.strand**2 * (of[:, None] == of[None, :])
    return PlacementMap(
        ids=graph.nodes,
        number={node: i for i, node in enumerate(graph.nodes)},
        arrays=arrays,
        mean=spread.slope * (middle - where),
        covariance=covariance,
    )


def _levels(
    graph: SkillGraph[int], arrays: GraphArrays, level: Mapping[int, float] | None
) -> Floats:
    if level is not None:
        return np.array([level[node] for node in graph.nodes], dtype=np.float64)
    deepest = max(1, int(arrays.depth.max(initial=0)))
    return arrays.depth / deepest


def _nearness(graph: SkillGraph[int], n: int, reach: float) -> Floats:
    """Return how alike competencies are by the graph alone, (n, n), one on the diagonal."""
    number = {node: i for i, node in enumerate(graph.nodes)}
    laplacian = np.zeros((n, n))
    for edge in graph.edges:
        i, j = number[edge.before], number[edge.after]
        laplacian[i, j] -= 1
        laplacian[j, i] -= 1
    laplacian[np.diag_indices(n)] = -laplacian.sum(axis=1)
    kernel = np.linalg.inv(np.eye(n) + reach * laplacian)
    scale = np.sqrt(np.diag(kernel))
    return np.asarray(kernel / np.outer(scale, scale))
