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
from ownpath.school.plans.services import make_offers, set_goal
from ownpath.school.voice.services import say_hope, send_message, send_signal
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.people.models import Person

CARDS_EACH = 2
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
    slugs = {kind: [theme.slug for theme in themes(kind=kind)] for kind in ("interest", "hope")}
    everyone = list(prepared.students.values())
    early = _classmates_of_the_cast(prepared)
    for begin in range(0, len(everyone), AT_ONCE):
        batch = everyone[begin : begin + AT_ONCE]
        commit_together(partial(_speak, batch, slugs, early, rng, today, now))
        progress("voices", begin + len(batch), len(everyone))
    _speak_as_the_cast(prepared, today, now)


def _classmates_of_the_cast(prepared: Prepared) -> frozenset[int]:
    """Return everybody in a class with one of the cast."""
    cast = {pk for pk, one in prepared.students.items() if one.sourced_id.startswith(CAST_KEYS)}
    classes = [here for here in prepared.members.values() if not cast.isdisjoint(here)]
    return frozenset(pk for here in classes for pk in here)


def _speak(
    students: list[Person],
    slugs: dict[str, list[str]],
    early: frozenset[int],
    rng: Random,
    today: date,
    now: datetime,
) -> None:
    for student in students:
        _pick_cards(student, slugs, rng, now)
        if rng.randrange(ONE_IN) == 0:
            _signal(student, rng, now)
        if student.pk in early or rng.randrange(OFFERS_ONE_IN) == 0:
            make_offers(student=student, today=today, now=now)


def _pick_cards(
    student: Person, slugs: dict[str, list[str]], rng: Random, now: datetime
) -> None:
    for kind, named in slugs.items():
        for slug in rng.sample(named, k=min(len(named), rng.randint(0, CARDS_EACH))):
            say_hope(
                student=student,
                kind=kind,
                theme_slug=slug,
                words="",
                by=student,
                now=now - timedelta(days=9),
            )


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
