"""Remind by e-mail of what is due in 14, 7 and 2 days, each once, whoever drives it, in their language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from smtplib import SMTPException
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.change.access import reach_of
from ownpath.school.change.models import Reminder
from ownpath.school.change.queries.dates_ahead import WORDS, DateAhead, DateKind, dates_ahead
from ownpath.school.change.queries.fridays import mail_choice
from ownpath.school.people.queries import language_on_paper, persons_by_id
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

DAYS_BEFORE = (2, 7, 14)
FIRST_HOUR = 6  # nobody is written to before this hour of their day
REMINDED_OF = frozenset({DateKind.DEADLINE, DateKind.DUTY, DateKind.MEETING})
Due = tuple[DateAhead, int]  # what, and which of DAYS_BEFORE it has come to


def send_reminders(*, district: District, now: datetime) -> list[str]:
    """Write to everybody of a district of whom something is due soon; say what was sent, in words.

    Asking again sends nothing twice.
    """
    local = now.astimezone(ZoneInfo(district.time_zone))
    today = local.date()
    if local.hour < FIRST_HOUR:
        return []
    by_owner: dict[int, list[Due]] = defaultdict(list)
    for one in dates_ahead(district=district, since=today):
        before = days_before(days=(one.day - today).days)
        if one.owner_id is not None and before is not None and one.kind in REMINDED_OF:
            by_owner[one.owner_id].append((one, before))
    people = persons_by_id(ids=list(by_owner)) if by_owner else {}
    done = []
    for owner_id, due in by_owner.items():
        person = people.get(owner_id)
        if person and _can_be_written_to(person, today):
            done += _remind(person, due, today, now)
    return done


def _can_be_written_to(person: Person, today: date) -> bool:
    if not person.email or not person.is_active:
        return False
    wants = mail_choice(person=person).wants_reminders
    return wants and reach_of(person=person, today=today).leads


def days_before(*, days: int) -> int | None:
    """Return which reminder something due in some days has come to, or None.

    >>> days_before(days=15), days_before(days=14), days_before(days=5), days_before(days=0)
    (None, 14, 7, 2)
    """
    if days < 0:
        return None
    return next((before for before in DAYS_BEFORE if days <= before), None)


def _remind(person: Person, due: Sequence[Due], today: date, now: datetime) -> list[str]:
    """Send one letter about all that was not reminded of yet; what could not be sent is tried again."""
    fresh = claim(person=person, due=due, now=now)
    if not fresh:
        return []
    subject, body = letter(
        person=person, dates=[one for one, _before in due if one.about in fresh], today=today
    )
    try:
        send_mail(subject, body, None, [person.email])
    except (SMTPException, OSError) as failure:
        let_go(claimed=fresh.values())
        return [f"person {person.pk}: the reminder could not be sent ({failure}); tried again"]
    return [f"person {person.pk}: reminded of {len(fresh)}"]


@deed
def claim(*, person: Person, due: Iterable[Due], now: datetime) -> dict[UUID, Reminder]:
    """Write down what somebody is about to be reminded of and return what was not before, by what it is about."""
    fresh: dict[UUID, Reminder] = {}
    for one, before in due:
        row, is_new = Reminder.objects.get_or_create(
            person=person,
            about=one.about,
            kind=f"{one.kind}-{before}",
            due_on=one.day,
            defaults={"sent_at": now},
        )
        if is_new:
            fresh[one.about] = row
    return fresh


@deed
def let_go(*, claimed: Iterable[Reminder]) -> None:
    """Forget what was claimed and not sent."""
    Reminder.objects.filter(pk__in=[one.pk for one in claimed]).delete()


def letter(*, person: Person, dates: Sequence[DateAhead], today: date) -> tuple[str, str]:
    """Return the subject and the text of a reminder, in the language of whoever reads it, else the district's."""
    here = language_on_paper(person.district, otherwise=settings.LANGUAGE_CODE)
    with translation.override(person.language or here):
        lines = [_line(one, today) for one in dates]
        subject = ngettext(
            "%(n)s thing is due soon", "%(n)s things are due soon", len(lines)
        ) % {"n": len(lines)}
        hello = _("Good morning, %(name)s.") % {"name": person.called}
        end = _("You find all of it in Ownpath under Change, Opportunities.")
        return subject, "\n".join([hello, "", *lines, "", end, ""])


def _line(one: DateAhead, today: date) -> str:
    days = (one.day - today).days
    left = ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    when = _("today") if days == 0 else left
    what = str(WORDS[one.kind]).format(title=one.title)
    further = f" ({one.further})" if one.further else ""
    return f"- {what}{further}: {date_format(one.day, 'DATE_FORMAT')}, {when}"
