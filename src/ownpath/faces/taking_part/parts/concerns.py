"""My concerns with their answers, a form to raise one, and the counts that everybody sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ownpath.faces.taking_part.forms import ConcernForm
from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.concerns import (
    ConcernCounts,
    ConcernLine,
    concern_counts,
    concerns_of,
    draw_concerns,
)

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsPart:
    """Concerns as somebody who raises them sees them."""

    counts: ConcernCounts
    mine: tuple[ConcernLine, ...]
    n_more: int  # older ones of mine that are not listed
    form: ConcernForm
    send_url: str


def build_concerns(asking: Asking) -> Part | None:
    """Return the asker's concerns, the form, and the counts of the district."""
    district = asking.viewer.district
    if district is None:
        return None
    rows = concerns_of(person=asking.viewer)
    listed = list(rows[: MOST_SHOWN + 1])
    refused = asking.refused
    content = ConcernsPart(
        counts=concern_counts(district=district, today=asking.today),
        mine=tuple(
            draw_concerns(rows=listed[:MOST_SHOWN], district=district, today=asking.today)
        ),
        n_more=max(0, rows.count() - MOST_SHOWN) if len(listed) > MOST_SHOWN else 0,
        form=refused
        if isinstance(refused, ConcernForm)
        else ConcernForm(face=asking.face, campuses=asking.reach.own),
        send_url=reverse(f"{asking.face}:change_concern"),
    )
    return Part(key="concerns", template="taking_part/parts/concerns.html", content=content)
