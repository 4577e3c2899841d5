"""My concerns with their answers, a form to raise one, and the counts that everybody sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ownpath.faces.taking_part.forms import ConcernForm
from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.concerns import (
    ConcernCounts,
    ConcernLine,
    own_and_counts,
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
    mine, n_mine, counts = own_and_counts(
        person=asking.viewer, district=district, today=asking.today, most=MOST_SHOWN
    )
    refused = asking.refused
    content = ConcernsPart(
        counts=counts,
        mine=tuple(mine),
        n_more=max(0, n_mine - MOST_SHOWN),
        form=refused
        if isinstance(refused, ConcernForm)
        else ConcernForm(face=asking.face, campuses=asking.reach.own),
        send_url=reverse(f"{asking.face}:change_concern"),
    )
    return Part(key="concerns", template="taking_part/parts/concerns.html", content=content)
