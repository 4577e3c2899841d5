"""One version as it was written, and what is otherwise than in the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.vision_scope import district_of, find_version
from ownpath.faces.leader.pages.vision_words import THRESHOLD_WORDS
from ownpath.faces.taking_part.drawing.vision import VisionPart, draw_vision
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.change.queries.visions import State, versions_of, whole_visions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ownpath.school.change.models import Vision
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line that is otherwise: what it is about, as it was, as it is; "" where there was or is none."""

    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One version."""

    vision: VisionPart
    back: str
    before: int  # the version it is compared with; 0: none
    differences: tuple[Difference, ...]
    planner: tuple[Difference, ...]  # what the planner goes by: name, "", value
    talk_url: str  # "" for a draft
    may_discard: bool


def build_version(*, viewer: Person, uuid: UUID, today: date, language: str) -> VersionPage:
    """Build the page of one version."""
    vision, reach = find_version(viewer=viewer, uuid=uuid, today=today)
    every = versions_of(district=district_of(viewer), reach=reach)
    earlier = [
        one
        for one in every
        if one.campus_id == vision.campus_id and one.version < vision.version
    ]
    before = max(earlier, key=lambda one: one.version, default=None)
    old = whole_visions(visions=[before])[before.pk] if before else None
    here = reverse("leader:vision")
    is_draft = vision.state == State.DRAFT
    return VersionPage(
        vision=draw_vision(vision, language),
        back=f"{here}?campus={vision.campus.uuid}" if vision.campus else here,
        before=before.version if before else 0,
        differences=tuple(_differences(old, vision, language)) if old else (),
        planner=tuple(
            Difference(about=about, before="", after=after)
            for about, after in _planner(vision).items()
        ),
        talk_url="" if is_draft else reverse("leader:vision_talk", args=[uuid]),
        may_discard=is_draft,
    )


def _planner(vision: Vision) -> dict[str, str]:
    weights = {
        _("weight of “%(promise)s”") % {"promise": words}: _plain(vision.weights[name])
        for name, words in PROMISE_WORDS.items()
        if name in vision.weights
    }
    return weights | {
        str(words): _plain(vision.thresholds[name])
        for name, words in THRESHOLD_WORDS.items()
        if name in vision.thresholds
    }


def _plain(value: float) -> str:
    return f"{value:g}"


def _texts(vision: VisionPart) -> list[tuple[str, str]]:
    """Return every line of a version with what it is about, in reading order."""
    lines = [(_("title"), vision.title), (_("why"), vision.why)]
    for one in vision.audiences:
        lines += [(_("%(audience)s see") % {"audience": one.name}, line) for line in one.sees]
        lines += [(_("%(audience)s hear") % {"audience": one.name}, line) for line in one.hears]
    lines += [
        (_("indicator"), f"{one.name}: {one.target}, {one.by_when:%Y-%m-%d}")
        for one in vision.indicators
    ]
    return lines


def _differences(old: Vision, new: Vision, language: str) -> list[Difference]:
    was, now = _texts(draw_vision(old, language)), _texts(draw_vision(new, language))
    was += list(_planner(old).items())
    now += list(_planner(new).items())
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _pair(was[a:b], now[c:d])
    return found


def _pair(was: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> list[Difference]:
    """Put lines about the same thing beside each other; the rest stands alone."""
    left = list(was)
    found = []
    for about, text in now:
        twin = next((one for one in left if one[0] == about), None)
        if twin is not None:
            left.remove(twin)
        found.append(Difference(about=about, before=twin[1] if twin else "", after=text))
    return [*found, *(Difference(about=about, before=text, after="") for about, text in left)]
