"""The council's decisions: which wait, who was told, which seats are filled, how the vote went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.council import Places, decides_anything, places_at
from ownpath.faces.leader.pages.motions import MotionCard, draw_motion
from ownpath.faces.leader.pages.seats import StepLine, draw_steps
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.decidable import CampusReady, readiness_of
from ownpath.school.change.queries.decisions import decisions_of, get_decision
from ownpath.school.change.queries.meetings import motions_about
from ownpath.school.change.queries.seats import seats_of, sits, steps_of
from ownpath.school.change.states import DECISION
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import leaders_of, open_campuses_of

if TYPE_CHECKING:
    from ownpath.school.change.models import Decision
    from ownpath.school.people.models import Campus, District, Person

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision in the list."""

    url: str
    title: str
    language: str  # of its words; "": nobody said
    owner: str
    due_on: date | None
    is_late: bool
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPage:
    """All decisions, the latest day first."""

    places: Places
    rows: tuple[DecisionRow, ...]
    pages: Page[Decision]
    may_propose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusRow:
    """How one touched campus stands: its seat, and when it was told."""

    uuid: UUID
    name: str
    seat_url: str
    holder: str
    is_filled: bool
    is_invited: bool
    told_on: date | None
    n_days: int
    is_told_long: bool
    ready_on: date | None
    may_tell: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """One decision and all that it needs."""

    places: Places
    uuid: UUID
    title: str
    language: str  # of its words; "": nobody said
    text: str
    idea: str
    owner: str
    due_on: date | None
    decided_on: date | None
    outcome: str
    state: str
    state_words: str
    campuses: tuple[CampusRow, ...]
    obstacles: tuple[tuple[str, str], ...]  # what is missing, what to do
    deeds: frozenset[str]
    motions: tuple[MotionCard, ...]
    steps: tuple[StepLine, ...]


def build_decisions(*, viewer: Person, page: int, today: date) -> DecisionsPage:
    """Lay out a page of the list of decisions."""
    reach = reach_of(person=viewer, today=today)
    found = decisions_of(district=own_district(viewer=viewer))
    pages = Paginator(found, ROWS_A_PAGE).get_page(page)
    return DecisionsPage(
        places=places_at("leader:decisions"),
        rows=tuple(_row(one, today) for one in pages),
        pages=pages,
        may_propose=decides_anything(reach),
    )


def _row(decision: Decision, today: date) -> DecisionRow:
    is_live = decision.state in {"proposed", "decided"}
    return DecisionRow(
        url=reverse("leader:decision", args=[decision.uuid]),
        title=decision.title,
        language=decision.language,
        owner=decision.owner.full_name if decision.owner else "",
        due_on=decision.due_on,
        is_late=is_live and decision.due_on is not None and decision.due_on < today,
        state=decision.state,
        state_words=decision.get_state_display(),
    )


def build_decision(*, viewer: Person, uuid: UUID, today: date) -> DecisionPage:
    """Lay out one decision."""
    decision = get_decision(district=own_district(viewer=viewer), uuid=uuid)
    reach = reach_of(person=viewer, today=today)
    ready = readiness_of(decisions=[decision], today=today)[decision.pk]
    is_waiting = decision.state == "proposed"
    decides = reach.runs_district or (
        bool(ready) and all(reach.may_decide(one.campus.pk) for one in ready)
    )
    possible = {one.deed for one in DECISION.deeds_from(state=decision.state)}
    possible -= {"decide", "turn_down"}  # only a vote does
    is_owner = decision.owner_id == viewer.pk
    return DecisionPage(
        places=places_at("leader:decisions"),
        uuid=decision.uuid,
        title=decision.title,
        language=decision.language,
        text=decision.text,
        idea=decision.idea.title if decision.idea else "",
        owner=decision.owner.full_name if decision.owner else "",
        due_on=decision.due_on,
        decided_on=decision.decided_on,
        outcome=decision.outcome,
        state=decision.state,
        state_words=decision.get_state_display(),
        campuses=tuple(
            _campus(one, may_tell=is_waiting and reach.may_decide(one.campus.pk))
            for one in ready
        ),
        obstacles=tuple(
            (str(obstacle.words), str(obstacle.way))
            for one in ready
            for obstacle in one.obstacles
            if is_waiting
        ),
        deeds=frozenset(possible if decides else possible & {"finish"} if is_owner else ()),
        motions=tuple(draw_motion(one) for one in motions_about(decision_id=decision.pk)),
        steps=draw_steps(DECISION, steps_of(about=decision.uuid)),
    )


def _campus(ready: CampusReady, *, may_tell: bool) -> CampusRow:
    seat = ready.seat
    return CampusRow(
        uuid=ready.campus.uuid,
        name=ready.campus.name,
        seat_url=reverse("leader:seat", args=[seat.uuid]) if seat else "",
        holder=seat.holder.full_name if seat and seat.holder else "",
        is_filled=ready.is_filled,
        is_invited=not ready.is_filled and seat is not None and seat.state == "invited",
        told_on=ready.told_on,
        n_days=ready.n_days_told,
        is_told_long=all(one.is_seat for one in ready.obstacles) and ready.told_on is not None,
        ready_on=ready.ready_on,
        may_tell=may_tell and ready.told_on is None,
    )


def campuses_to_touch(*, viewer: Person, today: date) -> list[Campus]:
    """Return the campuses somebody may propose decisions about."""
    reach = reach_of(person=viewer, today=today)
    every = open_campuses_of(district_id=own_district(viewer=viewer).pk, today=today)
    return [one for one in every if reach.may_decide(one.pk)]


def owners_of(*, district: District, today: date) -> dict[str, Person]:
    """Return who may see to a decision: leaders, and adults who hold a seat; by uuid."""
    seated = [one for one in seats_of(district=district) if one.kind != "student"]
    holders = [one.holder for one in seated if one.holder and sits(seat=one)]
    people = {one.pk: one for one in (*leaders_of(district=district, today=today), *holders)}
    by_name = sorted(people.values(), key=lambda one: one.plain_name)
    return {str(one.uuid): one for one in by_name}


def title_of_new() -> str:
    """Return the heading of the form of a new decision."""
    return _("A decision for the council")
