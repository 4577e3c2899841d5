"""Gather what waits for a leader on Friday: every subject's lines, by kind, the alarms first, then by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from ownpath.school.change.access import reach_of
from ownpath.school.change.models import MailChoice
from ownpath.school.change.queries.concerns import friday_lines_of_concerns
from ownpath.school.change.queries.council import friday_lines_of_council
from ownpath.school.change.queries.dates_ahead import friday_lines_of_opportunities
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.kept_practices import friday_lines_of_practices
from ownpath.school.change.queries.pilots import friday_lines_of_pilots
from ownpath.school.change.queries.still_waiting import friday_lines_of_waiting
from ownpath.school.change.queries.visions import friday_lines_of_vision

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

Source = Callable[..., Sequence[FridayLine]]

SOURCES: Final[tuple[Source, ...]] = (
    friday_lines_of_council,
    friday_lines_of_opportunities,
    friday_lines_of_pilots,
    friday_lines_of_practices,
    friday_lines_of_vision,
    friday_lines_of_waiting,
)


def friday_lines(*, viewer: Person, today: date) -> list[FridayLine]:
    """Return what waits for a leader: of the campuses they lead, and of the district where they run it."""
    district = viewer.district
    reach = reach_of(person=viewer, today=today)
    if district is None or not reach.leads:
        return []
    lines = [
        line
        for source in SOURCES
        for line in source(district=district, campuses=reach.led, today=today)
    ]
    lines += friday_lines_of_concerns(
        district=district, campuses=reach.led, today=today, leads_all=reach.runs_district
    )
    order = list(LineKind)
    return sorted(
        lines, key=lambda one: (order.index(one.kind), not one.is_alarm, one.day or today)
    )


def mail_choice(*, person: Person) -> MailChoice:
    """Return what somebody wants by e-mail; both, unless they said otherwise."""
    chosen = MailChoice.objects.filter(person=person).first()
    return chosen or MailChoice(person=person, wants_digest=True, wants_reminders=True)
