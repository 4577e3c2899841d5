"""An offer as a card: what, where, how long, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.student.pages.words import ICON, KIND, TONE, WEIGHT, WHERE
from ownpath.school.curriculum.words import say
from ownpath.school.plans.words import because, behind_it

if TYPE_CHECKING:
    from ownpath.school.plans.models import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCard:
    """One thing a student may do today."""

    uuid: UUID
    title: str
    kind: str
    kind_words: str
    where: str
    minutes: int
    icon: str
    tone: int
    because: str
    behind: str
    weight: str
    weight_words: str
    is_practice: bool
    is_pinned: bool
    pinned_by: str
    pinned_words: str
    competency_id: int | None
    sitting: UUID | None

    @property
    def html_id(self) -> str:
        """The id of its words on a page, for whoever reads them aloud."""
        return f"c-{self.uuid}"


def draw_card(offer: Offer, *, language: str) -> OfferCard:
    """Return the card of an offer in one language."""
    activity, reason = offer.activity, offer.reason
    is_pinned = reason.get("kind") == "pinned"
    says = reason.get("says", {}) if is_pinned else {}
    return OfferCard(
        uuid=offer.uuid,
        title=say(activity.words, "title", language) or activity.code,
        kind=activity.kind,
        kind_words=str(KIND.get(activity.kind, "")),
        where=str(WHERE.get(activity.modality, "")),
        minutes=activity.minutes,
        icon=ICON.get(activity.kind, "pencil"),
        tone=TONE.get(activity.kind, 1),
        because=because(reason, language=language),
        behind=behind_it(reason, language=language),
        weight=offer.weight,
        weight_words=str(WEIGHT.get(offer.weight, "")),
        is_practice=activity.kind == "practice",
        is_pinned=is_pinned,
        pinned_by=str(says.get("who", "")),
        pinned_words=str(says.get("words", "")),
        competency_id=offer.competency_id,
        sitting=offer.sitting.uuid if offer.sitting else None,
    )
