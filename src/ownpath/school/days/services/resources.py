"""Number what a day has to be planned with: kinds and seats, students and their limits, adults, rooms, devices."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from ownpath.engine.dayplan.types import (
    Kinds,
    Limits,
    Rooms,
    Students,
    Teachers,
)
from ownpath.school.days.models import Accommodation, Modality, Room
from ownpath.school.days.services.draft import (
    GROUP_KINDS,
    ROOM_KINDS,
    SCREEN_KINDS,
    TEACHER_KINDS,
    Bools,
    Draft,
    Ints,
)
from ownpath.school.days.services.gathering import Gathered, services_of

NO_TEACHER: Final = 250  # points lost by a day without teacher time


NO_TEACHER_DUE: Final = 550  # where the policy's days would be over


SEATS_OF_A_CORNER: Final = 8


MOST_RUNNING: Final = 900  # rooms the planner's board can hold in one block


def kinds_of(gathered: Gathered, draft: Draft) -> Kinds:
    """Return the kinds of activity with their seats."""
    rooms = [room for room in gathered.setup.rooms if room.is_open]
    classes = sum(room.seats for room in rooms if room.kind in ("class", "commons"))
    labs = sum(room.seats for room in rooms if room.kind == "lab")
    stations = {one.pk: one.seats for one in gathered.setup.stations}
    seats = []
    for modality, station in zip(draft.kind_modality, draft.kind_station, strict=True):
        common = {
            Modality.INDEPENDENT: classes + labs,
            Modality.OFFLINE: classes,
            Modality.ASSESSMENT: labs,
        }
        seats.append(stations[station] if station else common.get(Modality(modality), 0))
    return Kinds(
        names=tuple(
            f"{modality}:{station}" if station else str(modality)
            for modality, station in zip(draft.kind_modality, draft.kind_station, strict=True)
        ),
        is_group=_flags(draft, GROUP_KINDS),
        uses_device=_flags(draft, SCREEN_KINDS),
        is_teacher_time=_flags(draft, TEACHER_KINDS | {Modality.CLASS_LESSON}),
        seats=np.repeat(np.array(seats, dtype=np.int32)[:, None], draft.n_blocks, axis=1),
    )


def _flags(draft: Draft, chosen: frozenset[Modality]) -> Bools:
    return np.array([one in chosen for one in draft.kind_modality], dtype=bool)


def students_of(gathered: Gathered, draft: Draft) -> Students:
    """Return what each student may do when, and the limits of screens."""
    policy = gathered.setup.policy
    n_open = draft.is_open.sum(axis=1)
    most = np.floor(n_open * policy.max_screen_share).astype(np.int32)
    run = np.full(draft.n_students, policy.max_screen_run, dtype=np.int32)
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    lacking = np.full(draft.n_students, NO_TEACHER, dtype=np.int32)
    for student_id, days in gathered.lately.without_teacher.items():
        if days + 1 >= policy.teacher_time_within_days:
            lacking[numbers[student_id]] = NO_TEACHER_DUE
    for one in gathered.accommodations:
        row = numbers[one.student_id]
        if one.kind == Accommodation.Kind.FEWER_SCREENS:
            most[row] = min(most[row], one.amount)
        elif one.kind == Accommodation.Kind.SCREEN_BREAKS:
            run[row] = min(run[row], one.amount)
        elif one.kind == Accommodation.Kind.ADULT_EVERY_DAY:
            lacking[row] = NO_TEACHER_DUE
    for student_id in gathered.opted_out:
        most[numbers[student_id]] = 0
    return Students(
        may_do=draft.may_do,
        max_screen_blocks=most,
        max_screen_run=run,
        no_teacher_penalty=np.where(n_open > 0, lacking, 0).astype(np.int32),
    )


def teachers_of(gathered: Gathered) -> Teachers:
    """Return when each adult can lead a group, and how much."""
    staff, n_blocks = gathered.staff, gathered.school_day.n_blocks
    row = {one.pk: i for i, one in enumerate(staff)}
    there = np.ones((len(staff), n_blocks), dtype=bool)
    for i, one in enumerate(staff):
        for off in one.times_off.all():
            if off.weekday in (None, gathered.day.weekday()) and off.block < n_blocks:
                there[i, off.block] = False
    for absence in gathered.out:
        there[row[absence.staffing_id], absence.first_block : absence.last_block + 1] = False
    for service in services_of(gathered):
        if service.staffing_id in row:
            there[row[service.staffing_id], service.block] = False
    return Teachers(
        is_available=there,
        max_blocks=np.array([one.max_blocks for one in staff], dtype=np.int32),
        max_run=np.array([one.max_run for one in staff], dtype=np.int32),
    )


def rooms_of(gathered: Gathered, n_blocks: int) -> Rooms:
    """Return how many rooms of each kind there are."""
    rooms = [room for room in gathered.setup.rooms if room.is_open]
    seats = sum(room.seats for room in rooms if room.kind in ("class", "commons"))
    numbers = {
        "class": sum(room.kind == Room.Kind.CLASS for room in rooms),
        "project": sum(room.kind == Room.Kind.PROJECT for room in rooms),
    }
    numbers["corner"] = min(seats // SEATS_OF_A_CORNER, MOST_RUNNING - sum(numbers.values()))
    count = np.array([numbers[kind] for kind in ROOM_KINDS], dtype=np.int32)
    left = np.repeat(count[:, None], n_blocks, axis=1)
    kind_of = {room.pk: room.kind for room in rooms}
    taken, lost = rooms_taken(gathered), gathered.known.rooms_lost
    nothing: frozenset[int] = frozenset()
    for block in taken.keys() | lost.keys():
        for room in (taken.get(block, nothing) | lost.get(block, nothing)) & kind_of.keys():
            if kind_of[room] in numbers:
                left[ROOM_KINDS.index(kind_of[room]), block] -= 1
    return Rooms(names=ROOM_KINDS, count=np.maximum(left, 0))


def rooms_taken(gathered: Gathered) -> dict[int, frozenset[int]]:
    """Return the rooms in which something fixed stands, by block."""
    found: dict[int, set[int]] = defaultdict(set)
    for service in services_of(gathered):
        if service.room_id is not None:
            found[service.block].add(service.room_id)
    return {block: frozenset(rooms) for block, rooms in found.items()}


def devices_of(gathered: Gathered, n_blocks: int) -> Ints:
    """Return how many devices there are in each block."""
    n_devices = sum(cart.n_devices for cart in gathered.setup.carts if cart.is_open)
    there = np.full(n_blocks, n_devices, dtype=np.int32)
    for block, n_missing in gathered.known.devices_missing.items():
        there[block] = max(n_devices - n_missing, 0)
    return there


def limits_of(gathered: Gathered) -> Limits:
    """Return how much of one thing fits into a day."""
    policy = gathered.setup.policy
    return Limits(
        blocks_per_subject=policy.blocks_per_subject,
        blocks_per_competency=policy.blocks_per_competency,
        groups_per_competency=1,
    )
