"""What a teacher's deeds are tested on: their addresses, and a student who is stuck."""

from __future__ import annotations

from datetime import timedelta

from cast import NOW, Cast

from ownpath.school.mastery.models import StuckFlag
from ownpath.school.people.models import Person


def page(student: Person, deed: str) -> str:
    """Return the address of a deed about a student."""
    return f"/room/student/{student.uuid}/{deed}/"


def flag(cast: Cast) -> StuckFlag:
    """Let Ada be stuck."""
    return StuckFlag.objects.create(
        student=cast.ada,
        competency=cast.competencies[0],
        opened_at=NOW - timedelta(hours=1),
        n_failures=3,
    )
