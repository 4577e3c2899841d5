"""The vision a leader opens: the one in force, what is out for comment, the draft, every version, and how it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ownpath.faces.leader.pages.vision_scope import district_of, draw_scopes
from ownpath.faces.taking_part.drawing.vision import VisionPart, draw_vision
from ownpath.kit.chart import Chart, ChartLine
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.visions import (
    STATE_WORDS,
    State,
    count_by_role,
    responses_to,
    versions_of,
    whole_visions,
)
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ownpath.kit.navigation import TabItem
    from ownpath.school.change.models import Vision
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version in the list of all."""

    title: str
    version: int
    state: str
    day: date | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutCard:
    """A version out for comment, and how many were heard."""

    title: str
    url: str
    respond_by: date | None
    is_over: bool
    n_heard: int
    n_asked: int
    n_comments: int
    n_unanswered: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionHome:
    """The vision of the district or of a campus."""

    scopes: tuple[TabItem, ...]
    current: str
    campus: str  # "": the district's
    campus_uuid: UUID | None
    in_force: VisionPart | None
    is_adapted: bool  # the campus's own is in force
    follows_district: bool  # a campus without its own
    may_decide: bool
    may_begin: bool
    out: OutCard | None
    draft_url: str
    versions: tuple[VersionLine, ...]
    chart: Chart | None
    moves: tuple[tuple[str, tuple[tuple[date, str], ...]], ...]  # behind the chart


def build_vision_home(
    *, viewer: Person, campus: UUID | None, today: date, language: str
) -> VisionHome:
    """Build the page for the district's vision, or for a campus's."""
    reach, district = reach_of(person=viewer, today=today), district_of(viewer)
    every = versions_of(district=district, reach=reach)
    scopes = draw_scopes(every, reach)
    place = next(
        (
            one
            for one in (*reach.led, *(v.campus for v in every if v.campus))
            if one.uuid == campus
        ),
        None,
    )
    own = [one for one in every if one.campus_id == (place.pk if place else None)]
    by_state = {one.state: one for one in reversed(own)}
    wide = next((v for v in every if v.campus_id is None and v.state == State.ADOPTED), None)
    force = by_state.get(State.ADOPTED) or (wide if place else None)
    out, draft = by_state.get(State.CONSULTED), by_state.get(State.DRAFT)
    whole = whole_visions(visions=[force] if force else [])
    shown = draw_vision(whole[force.pk], language) if force else None
    may = reach.may_decide(place.pk if place else None)
    here = reverse("leader:vision")
    return VisionHome(
        scopes=scopes,
        current=f"{here}?campus={place.uuid}" if place else here,
        campus=place.name if place else "",
        campus_uuid=place.uuid if place else None,
        in_force=shown,
        is_adapted=place is not None and force is not None and force.campus_id == place.pk,
        follows_district=place is not None and force is not None and force.campus_id is None,
        may_decide=may,
        may_begin=may and draft is None and (place is None or wide is not None),
        out=_out_card(out, today, language) if out else None,
        draft_url=reverse("leader:vision_draft", args=[draft.uuid]) if draft else "",
        versions=tuple(_line(one, language, ZoneInfo(district.time_zone)) for one in own),
        chart=draw_way(shown) if shown else None,
        moves=tuple(
            (one.name, tuple((each.day, each.words) for each in one.readings))
            for one in (shown.indicators if shown else ())
            if one.readings
        ),
    )


def _out_card(vision: Vision, today: date, language: str) -> OutCard:
    responses = responses_to(vision=vision, today=today)
    counts = count_by_role(vision=vision).values()
    return OutCard(
        title=say(vision.words, "title", language),
        url=reverse("leader:vision_talk", args=[vision.uuid]),
        respond_by=vision.respond_by,
        is_over=vision.respond_by is not None and vision.respond_by < today,
        n_heard=sum(bool(one.kind) for one in responses),
        n_asked=len(responses),
        n_comments=sum(n for n, _answered in counts),
        n_unanswered=sum(n - answered for n, answered in counts),
        missing=tuple(one.campus.name for one in responses if not one.kind),
    )


def _line(one: Vision, language: str, zone: ZoneInfo) -> VersionLine:
    day = (one.adopted_at or one.made_at).astimezone(zone)
    return VersionLine(
        title=say(one.words, "title", language) or _("without a title yet"),
        version=one.version,
        state=str(STATE_WORDS[one.state]),
        day=day.date(),
        url=reverse("leader:vision_version", args=[one.uuid]),
    )


def draw_way(vision: VisionPart) -> Chart | None:
    """Return how far each indicator came on the way to its target; None until there are two days of readings.

    Each line begins where the vision was adopted and is straight between two readings. A figure that went the other
    way is drawn at the bottom; the table behind says how far.
    """
    read = {each.day for one in vision.indicators for each in one.readings}
    if len(read) < 2:
        return None
    days = sorted(read | ({vision.adopted_on} if vision.adopted_on else set()))
    lines = []
    for one in vision.indicators:
        at = {each.day: share for each, share in zip(one.readings, one.shares, strict=True)}
        if one.baseline and vision.adopted_on and at:
            at.setdefault(vision.adopted_on, 0.0)
        values = [at.get(day) for day in days]
        if any(value is not None for value in values):
            lines.append(ChartLine(name=one.name, values=joined(values, days)))
    if not lines:
        return None
    return Chart(
        title=_("How far each figure has come from where it began to its target"),
        moments=[date_format(day, pgettext("a day on a chart", "M j")) for day in days],
        places=[(day - days[0]) / (days[-1] - days[0]) for day in days],
        lines=lines,
        low=_("began"),
        high=_("target"),
    )


def joined(values: Sequence[float | None], days: Sequence[date]) -> list[float | None]:
    """Return values with what lies between two known ones put on a straight line over their days.

    >>> days = [date(2026, 11, n) for n in (1, 2, 4, 7)]
    >>> joined([0.0, None, None, 0.6], days), joined([None, 0.1, None, None], days)
    ([0.0, 0.1, 0.3, 0.6], [None, 0.1, None, None])
    """
    known = [place for place, value in enumerate(values) if value is not None]
    filled = list(values)
    for left, right in pairwise(known):
        begin, end = values[left], values[right]
        if begin is None or end is None:
            continue
        for place in range(left + 1, right):
            share = (days[place] - days[left]) / (days[right] - days[left])
            filled[place] = round(begin + (end - begin) * share, 4)
    return filled
