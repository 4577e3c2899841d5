"""What was told of a day while a plan of it was in force; what was taken back with that plan does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.db.models import Q

from ownpath.school.days.models import DayPlan
from ownpath.school.people.queries import ids_by_uuid

if TYPE_CHECKING:
    from collections.abc import Iterator

Event: TypeAlias = Mapping[str, Any]  # as services.happenings makes it
Blocks: TypeAlias = Mapping[int, frozenset[int]]


def told_of(*, campus_id: int, day: date) -> list[Event]:
    """Return what was told of a day, the earliest first, from the plans that are or were in force; one query."""
    return _events(campus_id, day, Q())


def told_before(*, plan: DayPlan) -> list[Event]:
    """Return what was told of a plan's day up to that plan, its own event last; one query."""
    return _events(plan.campus_id, plan.day, Q(version__lte=plan.version), its_own=plan.pk)


def events_of_kind(events: Sequence[Event], *kinds: str) -> Iterator[Event]:
    """Yield the events of some kinds."""
    return (event for event in events if event["kind"] in kinds)


def blocks_of(event: Event) -> range:
    """Return the blocks an event is about; a day may have fewer."""
    first, last = event["blocks"]
    return range(first, last + 1)


def students_away_in(events: Sequence[Event]) -> Blocks:
    """Return by student the blocks in which they are not here, the later word before the earlier; one query at most."""
    found: dict[str, set[int]] = {}
    for event in events_of_kind(events, "students_away", "student_comes"):
        if event["kind"] == "student_comes":
            found.get(event["student"], set()).difference_update(blocks_of(event))
            continue
        for student in event["students"]:
            found.setdefault(student, set()).update(blocks_of(event))
    ids = ids_by_uuid(uuids=[UUID(one) for one in found]) if found else {}
    named = {str(uuid): pk for uuid, pk in ids.items()}
    return {named[one]: frozenset(blocks) for one, blocks in found.items() if one in named}


def _events(campus_id: int, day: date, which: Q, its_own: int | None = None) -> list[Event]:
    stood = Q(state__in=(DayPlan.State.PUBLISHED, DayPlan.State.SUPERSEDED)) | Q(pk=its_own)
    plans = DayPlan.objects.filter(which, stood, campus_id=campus_id, day=day)
    events = plans.order_by("version").values_list("event", flat=True)
    return [event for event in events if event]
