"""Every date that waits for somebody: deadlines, decisions, duties of awards, meetings with mentors.

The calendar, the reminders and the Friday page all read them here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
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
NO_TEXT: Final = Value(None, output_field=CharField())
NO_ID: Final = Value(None, output_field=BigIntegerField())
NO_DAY: Final = Value(None, output_field=DateField())
NO_MOMENT: Final = Value(None, output_field=DateTimeField())


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
    """Return the dates of a district from a day on, the next first; one query."""
    found = (one for one in _all_dates(district) if one.kind is not DateKind.MISSED)
    return _in_order(found, since)


def _in_order(found: Iterable[DateAhead], since: date) -> list[DateAhead]:
    ahead = [one for one in found if one.day >= since]
    return sorted(ahead, key=lambda one: (one.day, one.kind, one.title))[:MOST_DATES]


class _Row(NamedTuple):
    """One row of what has dates: `state` is an application's, "" of all else; which dates it has depends on both."""

    source: str
    about: UUID
    state: str
    title: str
    further: str | None
    campus: str | None
    campus_id: int | None
    at: datetime | None
    on: date | None  # the day of a decision or a duty, the day an application missed
    time_zone: str
    owner_id: int | None
    missed_on: date | None


def _all_dates(district: District) -> Iterator[DateAhead]:
    """Yield every date of a district, missed ones too; one query over four tables."""
    first, *others = (
        _applications(district), _opportunities(district), _duties(district), _mentors(district),
    )  # fmt: skip
    for cells in first.union(*others, all=True):
        row = _Row(*cells)
        found = _date_of(row, district)
        if found is not None:
            yield found


def _applications(district: District) -> QuerySet[Any, Any]:
    rows = Application.objects.filter(
        district=district, state__in=[*BEFORE_SUBMITTED, *UNDECIDED]
    ).exclude(missed_on__isnull=False, opportunity__closed_on__isnull=False)
    return rows.values_list(
        Value("application"), "uuid", "state", "opportunity__title",
        "opportunity__organization__name", "campus__name", "campus_id",
        "opportunity__deadline_at", "opportunity__decides_on", "opportunity__time_zone",
        Coalesce("owner_id", "made_by_id"), "missed_on",
    )  # fmt: skip


def _opportunities(district: District) -> QuerySet[Any, Any]:
    """Return what fits well and nobody watches yet."""
    rows = Opportunity.objects.filter(
        district=district, closed_on=None, applications=None, fit__gte=GOOD_FIT,
        deadline_at__isnull=False,
    )  # fmt: skip
    return rows.values_list(
        Value("opportunity"), "uuid", Value(""), "title", "organization__name", NO_TEXT, NO_ID,
        "deadline_at", NO_DAY, "time_zone", "made_by_id", NO_DAY,
    )  # fmt: skip


def _duties(district: District) -> QuerySet[Any, Any]:
    rows = Duty.objects.filter(
        application__district=district, application__state__in=WON, done_at=None
    )
    return rows.values_list(
        Value("duty"), "uuid", Value(""), "text", "application__opportunity__title",
        "application__campus__name", "application__campus_id", NO_MOMENT, "due_on", Value(""),
        Coalesce("application__owner_id", "application__made_by_id"), NO_DAY,
    )  # fmt: skip


def _mentors(district: District) -> QuerySet[Any, Any]:
    rows = Mentor.objects.filter(district=district, ended_on=None, meets_at__isnull=False)
    return rows.values_list(
        Value("mentor"), "uuid", Value(""), "name", "organization__name", "campus__name",
        "campus_id", "meets_at", NO_DAY, Value(district.time_zone), "made_by_id", NO_DAY,
    )  # fmt: skip


def _date_of(row: _Row, district: District) -> DateAhead | None:
    """Return the date that a row has, or None where it has none."""
    kind, day, at = _kind_and_day(row, district)
    if day is None:
        return None
    return DateAhead(
        kind=kind, about=row.about, title=row.title, further=row.further or "",
        campus=row.campus or "", campus_id=row.campus_id, day=day, at=at,
        time_zone=row.time_zone, owner_id=row.owner_id,
    )  # fmt: skip


def _kind_and_day(
    row: _Row, district: District
) -> tuple[DateKind, date | None, datetime | None]:
    if row.source == "duty":
        return DateKind.DUTY, row.on, None
    if row.source == "mentor" and row.at is not None:
        zone = ZoneInfo(district.time_zone)
        return DateKind.MEETING, row.at.astimezone(zone).date(), row.at
    is_out = row.state in UNDECIDED
    if row.missed_on is not None:
        return DateKind.MISSED, None if is_out else row.missed_on, None
    if is_out:
        return DateKind.DECISION, row.on, None
    if row.at is None:
        return DateKind.DEADLINE, None, None
    return (
        DateKind.DEADLINE, day_of(deadline_at=row.at, time_zone=row.time_zone), row.at,
    )  # fmt: skip


def friday_lines_of_opportunities(
    *, district: District, campuses: Collection[Campus], today: date
) -> list[FridayLine]:
    """Return what is due for the district or these campuses: deadlines and duties in 21 days, meetings in 7.

    Duties that are over, and meetings of which nobody wrote what came of them, stay until that is done; a deadline that
    was missed stays for 60 days, or until its application is withdrawn or its next round is there.
    """
    led = {one.pk for one in campuses}
    return [
        _line(one, (one.day - today).days)
        for one in _in_order(_all_dates(district), today - timedelta(days=366))
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
