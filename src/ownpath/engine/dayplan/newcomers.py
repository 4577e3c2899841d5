"""Chooses which groups may compete with those that run, by what they promise at the prices of students' time.

Lots are drawn, weighted with the promise: what fits together no price tells. They are drawn among few blocks, in which
running groups may end, and half of them are groups that run in another block now: of the groups that changes for the
better begin, about half only move, and a change that is within reach takes several of these in the same few blocks.

Source: Shaw (1998), "Using constraint programming and local search methods to solve vehicle routing problems", CP98
(what is let go at once is related).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ownpath.engine.dayplan.regrouping_program import Floats, GroupProgram
from ownpath.engine.dayplan.types import Bools, Indices

LEAST_BLOCKS: Final = 4
BLOCKS: Final = 0.5  # of the day
MOVING: Final = 0.5  # of the newcomers: groups that run in another block now
SHARPNESS: Final = 3.0  # lots weigh as much as the promise to this power
HOPELESS_PLACE: Final = (
    20.0  # points, for each student, below what the time is worth: not looked at
)
HOPELESS_TASK: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """(n_pairs,) each: how many groups of each type run in each block at least, and at most."""

    least: Indices
    most: Indices


def best_contest(
    whole: GroupProgram, running: Indices, multipliers: Floats, n_new: int
) -> Contest:
    """Return a contest of those that run with the most promising, in all blocks."""
    key = np.where(running > 0, 0.0, promises(whole, multipliers))
    most = running.copy()
    most[_first(key, n_new)] = 1
    return Contest(least=whole.least, most=most)


def drawn_contest(
    whole: GroupProgram,
    running: Indices,
    multipliers: Floats,
    *,
    n_new: int,
    n_blocks: int,
    lots: Floats,
) -> Contest:
    """Return a contest in some blocks; `lots` are n_blocks + n_pairs numbers from 0 to 1: for blocks, for pairs."""
    n_open = min(n_blocks, max(LEAST_BLOCKS, round(BLOCKS * n_blocks)))
    is_open = np.zeros(n_blocks, dtype=bool)
    is_open[np.argsort(lots[:n_blocks], kind="stable")[:n_open]] = True
    open_pair = np.tile(is_open, len(running) // n_blocks)
    runs = (running > 0).reshape(-1, n_blocks)
    is_moving = np.repeat(runs.any(axis=1), n_blocks)
    key = promises(whole, multipliers) ** SHARPNESS * lots[n_blocks:]
    key[(running > 0) | ~open_pair] = 0.0
    most, n_moving = running.copy(), int(MOVING * n_new)
    most[_first(np.where(is_moving, key, 0.0), n_moving)] = 1
    most[_first(np.where(is_moving, 0.0, key), n_new - n_moving)] = 1
    return Contest(least=np.where(open_pair, whole.least, running), most=most)


def _first(key: Floats, n: int) -> Indices:
    """Return the places of the n largest, of those that are above zero."""
    first = np.argsort(-key, kind="stable")[:n]
    return first[key[first] > 0.0]


def gains(whole: GroupProgram, multipliers: Floats, columns: slice) -> Floats:
    """Return what each of the columns, places or tasks, is worth more than the time it takes."""
    prices = multipliers.copy()
    prices[whole.n_day_rows :] = 0.0
    gain: Floats = whole.values[columns] - whole.matrix[:, columns].T @ prices
    return gain


def are_worth_it(whole: GroupProgram, multipliers: Floats) -> Bools:
    """Return which places, seats and tasks may be worth their time: all seats, and of the others who lacks little."""
    n, columns = len(whole.pair_of_place), whole.columns
    tasks = slice(columns.first_task, columns.first_lack)
    is_worth = np.ones(columns.first_lack, dtype=bool)
    is_worth[:n] = gains(whole, multipliers, slice(n)) >= -HOPELESS_PLACE * whole.size_of_place
    is_worth[tasks] = gains(whole, multipliers, tasks) >= -HOPELESS_TASK
    return is_worth


def promises(whole: GroupProgram, multipliers: Floats) -> Floats:
    """Return (n_pairs,): what a group would bring at the prices of students' time, seats and devices."""
    gain = gains(whole, multipliers, slice(len(whole.pair_of_place)))
    pair = np.repeat(whole.pair_of_place, whole.size_of_place)
    gain = np.maximum(np.repeat(gain / whole.size_of_place, whole.size_of_place), 0.0)
    order = np.lexsort((-gain, pair))
    pair, gain = pair[order], gain[order]
    rank = np.arange(len(pair)) - np.searchsorted(pair, pair)
    is_in = rank < whole.largest[pair]
    total: Floats = np.bincount(
        pair[is_in], weights=gain[is_in], minlength=len(whole.largest)
    ).astype(np.float64)
    return total
