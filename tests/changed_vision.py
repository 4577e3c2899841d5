"""Live Oak has a vision in force, one out for comment and two drafts; Rosa raised a concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import TODAY, Cast
from django.urls import reverse
from envisioned import make_change

from ownpath.engine.promises import PROMISES

FACES = ("student", "teacher", "family")
Named = dict[str, dict[str, Any]]


def make(cast: Cast) -> tuple[Named, Named, dict[str, list[str]]]:
    """Return the arguments, the fields and the pages of the vision and of concerns."""
    change = make_change(cast)
    out, draft = {"vision": change.is_out.uuid}, {"vision": change.is_draft.uuid}
    force, campus = {"vision": change.in_force.uuid}, {"campus": cast.section.campus.uuid}
    of_draft, in_force = change.is_draft.indicators.first(), change.in_force.indicators.first()
    assert of_draft is not None
    assert in_force is not None
    places = {
        **{f"{face}:change_comment": out for face in FACES},
        **{
            f"leader:vision_{name}": out
            for name in ("version", "talk", "preview", "time", "adopt")
        },
        **{
            f"leader:vision_{name}": draft
            for name in ("draft", "words", "indicator", "aims", "send", "discard")
        },
        **{
            f"leader:vision_{name}": {**out, **campus}
            for name in ("preview_ask", "preview_part", "decline")
        },
        "leader:vision_statements": {**draft, "audience": "students"},
        "leader:vision_take_out": {**draft, "indicator": of_draft.uuid},
        "leader:vision_end": force,
        "leader:vision_reading": {**force, "indicator": in_force.uuid},
        "leader:vision_answer": {**out, "comment": change.comment.uuid},
        "leader:concern": {"concern": change.concern.uuid},
    }
    comment, concern = {"text": "Good."}, {"kind": "worry", "text": "Is it much work?"}
    later = {"respond_by": str(TODAY + timedelta(days=30))}
    fields = {
        **{f"{face}:change_comment": comment for face in FACES},
        **{f"{face}:change_concern": concern for face in FACES},
        "leader:vision_begin": {"campus": str(cast.ben_section.campus.uuid)},
        "leader:vision_reading": {"value": "4", "read_on": str(TODAY)},
        "leader:vision_words": {"title_en": "Ours", "why_en": "So."},
        "leader:vision_statements": {"see_en": "Choice."},
        "leader:vision_indicator": {
            "metric": "whole_days",
            "name_en": "Whole days",
            "target": "60",
            "by_when": "2027-06-01",
        },
        "leader:vision_aims": {
            **{f"weight_{name}": "1" for name in PROMISES},
            "largest_group_that_connects": "8",
            "least_share_in_band": "0.5",
            "least_share_active": "0.5",
            "least_share_done": "0.8",
            "answer_within_days": "3",
            "max_screen_share": "0.5",
            "max_screen_run": "2",
        },
        "leader:vision_send": later,
        "leader:vision_time": later,
        "leader:vision_talk": comment,
        "leader:vision_answer": {"answer": "Thank you."},
        "leader:vision_decline": {"note": "We stand by it."},
        "leader:concern": {"answer": "We will look."},
    }
    leading = [
        reverse("leader:vision"),
        reverse("leader:vision_talk", args=[change.is_out.uuid]),
        reverse("leader:vision_version", args=[change.is_out.uuid]),
        reverse("leader:vision_preview", args=[change.is_out.uuid]),
        reverse("leader:concerns"),
        reverse("leader:concern", args=[change.concern.uuid]),
    ]
    pages = {
        "ada": [reverse("student:change")],
        "okafor": [reverse("teacher:change")],
        "rosa": [reverse("family:change")],
        "reyes": leading,
        "whitfield": [*leading, reverse("leader:vision_draft", args=[change.is_draft.uuid])],
    }
    return places, fields, pages
