"""Choose a few offers that differ from all that are legal: floors first, then the worthiest, never three of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from ownpath.engine.offers.types import Exploration
from ownpath.engine.offers.weighing import Weighed

MOST_OF_A_KIND = 2
LEAST_CHOICES = 3  # from here on there is room for both floors
NO_LIMIT = 1_000_000
# At most this many of one kind, for one reason, on one competency; looser only when nothing else is left.
LIMITS = (
    (MOST_OF_A_KIND, MOST_OF_A_KIND, 1),
    (MOST_OF_A_KIND, MOST_OF_A_KIND, MOST_OF_A_KIND),
    (MOST_OF_A_KIND, NO_LIMIT, 1),  # something else to learn before the same review twice
    (MOST_OF_A_KIND, NO_LIMIT, MOST_OF_A_KIND),
    (MOST_OF_A_KIND, NO_LIMIT, NO_LIMIT),
    (NO_LIMIT, NO_LIMIT, NO_LIMIT),
)


class _Chosen:
    """Offers chosen so far, and how many of each sort."""

    def __init__(self) -> None:
        self.offers: list[Weighed] = []
        self._activities: set[int] = set()
        self._kinds: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._competencies: Counter[int | None] = Counter()

    def add(self, offer: Weighed) -> None:
        self.offers.append(offer)
        self._activities.add(offer.activity)
        self._kinds[offer.candidate.kind] += 1
        self._reasons[offer.reason_kind] += 1
        self._competencies[offer.competency] += 1

    def fits(self, offer: Weighed, limits: tuple[int, int, int]) -> bool:
        of_kind, of_reason, of_competency = limits
        return (
            offer.activity not in self._activities
            and self._kinds[offer.candidate.kind] < of_kind
            and self._reasons[offer.reason_kind] < of_reason
            and self._competencies[offer.competency] < of_competency
        )


def choose_various(
    legal: Sequence[Weighed],
    *,
    n_wanted: int,
    floors: Sequence[frozenset[int]] = (),
    exploration: Exploration | None = None,
) -> list[tuple[Weighed, float]]:
    """Return up to `n_wanted` offers, the worthiest first, each with how likely it was to be offered.

    Parameters
    ----------
    legal
        The worthiest first.
    floors
        Sets of competencies; each that something legal serves gets one offer, while three or more are wanted.
    exploration
        Lets another legal offer take a place among the first now and then; None: never.
    """
    chosen = _Chosen()
    if n_wanted >= LEAST_CHOICES:
        for floor in floors:
            first = next(
                (
                    one
                    for one in legal
                    if one.competency in floor and chosen.fits(one, LIMITS[1])
                ),
                None,
            )
            if first is not None:
                chosen.add(first)
    kept_for_floors = {offer.activity for offer in chosen.offers}
    _fill(chosen, legal, n_wanted)
    offers = sorted(chosen.offers, key=lambda one: (-one.worth, one.activity))
    free = [
        place for place, offer in enumerate(offers) if offer.activity not in kept_for_floors
    ]
    if exploration is None or not free:
        return [(offer, 1.0) for offer in offers]
    return _explored(offers, _place_of_chance(free, exploration.among), legal, exploration)


def _place_of_chance(free: Sequence[int], among: int) -> int:
    """Return the last of the first `among` places that no floor asked for; where floors ask for all, the next."""
    return max((place for place in free if place < among), default=free[0])


def _fill(chosen: _Chosen, legal: Sequence[Weighed], n_wanted: int) -> None:
    for limits in LIMITS:
        for offer in legal:
            if len(chosen.offers) >= n_wanted:
                return
            if chosen.fits(offer, limits):
                chosen.add(offer)


def _explored(
    offers: Sequence[Weighed], place: int, legal: Sequence[Weighed], exploration: Exploration
) -> list[tuple[Weighed, float]]:
    """Return the offers with the one in that place, now and then, drawn from all that could stand there."""
    usual = offers[place]
    before = _Chosen()
    for offer in offers:
        if offer is not usual:
            before.add(offer)
    limits = next(limits for limits in LIMITS if before.fits(usual, limits))
    pool = [one for one in legal if before.fits(one, limits)]
    rng = Random(exploration.seed)  # noqa: S311 - chance that can be repeated
    share, each = exploration.share, exploration.share / len(pool)
    taken = rng.choice(pool) if rng.random() < share else usual
    p_offered = each + (1 - share) * (taken is usual)
    found = [(offer, 1.0) for offer in offers]
    found[place] = (taken, p_offered)
    return found
