"""What may come next: the choices a student has as soon as something is worked through."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.days.queries.stamps import stamp_of_student
from ownpath.school.plans.services import ensure_offers

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

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
    offers = ensure_offers(student=student, today=today, now=now)
    if any(offer.state == offer.State.CHOSEN for offer in offers):
        return ()
    cards = [draw_card(offer, language=language) for offer in offers if offer.state == "open"]
    n_shown = CHOICES_SHOWN_EARLY if student.grade in EARLY_GRADES else CHOICES_SHOWN
    return tuple(sorted(cards, key=_pinned_first)[:n_shown])


def _pinned_first(card: OfferCard) -> bool:
    return not card.is_pinned
