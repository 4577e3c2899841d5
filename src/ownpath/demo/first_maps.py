"""Let some stand on the way to a first map: Ben is in the middle of it, a classmate of Ada's was asked for one.

All of it is simulated; it goes through the same doors as anybody's, so its answers say that they came of a first map.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.demo.classes import Prepared
from ownpath.demo.term import CAST_KEYS
from ownpath.engine.items import key_fields
from ownpath.school.evidence.queries import instance_of
from ownpath.school.people.queries import find_person
from ownpath.school.plans.queries import open_step
from ownpath.school.plans.services import (
    answer_placement,
    ask_for_placement,
    begin_placement,
)
from ownpath.school.plans.services.placement_maps import grade_number, level_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Placement

N_ANSWERED = 6
MINUTES_AGO = 50
P_KNOWN_OF_OWN_GRADE = 0.3


def give_first_maps(*, prepared: Prepared, today: date, now: datetime, seed: int) -> None:
    """Ask for two first maps, and let Ben answer some of his questions."""
    ben, ito, okafor = (find_person(username=name) for name in ("ben", "ito", "okafor"))
    if ben is None or ito is None or okafor is None:
        return
    asked_at = now - timedelta(days=1)
    ask_for_placement(student=ben, by=ito, today=today, now=asked_at)
    _answer_some(prepared, ben, today, now - timedelta(minutes=MINUTES_AGO), seed)
    classmate = _classmate_of_ada(prepared)
    if classmate is not None:
        ask_for_placement(student=classmate, by=okafor, today=today, now=asked_at)


def _classmate_of_ada(prepared: Prepared) -> Person | None:
    ada = find_person(username="ada")
    for members in prepared.members.values():
        if ada is not None and ada.pk in members:
            others = (prepared.students[one] for one in members)
            return next((o for o in others if not o.sourced_id.startswith(CAST_KEYS)), None)
    return None


def _answer_some(
    prepared: Prepared, student: Person, today: date, since: datetime, seed: int
) -> None:
    rng = Random(seed)  # noqa: S311 - a simulation
    placement = begin_placement(
        student=student, by=student, today=today, now=since, seed=rng.getrandbits(32)
    )
    for number in range(N_ANSWERED):
        at = since + timedelta(minutes=2 * (number + 1))
        if not _answer(prepared, student, placement, rng, today, at):
            return


def _answer(
    prepared: Prepared,
    student: Person,
    placement: Placement,
    rng: Random,
    today: date,
    at: datetime,
) -> bool:
    """Answer the open question as the student might; return False when none is open."""
    step = open_step(placement=placement)
    if step is None or step.question is None:
        return False
    own = grade_number(student.grade)
    level = level_of(prepared.framework.competencies[step.competency_id])
    is_below = level is not None and own is not None and level < own
    knows = is_below or (level == own and rng.random() < P_KNOWN_OF_OWN_GRADE)
    return answer_placement(
        student=student,
        placement_uuid=placement.uuid,
        question_uuid=step.question.uuid,
        attempt=UUID(int=rng.getrandbits(128), version=4),
        response=key_fields(instance_of(step.question)) if knows else None,
        language="en",
        by=student,
        today=today,
        now=at,
        seed=rng.getrandbits(32),
    )
