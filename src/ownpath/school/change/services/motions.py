"""Put something to the vote: moved, seconded, one vote for each voting seat that is there, closed with a quorum.

Carried: more for than against, abstentions aside. The words of who voted against are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Decision, Meeting, Motion, Presence, Seat, Vote
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH
from ownpath.school.change.queries.meetings import presences_of, quorum_of
from ownpath.school.change.services.decisions import ensure_decidable, settle_decision
from ownpath.school.change.services.meetings import lock_meeting
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class BadMotion(OutOfBounds):
    """A motion without words, or about a decision that does not wait or is being voted on."""


class NotThere(Conflict):
    """Only a voting seat that is there moves, seconds and votes."""


class NotOpen(Conflict):
    """The motion is not open for this."""


class NoQuorum(Conflict):
    """Not enough campuses are there."""


class BadVote(OutOfBounds):
    """Not a vote, or words of dissent from who votes for it."""


@deed
def move_motion(
    *,
    meeting: Meeting,
    text: str,
    seat: Seat,
    by: Person | None,
    now: datetime,
    decision: Decision | None = None,
) -> Motion:
    """Move something; where it is about a decision, all its campuses must be there and told.

    Raises
    ------
    NotInSession, NotThere, BadMotion, NotDecidable
    """
    here = _ensure_in_session(meeting, by, now)
    there = _ensure_there(here, seat)
    text = text.strip()
    is_free = decision is None or (
        decision.district_id == here.district_id
        and decision.state == Decision.State.PROPOSED
        and not decision.motions.filter(result=Motion.Result.OPEN).exists()
    )
    if not 0 < len(text) <= LINE_LENGTH or not is_free:
        raise BadMotion(
            _("That cannot be moved here."),
            next_step=_("Say it in one line, about a decision that waits or none."),
        )
    if decision is not None:
        ensure_decidable(decision=decision, now=now)
    return Motion.objects.create(meeting=here, decision=decision, text=text, moved_by=there)


@deed
def second_motion(*, motion: Motion, seat: Seat, by: Person | None, now: datetime) -> Motion:
    """Second a motion from another seat."""
    meeting = _ensure_in_session(motion.meeting, by, now)
    here = _ensure_open(motion)
    there = _ensure_there(meeting, seat)
    if here.seconded_by_id is not None or here.moved_by_id == there.pk:
        raise NotOpen(
            _("A motion is seconded once, and from another seat."),
            next_step=_("Vote on it, or ask another seat to second it."),
        )
    here.seconded_by = there
    here.save(update_fields=["seconded_by"])
    return here


@deed
def cast_vote(
    *,
    motion: Motion,
    seat: Seat,
    choice: str,
    by: Person | None,
    now: datetime,
    dissent: str = "",
) -> Vote:
    """Note how a seat votes, with its dissent; until the vote is closed a seat may change its mind.

    Raises
    ------
    NotInSession, NotOpen, NotThere, BadVote
    """
    meeting = _ensure_in_session(motion.meeting, by, now)
    here = _ensure_open(motion)
    there = _ensure_there(meeting, seat)
    dissent = dissent.strip()
    is_for = choice == Vote.Choice.FOR
    if choice not in Vote.Choice.values or len(dissent) > TEXT_LENGTH or (is_for and dissent):
        raise BadVote(
            _("A seat votes for, against or abstains; dissent stands beside the last two."),
            next_step=_("Pick one of the three."),
        )
    if here.seconded_by_id is None:
        raise NotOpen(
            _("Nobody seconded this motion yet."), next_step=_("Ask another seat to second it.")
        )
    person_id = Presence.objects.get(meeting=meeting, seat=there).person_id
    said = {"choice": choice, "dissent": dissent, "person_id": person_id, "cast_at": now}
    return Vote.objects.update_or_create(motion=here, seat=there, defaults=said)[0]


@deed
def close_motion(*, motion: Motion, by: Person | None, now: datetime) -> Motion:
    """Close a vote: carried or lost, and with it the decision it is about.

    Raises
    ------
    NotInSession, NotOpen, NoQuorum, NotDecidable
    """
    meeting = _ensure_in_session(motion.meeting, by, now)
    here = _ensure_open(motion)
    if here.seconded_by_id is None:
        raise NotOpen(
            _("Nobody seconded this motion yet."),
            next_step=_("Ask another seat to second it, or withdraw it."),
        )
    _ensure_quorum(meeting, now)
    choices = list(Vote.objects.filter(motion=here).values_list("choice", flat=True))
    is_carried = choices.count(Vote.Choice.FOR) > choices.count(Vote.Choice.AGAINST)
    if here.decision is not None:
        settle_decision(
            decision=here.decision, is_carried=is_carried, by=by, now=now, note=here.text
        )
    return _end(here, Motion.Result.CARRIED if is_carried else Motion.Result.LOST, now)


@deed
def withdraw_motion(*, motion: Motion, by: Person | None, now: datetime) -> Motion:
    """Withdraw a motion before its vote is closed; it stays in the minutes."""
    _ensure_in_session(motion.meeting, by, now)
    return _end(_ensure_open(motion), Motion.Result.WITHDRAWN, now)


def _end(motion: Motion, result: str, now: datetime) -> Motion:
    motion.result, motion.closed_at = result, now
    motion.save(update_fields=["result", "closed_at"])
    return motion


def _ensure_in_session(meeting: Meeting, by: Person | None, now: datetime) -> Meeting:
    ensure_may_decide(by=by, district=meeting.district, campus=None, now=now)
    return lock_meeting(meeting, Meeting.State.OPEN)


def _ensure_open(motion: Motion) -> Motion:
    here = Motion.objects.select_related("decision__district", "meeting").get(pk=motion.pk)
    if here.result != Motion.Result.OPEN:
        raise NotOpen(
            _("The vote on this motion is closed."), next_step=_("Move it again if needed.")
        )
    return here


def _ensure_there(meeting: Meeting, seat: Seat) -> Seat:
    there = Presence.objects.filter(
        meeting=meeting, seat=seat, left_at=None, seat__is_voting=True
    )
    if not there.exists():
        raise NotThere(
            _("Only a voting seat that is there can do this."),
            next_step=_("Note first that it is there, by its holder or its alternate."),
        )
    return seat


def _ensure_quorum(meeting: Meeting, now: datetime) -> None:
    quorum = quorum_of(
        meeting=meeting,
        presences=presences_of(meeting=meeting),
        today=today_in(meeting.district, now),
    )
    if not quorum.is_reached:
        raise NoQuorum(
            format_lazy(
                _("No quorum: {n} of {n_open} campuses are there, {n_needed} are needed."),
                n=len(quorum.there),
                n_open=quorum.n_open,
                n_needed=quorum.n_needed,
            ),
            next_step=format_lazy(
                _("Missing: {names}. Wait for one of them, or withdraw the motion."),
                names=", ".join(one.name for one in quorum.missing),
            ),
        )
