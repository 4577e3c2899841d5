"""Makes more days whole once a plan is found: raises the price of what is missing, and opens the groups that hold it.

A linear objective pays for everything a student does, but never for the last thing that makes a day whole. So, after
the search: an aim that a student misses is paid more for (most to who has waited longest), what alone keeps a whole
day whole is held fast, and the board is cooled again from where it stands. Then a program that pays for whole days
chooses anew among the groups that run and those that hold what is missed (`completing_groups`), on campuses for which
that is quick. Then, for each group that could give students what they still miss, it is opened in each block in turn.
A plan is taken only if more days are whole, nobody who had a whole day at first loses it, it costs at most MOST_LOST of
the points, and it breaks no rule. Nothing more is tried where no plan can have more whole days (`completing_bound`).

Source: the prices are those of a subgradient method without its lower half (Held and Karp 1971, Math. Programming 1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from ownpath.engine.dayplan.aims import Aims, Floats, alone_helping, worth_with
from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.completing_bound import most_whole
from ownpath.engine.dayplan.completing_groups import groups_for, placed
from ownpath.engine.dayplan.completing_program import paying, whole_days_program_of
from ownpath.engine.dayplan.cooling import Schedule, Tell, cool_board, counted
from ownpath.engine.dayplan.joining import Wanted, with_group
from ownpath.engine.dayplan.repair import stand
from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem
from ownpath.engine.dayplan.value import worth_of
from ownpath.engine.dayplan.way import Way

MOST_LOST: Final = 0.01  # of the points of the plan that was found first
CYCLES: Final = 3
ROUNDS: Final = 4
RAISE: Final = 100.0  # points an aim that is missed is paid more in each round
LESS: Final = 0.3  # of it, where that cost too much
HELD_FAST: Final = 150.0  # points for what alone keeps a whole day whole
LAST_RAISE: Final = 150.0  # for who loses something by a group that was opened
MOVES_OF_A_ROUND: Final = 1_000  # a student
MOVES_AFTER_OPENING: Final = 20  # a student
MOST_TRIES: Final = 80
BONUS: Final = 300.0  # points for a whole day in the program that chooses groups
KEPT: Final = (
    30.0  # times as many for who had one at first: it is not taken for any number of others
)
MOST_STUDENTS: Final = 300  # of a campus for which the program is asked
MOST_CHOICES: Final = 2  # the second with LESS points, where the first cost too much
OF_A_CHOICE: Final = 1_000  # moves a student: about as long as that takes
OF_A_CYCLE: Final = ROUNDS * MOVES_OF_A_ROUND + OF_A_CHOICE + MOST_TRIES * MOVES_AFTER_OPENING
ROUND: Final = Schedule(hot=4.0, cold=2.0, last=0.2, faded=0.3, no_teacher=float("inf"))
AFTER_OPENING: Final = replace(ROUND, hot=2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A plan and what it is worth."""

    plan: Plan
    value: int
    held: Bools

    @property
    def is_whole(self) -> Bools:
        return np.asarray(self.held.all(axis=1))

    @property
    def rank(self) -> tuple[int, int]:
        """Return what of two days the better has more of: whole days, then points."""
        return int(self.is_whole.sum()), self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is to be bettered: a day that was found first, for these aims; `hear` is told moves a student of a cycle."""

    problem: Problem
    aims: Aims
    first: _Day
    most: int  # days that could be whole
    hear: Callable[[int], None]

    def is_done(self, day: _Day) -> bool:
        """Return whether no day could have more whole ones."""
        return day.rank[0] >= self.most

    def is_better(self, new: _Day, old: _Day) -> bool:
        """Return whether a day may be taken in another's place."""
        return (
            new.rank > old.rank
            and not (self.first.is_whole & ~new.is_whole).any()
            and new.value >= (1 - MOST_LOST) * self.first.value
            and not check(problem=self.problem, plan=new.plan)
        )


Step: TypeAlias = Callable[[_Task, _Day, Floats], _Day]


def make_whole(*, problem: Problem, plan: Plan, aims: Aims, tell: Tell | None = None) -> Plan:
    """Return a plan in which more days are whole, or the same plan; `tell` hears how far that is."""
    first = _day(problem, plan, aims)
    if not _missed(first, aims).any():
        return plan
    best, prices, most = (
        first,
        np.zeros(first.held.shape),
        most_whole(problem=problem, aims=aims),
    )
    for cycle in range(CYCLES):
        hear = partial(_tell_moves, tell, cycle)
        task = _Task(problem=problem, aims=aims, first=first, most=most, hear=hear)
        for step in _steps(problem):
            if not task.is_done(best):
                best = step(task, best, prices)
    _tell_moves(tell, CYCLES, 0)
    return best.plan


def _steps(problem: Problem) -> tuple[Step, ...]:
    """Return what a cycle does in turn; on a large campus the program would take longer than all the rest."""
    if problem.n_students > MOST_STUDENTS:
        return _raised, _filled
    return _raised, _chosen_anew, _filled


def _tell_moves(tell: Tell | None, cycle: int, n_moves: int) -> None:
    if tell is not None:
        tell(cycle * OF_A_CYCLE + n_moves, CYCLES * OF_A_CYCLE)


def _filled(task: _Task, best: _Day, prices: Floats) -> _Day:
    """Return a day with groups opened for what is missed, as long as that makes any day whole."""
    tries = MOST_TRIES
    while tries > 0 and not task.is_done(best):
        better, tries = _opened(task, best, prices, tries)
        if better is None:
            break
        best = better
    return best


def _day(problem: Problem, plan: Plan, aims: Aims) -> _Day:
    return _Day(
        plan=plan, value=worth_of(problem=problem, plan=plan).value, held=aims.held(plan)
    )


