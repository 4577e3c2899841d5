"""Students for placement to be tried on: what they know came about by walking the graph, not by any formula of belief.

A student starts from nothing and learns one competency after another, always one whose prerequisites are learned,
sooner an earlier one and sooner one of a strand they like; after some share of the course they stop, and forget a
little, mostly what they have not built on. `orderly` students keep to the order of the course, `jagged` ones follow
their likings far ahead. Placement believes in none of this: it has normal values with covariances.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.simulation.course import Course
from ownpath.engine.skills.arrays import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How students walk.

    `haste` is how strongly an earlier competency is preferred, by level; `evenness` is the shape of the gamma
    distribution of how much a student likes each strand: the lower, the more uneven.
    """

    haste: float
    evenness: float
    share_known: float = 0.45  # of the course, mean over students
    share_known_sd: float = 0.20
    forgotten_built_on: float = 0.01
    forgotten_bare: float = 0.06


ORDERLY = Walk(haste=12.0, evenness=3.0)
JAGGED = Walk(haste=6.0, evenness=1.5)


def draw_walked(
    *, rng: np.random.Generator, course: Course, n_students: int, walk: Walk
) -> Mask:
    """Return what students know, (n_students, n) bool."""
    before = [row[row < course.n] for row in course.graph.before]
    after: list[list[int]] = [[] for _ in range(course.n)]
    for one, under in enumerate(before):
        for other in under:
            after[other].append(one)
    n_before = np.array([len(under) for under in before])
    known = np.zeros((n_students, course.n), dtype=bool)
    for row in known:
        share = rng.normal(walk.share_known, walk.share_known_sd)
        n_steps = round(float(np.clip(share, 0.03, 0.97)) * course.n)
        _walk(row, n_steps, n_before, after, rng=rng, course=course, walk=walk)
        _forget(row, after, rng=rng, walk=walk)
    return known


def _walk(
    row: NDArray[np.bool_],
    n_steps: int,
    n_before: NDArray[np.intp],
    after: list[list[int]],
    *,
    rng: np.random.Generator,
    course: Course,
    walk: Walk,
) -> None:
    liking = rng.gamma(walk.evenness, size=int(course.strand.max(initial=0)) + 1)
    weight = liking[course.strand] * np.exp(-walk.haste * course.level)
    waits_for = n_before.copy()
    open_now = np.flatnonzero(waits_for == 0).tolist()
    for _ in range(n_steps):
        if not open_now:
            return
        here = weight[open_now]
        one = open_now.pop(int(rng.choice(len(open_now), p=here / here.sum())))
        row[one] = True
        for later in after[one]:
            waits_for[later] -= 1
            if waits_for[later] == 0:
                open_now.append(later)


def _forget(
    row: NDArray[np.bool_], after: list[list[int]], *, rng: np.random.Generator, walk: Walk
) -> None:
    was = row.copy()
    for one in np.flatnonzero(was):
        is_built_on = any(was[later] for later in after[one])
        p_forgotten = walk.forgotten_built_on if is_built_on else walk.forgotten_bare
        row[one] = rng.random() >= p_forgotten
