"""All applications by where they stand, as a board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from ownpath.faces.leader.pages.opportunity_words import (
    is_soon,
    tell_counts,
    tell_dollars,
    tell_for,
    tell_left,
    tell_title,
)
from ownpath.school.change.queries.applications import (
    applications_of,
    dollars_of,
    is_missed,
)
from ownpath.school.change.queries.choices import APPLICATION_STATES

if TYPE_CHECKING:
    from ownpath.school.change.models import Application
    from ownpath.school.people.models import District

OVER = ("not_selected", "withdrawn", "closed")
BEFORE_SUBMITTED = ("watching", "planning", "drafting")
MOST_CARDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """One application on the board."""

    title: str
    organization: str
    whom: str
    counts: str
    left: str  # until the deadline, while it still counts
    is_soon: bool
    is_missed: bool
    owner: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """One state with its cards; the rest is a click away."""

    state: str
    name: str
    number: int
    dollars: str
    cards: tuple[BoardCard, ...]
    n_more: int
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunitiesBoardPage:
    """The board."""

    columns: tuple[BoardColumn, ...]
    over: tuple[BoardColumn, ...]
    is_empty: bool


def build_board(*, district: District, today: date, now: datetime) -> OpportunitiesBoardPage:
    """Gather the applications of a district by state; one query."""
    rows = applications_of(district=district)
    columns = [
        _column(state, str(name), [one for one in rows if one.state == state], today, now)
        for state, name in APPLICATION_STATES
    ]
    return OpportunitiesBoardPage(
        columns=tuple(one for one in columns if one.state not in OVER),
        over=tuple(one for one in columns if one.state in OVER and one.number),
        is_empty=not rows,
    )


def _column(
    state: str, name: str, rows: list[Application], today: date, now: datetime
) -> BoardColumn:
    dollars = sum(dollars_of(one) for one in rows)
    return BoardColumn(
        state=state,
        name=name,
        number=len(rows),
        dollars=tell_dollars(dollars) if dollars else "",
        cards=tuple(_card(one, today, now) for one in rows[:MOST_CARDS]),
        n_more=max(len(rows) - MOST_CARDS, 0),
        more_url=f"{reverse('leader:opportunities')}?stand={state}",
    )


def _card(one: Application, today: date, now: datetime) -> BoardCard:
    counts_down = one.state in BEFORE_SUBMITTED and not is_missed(one)
    what = one.opportunity
    return BoardCard(
        title=tell_title(what),
        organization=what.organization.name,
        whom=tell_for(one),
        counts=tell_counts(one),
        left=tell_left(what, today=today, now=now) if counts_down else "",
        is_soon=counts_down and is_soon(what, today=today, now=now),
        is_missed=is_missed(one),
        owner=one.owner.full_name if one.owner else "",
        href=reverse("leader:application", args=[one.uuid]),
    )
