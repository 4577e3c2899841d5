"""An instance and a plan in the format's own words; numbers count from 0, -1 means none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int32]
Table = Mapping[str, Column]
Lists = tuple[tuple[int, ...], ...]

GROUP_KINDS = ("teacher_group", "conference", "project")
SEAT_KINDS = ("independent", "offline", "assessment")
SCREEN_KINDS = ("independent", "assessment")
TEACHER_TIME_KINDS = ("teacher_group", "conference")
ROOM_OF_KIND = {"teacher_group": "class", "conference": "class", "project": "project"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRecord:
    """Students who stay together in their project."""

    project: int
    students: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceRecord:
    """One instance file. `options` and `teacher_group_types` are tables stored by column."""

    name: str
    students: int
    blocks: int
    projects: int
    subjects: tuple[str, ...]
    activity_kinds: tuple[str, ...]
    free_blocks: Lists
    max_screen_blocks: Column
    options: Table  # student, kind, group_type, subject, competency, value
    teacher_group_types: Table  # subject, competency, band
    teacher_subjects: Lists
    teacher_blocks: Lists
    teams: tuple[TeamRecord, ...]
    keep_apart: tuple[tuple[int, int], ...]
    group_size: Mapping[str, tuple[int, int]]  # kind -> least, most
    capacity_per_block: Mapping[str, int]
    limits: Mapping[str, int]
    no_teacher_time: int
    missing_subject: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """One group of a plan with all its members."""

    kind: str
    type: int
    block: int
    teacher: int
    room: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRecord:
    """One student's seat work in one block."""

    student: int
    block: int
    kind: str
    option: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """One plan file; `meta` is for people (seed, seconds) and is not read by anyone."""

    instance: str
    groups: tuple[GroupRecord, ...]
    seats: tuple[SeatRecord, ...]
    meta: Mapping[str, str | int | float | bool]
