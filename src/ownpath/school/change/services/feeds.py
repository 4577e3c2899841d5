"""Give somebody a calendar address of their own, another one, or none: only the digest of it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.school.change.access import NotALeader, reach_of, today_in
from ownpath.school.change.models import CalendarFeed
from ownpath.school.change.queries.feeds import digest_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

SHORTEST_SECRET = 32


class TooShortASecret(OutOfBounds):
    """An address that could be guessed."""


@deed
def open_feed(*, person: Person, secret: str, now: datetime) -> CalendarFeed:
    """Make a person's calendar address from a secret; the one they had before ends.

    Parameters
    ----------
    secret
        At least 32 characters, drawn by chance by whoever calls; shown once, kept by nobody.

    Raises
    ------
    NotALeader
    """
    if len(secret) < SHORTEST_SECRET:
        raise TooShortASecret(
            _("This address could be guessed."), next_step=_("Draw a longer one.")
        )
    district = person.district
    leads = district and reach_of(person=person, today=today_in(district, now)).leads
    if not person.is_active or not leads:
        raise NotALeader(
            _("Only those who lead here have this calendar."),
            next_step=_("Ask the principal or the district office."),
        )
    feed, _is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={"digest": digest_of(secret), "made_at": now}
    )
    return feed


@deed
def end_feed(*, person: Person) -> None:
    """Let a person's calendar address lead nowhere from now on."""
    CalendarFeed.objects.filter(person=person).delete()
