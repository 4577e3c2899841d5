"""Let the demonstration's people speak: hopes, signals, messages, goals and a pin; all of it simulated."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from ownpath.demo.classes import Prepared
from ownpath.demo.term import CAST_KEYS
from ownpath.school.curriculum.queries import themes
from ownpath.school.people.queries import find_person
from ownpath.school.people.services import set_language
from ownpath.school.plans.services import ensure_offers, set_goal
from ownpath.school.voice.services import bring_in_hopes, send_message, send_signal
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.curriculum.models import Theme
    from ownpath.school.people.models import Person

CARDS_EACH = 2
DAYS_SINCE_PICKED = 9
AT_ONCE = 60  # students in one commit
ONE_IN = 12  # one student in so many sends a signal today
OFFERS_ONE_IN = (
    8  # one in so many has opened today's list already, and everybody in the cast's classes
)


def let_them_speak(
    *, prepared: Prepared, today: date, now: datetime, seed: int, progress: Progress
) -> None:
    """Give every student cards, some of them a signal, and the cast something to answer."""
    rng = Random(seed)  # noqa: S311 - a simulation
    cards = [list(themes(kind=kind)) for kind in ("interest", "hope")]
    everyone = list(prepared.students.values())
    early = _classmates_of_the_cast(prepared)
    for begin in range(0, len(everyone), AT_ONCE):
        batch = everyone[begin : begin + AT_ONCE]
        commit_together(partial(_speak, batch, cards, early, rng, today, now))
        progress("voices", begin + len(batch), len(everyone))
    _speak_as_the_cast(prepared, today, now)


def _classmates_of_the_cast(prepared: Prepared) -> frozenset[int]:
    """Return everybody in a class with one of the cast."""
    cast = {pk for pk, one in prepared.students.items() if one.sourced_id.startswith(CAST_KEYS)}
    classes = [here for here in prepared.members.values() if not cast.isdisjoint(here)]
    return frozenset(pk for here in classes for pk in here)


def _speak(
    students: list[Person],
    cards: list[list[Theme]],
    early: frozenset[int],
    rng: Random,
    today: date,
    now: datetime,
) -> None:
    picked = [(student, card) for student in students for card in _pick_cards(cards, rng)]
    bring_in_hopes(picked=picked, now=now - timedelta(days=DAYS_SINCE_PICKED))
    for student in students:
        if rng.randrange(ONE_IN) == 0:
            _signal(student, rng, now)
        if student.pk in early or rng.randrange(OFFERS_ONE_IN) == 0:
            ensure_offers(student=student, today=today, now=now)


def _pick_cards(cards: list[list[Theme]], rng: Random) -> list[Theme]:
    return [
        card
        for of_a_kind in cards
        for card in rng.sample(of_a_kind, k=min(len(of_a_kind), rng.randint(0, CARDS_EACH)))
    ]


def _signal(student: Person, rng: Random, now: datetime) -> None:
    kind = rng.choice(["need_a_person", "loved_it", "too_easy"])
    at = now - timedelta(minutes=rng.randrange(5, 300))
    send_signal(student=student, kind=kind, by=student, now=at)


def _speak_as_the_cast(prepared: Prepared, today: date, now: datetime) -> None:
    ben, ito = find_person(username="ben"), find_person(username="ito")
    rosa = find_person(username="rosa")
    if ben is None or ito is None or rosa is None:
        return
    set_language(by=rosa, language="es")
    send_message(
        about=ben,
        sender=ben,
        receiver_uuid=ito.uuid,
        body="I keep mixing up miles per hour and hours per mile. Can you show me with the skate ramp?",
        today=today,
        now=now - timedelta(hours=2),
    )
    ahead = [
        one
        for one in prepared.framework.order
        if "08" in prepared.framework.competencies[one].grades
    ]
    if ahead:
        set_goal(
            student=ben, competency_id=ahead[len(ahead) // 2], by=ben, today=today, now=now
        )
