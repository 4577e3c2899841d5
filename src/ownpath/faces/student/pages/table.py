"""What lies on the table of My day and what waits until more ideas are asked for: only what lies there is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.no_school import tell_no_school
from ownpath.faces.student.pages.screens import alone_where_free, off_screens
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.days.queries import is_kept_off_screens
from ownpath.school.days.queries.stamps import stamp_of_student
from ownpath.school.mastery.queries import unseen_downgrades
from ownpath.school.plans.services import ensure_offers

if TYPE_CHECKING:
    from ownpath.school.mastery.models import StateChange
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

CHOICES_SHOWN = 4
THINGS_SHOWN_EARLY = 3  # early grades: at most three things on a screen
FEWEST_CHOICES = 2  # a choice is a choice between two at least
MOST_REFRESHES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Today's offers by where they lie."""

    chosen: tuple[Offer, ...]
    pinned: tuple[Offer, ...]
    choices: tuple[Offer, ...]
    more: tuple[Offer, ...]  # not on the page until it is asked for
    done: tuple[Offer, ...]  # the newest first
    ways_back: tuple[Offer | None, ...]  # to what slipped, for each of it

    @property
    def shown(self) -> tuple[Offer, ...]:
        """What the page shows."""
        ways = tuple(way for way in self.ways_back if way is not None)
        return (*self.chosen, *self.pinned, *self.choices, *self.done, *ways)


def slipped_of(student: Person) -> list[StateChange]:
    """Return what slipped and is not read yet, as much of it as My day tells at once."""
    return unseen_downgrades(student=student)[:MOST_REFRESHES]


def lay_table(
    offers: Sequence[Offer], *, is_early: bool, slipped: Collection[StateChange] = ()
) -> Table:
    """Sort today's offers: what is begun, pinned, to choose from, waiting, done, and the ways back to what slipped."""
    still_open = [one for one in offers if one.state == one.State.OPEN]
    pinned = [one for one in still_open if one.reason.get("kind") == "pinned"]
    free = [one for one in still_open if one.reason.get("kind") != "pinned"]
    chosen = [one for one in offers if one.state == one.State.CHOSEN]
    done = [one for one in offers if one.state == one.State.DONE]
    n_shown = CHOICES_SHOWN
    if is_early:
        n_shown = max(FEWEST_CHOICES, THINGS_SHOWN_EARLY - len(pinned) - len(chosen))
    shown, waiting = _with_chance_shown(free, n_shown)
    ways = {one.competency_id: one for one in reversed(still_open)}
    return Table(
        chosen=tuple(chosen),
        pinned=tuple(pinned),
        choices=shown,
        more=waiting,
        done=tuple(sorted(done, key=lambda one: -one.pk)),
        ways_back=tuple(ways.get(change.competency_id) for change in slipped),
    )


def _with_chance_shown(
    free: Sequence[Offer], n_shown: int
) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """Part what is shown from what waits; where something else could have been drawn is shown, whatever was drawn."""
    by_chance = [one for one in free if one.p_offered < 1]
    certain = [one for one in free if one.p_offered == 1]
    first = {one.pk for one in (by_chance + certain)[:n_shown]}
    return (
        tuple(one for one in free if one.pk in first),
        tuple(one for one in free if one.pk not in first),
    )


def build_ideas(
    *, student: Person, today: date, now: datetime, language: str
) -> tuple[OfferCard, ...]:
    """Return what My day did not show at once; from now on it counts as offered. Nothing on a planned day."""
    if stamp_of_student(student=student, day=today):
        return ()
    waiting = partial(
        _waiting,
        is_early=student.grade in EARLY_GRADES,
        is_kept_off=is_kept_off_screens(student=student),
        is_free=bool(tell_no_school(student=student, today=today)),
    )
    offers = ensure_offers(student=student, today=today, now=now, shows=waiting)
    return tuple(draw_card(offer, language=language) for offer in waiting(offers))


def _waiting(
    offers: Sequence[Offer], *, is_early: bool, is_kept_off: bool, is_free: bool
) -> Sequence[Offer]:
    fit = off_screens(offers, is_kept_off=is_kept_off)
    fit = alone_where_free(fit, is_free=is_free)
    return lay_table(fit, is_early=is_early).more
