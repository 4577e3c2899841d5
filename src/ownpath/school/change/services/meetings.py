"""Hold a meeting: call it, lay out its agenda, open it, note who is there, close it with minutes, or call it off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import (
    AgendaItem,
    Decision,
    Idea,
    Meeting,
    MinutesAmendment,
    Motion,
    Presence,
    Seat,
    Vote,
)
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.seats import sits
from ownpath.school.change.services.seat_consents import ensure_family_agrees
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import IDEA, MEETING
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

MOST_ITEMS: Final = 40
MOST_AMENDMENTS: Final = 50
FARTHEST: Final = timedelta(days=2 * 366)


class BadMeeting(OutOfBounds):
    """A meeting in the past or years ahead, or words that do not fit."""


class BadItem(OutOfBounds):
    """Something that cannot stand on an agenda."""


class NotInSession(Conflict):
    """The meeting is not under way."""


class NobodySits(Conflict):
    """Only somebody who holds the seat, or stands in for them, can be there for it."""


class MotionsOpen(Conflict):
    """A motion still waits for its vote to be closed."""


@deed
def call_meeting(
    *, district: District, starts_at: datetime, where: str, by: Person | None, now: datetime
) -> Meeting:
    """Call a meeting of the council."""
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    where = where.strip()
    if not now < starts_at < now + FARTHEST or len(where) > TITLE_LENGTH:
        raise BadMeeting(
            _("A meeting is called for a day and hour to come, within two years."),
            next_step=_("Look at the day again."),
        )
    return Meeting.objects.create(
        district=district, starts_at=starts_at, where=where, made_by=by, made_at=now
    )


@deed
def add_agenda_item(
    *,
    meeting: Meeting,
    by: Person | None,
    now: datetime,
    title: str = "",
    idea: Idea | None = None,
    decision: Decision | None = None,
) -> AgendaItem:
    """Put an idea, a decision that waits, or a line of one's own on the agenda; the same one only once.

    Raises
    ------
    BadItem, NotInSession, NotFromHere
    """
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    here = lock_meeting(meeting, Meeting.State.CALLED, Meeting.State.OPEN)
    named = decision or idea
    title = named.title if named else title.strip()
    agenda = AgendaItem.objects.filter(meeting=here)
    _ensure_item(here, agenda.count(), title, idea, decision)
    if idea is not None:
        take_step(row=idea, machine=IDEA, deed="put_on_agenda", by=by, now=now)
    last = agenda.order_by("-place").first()
    return AgendaItem.objects.create(
        meeting=here,
        place=last.place + 1 if last else 0,
        title=title,
        idea=idea,
        decision=decision,
    )


def _ensure_item(
    meeting: Meeting, n_items: int, title: str, idea: Idea | None, decision: Decision | None
) -> None:
    one_thing = idea is None or decision is None
    is_ours = all(
        one is None or one.district_id == meeting.district_id for one in (idea, decision)
    )
    is_waiting = decision is None or (
        decision.state == Decision.State.PROPOSED
        and not AgendaItem.objects.filter(meeting=meeting, decision=decision).exists()
    )
    fits = 0 < len(title) <= TITLE_LENGTH and n_items < MOST_ITEMS
    if not (one_thing and is_ours and is_waiting and fits):
        raise BadItem(
            _("That cannot stand on this agenda."),
            next_step=_("Pick an open idea, a decision that waits, or write one line."),
        )


@deed
def remove_agenda_item(*, item: AgendaItem, by: Person | None, now: datetime) -> None:
    """Take a line off the agenda of a meeting that is not over; an idea is open again."""
    meeting = item.meeting
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    lock_meeting(meeting, Meeting.State.CALLED, Meeting.State.OPEN)
    _give_back(item.idea, by, now)
    item.delete()


@deed
def open_meeting(*, meeting: Meeting, by: Person | None, now: datetime) -> Meeting:
    """Open a meeting that was called."""
    return _step(meeting, "open", by=by, now=now)


@deed
def unopen_meeting(*, meeting: Meeting, by: Person | None, now: datetime) -> Meeting:
    """Take back that a meeting was opened, while nothing was moved at it; who is there is noted anew later.

    Raises
    ------
    MotionsOpen, NotFromHere
    """
    if Motion.objects.filter(meeting=meeting).exists():
        raise MotionsOpen(
            _("Something was moved at this meeting already."),
            next_step=_("Close it with its minutes."),
        )
    called = _step(meeting, "unopen", by=by, now=now)
    Presence.objects.filter(meeting=called).delete()
    return called


@deed
def cancel_meeting(
    *, meeting: Meeting, by: Person | None, now: datetime, note: str = ""
) -> Meeting:
    """Call a meeting off; what stood on its agenda waits again."""
    canceled = _step(meeting, "cancel", by=by, now=now, note=note)
    _clear_agenda(canceled, by, now)
    return canceled


@deed
def close_meeting(
    *, meeting: Meeting, minutes: str, by: Person | None, now: datetime
) -> Meeting:
    """Close a meeting with its minutes; ideas nobody took up are open again.

    Raises
    ------
    MotionsOpen, BadMeeting, NotFromHere
    """
    minutes = minutes.strip()
    if not 0 < len(minutes) <= TEXT_LENGTH:
        raise BadMeeting(
            _("A meeting is closed with its minutes."),
            next_step=_("Write what was said, in a few lines."),
        )
    if Motion.objects.filter(meeting=meeting, result=Motion.Result.OPEN).exists():
        raise MotionsOpen(
            _("A motion is still open."), next_step=_("Close its vote, or withdraw it.")
        )
    closed = _step(meeting, "close", by=by, now=now, minutes=minutes)
    _clear_agenda(closed, by, now)
    return closed


@deed
def amend_minutes(
    *, meeting: Meeting, minutes: str, why: str, by: Person | None, now: datetime
) -> MinutesAmendment:
    """Correct the minutes of a held meeting: the corrected text stands beside what was written before, with its reason.

    Raises
    ------
    NotInSession, BadMeeting
    """
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    held = lock_meeting(meeting, Meeting.State.CLOSED)
    minutes, why = minutes.strip(), why.strip()
    before = [held.minutes, *held.amendments.order_by("pk").values_list("minutes", flat=True)]
    fits = 0 < len(minutes) <= TEXT_LENGTH and 0 < len(why) <= LINE_LENGTH
    if not fits or minutes == before[-1] or len(before) > MOST_AMENDMENTS:
        raise BadMeeting(
            _("A correction changes the minutes and says why."),
            next_step=_("Change the text, and write in a line what was wrong."),
        )
    return MinutesAmendment.objects.create(
        meeting=held, minutes=minutes, why=why, by=by, amended_at=now
    )


@deed
def mark_presence(
    *, meeting: Meeting, seat: Seat, is_alternate: bool, by: Person | None, now: datetime
) -> Presence:
    """Note that a seat is there, by its holder or its alternate; one person is there for one seat.

    Raises
    ------
    NotInSession, NobodySits, FamilyNotAsked
    """
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    here = lock_meeting(meeting, Meeting.State.OPEN)
    person_id = seat.alternate_id if is_alternate else seat.holder_id
    others = Presence.objects.filter(meeting=here, left_at=None).exclude(seat=seat)
    is_ours = seat.district_id == here.district_id and sits(seat=seat)
    if not is_ours or person_id is None or others.filter(person_id=person_id).exists():
        raise NobodySits(
            _("Nobody can be there for this seat like that."),
            next_step=_("Fill the seat, name an alternate, or look who is there already."),
        )
    ensure_family_agrees(seat=seat, student_id=person_id)
    noted = {"person_id": person_id, "is_alternate": is_alternate, "left_at": None}
    return Presence.objects.update_or_create(meeting=here, seat=seat, defaults=noted)[0]


@deed
def mark_absence(*, meeting: Meeting, seat: Seat, by: Person | None, now: datetime) -> None:
    """Note that a seat is not there: it left where it moved or voted before, else it never came."""
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    here = lock_meeting(meeting, Meeting.State.OPEN)
    there = Presence.objects.filter(meeting=here, seat=seat)
    spoke = Motion.objects.filter(Q(moved_by=seat) | Q(seconded_by=seat), meeting=here)
    voted = Vote.objects.filter(motion__meeting=here, seat=seat)
    if spoke.exists() or voted.exists():
        there.filter(left_at=None).update(left_at=now)
    else:
        there.delete()


def lock_meeting(meeting: Meeting, *states: str) -> Meeting:
    """Return the meeting as it is now, locked until the deed ends, if it is in one of some states.

    Raises
    ------
    NotInSession
    """
    here = Meeting.objects.select_for_update(of=("self",)).select_related("district")
    found = here.get(pk=meeting.pk)
    if found.state not in states:
        raise NotInSession(
            _("This meeting is not under way."),
            next_step=_("Open it first, or call another one."),
        )
    return found


def _step(
    meeting: Meeting, deed_name: str, *, by: Person | None, now: datetime, **more: Any
) -> Meeting:
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    return take_step(row=meeting, machine=MEETING, deed=deed_name, by=by, now=now, **more)


def _clear_agenda(meeting: Meeting, by: Person | None, now: datetime) -> None:
    for item in AgendaItem.objects.filter(meeting=meeting).select_related("idea"):
        _give_back(item.idea, by, now)


def _give_back(idea: Idea | None, by: Person | None, now: datetime) -> None:
    if idea is not None and idea.state == Idea.State.ON_AGENDA:
        take_step(row=idea, machine=IDEA, deed="take_off", by=by, now=now)
