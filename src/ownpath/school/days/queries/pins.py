"""What teachers decided about blocks of a day to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.school.days.models import DayPin
from ownpath.school.days.queries.cells import titles_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class PinLine:
    """One pin that stands."""

    uuid: UUID
    student: Person
    block: int
    title: Mapping[str, str]  # by language
    reason: str
    made_by: Person | None


def pins_of(*, students: QuerySet[Person], day: date) -> list[PinLine]:
    """Return the pins that stand for some students on a day, by name and block; one query."""
    rows = DayPin.objects.filter(student__in=students, day=day, lifted_at=None).select_related(
        "student", "made_by", "activity", "station", "competency"
    )
    return [
        PinLine(
            uuid=row.uuid, student=row.student, block=row.block, title=_title(row),
            reason=row.reason, made_by=row.made_by,
        )
        for row in rows.order_by("student__given_name", "student__family_name", "block")
    ]  # fmt: skip


def _title(pin: DayPin) -> dict[str, str]:
    if pin.station is not None:
        return titles_of(pin.station.words, "name")
    if pin.activity is not None:
        return titles_of(pin.activity.words, "title")
    if pin.competency is not None:
        words = pin.competency.words
        return titles_of(words, "short") or titles_of(words, "statement")
    return {}
