"""What is mine to choose for the next school day, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ownpath.faces.student.pages.ribbon import Choice, NextDay
from ownpath.faces.student.pages.words import PLACE_ICON, PLACE_TONE, PLACE_WORDS
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import tomorrow_of
from ownpath.school.days.queries.happening import key_of_choice, on_the_page
from ownpath.school.days.services.picking import MOST_PICKS
from ownpath.school.plans.services import show_offers
from ownpath.school.plans.words import because, behind_it

if TYPE_CHECKING:
    from ownpath.school.days.queries.explaining import Could
    from ownpath.school.people.models import Person

MOST_CHOICES = 6
MOST_CHOICES_EARLY = 3


def build_next_day(*, student: Person, now: datetime, language: str) -> NextDay | None:
    """Read what a student may wish for on the next school day; None where nothing can be wished for.

    What it shows of today's offers counts as offered from now on.
    """
    tomorrow = tomorrow_of(student=student, now=now)
    if tomorrow is None or tomorrow.day is None or not tomorrow.could:
        return None
    picked = {key_of_choice(one): one.uuid for one in tomorrow.picked}
    shown = on_the_page(tomorrow.could, n_shown=n_choices(student))
    if not tomorrow.is_open:
        shown = [one for one in shown if one.is_picked]
    show_offers(offers=[one.offer for one in shown if one.offer], now=now)
    return NextDay(
        day=tomorrow.day,
        locks_at=tomorrow.locks_at,
        is_open=tomorrow.is_open,
        choices=tuple(_choice(one, picked.get(one.key), language) for one in shown),
        locks_today=localtime(tomorrow.locks_at).date() == localtime(now).date(),
        is_full=len(picked) >= MOST_PICKS,
        is_planned=tomorrow.is_planned,
    )


def n_choices(student: Person) -> int:
    """Return among how many things a student picks at once."""
    return MOST_CHOICES_EARLY if student.grade in EARLY_GRADES else MOST_CHOICES


def _choice(one: Could, picked: UUID | None, language: str) -> Choice:
    return Choice(
        key=one.key,
        title=spoken(one.title, language),
        where=str(PLACE_WORDS.get(one.modality, "")),
        icon=PLACE_ICON.get(one.modality, "pencil"),
        tone=PLACE_TONE.get(one.modality, 3),
        picked=picked,
        because=tell_because(one, language),
        behind=behind_it(one.reason, language=language) if one.offer else "",
    )


def tell_because(one: Could, language: str) -> str:
    """Say why something can be wished for: by its offer, or that the place is open; "" where it is neither any more."""
    if one.offer:
        return because(one.reason, language=language)
    return _("because it is open to your grade") if one.reason else ""
