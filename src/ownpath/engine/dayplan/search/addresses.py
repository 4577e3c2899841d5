"""Hands compiled functions bare addresses of the board's arrays: no lengths to look at, no holders to count.

Whoever enters compiled code from outside holds the board, so its arrays outlive the call. Every place that is read or
written is reckoned from the board's own tables, and none is negative.
"""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import intrinsic

from ownpath.engine.dayplan.search.board import Board
from ownpath.engine.dayplan.search.compiled import woven


@intrinsic
def address_of(_typing: Any, array: Any) -> Any:
    """Return the address of an array's first number."""

    def made(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, values[0]).data

    return types.CPointer(array.dtype)(array), made  # type: ignore[no-untyped-call]


@woven
def by_address(board: Board) -> Board:
    """Return the board with addresses in place of arrays."""
    return Board(address_of(board.m), address_of(board.chance))  # type: ignore[call-arg]
