"""Write somebody's dates of change for their own calendar program."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ownpath.interchange.calendars.records import CalendarEntry
from ownpath.school.change.access import today_in
from ownpath.school.change.queries.dates_ahead import WORDS, DateAhead, DateKind, dates_ahead
from ownpath.school.people.queries import language_on_paper

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

DAYS_KEPT = 60  # what is over stays in the calendar this long
MINUTES_OF_A_MEETING = 60


def calendar_of(*, person: Person, now: datetime) -> bytes:
    """Return the deadlines, decisions, duties and meetings of a leader's district, in their language (iCalendar)."""
    from ownpath.interchange.calendars.write import write_calendar  # ten megabytes: when asked

    district = person.district
    if district is None:
        raise ValueError("a person without a district has no calendar")
    since = today_in(district, now) - timedelta(days=DAYS_KEPT)
    here = language_on_paper(district, otherwise=settings.LANGUAGE_CODE)
    with translation.override(person.language or here):
        name = _("Ownpath: %(district)s") % {"district": district.name}
        entries = [_entry(one) for one in dates_ahead(district=district, since=since)]
    return write_calendar(name=name, entries=entries, now=now)


def _entry(one: DateAhead) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{one.kind}-{one.about}@ownpath",
        summary=str(WORDS[one.kind]).format(title=one.title),
        description=" · ".join(part for part in (one.further, one.campus) if part),
        day=one.day,
        at=one.at,
        time_zone=one.time_zone,
        minutes=MINUTES_OF_A_MEETING if one.kind is DateKind.MEETING else 0,
    )
