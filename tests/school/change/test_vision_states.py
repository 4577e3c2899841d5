"""A vision under any sequence of deeds: each is taken whole or refused whole, and the history tells the truth."""

from __future__ import annotations

import pytest
from cast import NOW, Cast
from envisioned import IN_TWO_WEEKS, WORDS, drafted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_history, try_deed

from ownpath.school.change.models import (
    CampusResponse,
    Indicator,
    Statement,
    Vision,
    VisionComment,
)
from ownpath.school.change.services.adopting import CampusesNotHeard, adopt
from ownpath.school.change.services.consulting import comment, decline, send_out
from ownpath.school.change.services.visions import discard_draft, draft_vision, write_words
from ownpath.school.change.states import VISION, NotFromHere
from ownpath.school.days.models import Policy

TABLES = (Vision, Statement, Indicator, VisionComment, CampusResponse, Policy)
DEEDS = (
    "draft", "write", "discard", "send", "adopt", "comment_one", "comment_other", "decline",
)  # fmt: skip
LEGAL = {
    "write": {"draft"},
    "discard": {"draft"},
    "send": {"draft"},
    "adopt": {"consulted"},
    "comment_one": {"consulted"},
    "comment_other": {"consulted"},
    "decline": {"consulted"},
}


def do(cast: Cast, deed: str, vision: Vision) -> object:
    """Do one deed to a version as the superintendent or a teacher."""
    by, now = cast.whitfield, NOW
    deeds = {
        "draft": lambda: draft_vision(district=cast.live_oak, by=by, now=now),
        "write": lambda: write_words(vision=vision, words=WORDS, by=by, now=now),
        "discard": lambda: discard_draft(vision=vision, by=by, now=now),
        "send": lambda: send_out(vision=vision, respond_by=IN_TWO_WEEKS, by=by, now=now),
        "adopt": lambda: adopt(vision=vision, by=by, now=now),
        "comment_one": lambda: comment(
            vision=vision, text="Yes.", role="teacher", by=cast.okafor, now=now
        ),
        "comment_other": lambda: comment(
            vision=vision, text="No.", role="teacher", by=cast.ito, now=now
        ),
        "decline": lambda: decline(
            vision=vision, campus=cast.ben_section.campus, note="No time.", by=by, now=now
        ),
    }
    return deeds[deed]()


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 3)), min_size=4, max_size=14))
def test_every_deed_is_taken_whole_or_refused_whole(
    cast: Cast, tries: list[tuple[str, int]]
) -> None:
    Vision.objects.all().delete()
    drafted(cast)
    for deed, which in tries:
        rows = list(Vision.objects.order_by("version"))
        if not rows:
            drafted(cast)
            continue
        vision = rows[which % len(rows)]
        tried = try_deed(lambda d=deed, v=vision: do(cast, d, v), tables=TABLES)  # type: ignore[misc]
        if deed in LEGAL and vision.state not in LEGAL[deed]:
            assert tried.refusal is not None, f"{deed} was taken from {vision.state}"
        if deed == "adopt" and vision.state != "consulted":
            assert isinstance(tried.refusal, NotFromHere)
        if deed == "adopt" and vision.state == "consulted" and vision.responses.count() < 2:
            assert isinstance(tried.refusal, CampusesNotHeard)
        if tried.refusal is None and deed in {"send", "adopt"}:
            assert tried.n_steps in {1, 2}  # its own step, and that of the version it replaces
    for row in Vision.objects.all():
        check_history(row, VISION)
    for state in ("draft", "consulted", "adopted"):
        assert Vision.objects.filter(state=state).count() <= 1
