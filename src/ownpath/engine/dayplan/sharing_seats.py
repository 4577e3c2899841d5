"""Finds a block for each seat that sharing took in whatever block: as many as can be, the scarcest kind first.

Who sits in which of their bare blocks at a kind of seat is a flow from students through blocks to their seats.

Source: Dinitz (1970), "Algorithm for solution of a problem of maximum flow in networks with power estimation".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from ownpath.engine.dayplan.types import Bools, Ints, Problem

Indices = NDArray[np.int64]
ANYWHERE = -1  # whatever block is bare


def blocks_of_seats(problem: Problem, tasks: Indices, bare: Bools) -> Indices:
    """Return the block of each seat option, ANYWHERE where none was found or every bare block will do.

    `bare` is (n_students, n_blocks): the cells that nothing else takes. Of a student's tasks none share a block.
    """
    options, kinds = problem.options, problem.kinds
    block = np.full(len(tasks), ANYWHERE, dtype=np.int64)
    bare, devices = bare.copy(), problem.devices.astype(np.int64)
    kind = options.kind[tasks]
    use = np.bincount(kind, minlength=len(kinds.names)) / np.maximum(kinds.seats.sum(axis=1), 1)
    for one in np.argsort(-use, kind="stable"):
        own = np.flatnonzero(kind == one)
        room = kinds.seats[one].astype(np.int64)
        if kinds.uses_device[one]:
            room = np.minimum(room, devices)
        if not len(own) or (room >= bare.sum(axis=0)).all():
            continue
        student = options.student[tasks[own]]
        block[own] = _flow(student, bare, room)
        found = own[block[own] >= 0]
        bare[options.student[tasks[found]], block[found]] = False
        if kinds.uses_device[one]:
            devices = devices - np.bincount(block[found], minlength=len(devices))
    return block


def _flow(student: Ints, bare: Bools, room: Indices) -> Indices:
    """Return the block of each row of a student, so that as many as can be have one; ANYWHERE for the others."""
    students, row, wanted = np.unique(student, return_inverse=True, return_counts=True)
    n, n_blocks = len(students), len(room)
    who, where = np.nonzero(bare[students])
    source, sink = n + n_blocks, n + n_blocks + 1
    begin = np.concatenate([np.full(n, source), who, n + np.arange(n_blocks)])
    end = np.concatenate([np.arange(n), n + where, np.full(n_blocks, sink)])
    most = np.concatenate([wanted, np.ones(len(who)), room]).astype(np.int32)
    graph = sparse.csr_matrix((most, (begin, end)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(graph, source, sink, method="dinic").flow[:n, n : n + n_blocks].tocoo()
    taken = flow.data > 0
    return _dealt(row, flow.row[taken], flow.col[taken])


def _dealt(row: Indices, owner: Ints, block: Ints) -> Indices:
    """Deal the blocks of each owner to the owner's rows; ANYWHERE where they do not suffice.

    >>> _dealt(np.array([0, 1, 0]), np.array([0, 1]), np.array([5, 6])).tolist()
    [5, 6, -1]
    """
    order = np.lexsort((block, owner))
    owner, block = owner[order], block[order]
    turn = np.zeros(len(row), dtype=np.int64)
    by_row = np.argsort(row, kind="stable")
    turn[by_row] = np.arange(len(row)) - np.searchsorted(row[by_row], row[by_row])
    place = np.searchsorted(owner, row) + turn
    is_dealt = place < np.searchsorted(owner, row, side="right")
    dealt = np.full(len(row), ANYWHERE, dtype=np.int64)
    dealt[is_dealt] = block[place[is_dealt]]
    return dealt
