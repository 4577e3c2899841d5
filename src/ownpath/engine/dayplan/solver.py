"""Solves linear programs and small whole-number ones with HiGHS: one thread, silent, the same answer every time.

Source: Huangfu, Hall (2018), "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 10.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Left: TypeAlias = (
    Callable[[], float] | None
)  # seconds on the wall that are left; None: all there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The greatest values . x with low <= matrix x <= high and 0 <= x <= most; `matrix` is a scipy CSR matrix."""

    values: Floats
    matrix: Any
    low: Floats
    high: Floats
    most: Floats


def solver_of(program: Program, **options: str | float | int) -> Any:
    """Return a solver that holds a program and has not begun."""
    import highspy

    with _without_a_greeting():
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    settings = {"output_flag": False, "log_to_console": False, "threads": 1, **options}
    for name, value in settings.items():
        solver.setOptionValue(name, value)
    matrix, n = program.matrix.tocsr(), len(program.values)
    solver.addVars(n, np.zeros(n), program.most)
    solver.changeColsCost(n, np.arange(n, dtype=np.int32), -program.values)
    solver.addRows(
        matrix.shape[0], program.low, program.high, matrix.nnz,
        matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32), matrix.data,
    )  # fmt: skip
    return solver


@contextmanager
def _without_a_greeting() -> Iterator[None]:
    """Keep what HiGHS says at birth, before it can be told to be silent, from whoever reads our standard output."""
    if os.name != "posix":
        yield
        return
    sys.stdout.flush()
    library, kept = ctypes.CDLL(None), os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        library.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def best_shares(program: Program, left: Left) -> Floats | None:
    """Return the best answer in parts, a corner of what is possible; None if it was not found in the time left."""
    import highspy

    solver = solver_of(program, solver="simplex", **_within(left))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(solver.getSolution().col_value)


def best_whole(
    program: Program, left: Left, *, most_nodes: int, enough: float
) -> Floats | None:
    """Return a good answer in whole numbers, at least `enough` near to the best or after `most_nodes`; None if none."""
    import highspy

    solver = solver_of(program, mip_max_nodes=most_nodes, mip_rel_gap=enough, **_within(left))
    n = len(program.values)
    kinds = np.full(n, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
    solver.run()
    is_found = np.isfinite(solver.getInfo().objective_function_value)
    return np.array(solver.getSolution().col_value) if is_found else None


def _within(left: Left) -> dict[str, float]:
    """Return the solver's option that says how long it may take."""
    return {"time_limit": max(left(), 0.0)} if left else {}
