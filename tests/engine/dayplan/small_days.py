"""A day small enough to know by heart: six students, three blocks, two teachers; every rule can be broken alone."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.types import (
    GroupTypes,
    Kinds,
    Limits,
    Options,
    Pin,
    Plan,
    Problem,
    Rooms,
    Students,
    Teachers,
    Team,
)

GROUP, DEVICE, PAPER, TEAMWORK = range(4)
MATH, READING = range(2)
N_STUDENTS, N_BLOCKS = 6, 3
# Every student has the same ten options, numbered 10 * student + one of these.
MATH_GROUP, MATH_GROUP_EASY, READING_GROUP, TEAM_PROJECT = range(4)
MATH_DEVICE, READING_DEVICE, OTHER_DEVICE, MATH_PAPER, READING_PAPER, FREE_PAPER = range(4, 10)
KIND = [GROUP, GROUP, GROUP, TEAMWORK, DEVICE, DEVICE, DEVICE, PAPER, PAPER, PAPER]
TYPE = [0, 1, 2, 3, -1, -1, -1, -1, -1, -1]
SUBJECT = [MATH, MATH, READING, -1, MATH, READING, -1, MATH, READING, -1]
COMPETENCY = [0, 0, 1, -1, 0, 1, 2, -1, -1, -1]
VALUE = [90, 70, 80, 60, 50, 45, 44, 40, 35, 5]
EVERYTHING = 0b1111


def small_day(
    *,
    may_do: np.ndarray | None = None,
    max_screen: int = 2,
    max_run: int = 3,
    seats: tuple[int, int] = (6, 6),
    devices: int = 6,
    rooms: tuple[int, int] = (2, 1),
    max_blocks: int = 3,
    max_led_run: int = 3,
    limits: tuple[int, int, int] = (3, 2, 1),
    teams: tuple[Team, ...] = (),
    keep_apart: tuple[tuple[int, int], ...] = (),
    pins: tuple[Pin, ...] = (),
    away: tuple[tuple[int, int], ...] = (),
) -> Problem:
    """Return the day; teacher 0 leads mathematics and projects, teacher 1 reading and projects."""
    blocks = np.ones((1, N_BLOCKS), dtype=np.int32)
    available = np.ones((2, N_BLOCKS), dtype=bool)
    for teacher, block in away:
        available[teacher, block] = False
    return Problem(
        name="small",
        kinds=Kinds(
            names=("group", "device", "paper", "project"),
            is_group=np.array([True, False, False, True]),
            uses_device=np.array([False, True, False, False]),
            is_teacher_time=np.array([True, False, False, False]),
            seats=np.array([[0], [seats[0]], [seats[1]], [0]], dtype=np.int32) * blocks,
        ),
        students=Students(
            may_do=np.full((N_STUDENTS, N_BLOCKS), EVERYTHING, dtype=np.int32)
            if may_do is None
            else may_do.astype(np.int32),
            max_screen_blocks=np.full(N_STUDENTS, max_screen, dtype=np.int32),
            max_screen_run=np.full(N_STUDENTS, max_run, dtype=np.int32),
            no_teacher_penalty=np.full(N_STUDENTS, 300, dtype=np.int32),
        ),
        options=Options(
            student=np.repeat(np.arange(N_STUDENTS, dtype=np.int32), 10),
            **{
                name: np.tile(np.array(column, dtype=np.int32), N_STUDENTS)
                for name, column in (
                    ("kind", KIND),
                    ("group_type", TYPE),
                    ("subject", SUBJECT),
                    ("competency", COMPETENCY),
                    ("value", VALUE),
                )
            },
        ),
        group_types=GroupTypes(
            kind=np.array([GROUP, GROUP, GROUP, TEAMWORK], dtype=np.int32),
            subject=np.array([MATH, MATH, READING, -1], dtype=np.int32),
            competency=np.array([0, 0, 1, -1], dtype=np.int32),
            min_size=np.array([2, 2, 2, 2], dtype=np.int32),
            max_size=np.array([4, 4, 4, 6], dtype=np.int32),
            room_kind=np.array([0, 0, 0, 1], dtype=np.int32),
            may_lead=np.array(
                [[True, False], [True, False], [False, True], [True, True]], dtype=bool
            ),
        ),
        teachers=Teachers(
            is_available=available,
            max_blocks=np.full(2, max_blocks, dtype=np.int32),
            max_run=np.full(2, max_led_run, dtype=np.int32),
        ),
        rooms=Rooms(
            names=("class", "project"), count=np.array([[rooms[0]], [rooms[1]]]) * blocks
        ),
        devices=np.full(N_BLOCKS, devices, dtype=np.int32),
        missing_subject_penalty=np.array([60, 0], dtype=np.int32),
        limits=Limits(
            blocks_per_subject=limits[0],
            blocks_per_competency=limits[1],
            groups_per_competency=limits[2],
        ),
        teams=teams,
        keep_apart=keep_apart,
        pins=pins,
    )


def plan_of(
    rows: list[list[int]], groups: list[tuple[int, int, int, list[int]]], **changed: object
) -> Plan:
    """Return a plan: a row of options (0 to 9) for each student, and groups as (type, block, teacher, members)."""
    option = np.array(rows, dtype=np.int32)
    option = np.where(option >= 0, option + 10 * np.arange(N_STUDENTS)[:, None], -1)
    group = np.full(option.shape, -1, dtype=np.int32)
    for g, (_, block, _, members) in enumerate(groups):
        group[members, block] = g
    room = {0: 0, 1: 0, 2: 0, 3: 1}
    tables = {
        "option": option.astype(np.int32),
        "group": group,
        "group_type": np.array([g[0] for g in groups], dtype=np.int32),
        "group_block": np.array([g[1] for g in groups], dtype=np.int32),
        "group_teacher": np.array([g[2] for g in groups], dtype=np.int32),
        "group_room": np.array([room[g[0]] for g in groups], dtype=np.int32),
    }
    return Plan(**{**tables, **changed})  # type: ignore[arg-type]


def good_rows() -> list[list[int]]:
    """Return what everybody does in the good plan."""
    return [
        [MATH_GROUP, MATH_DEVICE, READING_PAPER],
        [MATH_GROUP, MATH_DEVICE, READING_PAPER],
        [MATH_GROUP, MATH_DEVICE, READING_PAPER],
        [READING_GROUP, READING_DEVICE, MATH_PAPER],
        [READING_GROUP, READING_DEVICE, MATH_PAPER],
        [READING_GROUP, READING_DEVICE, MATH_PAPER],
    ]


def good_groups() -> list[tuple[int, int, int, list[int]]]:
    """Return the groups of the good plan: mathematics and reading in the first block."""
    return [(0, 0, 0, [0, 1, 2]), (2, 0, 1, [3, 4, 5])]
