"""What a child chose and what comes next, each with its why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.faces.family.pages.telling import because_of, join
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from ownpath.school.days.models import NextChoice
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

MOST_CHOICES = 3
MOST_PICKED = 3
MOST_NEXT = 2
TAKEN = frozenset({"chosen", "done"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something done, picked or offered, and why."""

    title: str
    because: str  # or for which days it was picked
    concern: str  # address that opens the message box with this named; "" where there is nothing to object to


def tell_chosen(
    *,
    child: Person,
    offers: Iterable[Offer],
    picks: Iterable[NextChoice],
    ends_on: date,
    language: str,
) -> tuple[Thing, ...]:
    """Return what a child took of what was offered, then what the child picked for days of the week and after it."""
    taken: dict[int, Thing] = {}
    for offer in offers:
        if offer.state in TAKEN and offer.for_day <= ends_on:
            taken.setdefault(offer.activity_id, _thing(child, offer, language))
    days: dict[str, list[date]] = {}
    for pick in picks:
        if pick.activity_id not in taken:
            days.setdefault(title_of_pick(pick, language), []).append(pick.day)
    picked = [_picked(title, own, ends_on) for title, own in days.items() if title]
    return (*tuple(taken.values())[:MOST_CHOICES], *picked[-MOST_PICKED:])


def title_of_pick(pick: NextChoice, language: str) -> str:
    """Return what was picked, by name."""
    if pick.station is not None:
        return say(pick.station.words, "name", language)
    return say(pick.activity.words, "title", language) if pick.activity else ""


def _picked(title: str, days: Sequence[date], ends_on: date) -> Thing:
    named = join([_day(day, ends_on) for day in dict.fromkeys(days)])
    return Thing(title=title, because=_("picked for %(day)s") % {"day": named}, concern="")


def _day(day: date, ends_on: date) -> str:
    """Name a day of the week by its weekday; one after it with its date, so that nobody takes it for this week's."""
    if day <= ends_on:
        return date_format(day, "l")
    told = {"weekday": date_format(day, "l"), "day": date_format(day, "MONTH_DAY_FORMAT")}
    return _("%(weekday)s, %(day)s") % told


def tell_next(
    *, child: Person, offers: Iterable[Offer], today: date, language: str
) -> tuple[Thing, ...]:
    """Return what stands open for a child today."""
    waiting = [offer for offer in offers if offer.state == "open" and offer.for_day == today]
    return tuple(_thing(child, offer, language) for offer in waiting[:MOST_NEXT])


def _thing(child: Person, offer: Offer, language: str) -> Thing:
    title = say(offer.activity.words, "title", language) or offer.activity.code
    week = reverse("family:child", args=[child.uuid])
    return Thing(
        title=title,
        because=because_of(offer.reason, name=child.called, language=language),
        concern=f"{week}?about={offer.uuid}#write",
    )
