"""One motion as it is read: who moved it, how each seat voted, and what was said against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from ownpath.school.change.models import Motion, Seat, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """How one seat voted."""

    seat: str
    person: str
    choice: str
    choice_words: str
    dissent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A voting seat that is there, and how it voted so far."""

    seat: UUID
    name: str
    person: str
    choice: str  # "" as long as it did not
    dissent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCard:
    """One motion."""

    uuid: UUID
    text: str
    decision: str
    moved_by: str
    seconded_by: str
    result: str
    result_words: str
    n_for: int
    n_against: int
    n_abstain: int
    day: date | None  # of its meeting, where it is shown beside others
    votes: tuple[VoteLine, ...]
    ballots: tuple[Ballot, ...]
    seconders: tuple[tuple[UUID, str], ...]


def seat_name(seat: Seat) -> str:
    """Name a seat by its campus and kind."""
    if seat.campus is None:
        return _("Central office")
    return f"{seat.campus.name} · {seat.get_kind_display()}"


def draw_motion(
    motion: Motion,
    ballots: tuple[Ballot, ...] = (),
    seconders: tuple[tuple[UUID, str], ...] = (),
) -> MotionCard:
    """Lay out a motion; with ballots and seconders while it is open."""
    votes = list(motion.votes.all())
    counts = [
        sum(one.choice == choice for one in votes) for choice in ("for", "against", "abstain")
    ]
    return MotionCard(
        uuid=motion.uuid,
        text=motion.text,
        decision=motion.decision.title if motion.decision else "",
        moved_by=seat_name(motion.moved_by),
        seconded_by=seat_name(motion.seconded_by) if motion.seconded_by else "",
        result=motion.result,
        result_words=motion.get_result_display(),
        n_for=counts[0],
        n_against=counts[1],
        n_abstain=counts[2],
        day=timezone.localdate(motion.closed_at) if motion.closed_at else None,
        votes=tuple(_vote(one) for one in votes),
        ballots=ballots,
        seconders=seconders,
    )


def _vote(vote: Vote) -> VoteLine:
    return VoteLine(
        seat=seat_name(vote.seat),
        person=vote.person.full_name if vote.person else "",
        choice=vote.choice,
        choice_words=vote.get_choice_display(),
        dissent=vote.dissent,
    )
