"""A vision of Live Oak at any stage, made through the services, for tests that need one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cast import NOW, TODAY, Cast

from ownpath.school.change.models import Concern, Vision, VisionComment
from ownpath.school.change.services.adopting import adopt
from ownpath.school.change.services.aims import Aim, set_aims, write_indicator
from ownpath.school.change.services.concerns import raise_concern
from ownpath.school.change.services.consulting import comment, send_out
from ownpath.school.change.services.visions import (
    Said,
    draft_vision,
    write_statements,
    write_words,
)
from ownpath.school.people.models import Campus

IN_TWO_WEEKS = TODAY + timedelta(days=14)
WORDS = {
    "en": {"title": "Every child, every day", "why": "Because most days are not theirs."},
    "es": {
        "title": "Cada niño, cada día",
        "why": "Porque la mayoría de los días no son suyos.",
    },
}
HEARD = Said(sense="hear", words={"en": "“I chose this.”", "es": "«Yo lo elegí»."})


def aim(metric: str = "whole_days", **more: Any) -> Aim:
    """Return an indicator as it is written."""
    said = {"names": {"en": "Whole days"}, "target": 60.0, "by_when": date(2027, 6, 1)} | more
    return Aim(metric=metric, **said)


def drafted(cast: Cast, *, campus: Campus | None = None, n_indicators: int = 3) -> Vision:
    """Return a draft that is ready to go out."""
    by = cast.whitfield
    vision = draft_vision(district=cast.live_oak, campus=campus, by=by, now=NOW)
    if not vision.words:
        write_words(vision=vision, words=WORDS, by=by, now=NOW)
        write_statements(vision=vision, audience="students", statements=[HEARD], by=by, now=NOW)
        for _number in range(n_indicators):
            write_indicator(vision=vision, aim=aim(), by=by, now=NOW)
    set_aims(
        vision=vision, weights={"hears": 3.0}, thresholds={"max_screen_share": 0.25}, by=by,
        now=NOW,
    )  # fmt: skip
    return vision


def out(cast: Cast, *, campus: Campus | None = None) -> Vision:
    """Return a version that is out for comment."""
    return send_out(
        vision=drafted(cast, campus=campus), respond_by=IN_TWO_WEEKS, by=cast.whitfield, now=NOW
    )


def heard(cast: Cast, vision: Vision) -> Vision:
    """Let a teacher of each campus comment on a version."""
    for teacher in (cast.okafor, cast.ito):
        if vision.campus is None or vision.campus == cast.section.campus:
            comment(vision=vision, text="Yes.", role="teacher", by=teacher, now=NOW)
        if vision.campus is not None:
            break
    return vision


def in_force(cast: Cast, *, campus: Campus | None = None) -> Vision:
    """Return an adopted version."""
    vision = heard(cast, out(cast, campus=campus))
    return adopt(vision=vision, by=cast.whitfield, now=NOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What there is of the change when pages are opened: a version at each stage, and a concern."""

    is_draft: Vision
    is_out: Vision
    in_force: Vision
    own: Vision  # the draft of a campus's adaptation
    comment: VisionComment
    concern: Concern


def make_change(cast: Cast) -> Change:
    """Let everything of the vision and the concerns exist, for Live Oak."""
    adopted = in_force(cast)
    is_out = out(cast)
    said = comment(vision=is_out, text="More art!", role="student", by=cast.ada, now=NOW)
    worried = raise_concern(
        kind="worry", text="Who teaches us then?", role="family", is_named=True, by=cast.rosa,
        now=NOW,
    )  # fmt: skip
    own = draft_vision(
        district=cast.live_oak, campus=cast.section.campus, by=cast.reyes, now=NOW
    )
    return Change(
        is_draft=drafted(cast), is_out=is_out, in_force=adopted, own=own, comment=said,
        concern=worried,
    )  # fmt: skip
