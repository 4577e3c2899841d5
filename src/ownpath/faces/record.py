"""What the school keeps of a student, as a file for family or student: how the last one stands, where to take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.school.privacy.services import note_reads
from ownpath.school.privacy.services.child_records import latest_child_record
from ownpath.school.privacy.services.kits import KEPT_FOR

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """The page; `state` is "" where no file was ever asked for."""

    child: UUID
    name: str
    back: str
    state: str
    asked_at: datetime | None = None
    n_done: int = 0
    n_tables: int = 0
    n_bytes: int = 0
    goes_at: datetime | None = None
    days_kept: int = KEPT_FOR.days

    @property
    def is_working(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state in {"waiting", "going"}


def build_record_page(*, viewer: Person, child: Person, back: str, now: datetime) -> RecordPage:
    """Return how the file that somebody asked for last stands; `back` is the page that led here."""
    note_reads(by=viewer, about=[child.pk], deed="read.record", now=now)
    kit = latest_child_record(student=child, by=viewer, now=now)
    if kit is None:
        return RecordPage(child=child.uuid, name=child.called, back=back, state="")
    return RecordPage(
        child=child.uuid,
        name=child.called,
        back=back,
        state=kit.state,
        asked_at=kit.run.asked_at,
        n_done=kit.n_done,
        n_tables=kit.n_tables,
        n_bytes=kit.run.n_bytes,
        goes_at=kit.goes_at,
    )