def _missed(day: _Day, aims: Aims) -> Bools:
    """Return (n_students, n_aims): what days miss that could be whole."""
    missed: Bools = ~day.held & aims.is_possible[:, None]
    return missed


def _raised(task: _Task, best: _Day, prices: Floats) -> _Day:
    """Return the best day of some rounds, each with what is missed then paid more; `prices` are raised.

    A round that costs too much is taken back, and the next raises by less.
    """
    problem, aims = task.problem, task.aims
    now, step, n_moves = best, RAISE, MOVES_OF_A_ROUND * problem.n_students
    for number in range(ROUNDS):
        task.hear(number * MOVES_OF_A_ROUND)
        more = step * aims.urgency[:, None] * _missed(now, aims)
        points = _points(problem, now.plan, aims, prices + more)
        new = _day(problem, _cooled(problem, points, now.plan, n_moves, ROUND), aims)
        if new.value < (1 - MOST_LOST) * task.first.value:
            step *= LESS
            continue
        now = new
        prices += more
        if task.is_better(now, best):
            best = now
    return best


def _chosen_anew(task: _Task, best: _Day, prices: Floats) -> _Day:
    """Return the day with the groups that a program chooses which pays for whole days, or the same day."""
    problem, aims, bonus = task.problem, task.aims, BONUS
    program = whole_days_program_of(problem, best.plan, aims)
    kept = aims.urgency * np.where(task.first.is_whole, KEPT, 1.0)
    for number in range(MOST_CHOICES):
        way = Way(tell=partial(_tell_choice, task, number), n_parts=2, is_over=None)
        paid = paying(program, bonus * kept)
        answer = groups_for(problem, best.plan, aims, paid, way)
        if answer is None:
            break
        sketched = placed(problem, best.plan, paid, answer, aims)
        points = _points(problem, sketched, aims, prices)
        new = _settled(task, sketched, best, prices, points)
        if task.is_better(new, best):
            return new
        bonus *= LESS
    return best


def _tell_choice(task: _Task, number: int, done: int, total: int) -> None:
    share = (number + done / total) / MOST_CHOICES
    task.hear(ROUNDS * MOVES_OF_A_ROUND + int(OF_A_CHOICE * share))


def _points(problem: Problem, plan: Plan, aims: Aims, prices: Floats) -> Ints:
    worth = worth_with(problem, aims, prices)
    worth[alone_helping(plan, aims)] += HELD_FAST
    points: Ints = np.rint(worth).astype(np.int32)
    return points


def _cooled(problem: Problem, points: Ints, plan: Plan, n_moves: int, how: Schedule) -> Plan:
    """Return a plan cooled on with other points; its bare cells are filled."""
    from ownpath.engine.dayplan.search.layout import read_off

    paid = replace(problem, options=replace(problem.options, value=points))
    layout = stand(problem=paid, plan=plan).layout
    cool_board(layout, pace=counted(n_moves), schedule=how)
    return read_off(layout)


def _opened(task: _Task, best: _Day, prices: Floats, tries: int) -> tuple[_Day | None, int]:
    """Return the best day with one more group of the first type that makes any day whole, and the tries left."""
    problem, points = task.problem, _points(task.problem, best.plan, task.aims, prices)
    for group_type, students in _wanted_types(problem, best, task.aims):
        found: _Day | None = None
        for block in range(problem.n_blocks):
            wanted = Wanted(group_type=group_type, block=block, students=students)
            sketched = with_group(problem, best.plan, wanted, points)
            if sketched is None:
                continue
            task.hear(OF_A_CYCLE - tries * MOVES_AFTER_OPENING)
            tries -= 1
            new = _settled(task, sketched, best, prices, points)
            if task.is_better(new, found or best) and new.rank[0] > best.rank[0]:
                found = new
        if found is not None or tries <= 0:
            return found, tries
    return None, tries


def _settled(task: _Task, sketched: Plan, best: _Day, prices: Floats, points: Ints) -> _Day:
    """Return a day whose gaps are filled after a group was opened; who loses something by it is paid more for it."""
    problem, aims = task.problem, task.aims
    should_be = best.is_whole | np.asarray(aims.held(sketched).all(axis=1))
    n_moves = MOVES_AFTER_OPENING * problem.n_students
    new = _day(problem, _cooled(problem, points, sketched, n_moves, AFTER_OPENING), aims)
    lost = _missed(new, aims)
    if (should_be & lost.any(axis=1)).any():
        points = _points(problem, new.plan, aims, prices + LAST_RAISE * lost)
        new = _day(problem, _cooled(problem, points, new.plan, n_moves, AFTER_OPENING), aims)
    return new


def _wanted_types(
    problem: Problem, day: _Day, aims: Aims
) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield types of group that hold what students miss, and those students: the most urgent need first."""
    options, types = problem.options, problem.group_types
    in_group = np.flatnonzero(options.group_type >= 0)
    missed = _missed(day, aims)[options.student[in_group]]
    useful = in_group[(missed & aims.helps[in_group]).any(axis=1)]
    n_candidates = np.bincount(options.group_type[in_group], minlength=problem.n_types)
    students: dict[int, set[int]] = {}
    for o in useful:
        kind = int(options.group_type[o])
        if n_candidates[kind] >= types.min_size[kind]:
            students.setdefault(kind, set()).add(int(options.student[o]))
    need = {kind: float(aims.urgency[list(own)].sum()) for kind, own in students.items()}
    for kind in sorted(students, key=lambda one: (-need[one], -n_candidates[one], one)):
        yield kind, frozenset(students[kind])
