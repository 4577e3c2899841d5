"""Situations as arrays: one row per student, one column per competency of the graph they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers.facts import GraphFacts
from ownpath.engine.offers.types import Situation
from ownpath.engine.skills.arrays import GraphArrays, Mask

Floats = NDArray[np.float64]

_STATES = tuple(State)
_CODE = {state: code for code, state in enumerate(_STATES)}
_NOTHING_SHOWN = _CODE[State.NOT_KNOWN_YET]
_IS_HELD = np.array([state in HOLDS_AS_LEARNED for state in _STATES])
_IS_REVIEW = np.array([state is State.REVIEW_DUE for state in _STATES])
_IS_REFRESH = np.array([state is State.NEEDS_REFRESH for state in _STATES])
_IS_LEARNING = np.array([state is State.LEARNING for state in _STATES])


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What many students' offers depend on.

    Attributes
    ----------
    is_held, is_review, is_refresh, is_learning, is_asked, on_goal : (n_students, n) bool
        `on_goal`: the goals need it; all of them where a student has no goal.
    has_goal : (n_students,) bool
    estimate, predicted : (n_students, n) float64
        Probabilities, nan where not known.
    due_in_days : (n_students, n) float64
        Negative once past; nan where the class has no date for it.
    held_outside : n_students sets
        What is learned and not in the graph.
    """

    is_held: Mask
    is_review: Mask
    is_refresh: Mask
    is_learning: Mask
    is_asked: Mask
    on_goal: Mask
    has_goal: Mask
    estimate: Floats
    predicted: Floats
    due_in_days: Floats
    held_outside: Sequence[frozenset[int]] = ()


def view_of(situations: Sequence[Situation], facts: GraphFacts) -> View:
    """Return situations on one graph as arrays."""
    shape = (len(situations), facts.arrays.n)
    code = np.full(shape, _NOTHING_SHOWN, dtype=np.intp)
    estimate, predicted, due = (np.full(shape, np.nan) for _ in range(3))
    is_asked = np.zeros(shape, dtype=bool)
    on_goal = np.ones(shape, dtype=bool)
    has_goal = np.zeros(len(situations), dtype=bool)
    outside = []
    for row, situation in enumerate(situations):
        outside.append(
            _read_standings(situation, facts, code[row], estimate[row], predicted[row])
        )
        _put(facts.number, situation.due_in_days, due[row])
        asked = [facts.number[one] for one in situation.asked if one in facts.number]
        is_asked[row, asked] = True
        goals = [facts.number[one] for one in situation.goals if one in facts.number]
        if goals:
            has_goal[row] = True
            on_goal[row] = facts.arrays.closed(goals)
    return View(
        is_held=_IS_HELD[code],
        is_review=_IS_REVIEW[code],
        is_refresh=_IS_REFRESH[code],
        is_learning=_IS_LEARNING[code],
        is_asked=is_asked,
        on_goal=on_goal,
        has_goal=has_goal,
        estimate=estimate,
        predicted=predicted,
        due_in_days=due,
        held_outside=outside,
    )


def workable_of(view: View, graph: GraphArrays) -> Mask:
    """Return what each student may work on now, (n_students, n) bool.

    Every hard prerequisite is held, and it is on the frontier of the goals while something of it is open, else on the
    frontier of the whole graph; or due for review, or in need of refreshing; or what the class works on, whatever the
    goals say.
    """
    ready = graph.is_ready(view.is_held)
    ahead = ready & ~view.is_held
    on_goal = ahead & view.on_goal
    has_some = on_goal.any(axis=1, keepdims=True)
    frontier = np.where(has_some, on_goal, ahead)
    again = ready & (view.is_review | view.is_refresh)
    return np.asarray(frontier | again | (ahead & ~np.isnan(view.due_in_days)))


def _read_standings(
    situation: Situation,
    facts: GraphFacts,
    code: NDArray[np.intp],
    estimate: Floats,
    predicted: Floats,
) -> frozenset[int]:
    """Fill one student's rows; return what is held and not in the graph."""
    number = facts.number
    outside = []
    for competency, standing in situation.standings.items():
        i = number.get(competency)
        if i is None:
            if standing.state in HOLDS_AS_LEARNED:
                outside.append(competency)
            continue
        code[i] = _CODE[standing.state]
        if standing.estimate is not None:
            estimate[i] = standing.estimate
        if standing.predicted is not None:
            predicted[i] = standing.predicted
    return frozenset(outside)


def _put(number: Mapping[int, int], values: Mapping[int, int], row: Floats) -> None:
    for competency, value in values.items():
        i = number.get(competency)
        if i is not None:
            row[i] = value
