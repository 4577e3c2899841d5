"""Keep when an offer was first shown: what was made and never seen was not offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from ownpath.school.plans.models import Offer
from ownpath.store.together import deed

Shows = Callable[[Sequence[Offer]], Sequence[Offer]]


def everything(offers: Sequence[Offer]) -> Sequence[Offer]:
    """Return all offers: a page that lists the whole day shows each."""
    return offers


def show_offers(*, offers: Iterable[Offer], now: datetime) -> None:
    """Keep that some offers are shown to their student now; those seen before cost nothing."""
    unseen = [offer for offer in offers if offer.shown_at is None]
    if unseen:
        _note(unseen, now)


@deed
def _note(unseen: list[Offer], now: datetime) -> None:
    rows = Offer.objects.filter(pk__in=[offer.pk for offer in unseen], shown_at=None)
    rows.update(shown_at=now)
    for offer in unseen:
        offer.shown_at = now
