"""Those who walk along: the next meeting first, and what came of those that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.opportunity_words import tell_moment
from ownpath.school.change.queries.mentors import meetings_of, mentors_of

if TYPE_CHECKING:
    from ownpath.school.change.access import Reach
    from ownpath.school.change.models import Mentor
    from ownpath.school.people.models import District

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorLine:
    """One mentor in the list."""

    name: str
    organization: str
    whom: str
    helps_with: str
    meets: str
    is_due: bool  # the meeting was: what came of it?
    is_ended: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorsPage:
    """The list of mentors."""

    lines: tuple[MentorLine, ...]
    pages: Page[Mentor]
    may_add: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting that was held."""

    met: str
    note: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorPage:
    """One mentor."""

    uuid: UUID
    line: MentorLine
    contact: str
    meetings: tuple[MeetingLine, ...]
    may_act: bool


def build_mentors(*, district: District, reach: Reach, page: int, now: datetime) -> MentorsPage:
    """Gather a page of the mentors of a district."""
    found = Paginator(mentors_of(district=district), ROWS_A_PAGE).get_page(page)
    return MentorsPage(
        lines=tuple(_line(one, district.time_zone, now) for one in found),
        pages=found,
        may_add=bool(reach.runs_district or reach.run),
    )


def build_mentor(*, row: Mentor, reach: Reach, now: datetime) -> MentorPage:
    """Lay one mentor out."""
    zone = row.district.time_zone
    return MentorPage(
        uuid=row.uuid,
        line=_line(row, zone, now),
        contact=row.contact,
        meetings=tuple(
            MeetingLine(
                met=tell_moment(one.met_at, zone),
                note=one.note,
                who=one.by.full_name if one.by else "",
            )
            for one in meetings_of(mentor=row)
        ),
        may_act=reach.may_decide(row.campus_id),
    )


def _line(one: Mentor, zone: str, now: datetime) -> MentorLine:
    return MentorLine(
        name=one.name,
        organization=one.organization.name if one.organization else "",
        whom=one.campus.name if one.campus else _("the whole district"),
        helps_with=one.helps_with,
        meets=tell_moment(one.meets_at, zone) if one.meets_at else "",
        is_due=one.ended_on is None and one.meets_at is not None and one.meets_at <= now,
        is_ended=one.ended_on is not None,
        href=reverse("leader:mentor", args=[one.uuid]),
    )
