"""Where everybody was before a day was mended: who does the same as before stays there, where that room can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ownpath.school.days.models import PlanCell

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

Deed = tuple[str, int, int]  # what is done: modality, activity and station, 0 for none
At = tuple[int, int]  # student, block


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """What each student did before and in which room; blocks before `from_block` are over or going on."""

    deeds: Mapping[At, Deed] = field(default_factory=dict)
    rooms: Mapping[At, int] = field(default_factory=dict)
    from_block: int = 0

    def room_of(self, at: At, deed: Deed) -> int | None:
        """Return the room of a student who does the same as before in a block; None where there was none."""
        return self.rooms.get(at) if self.deeds.get(at) == deed else None

    def room_of_most(self, done: Iterable[tuple[At, Deed]]) -> int | None:
        """Return the room in which most members of a group were, as far as they do the same; None for none."""
        found = Counter(room for at, deed in done if (room := self.room_of(at, deed)))
        return min(found, key=lambda room: (-found[room], room), default=None)


def stay_as_in(plan: DayPlan, *, from_block: int) -> Stay:
    """Return where everybody is by a plan; one query."""
    rows = PlanCell.objects.filter(plan=plan, commitment=None).values_list(
        "student_id", "block", "modality", "activity_id", "station_id", "room_id"
    )
    deeds: dict[At, Deed] = {}
    rooms: dict[At, int] = {}
    for student, block, modality, activity, station, room in rows:
        deeds[student, block] = (modality, activity or 0, station or 0)
        if room:
            rooms[student, block] = room
    return Stay(deeds=deeds, rooms=rooms, from_block=from_block)


def moved(before: Stay, after: Stay) -> list[At]:
    """Return who does the same as before in another room, by student and block."""
    return sorted(
        at
        for at, room in after.rooms.items()
        if before.room_of(at, after.deeds[at]) not in (None, room)
    )
