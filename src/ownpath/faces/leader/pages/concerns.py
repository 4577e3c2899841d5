"""Concerns as who leads answers them: the open ones first, the counts that everybody sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.vision_scope import district_of
from ownpath.faces.leader.pages.vision_talk import ROLE
from ownpath.kit.navigation import TabItem
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.concerns import (
    ConcernCounts,
    ConcernLine,
    concern_counts,
    concerns_led,
    draw_concerns,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One concern in words."""

    line: ConcernLine
    who: str  # the name, or "a teacher" where none was given
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsPage:
    """The concerns of the campuses somebody looks after."""

    counts: ConcernCounts
    tabs: tuple[TabItem, ...]
    current: str
    shown: tuple[Shown, ...]
    pages: Page[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPage:
    """One concern and its answer."""

    one: Shown
    may_answer: bool
    back: str


def build_concerns(*, viewer: Person, is_open: bool, page: int, today: date) -> ConcernsPage:
    """Build the list of open concerns, or of answered ones."""
    reach, district = reach_of(person=viewer, today=today), district_of(viewer)
    rows = concerns_led(viewer=viewer, campuses=reach.led, today=today, is_open=is_open)
    pages = Paginator(rows, A_PAGE).get_page(page)
    here = reverse("leader:concerns")
    return ConcernsPage(
        counts=concern_counts(district=district, today=today),
        tabs=(
            TabItem(label=_("Waiting for an answer"), url=here, name="open"),
            TabItem(label=_("Answered"), url=f"{here}?answered=1", name="answered"),
        ),
        current="open" if is_open else "answered",
        shown=tuple(
            _shown(one)
            for one in draw_concerns(
                rows=list(pages.object_list), district=district, today=today
            )
        ),
        pages=pages,
    )


def build_concern(*, viewer: Person, uuid: UUID, today: date) -> ConcernPage:
    """Build the page of one concern.

    Raises
    ------
    NotFound
    """
    reach, district = reach_of(person=viewer, today=today), district_of(viewer)
    rows = concerns_led(viewer=viewer, campuses=reach.led, today=today).filter(uuid=uuid)
    row = rows.first()
    if row is None:
        raise NotFound(
            _("There is no such concern among those you read."),
            next_step=_("Look at the list again."),
        )
    (line,) = draw_concerns(rows=[row], district=district, today=today)
    return ConcernPage(
        one=_shown(line),
        may_answer=reach.may_decide(row.campus_id),
        back=reverse("leader:concerns"),
    )


def _shown(line: ConcernLine) -> Shown:
    who = line.who or _("%(role)s, without a name") % {"role": ROLE.get(line.role, line.role)}
    return Shown(line=line, who=who, url=reverse("leader:concern", args=[line.uuid]))
