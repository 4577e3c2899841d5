"""A competency graph as arrays, for what is reckoned over many competencies or many students at once.

Competencies are numbered by their place in the graph's `nodes`. Knowledge of many students is a boolean matrix of
students by competencies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.skills.types import Node, SkillGraph

Numbers = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphArrays:
    """What a graph says, by number.

    Attributes
    ----------
    order : (n,) intp
        All competencies, prerequisites first.
    before : (n, most) intp
        Direct hard prerequisites of each; unused places hold `n`, one past the last competency.
    needs : (n, n) bool
        Row `c` holds `c` and everything that must be learned before it, near and far.
    depth : (n,) intp
        The longest chain of hard prerequisites under each; 0 for none.
    n_behind : (n,) intp
        How many competencies stand behind each, near and far.
    """

    order: Numbers
    before: Numbers
    needs: Mask
    depth: Numbers
    n_behind: Numbers

    @property
    def n(self) -> int:
        """Return how many competencies there are."""
        return len(self.order)

    def is_ready(self, held: Mask) -> Mask:
        """Return, for each student and competency, whether every hard prerequisite is held.

        Parameters
        ----------
        held : (n_students, n) bool

        Returns
        -------
        (n_students, n) bool
        """
        padded = np.ones((held.shape[0], self.n + 1), dtype=bool)
        padded[:, :-1] = held
        ready = np.ones_like(held)
        for column in self.before.T:
            ready &= padded[:, column]
        return ready

    def closed(self, goals: Iterable[int]) -> Mask:
        """Return which competencies the goals need, themselves among them, as (n,) bool."""
        numbers = list(goals)
        if not numbers:
            return np.zeros(self.n, dtype=bool)
        return np.asarray(self.needs[numbers].any(axis=0))


def as_arrays(graph: SkillGraph[Node]) -> GraphArrays:
    """Return a graph as arrays.

    Examples
    --------
    >>> from ownpath.engine.skills import Edge, build_graph
    >>> graph, faults = build_graph(["add", "multiply"], [Edge(before="add", after="multiply")])
    >>> as_arrays(graph).n_behind
    array([1, 0])
    """
    n = len(graph.nodes)
    number = {node: i for i, node in enumerate(graph.nodes)}
    order = np.array([number[node] for node in graph.order], dtype=np.intp)
    direct = [[number[one] for one in graph.hard_before[node]] for node in graph.nodes]
    before = np.full((n, max((len(one) for one in direct), default=0)), n, dtype=np.intp)
    needs = np.eye(n, dtype=bool)
    depth = np.zeros(n, dtype=np.intp)
    for i in order:
        held = direct[i]
        before[i, : len(held)] = held
        if held:
            needs[i] |= needs[held].any(axis=0)
            depth[i] = depth[held].max() + 1
    return GraphArrays(
        order=order,
        before=before,
        needs=needs,
        depth=depth,
        n_behind=needs.sum(axis=0).astype(np.intp) - 1,
    )
