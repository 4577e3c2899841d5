"""What people say of a version: by role, with answers; what each campus did; and whether it can be adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.pages.vision_scope import find_version
from ownpath.kit.navigation import TabItem
from ownpath.school.change.queries.visions import (
    STATE_WORDS,
    CommentLine,
    State,
    comments_on,
    count_by_role,
    draw_comments,
    responses_to,
)
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ownpath.school.change.access import Reach
    from ownpath.school.change.models import Vision
    from ownpath.school.change.queries.visions import ResponseLine
    from ownpath.school.people.models import Person

A_PAGE = 50
ROLES = {
    "student": gettext_lazy("Students"),
    "teacher": gettext_lazy("Teachers"),
    "family": gettext_lazy("Families"),
    "leader": gettext_lazy("Leaders"),
}
ROLE = {
    "student": gettext_lazy("a student"),
    "teacher": gettext_lazy("a teacher"),
    "family": gettext_lazy("a family"),
    "leader": gettext_lazy("a leader"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusLine:
    """What one campus did about the version."""

    name: str
    uuid: UUID
    kind: str
    note: str
    who: str
    may_decline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One comment as it is read and answered."""

    line: CommentLine
    role: str
    answer_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """A version and what is said of it."""

    uuid: UUID
    title: str
    campus: str
    version: int
    state: str
    respond_by: date | None
    back: str
    is_out: bool
    is_over: bool  # the day has passed
    campuses: tuple[CampusLine, ...]
    missing: tuple[str, ...]
    can_adopt: bool
    may_decide: bool
    may_comment: bool
    tabs: tuple[TabItem, ...]
    current: str
    said: tuple[Said, ...]
    pages: Page[Any]


def build_talk(
    *, viewer: Person, uuid: UUID, role: str, page: int, today: date, language: str
) -> TalkPage:
    """Build the page of one version's comments; `role` "" for all of them."""
    vision, reach = find_version(viewer=viewer, uuid=uuid, today=today, is_whole=False)
    counts = count_by_role(vision=vision)
    responses = responses_to(vision=vision, today=today)
    may = reach.may_decide(vision.campus_id)
    role = role if role in ROLES else ""
    paginator = Paginator(comments_on(vision=vision, role=role), A_PAGE)
    paginator.count = sum(n for one, (n, _answered) in counts.items() if role in ("", one))
    pages = paginator.get_page(page)
    lines = draw_comments(rows=pages.object_list, shows_names=may)
    is_out = vision.state == State.CONSULTED
    is_over = vision.respond_by is not None and vision.respond_by < today
    missing = tuple(one.campus.name for one in responses if not one.kind)
    return TalkPage(
        uuid=vision.uuid,
        title=say(vision.words, "title", language),
        campus=vision.campus.name if vision.campus else "",
        version=vision.version,
        state=str(STATE_WORDS[vision.state]),
        respond_by=vision.respond_by,
        back=_home(vision),
        is_out=is_out,
        is_over=is_over,
        campuses=tuple(
            _campus(one, reach, is_taken=is_out and not is_over) for one in responses
        ),
        missing=missing,
        can_adopt=is_out and may and not missing,
        may_decide=may,
        may_comment=is_out and not is_over,
        tabs=_tabs(vision, counts),
        current=role or "all",
        said=tuple(
            Said(
                line=one,
                role=str(ROLE.get(one.role, one.role)),
                answer_url=reverse("leader:vision_answer", args=[uuid, one.uuid]),
            )
            for one in lines
        ),
        pages=pages,
    )


def _home(vision: Vision) -> str:
    here = reverse("leader:vision")
    return f"{here}?campus={vision.campus.uuid}" if vision.campus else here


def _campus(one: ResponseLine, reach: Reach, *, is_taken: bool) -> CampusLine:
    return CampusLine(
        name=one.campus.name,
        uuid=one.campus.uuid,
        kind=one.kind,
        note=one.note,
        who=one.who,
        may_decline=is_taken and not one.kind and reach.may_decide(one.campus.pk),
    )


def _tabs(vision: Vision, counts: Mapping[str, tuple[int, int]]) -> tuple[TabItem, ...]:
    here = reverse("leader:vision_talk", args=[vision.uuid])
    n_all = sum(n for n, _answered in counts.values())
    return (
        TabItem(label=_("All"), url=here, name="all", count=n_all),
        *(
            TabItem(
                label=str(words), url=f"{here}?role={role}", name=role,
                count=counts.get(role, (0, 0))[0],
            )
            for role, words in ROLES.items()
        ),
    )  # fmt: skip
