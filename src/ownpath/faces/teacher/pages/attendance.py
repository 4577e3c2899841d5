"""Who is here: the class as names to tap, "everybody" in one tap more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.names import called_names
from ownpath.school.days.queries import attendance_of
from ownpath.school.people.queries import get_taught_section
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

AWAY = frozenset({"absent", "left"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One student, and what is marked."""

    uuid: UUID
    called: str
    full_name: str
    state: str  # "here", "late", "left", "absent", or "" while nothing is marked


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendancePage:
    """One class this morning."""

    section: UUID
    title: str
    students: tuple[Presence, ...]

    @property
    def n_unmarked(self) -> int:
        """How many nobody has said anything about."""
        return sum(not one.state for one in self.students)

    @property
    def n_away(self) -> int:
        """How many are not here."""
        return sum(one.state in AWAY for one in self.students)


def build_attendance(
    *, viewer: Person, section: UUID, today: date, now: datetime
) -> AttendancePage:
    """Gather one class's attendance of today."""
    taught = get_taught_section(viewer=viewer, uuid=section, today=today)
    rows = attendance_of(section=taught, day=today)
    names = called_names(student for student, _ in rows)
    note_reads(
        by=viewer, about=[student.pk for student, _ in rows], deed="read.attendance", now=now
    )
    return AttendancePage(
        section=taught.uuid,
        title=taught.title,
        students=tuple(
            Presence(
                uuid=student.uuid,
                called=names[student.pk],
                full_name=student.full_name,
                state=str(mark.state) if mark else "",
            )
            for student, mark in rows
        ),
    )
