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
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BY_ITSELF: Final = 1  # how the solver notes a row that holds by itself (basic)
IsOver: TypeAlias = Callable[[], bool] | None  # whether the time is up; None: it never is


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A corner of what is possible, as the solver notes it for each column and row of the whole program."""

    columns: NDArray[np.int8]
    rows: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The greatest values . x with low <= matrix x <= high and 0 <= x <= most; `matrix` is a scipy CSR matrix."""

    values: Floats
    matrix: Any
    low: Floats
    high: Floats
    most: Floats


def solver_of(program: Program, is_over: IsOver = None, **options: str | float | int) -> Any:
    """Return a solver that holds a program and has not begun; it stops when the time is up."""
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
    if is_over is not None:
        _stop(solver, is_over)
    return solver


def _stop(solver: Any, is_over: Callable[[], bool]) -> None:
    """Let the solver ask now and then whether the time is up."""

    def ask(event: Any) -> None:
        if is_over():
            event.interrupt()

    solver.cbSimplexInterrupt.subscribe(ask)
    solver.cbMipInterrupt.subscribe(ask)


def is_solved(solver: Any) -> bool:
    """Return whether the solver came to the best answer."""
    import highspy

    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def change_bounds(solver: Any, columns: NDArray[np.int64], least: Floats, most: Floats) -> None:
    """Let columns lie between other numbers."""
    solver.changeColsBounds(len(columns), columns.astype(np.int32), least, most)


def basis_of(
    solver: Any, columns: NDArray[np.int64], rows: NDArray[np.int64], shape: tuple[int, int]
) -> Basis:
    """Return the solver's corner in the numbers of a whole program of which it holds some columns and rows.

    Columns it does not hold are 0, rows hold by themselves.
    """
    import highspy

    found, status = solver.getBasis(), highspy.HighsBasisStatus
    of_column = np.full(shape[1], int(status.kLower), dtype=np.int8)
    of_row = np.full(shape[0], BY_ITSELF, dtype=np.int8)
    of_column[columns] = [int(one) for one in found.col_status]
    of_row[rows] = [int(one) for one in found.row_status]
    return Basis(columns=of_column, rows=of_row)


def set_basis(
    solver: Any, basis: Basis, columns: NDArray[np.int64], rows: NDArray[np.int64]
) -> None:
    """Let the solver begin at a corner; it holds some columns and rows of the whole program."""
    import highspy

    begin, status = highspy.HighsBasis(), highspy.HighsBasisStatus
    begin.col_status = [status(one) for one in basis.columns[columns].tolist()]
    begin.row_status = [status(one) for one in basis.rows[rows].tolist()]
    begin.valid = True
    solver.setBasis(begin)


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


def answer_of(solver: Any) -> Floats:
    """Return the solver's answer, column by column."""
    return np.array(solver.getSolution().col_value)


def value_of(solver: Any) -> float:
    """Return what the solver's answer is worth."""
    return -float(solver.getInfo().objective_function_value)


def costs_of(solver: Any) -> Floats:
    """Return what it costs, column by column, to change the solver's answer a little (reduced costs, either sign)."""
    return np.array(solver.getSolution().col_dual)


def row_multipliers_of(solver: Any) -> Floats:
    """Return what each row's limit is worth, in the signs of the greatest value."""
    return -np.array(solver.getSolution().row_dual)  # the solver minimizes


def proven_by(program: Program, multipliers: Floats) -> float:
    """Return the bound that multipliers of the rows prove, whether or not a solver was accurate."""
    y = np.where(np.isposinf(program.high), np.minimum(multipliers, 0.0), multipliers)
    y = np.where(np.isneginf(program.low), np.maximum(y, 0.0), y)
    left = program.values - program.matrix.T @ y
    rows = np.where(y > 0, y * np.where(y > 0, program.high, 0.0), 0.0)
    rows += np.where(y < 0, y * np.where(y < 0, program.low, 0.0), 0.0)
    return float((np.maximum(left, 0.0) * program.most).sum() + rows.sum())


def best_whole(
    program: Program,
    is_over: IsOver,
    *,
    most_nodes: int,
    enough: float,
    start: Floats | None = None,
) -> Floats | None:
    """Return a good answer in whole numbers, at least `enough` near to the best or after `most_nodes`; None if none.

    With a whole answer to `start` from, that one is returned where the time is up before a better one is found.
    """
    import highspy

    solver = solver_of(program, is_over, mip_max_nodes=most_nodes, mip_rel_gap=enough)
    n = len(program.values)
    kinds = np.full(n, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
    if start is not None:
        first = highspy.HighsSolution()
        first.col_value = start.tolist()
        solver.setSolution(first)
    solver.run()
    if np.isfinite(solver.getInfo().objective_function_value):
        return answer_of(solver)
    return start
