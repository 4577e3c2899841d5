"""The tables of the board, each made from the problem's: students, options, types of group, blocks, adults, teams."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.search import board as columns
from ownpath.engine.dayplan.types import Ints, Problem

LEAST_GROUPS = 8
UNKNOWN = 100_000  # points: a type not looked at yet is looked at first


def tables(problem: Problem, order: Ints) -> dict[int, Ints]:
    """Return every table by the place in the head that says where it begins; `order` lists the problem's options."""
    option = _options(problem, order)
    team_from, team_options, by_type, type_teams = _teams(problem, option, order)
    candidate, candidate_from = _by_type(problem, option, order)
    profile, leader_from, leader = _leaders(problem)
    apart_from, apart = _apart(problem)
    n_groups = most_groups(problem)
    return {
        columns.STUDENTS: _students(problem, order, option),
        columns.OPTIONS: option,
        columns.TYPES: _types(problem, candidate_from, profile, type_teams),
        columns.GROUPS: none(n_groups, columns.GROUP_WIDTH),
        columns.BLOCKS: _blocks(problem),
        columns.ADULTS: _adults(problem),
        columns.CANDIDATES: candidate,
        columns.OPEN_IN: zero(problem.n_types, columns.OPEN_WIDTH),
        columns.TYPES_OF: option[:, columns.TYPE_OF],
        columns.HERE: _points_here(problem),
        columns.LACKS: lacks_of_empty_days(problem),
        columns.PROMISED: zero(problem.n_types, columns.MOST_BLOCKS) + UNKNOWN,
        columns.TEAMS_OF_TYPE: by_type,
        columns.TEAM_FROM: team_from,
        columns.TEAM_OPTIONS: team_options,
        columns.LEADER_FROM: leader_from,
        columns.LEADERS: leader,
        columns.MAY_LEAD: problem.group_types.may_lead.astype(np.int32),
        columns.APART_FROM: apart_from,
        columns.APART: apart,
        columns.SPARES: np.arange(n_groups - 1, -1, -1, dtype=np.int32),
        columns.LOG: zero(columns.MOST_STEPS, columns.LOG_WIDTH),
        columns.BARE: zero(columns.MOST_STEPS, columns.BARE_WIDTH),
    }


def option_order(problem: Problem) -> Ints:
    """Return the problem's options by student: those for groups, then seats by kind, the best first."""
    options = problem.options
    is_seat = ~problem.kinds.is_group[options.kind]
    by_seat_kind = np.where(is_seat, options.kind, -1)
    worst_last = np.where(is_seat, -options.value, 0)
    return np.lexsort((worst_last, by_seat_kind, is_seat, options.student)).astype(np.int32)


def none(*shape: int) -> Ints:
    """Return a table that names nothing."""
    return np.full(shape, -1, dtype=np.int32)


def zero(*shape: int) -> Ints:
    """Return a table of zeros."""
    return np.zeros(shape, dtype=np.int32)


def within_student(student: Ints, competency: Ints) -> Ints:
    """Return each competency's number among those of its student, -1 where there is none.

    >>> within_student(np.array([0, 0, 0, 1]), np.array([7, -1, 9, 9])).tolist()
    [0, -1, 1, 0]
    """
    local = np.full(competency.shape, -1, dtype=np.int32)
    rows = np.flatnonzero(competency >= 0)
    width = int(competency.max(initial=0)) + 1
    keys, place = np.unique(
        student[rows].astype(np.int64) * width + competency[rows], return_inverse=True
    )
    owner = keys // width
    first = np.searchsorted(owner, owner)
    local[rows] = (np.arange(keys.shape[0]) - first)[place]
    return local


def _points_here(problem: Problem) -> Ints:
    """Return (n_blocks, n_students): minus what a bare cell costs, STAYS where a student is not free."""
    here: Ints = np.where(problem.is_free.T, -columns.BARE_COST, columns.STAYS).astype(np.int32)
    return here


def lacks_of_empty_days(problem: Problem) -> Ints:
    """Return (n_students,): the points lost for a day that lacks everything."""
    missing = int(problem.missing_subject_penalty.sum())
    lacks: Ints = (problem.students.no_teacher_penalty + missing).astype(np.int32)
    return lacks


def most_groups(problem: Problem) -> int:
    """Return how many groups the board has numbers for: no more can run than there are rooms."""
    return int(problem.rooms.count.sum()) + LEAST_GROUPS


def _options(problem: Problem, order: Ints) -> Ints:
    options = problem.options
    table = none(order.shape[0], columns.OPTION_WIDTH)
    table[:, columns.KIND] = options.kind[order]
    table[:, columns.SUBJECT] = options.subject[order]
    table[:, columns.COMPETENCY] = within_student(
        options.student[order], options.competency[order]
    )
    table[:, columns.VALUE] = options.value[order]
    table[:, columns.TYPE_OF] = options.group_type[order]
    for pin in problem.pins:
        table[np.flatnonzero(order == pin.option), columns.ONLY_BLOCK] = pin.block
    return table


