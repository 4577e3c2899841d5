"""The vision in force, and the one out for comment with what I said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from ownpath.faces.taking_part.drawing.vision import VisionPart, draw_vision
from ownpath.faces.taking_part.forms import CommentForm
from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.visions import (
    comments_of,
    in_force_for,
    out_for,
    versions_of,
    visions_as_they_stand,
)

if TYPE_CHECKING:
    from ownpath.school.change.models import Vision

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MyComment:
    """What I said of a version, and the answer."""

    version: UUID
    text: str
    said_at: datetime
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVision:
    """A version out for comment, where to send a comment, and what I said of it."""

    vision: VisionPart
    send_url: str
    form: CommentForm
    mine: tuple[MyComment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionsPart:
    """What the asker may comment on, and what their school goes by."""

    is_open: tuple[OpenVision, ...]
    in_force: VisionPart | None


def build_visions(asking: Asking) -> Part | None:
    """Return the versions the asker may comment on, and the one their school goes by."""
    if asking.viewer.district is None:
        return None
    versions = versions_of(district=asking.viewer.district, reach=asking.reach)
    own = [one.pk for one in asking.reach.own]
    is_open = out_for(versions=versions, campus_ids=own, today=asking.today)
    force = in_force_for(versions=versions, campus_id=own[0] if own else None)
    whole = visions_as_they_stand(
        visions=[*is_open, *([force] if force else [])],
        with_figures=asking.face != "student",  # a student is shown none
    )
    mine = _my_comments(asking) if is_open else []
    content = VisionsPart(
        is_open=tuple(_open(asking, whole[one.pk], mine) for one in is_open),
        in_force=draw_vision(whole[force.pk], asking.language) if force else None,
    )
    return Part(key="vision", template="taking_part/parts/visions.html", content=content)


def _my_comments(asking: Asking) -> list[MyComment]:
    return [
        MyComment(
            version=row.vision.uuid, text=row.text, said_at=row.said_at, answer=row.answer,
            answered_by=row.answered_by.called if row.answered_by else "",
        )
        for row in comments_of(person=asking.viewer)[:MOST_SHOWN]
    ]  # fmt: skip


def _open(asking: Asking, vision: Vision, mine: list[MyComment]) -> OpenVision:
    refused = asking.refused
    is_here = isinstance(refused, CommentForm) and refused.about == vision.uuid
    return OpenVision(
        vision=draw_vision(vision, asking.language),
        send_url=reverse(f"{asking.face}:change_comment", args=[vision.uuid]),
        form=refused if is_here else CommentForm(face=asking.face, about=vision.uuid),  # type: ignore[arg-type]
        mine=tuple(one for one in mine if one.version == vision.uuid),
    )
