"""The board of ideas as leaders see it: what waits, what was set aside and why, what was taken up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.pages.council import Places, places_at
from ownpath.school.change.access import Reach
from ownpath.school.change.queries.ideas import ideas_of, ids_backed
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.change.models import Idea
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 50
SPEAKERS = {
    "student": gettext_lazy("a student"),
    "family": gettext_lazy("a family"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaCard:
    """One idea."""

    uuid: UUID
    title: str
    text: str
    who: str
    place: str
    made_at: datetime
    n_backings: int
    is_backed: bool
    is_own: bool
    state: str
    state_words: str
    reply: str
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasPage:
    """A page of the board."""

    places: Places
    ideas: tuple[IdeaCard, ...]
    pages: Page[Idea]


def build_ideas(*, viewer: Person, reach: Reach, page: int) -> IdeasPage:
    """Lay out a page of the board, what most would like tried first."""
    found = ideas_of(district=own_district(viewer=viewer))
    pages = Paginator(found, ROWS_A_PAGE).get_page(page)
    backed = ids_backed(person=viewer, ideas=pages.object_list)
    return IdeasPage(
        places=places_at("leader:ideas"),
        ideas=tuple(_card(one, viewer, reach, is_backed=one.pk in backed) for one in pages),
        pages=pages,
    )


def _card(idea: Idea, viewer: Person, reach: Reach, *, is_backed: bool) -> IdeaCard:
    """Name adults of the district by name, students and families only by what they are."""
    named = idea.made_by.full_name if idea.made_by else _("somebody who left")
    return IdeaCard(
        uuid=idea.uuid,
        title=idea.title,
        text=idea.text,
        who=str(SPEAKERS.get(idea.role, named)),
        place=idea.campus.name if idea.campus else _("the whole district"),
        made_at=idea.made_at,
        n_backings=getattr(idea, "n_backings", 0),
        is_backed=is_backed,
        is_own=idea.made_by_id == viewer.pk,
        state=idea.state,
        state_words=idea.get_state_display(),
        reply=idea.reply,
        may_decide=reach.may_decide(idea.campus_id),
    )
