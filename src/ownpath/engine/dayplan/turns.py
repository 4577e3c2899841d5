"""Heats the board and shares its places out, in turns: groups that changed stay where all in their best places gain.

A board alone judges a change of groups with students who are far from their best places, and keeps few. So it is cooled
in short, the program of `sharing` puts everybody in the best place, and from there the board is heated again: some half
of its groups change or move, the program judges them as a whole and begins at the corner of the answer before, which is
a third of the way. What is worth more stays; from what is not, the board goes back.

Source: Lourenço, Martin, Stützle (2003), "Iterated local search", in Handbook of Metaheuristics; Danna, Rothberg, Le
Pape (2005), Mathematical Programming 102, for a program within a search.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import numpy as np

from ownpath.engine.dayplan.cooling import Schedule, cool_board, counted, cut_short
from ownpath.engine.dayplan.diving import Answer, shared_so_far
from ownpath.engine.dayplan.placing import Kept, fill_bare_cells, put_in_place
from ownpath.engine.dayplan.regrouping_program import (
    GroupProgram,
    group_program_of,
    running_of,
)
from ownpath.engine.dayplan.search.layout import Layout, read_off
from ownpath.engine.dayplan.sharing import shares_in
from ownpath.engine.dayplan.types import Indices, Plan, Problem

MOVES_PER_STUDENT: Final = 1_000  # of a turn
WARM: Final = Schedule(hot=8.0, cold=8.0, faded=0.3, no_teacher=float("inf"))
COOLER: Final = 0.85  # times the heat of the last turn, after one that brought nothing
LEAST_HEAT: Final = 3.0  # points
SHORTEST: Final = 0.4  # of a turn
FIRST_TAKES: Final = 1.5  # times as long to share out as later, from a corner
WARM_MOVES_TAKE: Final = 2.5  # times as long as those of a cooling: more of them change groups


class Turns(Protocol):
    """Says how many moves each turn has, and hears how far it is."""

    def n_moves(self, most: int, /) -> int:
        """Return the moves of the turn that begins now; 0 for no more turns."""
        ...

    def hear_cooled(self, n_moves: int, /) -> None:
        """Hear that so many moves were made."""
        ...

    def hear_shared(self) -> None:
        """Hear that places are shared out."""
        ...


@dataclass(slots=True, kw_only=True)
class TimedTurns:
    """Turns that end before the clock shows `until`, each as quick as the last, a shorter one at the end."""

    clock: Callable[[], float]
    until: float
    seconds_per_move: float  # of the cooling before
    _at: float = field(init=False)
    _sharing: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        """Begin: places are shared out for the first time."""
        self.seconds_per_move *= WARM_MOVES_TAKE
        self._at = self.clock()

    def n_moves(self, most: int, /) -> int:
        """Return the moves of the turn that begins now; 0 where too few would fit."""
        left = self.until - self.clock() - self._sharing
        n = min(int(left / self.seconds_per_move), most)
        return n if n >= SHORTEST * most else 0

    def hear_cooled(self, n_moves: int, /) -> None:
        """Hear that so many moves were made."""
        now = self.clock()
        self.seconds_per_move, self._at = (now - self._at) / n_moves, now

    def hear_shared(self) -> None:
        """Hear that places are shared out; the first time takes longer, it begins at no corner."""
        now = self.clock()
        took, self._at = now - self._at, now
        self._sharing = took if self._sharing else took / FIRST_TAKES


def share_in_turns(
    problem: Problem, layout: Layout, *, turns: Turns, is_over: Callable[[], bool]
) -> int:
    """Leave the board with the best groups of as many turns as fit, everybody in place; return the moves made.

    The board is never left worse than it was. Where the time is up in the midst of the first program, who is where
    follows what it had found by then.
    """
    kept = Kept(problem, layout)
    whole = group_program_of(problem, read_off(layout), is_linked=False)
    answer = _settled(problem, layout, whole, None, is_over)
    turns.hear_shared()
    kept.look()
    most, made, heat = MOVES_PER_STUDENT * problem.n_students, 0, WARM.hot
    while answer is not None and (n := turns.n_moves(most)):
        pace = cut_short(counted(n), is_over)
        made += cool_board(layout, pace=pace, schedule=replace(WARM, hot=heat, cold=heat))
        turns.hear_cooled(n)
        found = _settled(problem, layout, whole, answer, is_over)
        turns.hear_shared()
        if kept.look():
            answer = found
        else:
            kept.leave()
            heat = max(COOLER * heat, LEAST_HEAT)
            answer = answer if found else None
    kept.leave()
    return made


def _settled(
    problem: Problem,
    layout: Layout,
    whole: GroupProgram,
    begin: Answer | None,
    is_over: Callable[[], bool],
) -> Answer | None:
    """Put everybody where they belong with the groups on the board; return the answer; None where it was cut off.

    Teams go first where they would, as far as they fit, then all others with the teams where they are.
    """
    running = running_of(problem, read_off(layout))
    first = shared_so_far(whole, running, None, begin=begin, is_over=is_over)
    if first is None:
        return None
    put_in_place(layout, shares_in(problem, whole.columns, first.x))
    answer = first.answer() if first.is_best else None
    if answer is not None and not is_over():
        plan = read_off(layout)
        running, teams = running_of(problem, plan), _teams_there(problem, whole, plan)
        then = shared_so_far(whole, running, teams, begin=answer, is_over=is_over)
        if then is not None and then.is_best:
            put_in_place(layout, shares_in(problem, whole.columns, then.x), teams_stay=True)
    fill_bare_cells(problem, layout)
    return answer


def _teams_there(problem: Problem, whole: GroupProgram, plan: Plan) -> Indices:
    """Return the places that teams take in a plan."""
    columns = whole.columns
    owner = problem.options.student[columns.entry_option]
    is_there = plan.option[owner, columns.entry_block] == columns.entry_option
    is_taken = np.bincount(columns.entry_place[is_there], minlength=columns.n_places) > 0
    return np.flatnonzero(is_taken & (whole.size_of_place > 1))
