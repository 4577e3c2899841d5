"""Practice: unfold a hint, take an answer, show the solution.

The server keeps the key, grades, writes the ledger and moves the belief, all in one deed; the browser only names its
attempt, so that a repeat counts once and gets the same reply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import Grade, grade, read_response, render_text
from ownpath.errors import NotFound
from ownpath.school.curriculum.queries import competencies_at
from ownpath.school.evidence.queries import (
    find_attempt,
    get_question,
    instance_of,
    n_hints,
    solution_of,
)
from ownpath.school.evidence.services import (
    Shown,
    close_question,
    count_attempt,
    ensure_open,
    moment_of_answer,
    show_one_hint,
)
from ownpath.school.mastery.services import record_answer
from ownpath.school.plans.services.allowed import ensure_own
from ownpath.school.plans.services.asking import finish
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Evidence, Question
    from ownpath.school.people.models import Person

MOST_TRIES = 3


class AnotherAttempt(NotFound):
    """The attempt was made for another question or by somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the page is told after an answer; a repeated attempt is told the same.

    `feedback` is markup by language (see `engine.items`); `score` is 0 to 1. `is_readable` False: nothing counted, ask
    again.
    """

    attempt: str
    question: str
    is_readable: bool
    is_correct: bool
    score: float
    misconception: str
    feedback: Mapping[str, str]
    may_try_again: bool
    is_sitting_finished: bool
    n_done: int
    n_planned: int

    def as_data(self) -> dict[str, Any]:
        """Return the reply in words JSON has."""
        return asdict(self)

    def feedback_html(self, language: str) -> str:
        """Return the feedback as safe HTML in a language."""
        markup = self.feedback.get(language) or self.feedback.get("en") or ""
        return render_text(markup, language)[0]


@deed
def take_hint(*, student: Person, question_uuid: UUID, by: Person) -> int:
    """Unfold the next hint and return how many are unfolded; hints cost nothing, and are recorded."""
    ensure_own(student, by)
    take_turns(about=student.pk)
    question = get_question(student=student, uuid=question_uuid)
    return show_one_hint(question=question, most=n_hints(question=question))


@deed
def see_solution(
    *, student: Person, question_uuid: UUID, by: Person, language: str, now: datetime
) -> list[str]:
    """Close a question and return its worked solution, step by step, as safe HTML."""
    ensure_own(student, by)
    take_turns(about=student.pk)
    question = get_question(student=student, uuid=question_uuid)
    if not question.is_closed:
        close_question(question=question)
        _finish_if_last(question, now)
    return solution_of(question=question, language=language)


def _finish_if_last(question: Question, now: datetime) -> bool:
    is_last = question.is_closed and question.position + 1 >= question.sitting.n_planned
    if is_last:
        finish(question.sitting, now)
    return is_last


@deed
def answer_question(
    *,
    student: Person,
    question_uuid: UUID,
    attempt: UUID,
    response: Mapping[str, Sequence[str]],
    language: str,
    held_seconds: float,
    by: Person,
    now: datetime,
    waited_seconds: float = 0.0,
) -> Reply:
    """Grade an answer, write the ledger, move the belief, and return what to tell the student.

    Parameters
    ----------
    attempt
        Made by the browser; the same attempt again gets the same reply and counts once.
    response
        The answer's fields as they were posted.
    held_seconds
        How long the page kept the answer because the network was away; bounded by when the question was shown.
    waited_seconds
        How long the page kept the question, put ahead, before it showed it; bounded by now.

    Raises
    ------
    AnotherAttempt
        If the attempt was made for another question or by somebody else.
    AlreadyClosed
        If the question takes no more answers.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    before = find_attempt(attempt=attempt)
    if before is not None:
        return _same_reply(before, student, question_uuid)
    question = get_question(student=student, uuid=question_uuid)
    ensure_open(question)
    graded = grade(instance_of(question), read_response(response, language=language))
    if not graded.readable:
        return _reply(question, attempt, graded, closes=False, is_finished=False)
    number = question.n_attempts + 1
    closes = graded.is_correct or number >= MOST_TRIES
    count_attempt(question=question, closes=closes, waited_seconds=waited_seconds, now=now)
    is_finished = _finish_if_last(question, now)
    reply = _reply(question, attempt, graded, closes=closes, is_finished=is_finished)
    shown = _shown(question, attempt, graded, number, reply, held_seconds, now)
    record_answer(shown=shown, by=by, now=now)
    return reply


def _same_reply(before: Evidence, student: Person, question_uuid: UUID) -> Reply:
    if before.student_id != student.pk or before.reply.get("question") != str(question_uuid):
        raise AnotherAttempt(
            _("This answer belongs to another question."),
            next_step=_("Go back to My day and go on there."),
        )
    return Reply(**before.reply)


def _reply(
    question: Question, attempt: UUID, graded: Grade, *, closes: bool, is_finished: bool
) -> Reply:
    return Reply(
        attempt=str(attempt),
        question=str(question.uuid),
        is_readable=graded.readable,
        is_correct=graded.is_correct,
        score=graded.score,
        misconception=graded.misconception or "",
        feedback=dict(graded.feedback),
        may_try_again=not closes,
        is_sitting_finished=is_finished,
        n_done=question.position + int(closes),
        n_planned=question.sitting.n_planned,
    )


def _shown(
    question: Question,
    attempt: UUID,
    graded: Grade,
    number: int,
    reply: Reply,
    held_seconds: float,
    now: datetime,
) -> Shown:
    touched = competencies_at(question.item_id, question.item.revision)
    return Shown(
        attempt=attempt,
        student_id=question.student_id,
        competency_ids=tuple(competency for competency, _, _ in touched),
        score=graded.score,
        is_correct=graded.is_correct,
        source="own_page",
        answered_at=moment_of_answer(question=question, held_seconds=held_seconds, now=now),
        item_id=question.item_id,
        activity_id=question.sitting.activity_id,
        question_id=question.pk,
        number=number,
        hints_used=question.hints_shown,
        is_mixed=question.is_mixed,
        response={"said": graded.normalized},
        misconception=graded.misconception or "",
        reply=reply.as_data(),
        shown_at=question.shown_at,
    )
