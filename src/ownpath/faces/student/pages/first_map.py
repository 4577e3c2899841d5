"""The first map: an invitation on My day, one question at a time, and a kind map at the end. Never a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.safestring import SafeString

from ownpath.engine.placement import Place
from ownpath.engine.skills import frontier
from ownpath.faces.student.pages.skyline import Block, draw_skyline
from ownpath.faces.student.pages.tools import ItemView, view_item
from ownpath.school.curriculum.queries import framework_for, get_map
from ownpath.school.evidence.queries import shown
from ownpath.school.mastery.queries import has_shown_anything
from ownpath.school.plans.queries import (
    get_placement,
    open_step,
    progress_of,
    standing_placement,
)
from ownpath.school.plans.services.placing import MOST_QUESTIONS, map_of_placement

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import FrameworkMap
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Placement

MOST_NAMED = 4
SHOWN_AS = {
    Place.KNOWN: "presumed",
    Place.UNSURE: "not_known_yet",
    Place.NOT_YET: "not_known_yet",
}
LEGEND = ("presumed", "ready", "not_known_yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """That a first map could be made, was asked for, or is half made."""

    asked_by: str  # "" where nobody asked
    is_begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One domain of the map in words: what is probably known, and good places to start."""

    title: str
    known: tuple[str, ...]
    n_more_known: int
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMapPage:
    """A placement as it stands: the open question, or the map."""

    placement: UUID
    number: int
    most: int
    question: UUID | None
    attempt: UUID
    item: ItemView | None
    is_unreadable: bool
    is_finished: bool
    picture: SafeString
    towers: tuple[str, ...]  # what stands under each column of the picture
    strands: tuple[Strand, ...]
    legend: tuple[str, ...] = LEGEND


def build_invitation(*, student: Person, has_offers: bool, today: date) -> Invitation | None:
    """Return an invitation where one was asked for, one is half made, or nothing at all is known yet."""

    def works_on() -> int | None:
        framework = framework_for(student=student, today=today)
        return framework.pk if framework else None

    latest = standing_placement(student=student, works_on=works_on)
    if latest is not None and latest.finished_at is None:
        who = latest.asked_by.full_name if latest.asked_by else ""
        return Invitation(asked_by=who, is_begun=latest.sitting_id is not None)
    if latest is not None or not has_offers or has_shown_anything(student=student):
        return None
    return Invitation(asked_by="", is_begun=False)


def build_first_map(
    *, student: Person, uuid: UUID, attempt: UUID, language: str, is_unreadable: bool = False
) -> FirstMapPage:
    """Read a placement where it stands; `attempt` names the answer the page may send."""
    placement = get_placement(student=student, uuid=uuid)
    is_finished = placement.finished_at is not None
    step = None if is_finished else open_step(placement=placement)
    question = step.question if step else None
    picture, strands = (
        _map(placement, student, language) if is_finished else (SafeString(""), ())
    )
    return FirstMapPage(
        placement=placement.uuid,
        number=step.position + 1 if step else 0,
        most=MOST_QUESTIONS,
        question=question.uuid if question else None,
        attempt=attempt,
        item=view_item(shown(question=question, language=language)) if question else None,
        is_unreadable=is_unreadable,
        is_finished=is_finished,
        picture=picture,
        towers=tuple(one.title for one in strands),
        strands=tuple(one for one in strands if one.known or one.starts),
    )


def _map(
    placement: Placement, student: Person, language: str
) -> tuple[SafeString, tuple[Strand, ...]]:
    """Draw the map as the placement left it; what was shown since stands on My path."""
    framework = get_map(placement.framework_id)
    found = map_of_placement(
        placement=placement, grade=student.grade, progress=progress_of(placement=placement)
    )
    known = {one for one, place in found.place.items() if place is Place.KNOWN}
    starts = set(frontier(framework.graph, known))
    states = {
        one: "ready" if one in starts else SHOWN_AS[found.place.get(one, Place.UNSURE)]
        for one in framework.order
    }
    columns = [
        [Block(competency=one, state=states[one]) for one in ids]
        for ids in framework.domains.values()
    ]
    strands = tuple(
        _strand(framework, domain, ids, states, language)
        for domain, ids in framework.domains.items()
    )
    return draw_skyline(columns, lit=(), goals=()), strands


def _strand(
    framework: FrameworkMap,
    domain: str,
    ids: Sequence[int],
    states: Mapping[int, str],
    language: str,
) -> Strand:
    named = {
        state: [
            framework.competencies[one].short(language) for one in ids if states[one] == state
        ]
        for state in ("presumed", "ready")
    }
    latest_first = named["presumed"][::-1]
    return Strand(
        title=framework.domain_title(domain, language),
        known=tuple(latest_first[:MOST_NAMED]),
        n_more_known=max(0, len(latest_first) - MOST_NAMED),
        starts=tuple(named["ready"][:MOST_NAMED]),
    )
