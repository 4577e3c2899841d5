"""What every writer of a set-up is told, and how cells become what services take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from ownpath.school.days.imports.checking import YES, Known
from ownpath.school.days.imports.places import Place
from ownpath.school.days.imports.reading import Row
from ownpath.school.days.queries.calendar import schedules_of
from ownpath.school.days.queries.campuses import rooms_of, staffings_of

if TYPE_CHECKING:
    from ownpath.school.days.models import BellSchedule, Room, Staffing
    from ownpath.school.people.models import Campus, Person, Section

Step: TypeAlias = tuple[Place, Callable[[], object]]  # where it comes from, what it does


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of a campus rows may name: schedules by name, rooms by folded name, who teaches by person."""

    schedules: Mapping[str, BellSchedule]
    rooms: Mapping[str, Room]
    staff: Mapping[int, Staffing]

    def schedule(self, row: Row) -> BellSchedule | None:
        """Return the bell schedule a row names."""
        return self.schedules.get(row.get("schedule", ""))

    def room(self, row: Row) -> Room | None:
        """Return the room a row names."""
        return self.rooms.get(row.get("room", "").casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where rows go, and by whom."""

    campus: Campus
    known: Known
    by: Person | None
    now: datetime

    @property
    def deed(self) -> dict[str, Any]:
        """Return what every service is told."""
        return {"campus": self.campus, "by": self.by, "now": self.now}

    def standing(self) -> Standing:
        """Return what stands at the campus now, what came in just before with it; four queries."""
        return Standing(
            schedules={one.name: one for one in schedules_of(campus=self.campus)},
            rooms={one.name.casefold(): one for one in rooms_of(campus=self.campus)},
            staff={one.person_id: one for one in staffings_of(campus=self.campus)},
        )

    def student(self, row: Row, column: str = "student") -> Person | None:
        """Return the student a row names."""
        return self.known.students.get(row.get(column, "").casefold())

    def adult(self, row: Row, column: str = "staff") -> Person | None:
        """Return the adult a row names."""
        return self.known.staff.get(row.get(column, "").casefold())

    def section(self, row: Row) -> Section | None:
        """Return the class a row names."""
        return self.known.sections.get(row.get("class", "").casefold())


def words_of(row: Row) -> dict[str, dict[str, str]]:
    """Return the name of a row by language; the English one stands in for a missing other."""
    names = {"en": row["name_en"], "es": row.get("name_es") or row["name_en"]}
    return {language: {"name": name} for language, name in names.items()}


def number_in(row: Row, column: str, otherwise: int) -> int:
    """Return a number, or what stands where the cell is empty or left out."""
    return int(row.get(column) or otherwise)


def is_yes(row: Row, column: str, *, otherwise: bool) -> bool:
    """Return yes or no, or what stands where the cell is empty or left out."""
    return YES.get(row.get(column, "").casefold(), otherwise)
