"""Judge a pilot in a process apart, so that what statistics load never enters the one that goes on to serve pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

Judge = Callable[[Mapping[str, Any]], dict[str, Any]]


def judge(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a measure; runs in the process apart."""
    from ownpath.engine.effect.data import judge_asked

    return judge_asked(asked)


@contextmanager
def judging_apart() -> Iterator[Judge]:
    """Give what judges in one process apart, for as long as it is needed."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        yield lambda asked: pool.submit(judge, asked).result()
