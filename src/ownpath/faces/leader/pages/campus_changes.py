"""The campuses of a district: open, opening, closed; and what a change of one would do before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.council import Places, places_at
from ownpath.faces.leader.pages.motions import seat_name
from ownpath.school.change.queries.campus_changes import (
    CampusPlan,
    SeatFate,
    campus_changes_of,
)
from ownpath.school.change.queries.seats import open_campuses, seats_of, sits
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import open_campuses_of, runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import CampusChange
    from ownpath.school.people.models import Person

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusLine:
    """One campus that has not ended."""

    name: str
    is_open: bool
    n_seats: int
    n_filled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What happened or will happen to a campus."""

    uuid: UUID
    campus: str
    words: str
    into: str
    day: date
    state: str
    state_words: str
    is_late: bool  # its day is over, and students are still enrolled
    may_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusesPage:
    """All campuses and what became of them."""

    places: Places
    campuses: tuple[CampusLine, ...]
    changes: tuple[ChangeLine, ...]
    may_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What a change would do."""

    places: Places
    sentence: str
    day: date
    is_today: bool
    is_opening: bool
    seats: tuple[tuple[str, str, str], ...]  # seat, holder, what becomes of it
    decisions: tuple[str, ...]
    decisions_move_to: str
    pilots: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    n_students: int
    obstacles: tuple[str, ...]
    digest: str


def build_campuses(*, viewer: Person, today: date) -> CampusesPage:
    """Lay out the campuses."""
    district = own_district(viewer=viewer)
    seats = list(seats_of(district=district))
    open_ids = {one.pk for one in open_campuses(district=district, today=today)}
    may_run = runs_district(person=viewer, today=today)
    lines = []
    for campus in open_campuses_of(district_id=district.pk, today=today):
        own = [one for one in seats if one.campus_id == campus.pk]
        lines.append(
            CampusLine(
                name=campus.name,
                is_open=campus.pk in open_ids,
                n_seats=len(own),
                n_filled=sum(sits(seat=one) for one in own),
            )
        )
    changes = campus_changes_of(district=district)[:MOST_CHANGES]
    return CampusesPage(
        places=places_at("leader:campuses"),
        campuses=tuple(lines),
        changes=tuple(_change(one, today, may_run=may_run) for one in changes),
        may_run=may_run,
    )


def _change(change: CampusChange, today: date, *, may_run: bool) -> ChangeLine:
    is_planned = change.state == "planned"
    return ChangeLine(
        uuid=change.uuid,
        campus=change.campus.name,
        words=change.get_kind_display(),
        into=change.into.name if change.into else "",
        day=change.happened_on,
        state=change.state,
        state_words=change.get_state_display(),
        is_late=is_planned and change.happened_on <= today,
        may_cancel=is_planned and may_run,
    )


def build_plan(plan: CampusPlan) -> PlanPage:
    """Lay out what a change would do."""
    into = plan.into.name if plan.into else ""
    sentences = {
        "opened": _("%(campus)s opens."),
        "closed": _("%(campus)s closes."),
        "merged": _("%(campus)s merges into %(into)s."),
    }
    return PlanPage(
        places=places_at("leader:campuses"),
        sentence=sentences[plan.kind] % {"campus": plan.campus.name, "into": into},
        day=plan.happens_on,
        is_today=plan.is_today,
        is_opening=plan.kind == "opened",
        seats=tuple(_fate(one) for one in plan.seats),
        decisions=tuple(one.title for one in plan.decisions),
        decisions_move_to=into,
        pilots=tuple((one.title, one.get_state_display()) for one in plan.pilots),
        told=plan.told,
        n_students=plan.n_students,
        obstacles=tuple(str(one) for one in plan.obstacles),
        digest=plan.digest,
    )


def _fate(fate: SeatFate) -> tuple[str, str, str]:
    holder = fate.seat.holder.full_name if fate.seat.holder else ""
    if fate.alternate_of is None:
        return seat_name(fate.seat), holder, _("is closed")
    named = _("is closed; its holder becomes the alternate of %(seat)s")
    return seat_name(fate.seat), holder, named % {"seat": seat_name(fate.alternate_of)}
