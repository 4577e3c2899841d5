"""Find what a student wants to head for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.school.curriculum.queries import framework_for, get_map

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import CompetencyLine
    from ownpath.school.people.models import Person


def find_competency(*, student: Person, uuid: UUID, today: date) -> CompetencyLine | None:
    """Return a competency of the student's own framework, or None."""
    row = framework_for(student=student, today=today)
    lines = get_map(row.pk).competencies.values() if row else ()
    return next((line for line in lines if line.uuid == uuid), None)
