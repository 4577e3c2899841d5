"""The Friday page by e-mail: how much of each kind waits, and nothing about anybody.

An e-mail leaves the building, so it holds counts and the days they are due, no name, no title and no word that
somebody said; those stand on the page behind the sign-in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ownpath.school.change.models import MailChoice, Reminder
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.fridays import friday_lines
from ownpath.school.change.services.reminding import let_go
from ownpath.school.people.queries import (
    ids_who_can_sign_in,
    language_on_paper,
    leaders_of,
    today_in,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

FRIDAY: Final = 4
SENT_FROM: Final = 6  # o'clock
KIND: Final = "digest"


@deed
def choose_mail(
    *, by: Person, wants_digest: bool, wants_reminders: bool, now: datetime
) -> None:
    """Keep what somebody wants by e-mail."""
    MailChoice.objects.update_or_create(
        person=by,
        defaults={
            "wants_digest": wants_digest, "wants_reminders": wants_reminders, "chosen_at": now,
        },
    )  # fmt: skip


def send_digests(*, district: District, now: datetime) -> list[str]:
    """Send every leader of a district the digest once on a Friday morning; say how many went.

    Who cannot sign in yet gets none: it only leads to a page behind the sign-in.
    """
    here = now.astimezone(ZoneInfo(district.time_zone))
    if here.weekday() != FRIDAY or here.hour < SENT_FROM:
        return []
    today = here.date()
    reached = Reminder.objects.filter(about=district.uuid, kind=KIND, due_on=today)
    done = set(reached.values_list("person_id", flat=True))
    done |= set(
        MailChoice.objects.filter(wants_digest=False).values_list("person_id", flat=True)
    )
    leaders = [
        one
        for one in leaders_of(district=district, today=today)
        if one.email and one.pk not in done
    ]
    able = ids_who_can_sign_in(
        ids=[one.pk for one in leaders], needs_password=not settings.IDENTITY_PROVIDER
    )
    return [_send(one, district, now) for one in leaders if one.pk in able]


def _send(leader: Person, district: District, now: datetime) -> str:
    """Send one digest; what could not be sent is tried again, and keeps nobody else from theirs."""
    today = today_in(district, now)
    lines = friday_lines(viewer=leader, today=today)
    noted = _note(leader, district, now)
    try:
        digest_for(leader=leader, lines=lines).send()
    except (SMTPException, OSError) as failure:
        let_go(claimed=[noted])
        return f"person {leader.pk}: the digest could not be sent ({failure}); tried again"
    return f"person {leader.pk}: digest sent"


@deed
def _note(person: Person, district: District, now: datetime) -> Reminder:
    """Keep that somebody gets the digest of today, before it is sent, so that nobody gets two."""
    today = today_in(district, now)
    return Reminder.objects.create(
        person=person, about=district.uuid, kind=KIND, due_on=today, sent_at=now
    )


def digest_for(*, leader: Person, lines: Sequence[FridayLine]) -> EmailMessage:
    """Return the digest in the leader's language, else the district's; counts only."""
    here = language_on_paper(leader.district, otherwise=settings.LANGUAGE_CODE)
    with override(leader.language or here):
        waits = [
            _("What waits for you this Friday:"),
            "",
            *(f"- {line}" for line in _counted(lines)),
            "",
            _("Open the Friday page in Ownpath to see each of them. It takes ten minutes."),
        ]
        off = _("You can turn this e-mail off at the end of that page.")
        nothing = [
            _("Nothing waits for you this Friday."),
            "",
            _("You can turn this e-mail off at the end of the Friday page in Ownpath."),
        ]
        body = "\n".join([*waits, off] if lines else nothing)
        return EmailMessage(subject=_("Friday in Ownpath"), body=body, to=[leader.email])


def _counted(lines: Sequence[FridayLine]) -> list[str]:
    """Say how many of each kind there are."""
    n_of = Counter(line.kind for line in lines)
    return [_count(kind, n_of[kind]) for kind in LineKind if n_of[kind]]


def _count(kind: LineKind, n: int) -> str:
    templates = {
        LineKind.DEADLINE: ngettext(
            "%(n)s deadline in 21 days", "%(n)s deadlines in 21 days", n
        ),
        LineKind.SEAT: ngettext("%(n)s empty seat", "%(n)s empty seats", n),
        LineKind.PILOT: ngettext("%(n)s pilot off track", "%(n)s pilots off track", n),
        LineKind.CONCERN: ngettext(
            "%(n)s concern without an answer", "%(n)s concerns without an answer", n
        ),
        LineKind.VISION: ngettext(
            "%(n)s version of the vision out for comment",
            "%(n)s versions of the vision out for comment",
            n,
        ),
        LineKind.DECISION: ngettext("%(n)s decision waits", "%(n)s decisions wait", n),
        LineKind.WAITING: ngettext(
            "%(n)s campus where students still wait for their day",
            "%(n)s campuses where students still wait for their day",
            n,
        ),
    }
    return templates[kind] % {"n": n}
