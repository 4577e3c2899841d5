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
from ownpath.school.days.queries.told_of_day import told_of
from ownpath.school.days.services.staying import Deed, Stay, stay_as_in

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
    stay: Stay = field(default_factory=Stay)  # of a day that is mended

    def can_stay(self, block: int, room: int | None) -> bool:
        """Return whether a room that was taken before the day was mended is kept: always in what is over."""
        is_over = block < self.stay.from_block
        return room is not None and (is_over or room not in self.lost.get(block, ()))

    def corners(self, block: int) -> list[int]:
        """Return the rooms in which students may work by themselves in a block."""
        lost = self.lost.get(block, frozenset())
        usable = [room for room in self.rooms if room.pk not in lost]
        return [room.pk for room in usable if room.kind in ("class", "commons")]

    def room_alone(
        self, block: int, student: int, station: int, deed: Deed | None = None
    ) -> int | None:
        """Return where a student works who is in no group: where they were, the station's room, their own, a corner."""
        before = self.stay.room_of((student, block), deed) if deed else None
        if self.can_stay(block, before):
            return before
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


def rooms_that_stay(problem: Problem, key: Key, plan: Plan, places: Places) -> dict[int, int]:
    """Return the rooms of the groups that go on as before the day was mended; a room is one group's but for pairs."""
    found: dict[int, int] = {}
    taken: set[tuple[int, int]] = set()
    for g, block in enumerate(plan.group_block.tolist() if places.stay.deeds else ()):
        members = np.flatnonzero(plan.group[:, block] == g).tolist()
        done = [
            ((key.students[s], block), deed_of(problem, key, int(plan.option[s, block])))
            for s in members
        ]
        room = places.stay.room_of_most(done)
        is_peer = _is_peer(key, plan, g)
        if room is None or not places.can_stay(block, room):
            continue
        if is_peer or (block, room) not in taken:
            found[g] = room
        if not is_peer:
            taken.add((block, room))
    return found


def deed_of(problem: Problem, key: Key, option: int) -> Deed:
    """Return what an option is, as a stored cell tells it."""
    modality = key.kind_modality[problem.options.kind[option]]
    return modality, int(key.activity[option]), int(key.station[option])


def rooms_of_groups(
    key: Key, plan: Plan, places: Places, staying: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return the room of each group: where it stays, a class's or the adult's own if free, else the next that is."""
    stays = staying or {}
    by_kind: dict[str, list[int]] = defaultdict(list)
    for room in places.rooms:
        by_kind[room.kind].append(room.pk)
    found: dict[int, int] = {}
    for block in sorted(set(plan.group_block.tolist())):
        everybody = [int(g) for g in np.flatnonzero(plan.group_block == block)]
        here = [g for g in everybody if g not in stays]
        found |= {g: stays[g] for g in everybody if g in stays}
        taken = {*places.taken.get(block, ()), *places.lost.get(block, ())}
        taken |= {stays[g] for g in everybody if g in stays and not _is_peer(key, plan, g)}
        corners = places.corners(block)
        found |= _rooms_in_block(key, plan, places, here, by_kind, taken)
        peers = [g for g in here if _is_peer(key, plan, g)]
        for place, g in enumerate(peers):
            if corners:
                found[g] = corners[place % len(corners)]
    return found


def _is_peer(key: Key, plan: Plan, g: int) -> bool:
    return bool(key.groups[plan.group_type[g]].modality == Modality.PEER)


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


def places_after(base: DayPlan, event: Mapping[str, Any], *, from_block: int) -> Places:
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
        lost=_rooms_lost([event, *told_of(campus_id=base.campus_id, day=base.day)]),
        stay=stay_as_in(base, from_block=from_block),
    )


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
