"""What is mine to choose for the next school day, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.faces.student.pages.ribbon import Choice, NextDay
from ownpath.faces.student.pages.words import PLACE_ICON, PLACE_TONE, PLACE_WORDS
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import tomorrow_of

if TYPE_CHECKING:
    from ownpath.school.days.models import NextChoice
    from ownpath.school.people.models import Person

MOST_CHOICES = 6
MOST_CHOICES_EARLY = 3


def build_next_day(*, student: Person, now: datetime, language: str) -> NextDay | None:
    """Read what a student may wish for on the next school day; None where nothing can be wished for."""
    tomorrow = tomorrow_of(student=student, now=now)
    if tomorrow is None or tomorrow.day is None or not tomorrow.could:
        return None
    picked = {_key(one): one.uuid for one in tomorrow.picked}
    most = MOST_CHOICES_EARLY if student.grade in EARLY_GRADES else MOST_CHOICES
    in_order = sorted(tomorrow.could, key=lambda one: one.key not in picked)
    return NextDay(
        day=tomorrow.day,
        locks_at=tomorrow.locks_at,
        is_open=tomorrow.is_open,
        choices=tuple(
            Choice(
                key=one.key,
                title=spoken(one.title, language),
                where=str(PLACE_WORDS.get(one.modality, "")),
                icon=PLACE_ICON.get(one.modality, "pencil"),
                tone=PLACE_TONE.get(one.modality, 3),
                picked=picked.get(one.key),
            )
            for one in in_order[: max(most, len(picked))]
        ),
    )


def _key(wish: NextChoice) -> str:
    """Return what was wished for as it is named among what could be."""
    if wish.station is not None:
        return f"station:{wish.station.uuid}"
    return f"activity:{wish.activity.uuid}" if wish.activity is not None else ""
