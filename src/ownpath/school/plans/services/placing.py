"""Placement: begin, answer or say "I don't know yet", and end with a first map; a teacher may ask for one.

One answer a question and no hints; what is answered is ordinary evidence. A placement is the list of its answers: it
can be left and taken up on any day, on any machine.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import grade, read_response
from ownpath.engine.placement import (
    Finished,
    FirstMap,
    Limits,
    Place,
    Progress,
    first_map,
    next_question,
)
from ownpath.errors import Conflict, NotFound
from ownpath.school.curriculum.queries import (
    competencies_at,
    framework_for,
    get_item,
    get_map,
    with_items,
)
from ownpath.school.evidence.queries import find_attempt, instance_of
from ownpath.school.evidence.services import (
    Shown,
    count_attempt,
    finish_sitting,
    put_question,
    start_sitting,
)
from ownpath.school.mastery.services import presume, record_answer
from ownpath.school.plans.models import Placement, PlacementStep
from ownpath.school.plans.queries import get_placement, open_step, progress_of
from ownpath.school.plans.services.allowed import ensure_may_steer, ensure_own
from ownpath.school.plans.services.asking import an_interest, least_met
from ownpath.school.plans.services.offering import make_offers
from ownpath.school.plans.services.placement_maps import placement_map
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Framework
    from ownpath.school.evidence.models import Question
    from ownpath.school.people.models import Person

MOST_QUESTIONS = Limits().most
MIDDLING = 2  # the difficulty step questions are put at


class NoWayToPlace(NotFound):
    """The student's classes work on nothing that could be asked about."""


class Begun(Conflict):
    """The student is at it already."""


@deed
def ask_for_placement(*, student: Person, by: Person, today: date, now: datetime) -> Placement:
    """Ask a student for a first map, by a teacher's word; asking twice is once."""
    ensure_may_steer(student, by, today)
    take_turns(about=student.pk)
    framework = _framework(student, today)
    placement, _made = Placement.objects.get_or_create(
        student=student,
        framework=framework,
        finished_at=None,
        defaults={"asked_by": by, "asked_at": now},
    )
    return placement


@deed
def take_back_placement(
    *, student: Person, placement_uuid: UUID, by: Person, today: date
) -> None:
    """Take a request back that the student has not begun.

    Raises
    ------
    Begun
        If the student has begun; what was answered stays.
    """
    ensure_may_steer(student, by, today)
    take_turns(about=student.pk)
    placement = get_placement(student=student, uuid=placement_uuid)
    if placement.sitting_id is not None:
        raise Begun(
            _("The student has begun already."), next_step=_("It can be left at any time.")
        )
    placement.delete()


@deed
def begin_placement(
    *, student: Person, by: Person, today: date, now: datetime, seed: int
) -> Placement:
    """Begin a placement, or take up the one that was left; `seed` is the server's own chance."""
    ensure_own(student, by)
    take_turns(about=student.pk)
    framework = _framework(student, today)
    placement, _made = Placement.objects.get_or_create(
        student=student,
        framework=framework,
        finished_at=None,
        defaults={"asked_at": now},
    )
    if placement.sitting_id is None:
        placement.sitting = start_sitting(
            student=student,
            activity=None,
            competency_id=None,
            n_planned=MOST_QUESTIONS,
            now=now,
        )
        placement.save(update_fields=["sitting"])
        _go_on(placement, student, random.Random(seed), today, now)  # noqa: S311 - which item, not a secret
    return placement


