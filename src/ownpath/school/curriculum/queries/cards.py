"""Read the cards a teacher works with: lessons for a small group and projects, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ownpath.school.curriculum.models import Activity, Competency

KINDS = (Activity.Kind.SMALL_GROUP_LESSON, Activity.Kind.PROJECT)
MOST_CARDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingCard:
    """One card as its pack wrote it; `words` are those of one language (see imports.cards)."""

    is_project: bool
    minutes: int
    group_min: int
    group_max: int
    words: Mapping[str, Any]


def cards_of(*, competency: Competency, language: str) -> list[TeachingCard]:
    """Return a competency's lesson cards, then its projects; one query."""
    rows = competency.activities.filter(kind__in=KINDS, is_retired=False).order_by("code")
    cards = [
        TeachingCard(
            is_project=one.kind == Activity.Kind.PROJECT,
            minutes=one.minutes,
            group_min=one.group_min,
            group_max=one.group_max,
            words=one.words.get(language) or one.words.get("en") or {},
        )
        for one in rows[:MOST_CARDS]
    ]
    return sorted(cards, key=lambda card: card.is_project)
