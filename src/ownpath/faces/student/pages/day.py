"""My day: what I can do now and why, what I am in the middle of, who wrote back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from ownpath.faces.student.pages.cards import OfferCard, draw_card
from ownpath.faces.student.pages.first_map import Invitation, build_invitation
from ownpath.faces.student.pages.no_school import tell_no_school_at
from ownpath.faces.student.pages.screens import alone_where_free, off_screens
from ownpath.faces.student.pages.table import lay_table, slipped_of
from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import campus_and_screens
from ownpath.school.evidence.queries import dots_of
from ownpath.school.plans.services import ensure_offers
from ownpath.school.voice.queries import is_person_asked, unread_for

if TYPE_CHECKING:
    from ownpath.faces.student.pages.table import Table
    from ownpath.school.mastery.models import StateChange
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer
    from ownpath.school.voice.models import Message

NOON = 12
EVENING = 18
PREVIEW_LENGTH = 120
DONE_SHOWN = 8
KIT_DOTS = {"right": "unaided", "aided": "aided", "not_yet": "not_yet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOn:
    """Something begun and not done."""

    card: OfferCard
    dots: tuple[str, ...]
    n_planned: int
    can_be_put_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Words somebody wrote to me that I have not read."""

    uuid: UUID
    sender: str
    preview: str
    is_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """Something that slipped a little, and the short way back."""

    name: str
    domain: str
    way_back: OfferCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """A student's first page."""

    greeting: str
    part_of_day: str  # morning, afternoon or evening
    going_on: tuple[GoingOn, ...]
    pinned: tuple[OfferCard, ...]
    choices: tuple[OfferCard, ...]
    has_more: bool  # ideas that come when they are asked for
    done: tuple[OfferCard, ...]  # the newest first
    n_more_done: int
    letters: tuple[Letter, ...]
    refreshes: tuple[Refresh, ...]
    is_person_asked: bool
    is_early: bool
    invitation: Invitation | None = None  # to make a first map
    no_school: str = ""  # that there is none today, and when there is again

    @property
    def n_letters(self) -> int:
        """How many letters wait to be read."""
        return len(self.letters)

    @property
    def is_all_done(self) -> bool:
        """Whether something was done and nothing is left."""
        return bool(self.done) and not (self.going_on or self.pinned or self.choices)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all yet."""
        return not (self.done or self.going_on or self.pinned or self.choices)


def build_my_day(*, student: Person, today: date, now: datetime, language: str) -> MyDay:
    """Read everything for a student's first page; what it shows counts as offered from now on."""
    is_early, slipped = student.grade in EARLY_GRADES, slipped_of(student)
    campus, is_kept_off = campus_and_screens(student=student, today=today)
    no_school = tell_no_school_at(campus, today=today)

    def lay(offers: Sequence[Offer]) -> Table:
        fit = off_screens(offers, is_kept_off=is_kept_off)
        fit = alone_where_free(fit, is_free=bool(no_school))
        return lay_table(fit, is_early=is_early, slipped=slipped)

    def draw(offers: Iterable[Offer]) -> tuple[OfferCard, ...]:
        return tuple(draw_card(offer, language=language) for offer in offers)

    offers = ensure_offers(
        student=student, today=today, now=now, shows=lambda found: lay(found).shown
    )
    table, part = lay(offers), part_of_day(now)
    return MyDay(
        greeting=greet(student.called, part),
        part_of_day=part,
        going_on=_going_on(table.chosen, language),
        pinned=draw(table.pinned),
        choices=draw(table.choices),
        has_more=bool(table.more),
        done=draw(table.done[:DONE_SHOWN]),
        n_more_done=max(0, len(table.done) - DONE_SHOWN),
        letters=read_letters(student),
        refreshes=_refreshes(slipped, table.ways_back, language),
        is_person_asked=is_person_asked(student=student),
        is_early=is_early,
        invitation=build_invitation(student=student, has_offers=bool(offers), today=today),
        no_school=no_school,
    )


def part_of_day(now: datetime) -> str:
    """Return morning, afternoon or evening, by the district's clock."""
    hour = timezone.localtime(now).hour
    if hour < NOON:
        return "morning"
    return "afternoon" if hour < EVENING else "evening"


def greet(called: str, part: str) -> str:
    """Return a greeting that fits the part of the day."""
    words = {
        "morning": gettext("Good morning, %(called)s"),
        "afternoon": gettext("Good afternoon, %(called)s"),
        "evening": gettext("Good evening, %(called)s"),
    }
    return words[part] % {"called": called}


def _going_on(chosen: Sequence[Offer], language: str) -> tuple[GoingOn, ...]:
    """Return what is begun, the newest first; dots are read for the first alone, so that queries stay few."""
    found = []
    for place, offer in enumerate(sorted(chosen, key=lambda one: one.rank)):
        dots = dots_of(sitting=offer.sitting) if offer.sitting and place == 0 else []
        shown = tuple(KIT_DOTS[dot] for dot in dots if dot in KIT_DOTS)
        found.append(
            GoingOn(
                card=draw_card(offer, language=language),
                dots=shown,
                n_planned=len(dots),
                can_be_put_back=place == 0 and not shown,
            )
        )
    return tuple(found)


def read_letters(student: Person) -> tuple[Letter, ...]:
    """Return what was written to a student and is not read yet."""
    return tuple(_letter(message) for message in unread_for(receiver=student))


def _letter(message: Message) -> Letter:
    return Letter(
        uuid=message.uuid,
        sender=message.sender.full_name,
        preview=Truncator(message.body).chars(PREVIEW_LENGTH),
        is_answer=message.answers_id is not None,
    )


def _refreshes(
    slipped: Sequence[StateChange], ways: Sequence[Offer | None], language: str
) -> tuple[Refresh, ...]:
    return tuple(
        Refresh(
            name=say(change.competency.words, "short", language) or str(change.competency),
            domain=change.competency.domain,
            way_back=draw_card(way, language=language) if way else None,
        )
        for change, way in zip(slipped, ways, strict=True)
    )
