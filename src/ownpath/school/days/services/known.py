"""What a plan made anew is to know of a day that no set-up holds: what was told while an earlier plan was in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownpath.school.days.models import StaffAbsence
from ownpath.school.days.queries.told_of_day import (
    Blocks,
    Event,
    blocks_of,
    events_of_kind,
    students_away_in,
    told_of,
)

if TYPE_CHECKING:
    from ownpath.school.days.queries.campuses import Setup
    from ownpath.school.people.models import Campus


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a day that no set-up holds."""

    out: tuple[StaffAbsence, ...]  # not kept: as if it had been noted beforehand
    away: Blocks  # by student: the blocks in which they are not here
    rooms_lost: Blocks  # by block: the rooms that cannot be used
    devices_missing: Mapping[int, int]  # by block: how many


def known_of(*, campus: Campus, day: date, setup: Setup, n_blocks: int) -> Known:
    """Return what was told of a day, within its blocks; two queries at most."""
    events = told_of(campus_id=campus.pk, day=day)
    staffings = {str(one.person.uuid): one.pk for one in setup.staff if one.person.is_active}
    within = frozenset(range(n_blocks))
    away = students_away_in(events)
    return Known(
        out=tuple(
            StaffAbsence(
                staffing_id=staffings[event["person"]], day=day,
                first_block=event["blocks"][0], last_block=event["blocks"][1],
            )
            for event in events_of_kind(events, "adult_out") if event["person"] in staffings
        ),
        away={student: blocks & within for student, blocks in away.items()},
        rooms_lost=_rooms_lost(events, {str(one.uuid): one.pk for one in setup.rooms}, within),
        devices_missing=_devices_missing(
            events, {str(one.uuid): one.n_devices for one in setup.carts}, within
        ),
    )  # fmt: skip


def _rooms_lost(
    events: Sequence[Event], rooms: Mapping[str, int], within: frozenset[int]
) -> Blocks:
    found: dict[int, set[int]] = {}
    for event in events_of_kind(events, "room_lost"):
        for block in within.intersection(blocks_of(event)) if event["room"] in rooms else ():
            found.setdefault(block, set()).add(rooms[event["room"]])
    return {block: frozenset(lost) for block, lost in found.items()}


def _devices_missing(
    events: Sequence[Event], carts: Mapping[str, int], within: frozenset[int]
) -> dict[int, int]:
    """Return how many devices are missing; a cart that is told twice counts once."""
    missing: dict[int, dict[str, int]] = {}
    for event in events_of_kind(events, "cart_missing"):
        for block in within.intersection(blocks_of(event)):
            missing.setdefault(block, {})[event["cart"]] = carts.get(event["cart"], 0)
    return {block: sum(by_cart.values()) for block, by_cart in missing.items()}
