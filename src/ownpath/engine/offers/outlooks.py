"""What each of many students may work on, and what it is worth: reckoned together, handed out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ownpath.engine.offers.facts import GraphFacts, facts_of
from ownpath.engine.offers.types import Situation
from ownpath.engine.offers.views import view_of, workable_of
from ownpath.engine.offers.worth import is_grade_level, is_repair, worths_of

STUDENTS_AT_ONCE = 64


class Open(NamedTuple):
    """A competency that may be worked on: its worth, what of it is for the challenge, its largest part."""

    worth: float
    challenge: float
    best: int  # place in `PARTS`
    best_worth: float
    is_held: bool  # learned before, open for review


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What one student may work on, and the parts of its worth, by competency."""

    open_now: Mapping[int, Open]
    in_reach: frozenset[int]  # open now, or learned already
    floors: tuple[frozenset[int], frozenset[int]]  # the class's way, and repair
    facts: GraphFacts


def outlooks(situations: Sequence[Situation]) -> Iterator[Outlook]:
    """Yield each student's outlook, reckoned together for neighbors who share a graph."""
    begin = 0
    while begin < len(situations):
        graph = situations[begin].graph
        end = begin + 1
        while (
            end < min(len(situations), begin + STUDENTS_AT_ONCE)
            and situations[end].graph is graph
        ):
            end += 1
        yield from _together(situations[begin:end], facts_of(graph))
        begin = end


def _together(situations: Sequence[Situation], facts: GraphFacts) -> Iterator[Outlook]:
    view = view_of(situations, facts)
    worths = worths_of(view, facts.arrays)
    may_work = workable_of(view, facts.arrays)
    on_the_way = is_grade_level(view) & may_work
    repairs = is_repair(view, facts.arrays) & may_work
    columns = (
        worths.total,
        worths.challenge,
        worths.parts.argmax(axis=0),
        worths.parts.max(axis=0),
        view.is_held,
    )
    nodes = facts.graph.nodes
    for row, outside in enumerate(view.held_outside):
        numbers = np.flatnonzero(may_work[row])
        listed = (column[row, numbers].tolist() for column in columns)
        ids = [nodes[i] for i in numbers.tolist()]
        yield Outlook(
            open_now=dict(zip(ids, map(Open, *listed), strict=True)),
            in_reach=outside.union(
                nodes[i] for i in np.flatnonzero(may_work[row] | view.is_held[row]).tolist()
            ),
            floors=(
                frozenset(nodes[i] for i in np.flatnonzero(on_the_way[row]).tolist()),
                frozenset(nodes[i] for i in np.flatnonzero(repairs[row]).tolist()),
            ),
            facts=facts,
        )
