"""Which room each group and each student alone is in: their own where it can be used, else a free one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from ownpath.engine.dayplan.types import Plan, Problem
from ownpath.school.days.models import Adviser, DayPlan, Modality, PlanCell, Room
from ownpath.school.days.queries.campuses import rooms_of, staffings_of, stations_of
from ownpath.school.days.queries.packed import Key

ROOM_LOST: Final = "room_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The rooms there are, and whose is which."""

    rooms: tuple[Room, ...]
    home_room: Mapping[int, int | None]  # by adult
    own_room: Mapping[int, int | None]  # by student
    station_room: Mapping[int, int | None]
    taken: Mapping[int, frozenset[int]]  # by block: where something fixed stands
    class_room: Mapping[int, int | None] = field(default_factory=dict)  # by section
    lost: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by block: not to be used

    def corners(self, block: int) -> list[int]:
        """Return the rooms in which students may work by themselves in a block."""
        lost = self.lost.get(block, frozenset())
        usable = [room for room in self.rooms if room.pk not in lost]
        return [room.pk for room in usable if room.kind in ("class", "commons")]

    def room_alone(self, block: int, student: int, station: int) -> int | None:
        """Return where a student works who is in no group: the station's room or their own, else any corner."""
        rooms = (self.station_room.get(station), self.own_room.get(student))
        room = next((one for one in rooms if one), None)
        if room is None or room not in self.lost.get(block, ()):
            return room
        corners = self.corners(block)
        return corners[student % len(corners)] if corners else None


def rooms_of_classes(problem: Problem, key: Key, places: Places) -> dict[int, int | None]:
    """Return the room of each class, by section: its teacher's, also when another adult is with it today."""
    found: dict[int, int | None] = {}
    for kind, group in enumerate(key.groups):  # a class's lesson stands before its cover
        own = np.flatnonzero(problem.group_types.may_lead[kind])
        if group.section and group.section not in found and own.size:
            found[group.section] = places.home_room.get(key.adults[int(own[0])])
    return found


def rooms_of_groups(key: Key, plan: Plan, places: Places) -> dict[int, int]:
    """Return the room of each group: a class's or the adult's own where it is free, else the next free of its kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for room in places.rooms:
        by_kind[room.kind].append(room.pk)
    found: dict[int, int] = {}
    for block in sorted(set(plan.group_block.tolist())):
        here = [int(g) for g in np.flatnonzero(plan.group_block == block)]
        taken = {*places.taken.get(block, ()), *places.lost.get(block, ())}
        corners = places.corners(block)
        found |= _rooms_in_block(key, plan, places, here, by_kind, taken)
        peers = [g for g in here if key.groups[plan.group_type[g]].modality == Modality.PEER]
        for place, g in enumerate(peers):
            if corners:
                found[g] = corners[place % len(corners)]
    return found


def _rooms_in_block(
    key: Key,
    plan: Plan,
    places: Places,
    groups: Sequence[int],
    by_kind: Mapping[str, list[int]],
    taken: set[int],
) -> dict[int, int]:
    found: dict[int, int] = {}
    waiting = []
    for g in groups:
        group, adult = key.groups[plan.group_type[g]], int(plan.group_teacher[g])
        modality = group.modality
        if modality == Modality.PEER:
            continue
        own = places.home_room.get(key.adults[adult]) if adult >= 0 else None
        own = places.class_room.get(group.section) or own
        if modality != Modality.PROJECT and own is not None and own not in taken:
            found[g] = own
            taken.add(own)
        else:
            waiting.append((g, "project" if modality == Modality.PROJECT else "class"))
    for g, kind in waiting:
        free = next((one for one in by_kind[kind] if one not in taken), None)
        if free is not None:
            found[g] = free
            taken.add(free)
    return found


def places_after(base: DayPlan, event: Mapping[str, Any]) -> Places:
    """Return where groups and students can be on a day that is mended: rooms lost today stay lost."""
    staff = staffings_of(campus=base.campus)
    home = {one.pk: one.home_room_id for one in staff}
    advised = Adviser.objects.filter(staffing__campus_id=base.campus_id)
    return Places(
        rooms=tuple(room for room in rooms_of(campus=base.campus) if room.is_open),
        home_room={one.person_id: one.home_room_id for one in staff},
        own_room={
            student: home.get(staffing)
            for student, staffing in advised.values_list("student_id", "staffing_id")
        },
        station_room={one.pk: one.room_id for one in stations_of(campus=base.campus)},
        taken=_rooms_taken(base),
        lost=_rooms_lost([event, *_events_behind(base)]),
    )


def _events_behind(base: DayPlan) -> list[Mapping[str, Any]]:
    """Return everything a day was mended for before, the latest first."""
    found: list[Mapping[str, Any]] = []
    plan: DayPlan | None = base
    while plan is not None and plan.event:
        found.append(plan.event)
        plan = plan.follows
    return found


def _rooms_lost(events: Iterable[Mapping[str, Any]]) -> dict[int, frozenset[int]]:
    """Return the rooms that cannot be used, by block."""
    lost = [one for one in events if one.get("kind") == ROOM_LOST]
    ids = dict(
        Room.objects.filter(uuid__in=[one["room"] for one in lost]).values_list("uuid", "pk")
    )
    found: dict[int, set[int]] = {}
    for one in lost:
        first, last = one["blocks"]
        for block in range(first, last + 1):
            found.setdefault(block, set()).update(
                pk for uuid, pk in ids.items() if str(uuid) == one["room"]
            )
    return {block: frozenset(rooms) for block, rooms in found.items()}


def _rooms_taken(base: DayPlan) -> dict[int, frozenset[int]]:
    """Return the rooms in which something fixed stands in a plan, by block."""
    fixed = PlanCell.objects.filter(plan=base, commitment__room__isnull=False)
    found: dict[int, set[int]] = {}
    for block, room in fixed.values_list("block", "commitment__room_id").distinct():
        found.setdefault(block, set()).add(room)
    return {block: frozenset(rooms) for block, rooms in found.items()}
