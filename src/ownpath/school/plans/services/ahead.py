"""Make the first offers of a day before anybody is there: who comes in at nine finds them made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ownpath.school.plans.models import Offer
from ownpath.school.plans.services.offering import make_offers

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


def make_offers_ahead(*, students: Iterable[Person], today: date, now: datetime) -> int:
    """Make today's offers of those students who have none yet, each a deed of its own; return for how many."""
    everybody = list(students)
    made = Offer.objects.filter(for_day=today, student__in=everybody)
    have = set(made.values_list("student_id", flat=True))
    return sum(
        bool(make_offers(student=student, today=today, now=now))
        for student in everybody
        if student.pk not in have
    )
