"""Spread work over a Dask cluster: the search of many campuses' days, the fits of many districts' models.

Pure steps go out and what they found comes back, whoever worked on them. A step depends on what is handed to it only,
so where it ran does not show. A worker that is killed costs time: the scheduler gives its step to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from logging import CRITICAL, getLogger
from typing import Any

from numpy.random import Generator

from ownpath.engine.dayplan.aims import Aims
from ownpath.engine.dayplan.planning import Planned, plan_and_check
from ownpath.engine.dayplan.types import NoPlan, Problem
from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.errors import NotFound

Fitted = tuple[KnowledgeModel, dict[str, float | None]]  # the model and its figures

Search = tuple[Problem, int, int, Aims | None]  # problem, seed, moves, aims

TRIES = 3  # of a step whose worker died


def spread(
    *,
    tasks: Mapping[int, Search],
    address: str,
    n_workers: int,
    is_bound_wanted: bool = True,
) -> Iterator[tuple[int, Planned | NoPlan]]:
    """Yield (number, outcome) of each (problem, seed, moves, aims) as it is done.

    Parameters
    ----------
    address
        Of a scheduler that runs already; empty starts `n_workers` processes on this machine, one thread each.
    """
    steps = {number: (_step, task, is_bound_wanted) for number, task in tasks.items()}
    yield from _spread(steps, "day", address, n_workers)


def spread_fits(
    *, tasks: Mapping[int, tuple[AnswerLog, Generator]], address: str, n_workers: int
) -> Iterator[tuple[int, Fitted]]:
    """Yield (number, model and figures) of each (answers, chance) as it is fitted; `address` as for `spread`."""
    steps = {number: (_fit, *task) for number, task in tasks.items()}
    yield from _spread(steps, "fit", address, n_workers)


def _spread(
    steps: Mapping[int, tuple[Any, ...]], name: str, address: str, n_workers: int
) -> Iterator[tuple[int, Any]]:
    """Yield what each step (a function and what is handed to it) came to, as it is done."""
    if not steps:
        return
    distributed: Any = import_module("distributed")
    getLogger("distributed").setLevel(CRITICAL)  # how its parts find each other is no news
    local: Any = None
    if not address:
        local = distributed.LocalCluster(
            n_workers=n_workers,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=CRITICAL,  # workers on their way out complain that the others went
        )
    try:
        client = distributed.Client(local or address)
    except (OSError, ValueError) as error:
        raise NotFound(
            f"No scheduler answers at {address} ({error}).",
            next_step="Start one there (dask scheduler), or leave --cluster out.",
        ) from error
    try:
        under_way = {
            client.submit(*step, key=f"{name}-{number}", pure=False, retries=TRIES): number
            for number, step in steps.items()
        }
        for done in distributed.as_completed(under_way):
            yield under_way[done], done.result()
    finally:
        client.close()
        if local is not None:
            local.close()


def _step(task: Search, is_bound_wanted: bool) -> Planned | NoPlan:  # noqa: FBT001 - by position over the wire
    problem, seed, n_moves, aims = task
    return plan_and_check(
        problem=problem, seed=seed, n_moves=n_moves, aims=aims, is_bound_wanted=is_bound_wanted
    )


def _fit(answers: AnswerLog, rng: Generator) -> Fitted:
    from ownpath.engine.knowledge.fitting import HeadKind, fit_and_judge

    return fit_and_judge(answers, head=HeadKind.GLASS, rng=rng)
