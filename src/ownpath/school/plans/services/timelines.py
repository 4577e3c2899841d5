"""By when a class is meant to have learned what: whoever teaches it says so, day by day or spread evenly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.plans.models import TimelineStep
from ownpath.school.plans.queries import timeline_of
from ownpath.school.plans.services.allowed import may_steer_class
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

FRIDAY: Final = 4


class MayNotSetTimeline(NotAllowed):
    """Whoever asks neither teaches the class nor leads its campus."""


@deed
def keep_timeline(
    *, section: Section, due_on: Mapping[int, date], by: Person, today: date
) -> dict[int, date]:
    """Set by when a class is meant to have learned which competency; return what stood before."""
    if not may_steer_class(section=section, person=by, today=today):
        raise MayNotSetTimeline(
            _("Only who teaches this class, or leads its campus, decides about this."),
            next_step=_("Ask somebody who teaches this class."),
        )
    before = timeline_of(section_id=section.pk)
    set_timeline(section=section, due_on=due_on)
    return before


@deed
def set_timeline(*, section: Section, due_on: Mapping[int, date]) -> None:
    """Write a timeline; what stood before is replaced. Whoever calls has seen that it may be."""
    TimelineStep.objects.filter(section=section).delete()
    TimelineStep.objects.bulk_create(
        TimelineStep(section=section, competency_id=competency, due_on=day)
        for competency, day in due_on.items()
    )


def is_weekday(day: date) -> bool:
    """Return whether a day is not of a weekend."""
    return day.weekday() <= FRIDAY


def spread_evenly(
    *,
    competencies: Sequence[int],
    first: date,
    last: date,
    has_school: Callable[[date], bool] = is_weekday,
) -> dict[int, date]:
    """Return a day for each competency, the last on the last day; where no school is, the last day of it before.

    Where there was none since the first day either, it is the next one up to the last; only if there is none at all
    does a step keep its day.

    >>> spread_evenly(competencies=[7, 9], first=date(2026, 3, 2), last=date(2026, 3, 12))
    {7: datetime.date(2026, 3, 6), 9: datetime.date(2026, 3, 12)}
    """
    length, n = (last - first).days, len(competencies)
    days = (first + timedelta(days=round(length * (place + 1) / n)) for place in range(n))
    return {
        competency: _with_school(day, first, last, has_school)
        for competency, day in zip(competencies, days, strict=True)
    }


def _with_school(
    day: date, first: date, last: date, has_school: Callable[[date], bool]
) -> date:
    back = (day - timedelta(days=n) for n in range((day - first).days + 1))
    ahead = (day + timedelta(days=n) for n in range((last - day).days + 1))
    return next((one for one in chain(back, ahead) if has_school(one)), day)
