"""What may come next: the choices a student has as soon as something is worked through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.screens import off_screens
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.days.queries import is_kept_off_screens
from ownpath.school.days.queries.stamps import stamp_of_student
from ownpath.school.plans.services import ensure_offers

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

CHOICES_SHOWN = 3
CHOICES_SHOWN_EARLY = 2  # with the way back to the day they are three things on a screen


def build_what_next(
    *, student: Person, today: date, now: datetime, language: str
) -> tuple[OfferCard, ...]:
    """Return what a student may begin at once, pinned things first; nothing on a planned day, whose ribbon says it.

    Something begun before stays a matter of My day: nobody is led past it, and there nothing is chosen here.
    """
    if stamp_of_student(student=student, day=today):
        return ()
    n_shown = CHOICES_SHOWN_EARLY if student.grade in EARLY_GRADES else CHOICES_SHOWN
    picks = partial(_first, n_shown=n_shown, is_kept_off=is_kept_off_screens(student=student))
    offers = ensure_offers(student=student, today=today, now=now, shows=picks)
    return tuple(draw_card(offer, language=language) for offer in picks(offers))


def _first(offers: Sequence[Offer], *, n_shown: int, is_kept_off: bool) -> Sequence[Offer]:
    """Return the first that are open, pinned things before others; none while something is begun."""
    if any(offer.state == offer.State.CHOSEN for offer in offers):
        return ()
    fit = off_screens(offers, is_kept_off=is_kept_off)
    still_open = [offer for offer in fit if offer.state == offer.State.OPEN]
    return sorted(still_open, key=_is_not_pinned)[:n_shown]


def _is_not_pinned(offer: Offer) -> bool:
    return bool(offer.reason.get("kind") != "pinned")
