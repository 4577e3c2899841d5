"""A day in the making: the tables of a problem while they are still open, and what their numbers stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ownpath.school.days.models import Modality
from ownpath.school.days.queries.packed import CHOSEN as CHOSEN
from ownpath.school.days.queries.packed import GroupKey as GroupKey

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

# The kinds every campus has, in the order of their numbers; stations with seats of their own come after them.
KINDS: Final = (
    Modality.TEACHER_GROUP, Modality.CONFERENCE, Modality.PROJECT, Modality.CLASS_LESSON,
    Modality.PEER, Modality.ASSESSMENT, Modality.INDEPENDENT, Modality.OFFLINE,
)  # fmt: skip
GROUP_KINDS: Final = frozenset(KINDS[:5])
SCREEN_KINDS: Final = frozenset({Modality.ASSESSMENT, Modality.INDEPENDENT})
TEACHER_KINDS: Final = frozenset({Modality.TEACHER_GROUP, Modality.CONFERENCE})
NUMBER: Final = {kind: number for number, kind in enumerate(KINDS)}
ROOM_KINDS: Final = ("class", "project", "corner")
MOST_STATION_KINDS: Final = 8

HOPE, INTEREST, IN_BAND, BELOW, PINNED = (
    CHOSEN << n for n in range(1, 6)
)  # marks of an option


class Could(NamedTuple):
    """One thing one student could do once: a row of the options, with what it stands for."""

    student: int
    kind: int
    group: GroupKey | None
    subject: str
    competency: int
    points: int
    activity: int
    station: int
    marks: int
    reason: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a campus could do on a day, before blended models narrow it."""

    n_students: int
    n_blocks: int
    kind_modality: tuple[str, ...]  # by kind
    kind_station: tuple[int, ...]  # by kind: a station's id, 0 for the common kinds
    planned: tuple[int, ...]  # blocks that are for learning
    is_open: Bools  # (n_students, n_blocks): no commitment stands there
    may_do: Ints  # (n_students, n_blocks), kinds as bits
    coulds: tuple[Could, ...]
    pins: Mapping[tuple[int, int], Could] = field(default_factory=dict)  # (student, block)
    cohort: tuple[int, ...] = ()  # by student: which students share all their classes

    def bits(self, *modalities: str) -> int:
        """Return the kinds of some modalities as bits, stations with seats of their own among them."""
        return sum(1 << k for k, one in enumerate(self.kind_modality) if one in modalities)


def all_bits(n_kinds: int) -> int:
    """Return every kind as bits."""
    return (1 << n_kinds) - 1
