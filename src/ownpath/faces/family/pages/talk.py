"""Letters between a family and the teachers of a child. What the child wrote to a teacher is not among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.voice.models import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """An adult at school the family can write to."""

    uuid: UUID
    name: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message, seen from the family's side."""

    uuid: UUID
    is_mine: bool
    who: str
    body: str
    sent_at: datetime
    is_read: bool
    is_answered: bool
    is_new: bool  # to the family


def build_letters(messages: Iterable[Message], viewer: Person) -> tuple[Letter, ...]:
    """Return the letters a guardian wrote or received, oldest first."""
    return tuple(_letter(message, viewer) for message in reversed(list(messages)))


def _letter(message: Message, viewer: Person) -> Letter:
    is_mine = message.sender_id == viewer.pk
    other = message.receiver if is_mine else message.sender
    return Letter(
        uuid=message.uuid,
        is_mine=is_mine,
        who=other.full_name,
        body=message.body,
        sent_at=message.sent_at,
        is_read=message.read_at is not None,
        is_answered=message.answered_at is not None,
        is_new=not is_mine and message.read_at is None,
    )
