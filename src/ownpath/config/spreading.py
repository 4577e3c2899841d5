"""Spread the search of many campuses over a Dask cluster: pure steps go out, plans come back, whoever worked on them.

A step depends on its problem, seed and number of moves only, so where it ran does not show in the plan. A worker that
is killed costs time: the scheduler gives its step to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from ownpath.engine.dayplan.planning import Planned, plan_and_check
from ownpath.engine.dayplan.types import NoPlan, Problem

TRIES = 3  # of a step whose worker died


def spread(
    *,
    tasks: Mapping[int, tuple[Problem, int, int]],
    address: str,
    n_workers: int,
    is_bound_wanted: bool = True,
) -> Iterator[tuple[int, Planned | NoPlan]]:
    """Yield (number, outcome) of each (problem, seed, moves) as it is done.

    Parameters
    ----------
    address
        Of a scheduler that runs already; empty starts `n_workers` processes on this machine, one thread each.
    """
    distributed: Any = import_module("distributed")
    if not tasks:
        return
    local: Any = None
    if not address:
        local = distributed.LocalCluster(
            n_workers=n_workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        )
    client = distributed.Client(local or address)
    try:
        steps = {
            client.submit(
                _step, task, is_bound_wanted, key=f"day-{number}", pure=False, retries=TRIES
            ): number
            for number, task in tasks.items()
        }
        for done in distributed.as_completed(steps):
            yield steps[done], done.result()
    finally:
        client.close()
        if local is not None:
            local.close()


def _step(task: tuple[Problem, int, int], is_bound_wanted: bool) -> Planned | NoPlan:  # noqa: FBT001 - by position over the wire
    problem, seed, n_moves = task
    return plan_and_check(
        problem=problem, seed=seed, n_moves=n_moves, is_bound_wanted=is_bound_wanted
    )
