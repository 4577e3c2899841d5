"""Who is here: the class as names to tap, "everybody" in one tap more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext as _

from ownpath.school.days.queries import attendance_of
from ownpath.school.days.queries.names_apart import names_apart
from ownpath.school.people.queries import get_taught_section
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

AWAY = frozenset({"absent", "left"})
NEXT: Final = {"": "absent", "here": "absent", "absent": "late", "late": "here", "left": "here"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One student, and what is marked."""

    uuid: UUID
    called: str
    full_name: str
    state: str  # "here", "late", "left", "absent", or "" while nothing is marked
    since_block: int | None = None  # counted from 1: came late in it, or left before it

    @property
    def next(self) -> str:
        """What a tap on the name marks: who is not here, then late, then here again."""
        return NEXT[self.state]


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
    def away(self) -> tuple[Presence, ...]:
        """Who is not here."""
        return self._marked(AWAY)

    @property
    def late(self) -> tuple[Presence, ...]:
        """Who came late."""
        return self._marked({"late"})

    def _marked(self, states: Collection[str]) -> tuple[Presence, ...]:
        return tuple(one for one in self.students if one.state in states)


def say_marked(name: str, state: str) -> str:
    """Say in a line what was marked of a student."""
    said = {
        "here": _("%(name)s is here."),
        "late": _("%(name)s came late."),
        "left": _("%(name)s left early."),
        "absent": _("%(name)s is not here."),
    }
    return said[state] % {"name": name}


def build_attendance(
    *, viewer: Person, section: UUID, today: date, now: datetime
) -> AttendancePage:
    """Gather one class's attendance of today."""
    taught = get_taught_section(viewer=viewer, uuid=section, today=today)
    rows = attendance_of(section=taught, day=today)
    names = names_apart(student for student, _mark in rows)
    note_reads(
        by=viewer,
        about=[student.pk for student, _mark in rows],
        deed="read.attendance",
        now=now,
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
                since_block=mark.block + 1 if mark and mark.block is not None else None,
            )
            for student, mark in rows
        ),
    )
