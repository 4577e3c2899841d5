"""What can happen to a published day, as plain data that a job can carry; ids are uuids, blocks numbers from 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

Event = dict[str, Any]
LAST_BLOCK = 15
POLICY = "policy"  # a question about weights and thresholds: about, weights, numbers


def adult_out(
    *, person_uuid: UUID, first_block: int = 0, last_block: int = LAST_BLOCK
) -> Event:
    """Return that an adult is away in some blocks."""
    return {
        "kind": "adult_out",
        "person": str(person_uuid),
        "blocks": [first_block, last_block],
    }


def students_away(
    *, student_uuids: Sequence[UUID], first_block: int = 0, last_block: int = LAST_BLOCK
) -> Event:
    """Return that students are away in some blocks."""
    named = sorted(map(str, student_uuids))
    return {"kind": "students_away", "students": named, "blocks": [first_block, last_block]}


def student_comes(*, student_uuid: UUID, first_block: int) -> Event:
    """Return that a student who was away comes."""
    return {
        "kind": "student_comes",
        "student": str(student_uuid),
        "blocks": [first_block, LAST_BLOCK],
    }


def room_lost(*, room_uuid: UUID, first_block: int = 0, last_block: int = LAST_BLOCK) -> Event:
    """Return that a room cannot be used in some blocks."""
    return {"kind": "room_lost", "room": str(room_uuid), "blocks": [first_block, last_block]}


def cart_missing(
    *, cart_uuid: UUID, first_block: int = 0, last_block: int = LAST_BLOCK
) -> Event:
    """Return that a cart's devices are not there in some blocks."""
    return {"kind": "cart_missing", "cart": str(cart_uuid), "blocks": [first_block, last_block]}


def swap(*, student_uuid: UUID, block: int, key: str, modality: str = "") -> Event:
    """Return that a teacher wants a student to do something else in a block; `modality` says which way, "" any."""
    return {
        "kind": "swap",
        "student": str(student_uuid),
        "blocks": [block, block],
        "key": key,
        "modality": modality,
    }


def pick(*, student_uuid: UUID, key: str) -> Event:
    """Return that a student picked something for a day that is published already."""
    return {"kind": "pick", "student": str(student_uuid), "blocks": [0, LAST_BLOCK], "key": key}
