"""A course to simulate: competencies on a graph, and what students know of them on the first day.

Random courses look like a mathematics framework: some strands that run through the grades, each competency standing on
one to three earlier ones, mostly of its own strand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.skills import Edge, SkillGraph, build_graph
from ownpath.engine.skills.arrays import GraphArrays, Mask, as_arrays

Floats = NDArray[np.float64]
SHARE_SAME_STRAND = 0.75
SHARE_WITHOUT_BEFORE = 0.08
REACH = 0.15  # how far back a prerequisite lies, as a share of the course
STEEPNESS = 9.0  # log odds from the first level to the last
SHARE_WITH_HOLES = 0.08  # learned though something before it is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Competencies by number, prerequisites first.

    Attributes
    ----------
    level : (n,) float64 in [0, 1]
        Where a competency stands in the sequence of grades.
    strand : (n,) intp
        Which strand it belongs to, such as number or geometry.
    """

    graph: GraphArrays
    level: Floats
    strand: NDArray[np.intp]

    @property
    def n(self) -> int:
        """Return how many competencies there are."""
        return self.graph.n


def draw_graph(
    *, rng: np.random.Generator, n_competencies: int, n_strands: int = 6
) -> tuple[SkillGraph[int], NDArray[np.intp]]:
    """Return a random graph of the numbers 0 to n - 1 in teaching order, and the strand of each."""
    strand = rng.integers(n_strands, size=n_competencies)
    edges = []
    for after in range(1, n_competencies):
        if rng.random() < SHARE_WITHOUT_BEFORE:
            continue
        earliest = max(0, after - max(3, round(REACH * n_competencies)))
        near = np.arange(earliest, after)
        is_own = strand[near] == strand[after]
        weight = np.where(is_own, SHARE_SAME_STRAND / max(1, is_own.sum()), 0.0)
        weight += (1 - SHARE_SAME_STRAND) / len(near)
        n_before = min(len(near), 1 + rng.binomial(2, 0.35))
        chosen = rng.choice(near, size=n_before, replace=False, p=weight / weight.sum())
        edges += [Edge(before=int(before), after=after) for before in sorted(chosen)]
    return build_graph(range(n_competencies), edges)[0], strand


def draw_course(*, rng: np.random.Generator, n_competencies: int, n_strands: int = 6) -> Course:
    """Return a random course."""
    graph, strand = draw_graph(rng=rng, n_competencies=n_competencies, n_strands=n_strands)
    return course_on(graph, strand)


def course_on(graph: SkillGraph[int], strand: NDArray[np.intp]) -> Course:
    """Return the course of a graph whose nodes stand in teaching order."""
    level = np.linspace(0.0, 1.0, len(graph.nodes))
    return Course(graph=as_arrays(graph), level=level, strand=strand)


def draw_known(
    *,
    rng: np.random.Generator,
    course: Course,
    n_students: int,
    middle: float = 0.4,
    spread: float = 0.12,
) -> Mask:
    """Return what students know on the first day.

    Parameters
    ----------
    middle, spread
        The level that the students of a class have reached, mean and standard deviation; a strand of one student
        deviates from it by half the spread.

    Returns
    -------
    (n_students, n) bool
        Closed under prerequisites, but for a few holes.
    """
    n_strands = int(course.strand.max(initial=0)) + 1
    reached = rng.normal(middle, spread, size=(n_students, 1))
    reached = reached + rng.normal(0.0, spread / 2, size=(n_students, n_strands))
    log_odds = STEEPNESS * 2 * (reached[:, course.strand] - course.level)
    known = rng.random(log_odds.shape) < 1 / (1 + np.exp(-log_odds))
    may_skip = rng.random(known.shape) < SHARE_WITH_HOLES
    for one in course.graph.order:
        before = course.graph.before[one]
        before = before[before < course.n]
        known[:, one] &= known[:, before].all(axis=1) | may_skip[:, one]
    return np.asarray(known)
