"""Whose calendar an address opens."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.change.access import reach_of, today_in
from ownpath.school.change.models import CalendarFeed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

LONGEST_SECRET = 200


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(*, person: Person) -> CalendarFeed | None:
    """Return a person's calendar address as it is kept, or None."""
    return CalendarFeed.objects.filter(person=person).first()


def person_of_feed(*, secret: str, now: datetime) -> Person | None:
    """Return whose calendar a secret opens, while they lead something here; None for every other reason alike.

    Whatever comes is digested and looked up by its digest, so that nothing about a secret can be read off the time.
    """
    digest = digest_of(secret[:LONGEST_SECRET])
    feed = CalendarFeed.objects.filter(digest=digest).select_related("person__district").first()
    if feed is None or not feed.person.is_active or feed.person.district is None:
        return None
    today = today_in(feed.person.district, now)
    return feed.person if reach_of(person=feed.person, today=today).leads else None