def _students(problem: Problem, order: Ints, option: Ints) -> Ints:
    people = problem.students
    student, n_blocks = problem.options.student[order], problem.n_blocks
    numbers = np.arange(problem.n_students)
    is_group = problem.kinds.is_group[option[:, columns.KIND]]
    table = zero(problem.n_students, columns.STUDENT_WIDTH)
    cells = table[:, : columns.FIRST].reshape(-1, columns.MOST_BLOCKS, columns.CELL)
    cells[:, :, columns.AT] = cells[:, :, columns.INSIDE] = cells[:, :, columns.PINNED] = -1
    cells[:, :n_blocks, columns.MAY_DO] = people.may_do
    for pin in problem.pins:
        here = np.flatnonzero(order == pin.option)[0]
        table[pin.student, columns.PINNED + pin.block * columns.CELL] = here
    table[:, columns.FIRST] = np.searchsorted(student, numbers)
    table[:, columns.END] = np.searchsorted(student, numbers, side="right")
    n_grouped = np.bincount(student[is_group], minlength=problem.n_students)
    table[:, columns.FIRST_SEAT] = table[:, columns.FIRST] + n_grouped
    table[:, columns.MAX_SCREEN] = people.max_screen_blocks
    table[:, columns.MAX_RUN] = people.max_screen_run
    table[:, columns.NO_TEACHER] = people.no_teacher_penalty
    return table


def _by_type(problem: Problem, option: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Return option, student, points and type of each candidate by type, the best first, and where each type begins."""
    types = option[:, columns.TYPE_OF]
    rows = np.flatnonzero(types >= 0)
    points = problem.options.value[order[rows]]
    rows = rows[np.lexsort((-points, types[rows]))].astype(np.int32)
    starts = np.searchsorted(types[rows], np.arange(problem.n_types + 1))
    table = zero(rows.shape[0], columns.CANDIDATE_WIDTH)
    table[:, 0], table[:, 1] = rows, problem.options.student[order[rows]]
    table[:, 2], table[:, 3] = problem.options.value[order[rows]], types[rows]
    return table, starts.astype(np.int32)


def _types(problem: Problem, candidate_from: Ints, profile: Ints, team_from: Ints) -> Ints:
    types = problem.group_types
    table = none(problem.n_types, columns.TYPE_WIDTH)
    table[:, columns.MIN_SIZE] = types.min_size
    table[:, columns.MAX_SIZE] = types.max_size
    table[:, columns.ROOM] = types.room_kind
    table[:, columns.FROM], table[:, columns.TO] = candidate_from[:-1], candidate_from[1:]
    table[:, columns.PROFILE] = profile
    table[:, columns.FROM_TEAM], table[:, columns.TO_TEAM] = team_from[:-1], team_from[1:]
    return table


def _blocks(problem: Problem) -> Ints:
    seats, rooms = problem.kinds.seats.T, problem.rooms.count.T
    table = zero(problem.n_blocks, columns.BLOCK_WIDTH)
    table[:, columns.SEATS_LEFT : columns.SEATS_LEFT + seats.shape[1]] = seats
    table[:, columns.ROOMS_LEFT : columns.ROOMS_LEFT + rooms.shape[1]] = rooms
    table[:, columns.DEVICES_LEFT] = problem.devices
    return table


def _leaders(problem: Problem) -> tuple[Ints, Ints, Ints]:
    """Return the profile of each type, and the adults of each profile, those who can lead least first."""
    may_lead = problem.group_types.may_lead
    rows, profile = np.unique(may_lead, axis=0, return_inverse=True)
    number: Ints = profile.reshape(-1).astype(np.int32)
    breadth = rows.sum(axis=0)
    leaders = [np.flatnonzero(row) for row in rows]
    leaders = [adults[np.argsort(breadth[adults], kind="stable")] for adults in leaders]
    starts = np.cumsum([0, *(len(adults) for adults in leaders)]).astype(np.int32)
    number[~may_lead.any(axis=1)] = -1
    flat = np.concatenate([*leaders, np.zeros(0, dtype=np.int64)]).astype(np.int32)
    return number, starts, flat


def _adults(problem: Problem) -> Ints:
    table = zero(problem.n_teachers, columns.ADULT_WIDTH)
    table[:, columns.MAX_BLOCKS] = problem.teachers.max_blocks
    table[:, columns.MAX_LED_RUN] = problem.teachers.max_run
    led = np.where(problem.teachers.is_available, -1, columns.AWAY)
    table[:, columns.LED : columns.LED + problem.n_blocks] = led
    return table


def _teams(problem: Problem, option: Ints, order: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the teams' starts and (option, student) rows, the types' teams and starts; mark the teams' options."""
    types = np.array([team.group_type for team in problem.teams], dtype=np.int32)
    student, group_type = problem.options.student[order], option[:, columns.TYPE_OF]
    place = {
        (int(student[o]), int(group_type[o])): int(o)
        for o in np.flatnonzero(np.isin(group_type, types) & (group_type >= 0))
    }
    starts, flat = [0], list[int]()
    for number, team in enumerate(problem.teams):
        is_torn = any(a in team.students and b in team.students for a, b in problem.keep_apart)
        for s in team.students:
            o = place[s, team.group_type]
            option[o, columns.TEAM] = number
            if is_torn:  # together and apart at once: such a team cannot meet
                option[o, columns.ONLY_BLOCK] = columns.NEVER
            flat += [o, s]
        starts.append(len(flat) // columns.PAIR)
    by_type = np.argsort(types, kind="stable").astype(np.int32)
    type_starts = np.searchsorted(types[by_type], np.arange(problem.n_types + 1))
    return _ints(starts), _ints(flat), by_type, type_starts.astype(np.int32)


def _apart(problem: Problem) -> tuple[Ints, Ints]:
    pairs = np.array(problem.keep_apart, dtype=np.int32).reshape(-1, 2)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    starts = np.searchsorted(both[:, 0], np.arange(problem.n_students + 1))
    return starts.astype(np.int32), np.ascontiguousarray(both[:, 1])


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int32)
