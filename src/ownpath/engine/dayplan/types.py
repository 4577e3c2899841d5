"""What a day is planned from and what a plan is: frozen tables of whole numbers, one row per thing.

A row's number is its name: students, blocks, teachers, subjects, competencies, group types and options all count
from 0, and -1 means none. Whoever has a campus or a file maps it onto these tables; the planner knows nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Indices: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The kinds of activity of a campus; a kind is a group with an adult, or a seat.

    `seats` says how many students may do a seat kind in a block; for group kinds it is not read.
    """

    names: tuple[str, ...]
    is_group: Bools  # (n_kinds,)
    uses_device: Bools  # (n_kinds,)
    is_teacher_time: Bools  # (n_kinds,)
    seats: Ints  # (n_kinds, n_blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Students:
    """What each student may do when; rotations, services and opt-outs are all said by `may_do`.

    Bit k of `may_do[s, b]` is set when kind k is open to student s in block b; 0 means that the block is not ours
    to plan (lunch, a service). An opted-out student has `max_screen_blocks` 0.
    """

    may_do: Ints  # (n_students, n_blocks), a set of kinds as bits
    max_screen_blocks: Ints  # (n_students,)
    max_screen_run: Ints  # (n_students,), screen blocks in a row
    no_teacher_penalty: Ints  # (n_students,), points lost for a day without teacher time


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One row per thing one student could do once today, sorted by student; `value` holds all that is wanted."""

    student: Ints
    kind: Ints
    group_type: Ints  # -1 for seats
    subject: Ints
    competency: Ints
    value: Ints  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTypes:
    """The groups that could run; groups of one type are interchangeable but for block, adult and members."""

    kind: Ints  # (n_types,)
    subject: Ints
    competency: Ints
    min_size: Ints
    max_size: Ints
    room_kind: Ints
    may_lead: Bools  # (n_types, n_teachers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teachers:
    """When each adult can lead a group, how many blocks a day at most, and how many in a row."""

    is_available: Bools  # (n_teachers, n_blocks)
    max_blocks: Ints  # (n_teachers,)
    max_run: Ints  # (n_teachers,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Kinds of room and how many of each can be used in a block."""

    names: tuple[str, ...]
    count: Ints  # (n_room_kinds, n_blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Students who are all in one and the same group of a type, or none of them is."""

    group_type: int
    students: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one thing fits into a student's day."""

    blocks_per_subject: int
    blocks_per_competency: int
    groups_per_competency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An adult's word: this student does this option in this block."""

    student: int
    block: int
    option: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One school day of one campus, waiting for a plan."""

    name: str
    kinds: Kinds
    students: Students
    options: Options
    group_types: GroupTypes
    teachers: Teachers
    rooms: Rooms
    devices: Ints  # (n_blocks,)
    missing_subject_penalty: Ints  # (n_subjects,), points lost for a day without the subject
    limits: Limits
    teams: tuple[Team, ...] = ()
    keep_apart: tuple[tuple[int, int], ...] = ()
    pins: tuple[Pin, ...] = ()

    @property
    def n_students(self) -> int:
        """Return how many students are planned for."""
        return int(self.students.may_do.shape[0])

    @property
    def n_blocks(self) -> int:
        """Return how many blocks the day has."""
        return int(self.students.may_do.shape[1])

    @property
    def n_teachers(self) -> int:
        """Return how many adults can lead groups."""
        return int(self.teachers.is_available.shape[0])

    @property
    def n_types(self) -> int:
        """Return how many types of group could run."""
        return int(self.group_types.kind.shape[0])

    @property
    def is_free(self) -> Bools:
        """Return (n_students, n_blocks): whether the cell is ours to plan."""
        free: Bools = self.students.may_do != 0
        return free


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who does what when. `option` and `group` are -1 where a student's block is not planned or holds no group."""

    option: Ints  # (n_students, n_blocks)
    group: Ints  # (n_students, n_blocks)
    group_type: Ints  # (n_groups,)
    group_block: Ints  # (n_groups,)
    group_teacher: Ints  # (n_groups,)
    group_room: Ints  # (n_groups,), kind of room

    @property
    def n_groups(self) -> int:
        """Return how many groups run."""
        return int(self.group_type.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One demand that takes part in making a plan impossible, in words.

    Attributes
    ----------
    key, says
        Which sentence of `conflict_words` the words are, and what stands in it, so that it can be said in another
        language.
    """

    rule: str
    words: str
    students: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()
    key: str = ""
    says: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlan:
    """There is no plan; take away any one of these demands and the rest can be met."""

    conflicts: tuple[Conflict, ...]
    nearest: Plan | None = field(default=None)
