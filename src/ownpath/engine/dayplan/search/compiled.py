"""Compiles the inner loops to machine code, once; the code is kept beside the source for the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

from ownpath.engine.compiling import named_by_sources

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as machine code; it must be given the same types of arguments always."""
    made = numba.njit(cache=True, nogil=True, error_model="numpy")(named_by_sources(function))
    return cast("Callable[P, R]", made)


def woven(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as machine code that is copied into its callers: for a few lines that are called a lot."""
    made = numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)(
        named_by_sources(function)
    )
    return cast("Callable[P, R]", made)
