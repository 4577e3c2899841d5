"""Every date that waits for somebody: deadlines, decisions, duties of awards, meetings with mentors.

The calendar, the reminders and the Friday page all read them here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Application, Duty, Mentor, Opportunity
from ownpath.school.change.queries.deadlines import day_of
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.states.opportunities import BEFORE_SUBMITTED, UNDECIDED, WON

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District

GOOD_FIT = 2  # from here an opportunity nobody applied for yet is still worth a date
DAYS_OF_FRIDAY = 21
DAYS_OF_MEETINGS = 7
DAYS_OF_MISSED = 60  # for how long a missed deadline asks what comes of it
DAYS_OF_ALARM = 3
MOST_DATES = 500


class DateKind(StrEnum):
    """What a date is."""

    DEADLINE = "deadline"
    DECISION = "decision"
    DUTY = "duty"
    MISSED = "missed"
    MEETING = "meeting"


WORDS = {
    DateKind.DEADLINE: _("Deadline: {title}"),
    DateKind.DECISION: _("To be decided: {title}"),
    DateKind.DUTY: _("Due: {title}"),
    DateKind.MISSED: _("Deadline missed: {title}. Say what comes of it."),
    DateKind.MEETING: _("Meeting with {title}"),
}
OVER = {  # what a line says once its day is over
    DateKind.DUTY: _("Overdue: {title} ({further})"),
    DateKind.MEETING: _("Meeting with {title}: write what came of it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead:
    """One date: what, when, for which campus, and who drives it (an id; None: nobody was named)."""

    kind: DateKind
    about: UUID
    title: str
    further: str  # the organization, or what a duty belongs to
    campus: str
    campus_id: int | None
    day: date  # where the date is said
    at: datetime | None  # None: all day
    time_zone: str
    owner_id: int | None


def dates_ahead(*, district: District, since: date) -> list[DateAhead]:
    """Return the dates of a district from a day on, the next first; four queries."""
    found = [
        *_of_applications(district),
        *_of_opportunities(district),
        *_of_duties(district),
        *_of_mentors(district),
    ]
    return _in_order(found, since)


def _in_order(found: Iterable[DateAhead], since: date) -> list[DateAhead]:
    ahead = [one for one in found if one.day >= since]
    return sorted(ahead, key=lambda one: (one.day, one.kind, one.title))[:MOST_DATES]


def _of_applications(district: District, *, with_missed: bool = False) -> Iterator[DateAhead]:
    rows = Application.objects.filter(
        district=district, state__in=[*BEFORE_SUBMITTED, *UNDECIDED]
    ).select_related("opportunity__organization", "campus")
    for one in rows if with_missed else rows.filter(missed_on=None):
        what = one.opportunity
        if one.missed_on is not None:
            if one.state in BEFORE_SUBMITTED and what.closed_on is None:
                yield _of_application(one, DateKind.MISSED, one.missed_on, what.deadline_at)
            continue
        is_out = one.state in UNDECIDED
        if is_out and what.decides_on:
            yield _of_application(one, DateKind.DECISION, what.decides_on, None)
        if not is_out and what.deadline_at:
            day = day_of(deadline_at=what.deadline_at, time_zone=what.time_zone)
            yield _of_application(one, DateKind.DEADLINE, day, what.deadline_at)


def _of_application(
    one: Application, kind: DateKind, day: date, at: datetime | None
) -> DateAhead:
    return DateAhead(
        kind=kind,
        about=one.uuid,
        title=one.opportunity.title,
        further=one.opportunity.organization.name,
        campus=one.campus.name if one.campus else "",
        campus_id=one.campus_id,
        day=day,
        at=at,
        time_zone=one.opportunity.time_zone,
        owner_id=one.owner_id or one.made_by_id,
    )


def _of_opportunities(district: District) -> Iterator[DateAhead]:
    """Yield the deadlines of what fits well and nobody watches yet."""
    rows = Opportunity.objects.filter(
        district=district,
        closed_on=None,
        applications=None,
        fit__gte=GOOD_FIT,
        deadline_at__isnull=False,
    ).select_related("organization")
    for one in rows:
        if one.deadline_at is not None:
            yield DateAhead(
                kind=DateKind.DEADLINE,
                about=one.uuid,
                title=one.title,
                further=one.organization.name,
                campus="",
                campus_id=None,
                day=day_of(deadline_at=one.deadline_at, time_zone=one.time_zone),
                at=one.deadline_at,
                time_zone=one.time_zone,
                owner_id=one.made_by_id,
            )


def _of_duties(district: District) -> Iterator[DateAhead]:
    rows = Duty.objects.filter(
        application__district=district, application__state__in=WON, done_at=None
    ).select_related("application__opportunity", "application__campus")
    for one in rows:
        application = one.application
        yield DateAhead(
            kind=DateKind.DUTY,
            about=one.uuid,
            title=one.text,
            further=application.opportunity.title,
            campus=application.campus.name if application.campus else "",
            campus_id=application.campus_id,
            day=one.due_on,
            at=None,
            time_zone="",
            owner_id=application.owner_id or application.made_by_id,
        )


def _of_mentors(district: District) -> Iterator[DateAhead]:
    rows = Mentor.objects.filter(
        district=district, ended_on=None, meets_at__isnull=False
    ).select_related("campus", "organization")
    for one in rows:
        if one.meets_at is not None:
            yield DateAhead(
                kind=DateKind.MEETING,
                about=one.uuid,
                title=one.name,
                further=one.organization.name if one.organization else "",
                campus=one.campus.name if one.campus else "",
                campus_id=one.campus_id,
                day=one.meets_at.astimezone(ZoneInfo(district.time_zone)).date(),
                at=one.meets_at,
                time_zone=district.time_zone,
                owner_id=one.made_by_id,
            )


def friday_lines_of_opportunities(
    *, district: District, campuses: Collection[Campus], today: date
) -> list[FridayLine]:
    """Return what is due for the district or these campuses: deadlines and duties in 21 days, meetings in 7.

    Duties that are over, and meetings of which nobody wrote what came of them, stay until that is done; a deadline that
    was missed stays for 60 days, or until its application is withdrawn or its next round is there.
    """
    led = {one.pk for one in campuses}
    found = [
        *_of_applications(district, with_missed=True),
        *_of_opportunities(district),
        *_of_duties(district),
        *_of_mentors(district),
    ]
    return [
        _line(one, (one.day - today).days)
        for one in _in_order(found, today - timedelta(days=366))
        if (one.campus_id is None or one.campus_id in led)
        and _is_friday(one.kind, (one.day - today).days)
    ]


def _is_friday(kind: DateKind, days: int) -> bool:
    if kind is DateKind.DEADLINE:
        return 0 <= days <= DAYS_OF_FRIDAY
    if kind is DateKind.DUTY:
        return days <= DAYS_OF_FRIDAY
    if kind is DateKind.MISSED:
        return days >= -DAYS_OF_MISSED
    return kind is DateKind.MEETING and days <= DAYS_OF_MEETINGS


def _line(one: DateAhead, days: int) -> FridayLine:
    words = OVER.get(one.kind, WORDS[one.kind]) if days < 0 else WORDS[one.kind]
    return FridayLine(
        kind=LineKind.DEADLINE,
        words=format_lazy(words, title=one.title, further=one.further),
        campus=one.campus,
        about=one.about,
        day=one.day,
        days=days,
        is_alarm=days < 0 or (one.kind is DateKind.DEADLINE and days <= DAYS_OF_ALARM),
    )
