"""A version of the vision as everybody reads it: why, what we will see and hear, and what we want to move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from ownpath.faces.taking_part.drawing.figures import IndicatorPart, draw_indicator
from ownpath.school.change.queries.visions import AUDIENCES, STATE_WORDS
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from ownpath.school.change.models import Statement, Vision


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePart:
    """What one audience will see and hear."""

    key: str
    name: str
    sees: tuple[str, ...]
    hears: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionPart:
    """One version."""

    uuid: UUID
    version: int
    campus: str  # "": the whole district
    adapts: int  # the district's version it adapts; 0: none
    state: str
    state_words: str
    title: str
    why: str
    audiences: tuple[AudiencePart, ...]
    indicators: tuple[IndicatorPart, ...]
    respond_by: date | None
    adopted_on: date | None


def draw_vision(vision: Vision, language: str) -> VisionPart:
    """Return a version in a language; no queries where it was read whole (`queries.visions`)."""
    zone = ZoneInfo(vision.district.time_zone)
    return VisionPart(
        uuid=vision.uuid,
        version=vision.version,
        campus=vision.campus.name if vision.campus else "",
        adapts=vision.adapts.version if vision.adapts else 0,
        state=vision.state,
        state_words=str(STATE_WORDS[vision.state]),
        title=say(vision.words, "title", language),
        why=say(vision.words, "why", language),
        audiences=_audiences(list(vision.statements.all()), language),
        indicators=tuple(draw_indicator(one, language) for one in vision.indicators.all()),
        respond_by=vision.respond_by,
        adopted_on=vision.adopted_at.astimezone(zone).date() if vision.adopted_at else None,
    )


def _audiences(statements: list[Statement], language: str) -> tuple[AudiencePart, ...]:
    def said(audience: str, sense: str) -> tuple[str, ...]:
        return tuple(
            say(one.words, "says", language)
            for one in statements
            if (one.audience, one.sense) == (audience, sense)
        )

    parts = (
        AudiencePart(key=key, name=str(name), sees=said(key, "see"), hears=said(key, "hear"))
        for key, name in AUDIENCES.items()
    )
    return tuple(one for one in parts if one.sees or one.hears)
