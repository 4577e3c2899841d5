"""Meetings: the list, and one of them as it is held at the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone

from ownpath.faces.leader.pages.council import Places, places_at
from ownpath.faces.leader.pages.motions import Ballot, MotionCard, draw_motion, seat_name
from ownpath.school.change.queries.decisions import proposed_decisions
from ownpath.school.change.queries.ideas import open_ideas
from ownpath.school.change.queries.meetings import (
    agenda_of,
    amendments_of,
    get_meeting,
    meetings_of,
    motions_of,
    presences_of,
    quorum_of,
)
from ownpath.school.change.queries.seats import seats_of, sits
from ownpath.school.change.states import MEETING
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import (
        AgendaItem,
        Meeting,
        MinutesAmendment,
        Motion,
        Presence,
        Seat,
    )
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting in the list."""

    url: str
    starts_at: datetime
    where: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPage:
    """All meetings, the latest first."""

    places: Places
    rows: tuple[MeetingRow, ...]
    pages: Page[Meeting]
    may_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One line of the agenda."""

    uuid: UUID
    title: str
    kind: str  # idea, decision or ""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairLine:
    """One seat at the table: whether it is there, and by whom."""

    uuid: UUID
    name: str
    is_voting: bool
    holder: str
    alternate: str
    there: str  # "holder", "alternate", "left" or ""
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedLine:
    """That minutes were corrected, and what stood before."""

    at: datetime
    by: str
    why: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """One meeting."""

    places: Places
    uuid: UUID
    starts_at: datetime
    where: str
    state: str
    state_words: str
    minutes: str  # as they read now
    amended: tuple[AmendedLine, ...]  # the first correction first
    agenda: tuple[AgendaLine, ...]
    chairs: tuple[ChairLine, ...]
    n_there: int
    n_needed: int
    has_quorum: bool
    missing: tuple[str, ...]
    motions: tuple[MotionCard, ...]
    n_open_motions: int
    deeds: frozenset[str]
    may_run: bool
    is_its_day: bool  # else opening it is asked once more


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTable:
    """What the forms of a meeting pick from, by what is sent for it."""

    meeting: Meeting
    presences: list[Presence]
    amendments: list[MinutesAmendment]
    voters: dict[str, str]  # voting seats that are there, by uuid
    waiting: dict[str, object]  # ideas and decisions that could stand on the agenda
    decisions: dict[str, object]

    @property
    def minutes(self) -> str:
        """The minutes as they read after every correction."""
        return self.amendments[-1].minutes if self.amendments else self.meeting.minutes


def build_meetings(*, viewer: Person, page: int, today: date) -> MeetingsPage:
    """Lay out a page of the list of meetings."""
    pages = Paginator(meetings_of(district=own_district(viewer=viewer)), ROWS_A_PAGE).get_page(
        page
    )
    return MeetingsPage(
        places=places_at("leader:meetings"),
        rows=tuple(
            MeetingRow(
                url=reverse("leader:meeting", args=[one.uuid]),
                starts_at=one.starts_at,
                where=one.where,
                state=one.state,
                state_words=one.get_state_display(),
            )
            for one in pages
        ),
        pages=pages,
        may_run=runs_district(person=viewer, today=today),
    )


def see_table(*, viewer: Person, uuid: UUID) -> AtTable:
    """Find a meeting and what can be picked at it."""
    district = own_district(viewer=viewer)
    meeting = get_meeting(district=district, uuid=uuid)
    presences = presences_of(meeting=meeting)
    there = [one.seat for one in presences if one.left_at is None and one.seat.is_voting]
    decisions = proposed_decisions(district=district)
    return AtTable(
        meeting=meeting,
        presences=presences,
        amendments=amendments_of(meeting=meeting),
        voters={str(seat.uuid): seat_name(seat) for seat in there},
        waiting={
            **{f"idea:{one.uuid}": one.title for one in open_ideas(district=district)},
            **{f"decision:{one.uuid}": one.title for one in decisions},
        },
        decisions={str(one.uuid): one.title for one in decisions},
    )


def build_meeting(*, viewer: Person, table: AtTable, today: date) -> MeetingPage:
    """Lay out one meeting."""
    meeting, presences = table.meeting, table.presences
    quorum = quorum_of(meeting=meeting, presences=presences, today=today)
    may_run = runs_district(person=viewer, today=today)
    motions = motions_of(meeting=meeting)
    possible = (
        {one.deed for one in MEETING.deeds_from(state=meeting.state)} if may_run else set()
    )
    if motions:
        possible.discard("unopen")
    if may_run and meeting.state == "closed":
        possible.add("amend")
    return MeetingPage(
        places=places_at("leader:meetings"),
        uuid=meeting.uuid,
        starts_at=meeting.starts_at,
        where=meeting.where,
        state=meeting.state,
        state_words=meeting.get_state_display(),
        minutes=table.minutes,
        amended=_amended(meeting, table.amendments),
        agenda=tuple(_line(one) for one in agenda_of(meeting=meeting)),
        chairs=_chairs(meeting, presences),
        n_there=len(quorum.there),
        n_needed=quorum.n_needed,
        has_quorum=quorum.is_reached,
        missing=tuple(one.name for one in quorum.missing),
        motions=tuple(
            _motion(one, presences, is_live=meeting.state == "open" and may_run)
            for one in motions
        ),
        n_open_motions=sum(one.result == "open" for one in motions),
        deeds=frozenset(possible),
        may_run=may_run,
        is_its_day=timezone.localtime(meeting.starts_at).date() == today,
    )


def _amended(meeting: Meeting, amendments: list[MinutesAmendment]) -> tuple[AmendedLine, ...]:
    before = [meeting.minutes, *(one.minutes for one in amendments)]
    return tuple(
        AmendedLine(
            at=one.amended_at,
            by=one.by.full_name if one.by else "",
            why=one.why,
            before=text,
        )
        for one, text in zip(amendments, before, strict=False)
    )


def _line(item: AgendaItem) -> AgendaLine:
    kind = "idea" if item.idea_id else "decision" if item.decision_id else ""
    url = reverse("leader:decision", args=[item.decision.uuid]) if item.decision else ""
    return AgendaLine(uuid=item.uuid, title=item.title, kind=kind, url=url)


def _chairs(meeting: Meeting, presences: list[Presence]) -> tuple[ChairLine, ...]:
    """Return every seat while the meeting goes on; afterwards only those that were there."""
    noted = {one.seat_id: one for one in presences}
    is_over = meeting.state in {"closed", "canceled"}
    seats: list[Seat] = (
        [one.seat for one in presences]
        if is_over
        else [one for one in seats_of(district=meeting.district) if sits(seat=one)]
    )
    return tuple(_chair(seat, noted.get(seat.pk)) for seat in seats)


def _chair(seat: Seat, noted: Presence | None) -> ChairLine:
    there = ""
    if noted is not None:
        there = "left" if noted.left_at else "alternate" if noted.is_alternate else "holder"
    return ChairLine(
        uuid=seat.uuid,
        name=seat_name(seat),
        is_voting=seat.is_voting,
        holder=seat.holder.full_name if seat.holder else "",
        alternate=seat.alternate.full_name if seat.alternate else "",
        there=there,
        person=noted.person.full_name if noted and noted.person else "",
    )


def _motion(motion: Motion, presences: list[Presence], *, is_live: bool) -> MotionCard:
    if motion.result != "open" or not is_live:
        return draw_motion(motion)
    voters = [one for one in presences if one.left_at is None and one.seat.is_voting]
    cast = {one.seat_id: one for one in motion.votes.all()}
    ballots = tuple(
        Ballot(
            seat=one.seat.uuid,
            name=seat_name(one.seat),
            person=one.person.full_name if one.person else "",
            choice=cast[one.seat_id].choice if one.seat_id in cast else "",
            dissent=cast[one.seat_id].dissent if one.seat_id in cast else "",
        )
        for one in voters
    )
    others = tuple(
        (one.seat.uuid, seat_name(one.seat))
        for one in voters
        if one.seat_id != motion.moved_by_id
    )
    return draw_motion(motion, ballots, others)
