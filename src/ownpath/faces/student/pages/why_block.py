"""Why a block of today holds what it holds, in a student's words: one sentence, and what came next."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ownpath.faces.student.pages.words import PLACE_WORDS
from ownpath.faces.why import WhyPage, build_why
from ownpath.school.days.queries import campus_of, published_plan

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


def build_own_why(
    *, student: Person, block: int, today: date, now: datetime, language: str
) -> WhyPage:
    """Explain one block of a student's own published day."""
    campus = campus_of(student=student, today=today)
    return build_why(
        viewer=student,
        student=student,
        plan=published_plan(campus=campus, day=today) if campus else None,
        block=block,
        now=now,
        language=language,
        kinds=PLACE_WORDS,
    )