@deed
def answer_placement(
    *,
    student: Person,
    placement_uuid: UUID,
    question_uuid: UUID,
    attempt: UUID,
    response: Mapping[str, Sequence[str]] | None,
    language: str,
    by: Person,
    today: date,
    now: datetime,
    seed: int,
) -> bool:
    """Take the one answer to the open question and put the next; return False where it could not be read.

    Parameters
    ----------
    attempt
        Made by the page; the same attempt again changes nothing.
    response
        The answer's fields as they were posted; None is "I don't know yet".
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    placement = get_placement(student=student, uuid=placement_uuid)
    step = open_step(placement=placement)
    is_repeated = find_attempt(attempt=attempt) is not None
    if (
        is_repeated
        or step is None
        or step.question is None
        or step.question.uuid != question_uuid
    ):
        return True  # answered before, on this page or another: the page shows what is open now
    score, is_correct, said = 0.0, False, None
    if response is not None:
        graded = grade(instance_of(step.question), read_response(response, language=language))
        if not graded.readable:
            return False
        score, is_correct, said = graded.score, graded.is_correct, graded.normalized
    count_attempt(question=step.question, closes=True, waited_seconds=0.0, now=now)
    shown = _shown(step.question, attempt, score, said, now, is_correct=is_correct)
    record_answer(shown=shown, by=by, now=now)
    answer = PlacementStep.Answer
    step.answer = (
        answer.NOT_YET if response is None else answer.RIGHT if is_correct else answer.WRONG
    )
    step.save(update_fields=["answer"])
    _go_on(placement, student, random.Random(seed), today, now)  # noqa: S311 - which item, not a secret
    return True


def map_of_placement(*, placement: Placement, grade: str, progress: Progress) -> FirstMap:
    """Return the first map that some answers lead to."""
    framework = placement.framework
    on = placement_map(framework_id=framework.pk, revision=framework.revision, grade=grade)
    return first_map(on, progress)


def _framework(student: Person, today: date) -> Framework:
    framework = framework_for(student=student, today=today)
    if framework is None or not with_items(competency_ids=get_map(framework.pk).order):
        raise NoWayToPlace(
            _("There is nothing to ask about yet."),
            next_step=_("The office connects a class to a set of skills."),
        )
    return framework


def _go_on(
    placement: Placement, student: Person, rng: random.Random, today: date, now: datetime
) -> None:
    """Put the next question, or end with the first map."""
    framework = placement.framework
    on = placement_map(
        framework_id=framework.pk, revision=framework.revision, grade=student.grade
    )
    progress = progress_of(placement=placement)
    askable = with_items(competency_ids=on.ids)
    found = next_question(on, progress, not_askable=frozenset(on.ids) - askable)
    if isinstance(found, Finished):
        placement.finished_at, placement.ended = now, found.why
        placement.save(update_fields=["finished_at", "ended"])
        if placement.sitting is not None:
            finish_sitting(sitting=placement.sitting, now=now)
        known = first_map(on, progress)
        presume(
            student_id=student.pk,
            framework_id=framework.pk,
            p_known={
                one: known.p_known[one]
                for one, place in known.place.items()
                if place is Place.KNOWN
            },
            now=now,
        )
        make_offers(student=student, today=today, now=now)
        return
    _put(placement, student, found, len(progress.asked), rng, now)


def _put(
    placement: Placement,
    student: Person,
    competency_id: int,
    position: int,
    rng: random.Random,
    now: datetime,
) -> None:
    met = least_met(student, [competency_id], rng)
    if met is None or placement.sitting is None:
        raise ValueError(
            f"competency {competency_id} has no item: expected one that can be asked"
        )
    question = put_question(
        sitting=placement.sitting,
        item=get_item(item_id=met[1]),
        seed=rng.getrandbits(48),
        step=MIDDLING,
        interest=an_interest(student, rng),
        position=position,
        is_mixed=True,
        now=now,
    )
    PlacementStep.objects.create(
        placement=placement, position=position, competency_id=competency_id, question=question
    )


def _shown(
    question: Question,
    attempt: UUID,
    score: float,
    said: object,
    now: datetime,
    *,
    is_correct: bool,
) -> Shown:
    touched = competencies_at(question.item_id, question.revision)
    return Shown(
        attempt=attempt,
        student_id=question.student_id,
        competency_ids=tuple(competency for competency, _, _ in touched),
        score=score,
        is_correct=is_correct,
        source="placement",
        answered_at=now,
        item_id=question.item_id,
        question_id=question.pk,
        is_mixed=True,
        response={"not_yet": True} if said is None else {"said": said},
        reply={"question": str(question.uuid)},
        shown_at=question.shown_at,
    )
