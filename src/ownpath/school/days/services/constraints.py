"""The blended models: each a list of constraints, each constraint one function and one sentence a principal is shown.

A constraint takes a draft and whom it concerns, and returns a narrower draft. It can only take possibilities away; the
hard rules of the day stand whatever the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ownpath.school.days.models import Modality, Preset
from ownpath.school.days.services.draft import Bools, Could, Draft

N_PARTS: Final = 4  # of a class that rotates through stations
URGENT: Final = frozenset({"asked", "needs_refresh", "review_due", "pinned"})

Constraint = Callable[[Draft, Bools], Draft]


def _narrowed(draft: Draft, who: Bools, block: int, bits: int) -> Draft:
    """Return the draft with only some kinds open to some students in a block; closed cells stay closed."""
    may_do = draft.may_do.copy()
    may_do[who, block] &= bits
    return replace(draft, may_do=may_do)


def only_with_the_class(draft: Draft, who: Bools) -> Draft:
    """Everybody does in every block what the whole class does."""
    bits = draft.bits(Modality.CLASS_LESSON)
    for block in draft.planned:
        draft = _narrowed(draft, who, block, bits)
    return draft


def by_the_timetable(draft: Draft, who: Bools) -> Draft:
    """Classes have their subjects by the timetable: which lesson is in which block is fixed."""
    pins = dict(draft.pins)
    lessons: dict[int, list[Could]] = {}
    for could in draft.coulds:
        if could.group and could.group.modality == Modality.CLASS_LESSON and who[could.student]:
            lessons.setdefault(could.student, []).append(could)
    for student, own in lessons.items():
        own.sort(key=lambda one: one.group.turn if one.group else 0)
        for block, could in zip(_blocks_of_the_class(draft, student), own, strict=False):
            if draft.is_open[student, block]:
                pins.setdefault((student, block), could)
    return replace(draft, pins=pins)


def _blocks_of_the_class(draft: Draft, student: int) -> list[int]:
    """Return the blocks in which most of a student's class has nothing fixed: its lessons."""
    members = np.array(draft.cohort) == draft.cohort[student]
    share = draft.is_open[members].mean(axis=0)
    return [block for block in draft.planned if share[block] > 1 / 2]


def no_whole_class(draft: Draft, who: Bools) -> Draft:
    """Nobody is taught with the whole class: groups, partners and own work only."""
    bits = ~draft.bits(Modality.CLASS_LESSON)
    for block in draft.planned:
        draft = _narrowed(draft, who, block, bits)
    return draft


def rotates_through_stations(draft: Draft, who: Bools) -> Draft:
    """In the first four blocks the class is in four parts that move on together: teacher, device, paper, classmates."""
    at_station = (
        draft.bits(Modality.TEACHER_GROUP, Modality.CONFERENCE),
        draft.bits(Modality.INDEPENDENT, Modality.OFFLINE),
        draft.bits(Modality.OFFLINE),
        draft.bits(Modality.PEER, Modality.PROJECT, Modality.OFFLINE),
    )
    part = _parts(draft, who, N_PARTS)
    for turn, block in enumerate(draft.planned[:N_PARTS]):
        for own in range(N_PARTS):
            here = who & (part == own)
            draft = _narrowed(draft, here, block, at_station[(own + turn) % N_PARTS])
    return draft


def to_the_lab_together(draft: Draft, who: Bools) -> Draft:
    """In one block of the day a class works at devices in the lab; the classes take turns."""
    part = _cohort_turns(draft)
    for turn, block in enumerate(draft.planned):
        here = who & (part % len(draft.planned) == turn)
        bits = draft.bits(Modality.INDEPENDENT, Modality.ASSESSMENT, Modality.OFFLINE)
        draft = _narrowed(draft, here, block, bits)
    return draft


def devices_in_the_lab_only(draft: Draft, who: Bools) -> Draft:
    """Outside its lab block a class works without devices."""
    part = _cohort_turns(draft)
    bits = ~draft.bits(Modality.INDEPENDENT, Modality.ASSESSMENT)
    for turn, block in enumerate(draft.planned):
        here = who & (part % len(draft.planned) != turn)
        draft = _narrowed(draft, here, block, bits)
    return draft


def new_things_alone_first(draft: Draft, who: Bools) -> Draft:
    """In the first block everybody meets new things alone, on a device or on paper."""
    bits = draft.bits(Modality.INDEPENDENT, Modality.OFFLINE)
    return _narrowed(draft, who, draft.planned[0], bits) if draft.planned else draft


def then_with_people(draft: Draft, who: Bools) -> Draft:
    """After the first block nobody works alone at a device: the time is for teachers and classmates."""
    bits = ~draft.bits(Modality.INDEPENDENT)
    for block in draft.planned[1:]:
        draft = _narrowed(draft, who, block, bits)
    return draft


def teachers_where_needed(draft: Draft, who: Bools) -> Draft:
    """Teachers' groups are for what was asked for, slipped or is due; all else is own work."""
    kept = tuple(
        could
        for could in draft.coulds
        if not who[could.student]
        or draft.kind_modality[could.kind] != Modality.TEACHER_GROUP
        or could.station
        or could.reason.get("kind") in URGENT
    )
    return replace(draft, coulds=kept)


def _parts(draft: Draft, who: Bools, n: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return each student's part of their class, evenly: students of one cohort take turns."""
    part = np.zeros(draft.n_students, dtype=np.int64)
    seen: dict[int, int] = {}
    for student in np.flatnonzero(who):
        cohort = draft.cohort[student]
        seen[cohort] = seen.get(cohort, -1) + 1
        part[student] = seen[cohort] % n
    return part


def _cohort_turns(draft: Draft) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(draft.cohort, dtype=np.int64)


PRESETS: Final[dict[str, tuple[Constraint, ...]]] = {
    Preset.WHOLE_CLASS: (only_with_the_class, by_the_timetable),
    Preset.STATION_ROTATION: (no_whole_class, rotates_through_stations),
    Preset.LAB_ROTATION: (no_whole_class, to_the_lab_together, devices_in_the_lab_only),
    Preset.FLIPPED: (no_whole_class, new_things_alone_first, then_with_people),
    Preset.INDIVIDUAL_ROTATION: (no_whole_class,),
    Preset.FLEX: (no_whole_class, teachers_where_needed),
}
