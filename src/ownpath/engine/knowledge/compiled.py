"""Kernels: plain Python over arrays, compiled by numba only when a batch asks for it.

A page of the web server runs a kernel as it stands and never loads numba; a fit over a district
runs the same source compiled. Where numba is missing, the batch runs it as it stands, slower and to
the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from ownpath.engine.compiling import named_by_sources

_parts: list[Callable[..., Any]] = []


def part_of_kernels(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function itself, noted as one that kernels call."""
    _parts.append(function)
    return function


class Kernel:
    """A function over arrays in two forms of one source: `plain` and, by calling it, compiled."""

    def __init__(self, plain: Callable[..., Any]) -> None:
        self.plain = plain
        self.__doc__ = plain.__doc__

    def __call__(self, *arguments: Any) -> Any:
        """Run compiled where numba is there, else as it stands."""
        return self.fast(*arguments)

    @cached_property
    def fast(self) -> Callable[..., Any]:
        """Return the compiled form, or the plain one where numba is missing."""
        if not has_numba():
            return self.plain
        from numba import njit

        _tell_numba_the_parts()
        compiled: Callable[..., Any] = njit(cache=True, error_model="numpy")(
            named_by_sources(self.plain)
        )
        return compiled


def has_numba() -> bool:
    """Return whether kernels can be compiled here."""
    return find_spec("numba") is not None


def _tell_numba_the_parts() -> None:
    from numba.extending import register_jitable

    while _parts:
        register_jitable(_parts.pop())
