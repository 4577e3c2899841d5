"""Puts on the board what a program says: which groups run, and who is where."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.regrouping import Change
from ownpath.engine.dayplan.search.layout import Layout
from ownpath.engine.dayplan.search.rearrange import rearrange
from ownpath.engine.dayplan.sharing import Shares


def put_in_place(
    layout: Layout, shares: Shares, change: Change | None = None, *, teams_stay: bool = False
) -> None:
    """End and begin groups, if any, then let students go where they belong, as far as the board's rules allow."""
    board_number = np.argsort(layout.original).astype(np.int32)
    nothing = np.zeros((0, 2), dtype=np.int32)
    rearrange(
        layout.board, shares.student, shares.block, board_number[shares.option],
        change.ended if change else nothing, change.begun if change else nothing, teams_stay,
    )  # fmt: skip
