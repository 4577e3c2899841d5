"""The draft of a vision: its pieces, which are there and which are missing, and where each is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.leader.pages.vision_scope import find_version
from ownpath.faces.leader.pages.vision_words import THRESHOLD_WORDS
from ownpath.faces.taking_part.drawing.vision import VisionPart, draw_vision
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.visions import AUDIENCES, State
from ownpath.school.change.services.aims import FEWEST_INDICATORS, MOST_INDICATORS
from ownpath.school.change.services.visions import NotADraft
from ownpath.school.days.queries import policy_of

if TYPE_CHECKING:
    from ownpath.school.change.models import Indicator, Vision
    from ownpath.school.days.models import Policy
    from ownpath.school.people.models import Person

SUGGESTED = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a draft: what it is, how far it is, where it is written."""

    title: str
    note: str
    is_there: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator of a draft, to change or to take out."""

    uuid: UUID
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft and its pieces."""

    uuid: UUID
    title: str
    back: str
    campus: str
    version: int
    words: Piece
    audiences: tuple[Piece, ...]
    indicators: tuple[IndicatorRow, ...]
    may_add: bool
    n_indicators: str
    planner: Piece
    is_ready: bool
    suggested: date
    shown: VisionPart


def find_draft(*, viewer: Person, uuid: UUID, today: date) -> Vision:
    """Return a draft that the viewer may write.

    Raises
    ------
    NotFound, NotADraft
    """
    vision, _reach = find_version(viewer=viewer, uuid=uuid, today=today)
    if vision.state != State.DRAFT:
        raise NotADraft(
            _("This version is no draft any more; what people read stays as they read it."),
            next_step=_("Begin the next version: it starts as a copy of this one."),
        )
    return vision


def build_draft(*, viewer: Person, uuid: UUID, today: date, language: str) -> DraftPage:
    """Build the page of a draft."""
    vision = find_draft(viewer=viewer, uuid=uuid, today=today)
    shown = draw_vision(vision, language)
    english = vision.words.get("en", {})
    has_words = bool(english.get("title")) and bool(english.get("why"))
    listed = list(vision.indicators.all())
    is_full = FEWEST_INDICATORS <= len(listed) <= MOST_INDICATORS
    return DraftPage(
        uuid=vision.uuid,
        title=shown.title or _("A new vision"),
        back=reverse("leader:vision"),
        campus=shown.campus,
        version=vision.version,
        words=Piece(
            title=_("Title and why"),
            note="" if has_words else _("A title and a why in English are needed."),
            is_there=has_words,
            url=reverse("leader:vision_words", args=[uuid]),
        ),
        audiences=tuple(_audience(vision, key, str(name)) for key, name in AUDIENCES.items()),
        indicators=tuple(_row(one, shown, n) for n, one in enumerate(listed)),
        may_add=len(listed) < MOST_INDICATORS,
        n_indicators=_("Three to five: with more, nobody knows what comes first."),
        planner=_planner(vision),
        is_ready=has_words and bool(shown.audiences) and is_full,
        suggested=today + SUGGESTED,
        shown=shown,
    )


def _audience(vision: Vision, key: str, name: str) -> Piece:
    n = sum(one.audience == key for one in vision.statements.all())
    return Piece(
        title=name.capitalize(),
        note=ngettext("%(n)s line", "%(n)s lines", n) % {"n": n} if n else _("nothing yet"),
        is_there=n > 0,
        url=reverse("leader:vision_statements", args=[vision.uuid, key]),
    )


def _row(one: Indicator, shown: VisionPart, number: int) -> IndicatorRow:
    part = shown.indicators[number]
    way = _("from %(begin)s to %(target)s") % {
        "begin": part.baseline or _("noted when it goes out"),
        "target": part.target,
    }
    return IndicatorRow(
        uuid=one.uuid,
        name=part.name,
        note=": ".join(filter(None, (part.metric, way))),
    )


def _planner(vision: Vision) -> Piece:
    heavy = [PROMISE_WORDS[name] for name, weight in vision.weights.items() if weight > 1]
    note = (
        _("Most weight on: %(names)s.") % {"names": ", ".join(map(str, heavy))} if heavy else ""
    )
    return Piece(
        title=_("What the planner goes by"),
        note=note or _("As it is today."),
        is_there=bool(vision.weights),
        url=reverse("leader:vision_aims", args=[vision.uuid]),
    )


def initial_words(vision: Vision) -> dict[str, str]:
    """Return what stands in the form of title and why."""
    return {
        f"{name}_{language}": vision.words.get(language, {}).get(name, "")
        for language in ("en", "es")
        for name in ("title", "why")
    }


def initial_statements(vision: Vision, audience: str) -> dict[str, str]:
    """Return what stands in the form of one audience: a line a statement."""
    mine = [one for one in vision.statements.all() if one.audience == audience]
    return {
        f"{sense}_{language}": "\n".join(
            one.words.get(language, {}).get("says", "") for one in mine if one.sense == sense
        )
        for sense in ("see", "hear")
        for language in ("en", "es")
    }


def initial_indicator(one: Indicator | None) -> dict[str, Any]:
    """Return what stands in the form of an indicator."""
    if one is None:
        return {}
    return {
        "metric": one.metric,
        "name_en": one.words.get("en", {}).get("name", ""),
        "name_es": one.words.get("es", {}).get("name", ""),
        "baseline": one.baseline,
        "target": one.target,
        "unit": one.unit,
        "by_when": one.by_when,
    }


def initial_aims(vision: Vision, policy: Policy) -> dict[str, Any]:
    """Return what stands in the form of the planner: the draft's own, else what a campus goes by today."""
    weights = {
        f"weight_{name}": vision.weights.get(name, policy.weights.get(name, 1.0))
        for name in PROMISE_WORDS
    }
    return weights | {
        name: vision.thresholds.get(name, getattr(policy, name)) for name in THRESHOLD_WORDS
    }


def policy_today(vision: Vision, viewer: Person, today: date) -> Policy:
    """Return what the campus of a draft (the first, for the district's) goes by today."""
    reach = reach_of(person=viewer, today=today)
    campus = vision.campus or (reach.led[0] if reach.led else None)
    if campus is None:
        raise NotADraft(
            _("The district has no campus yet."), next_step=_("Bring the roster in first.")
        )
    return policy_of(campus=campus)
