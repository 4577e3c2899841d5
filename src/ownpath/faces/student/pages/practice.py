"""Practice: one question alone, its hints, the reply that teaches, the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.safestring import SafeString, mark_safe

from ownpath.faces.student.pages.activity import SignalButton, build_signal_buttons
from ownpath.faces.student.pages.before import Before, build_before
from ownpath.faces.student.pages.cards import OfferCard
from ownpath.faces.student.pages.day import KIT_DOTS
from ownpath.faces.student.pages.tools import ItemView, view_item
from ownpath.faces.student.pages.what_next import build_what_next
from ownpath.school.curriculum.words import say
from ownpath.school.evidence.queries import (
    current_question,
    dots_of,
    get_question,
    get_sitting,
    hints_so_far,
    n_hints,
    right_choices_of,
    shown,
    solution_of,
)
from ownpath.school.plans.queries import offer_of_sitting
from ownpath.school.plans.services.asking import MOST_QUESTIONS
from ownpath.school.plans.words import because, behind_it

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Question, Sitting
    from ownpath.school.people.models import Person
    from ownpath.school.plans.services import Reply

N_CHEERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """The hints unfolded so far, and whether there are more."""

    question: UUID
    htmls: tuple[SafeString, ...]
    n_all: int

    @property
    def n_left(self) -> int:
        """How many are still folded."""
        return self.n_all - len(self.htmls)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """What a student reads after an answer: what was good, what to look at, one next thing."""

    question: UUID
    attempt: str
    tone: str  # right, look or ask
    cheer: int  # which words greet a right answer; a repeat reads the same
    html: SafeString
    is_correct: bool
    is_readable: bool
    is_closed: bool
    is_finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """How a question is worked, step by step."""

    steps: tuple[SafeString, ...]
    answer: tuple[SafeString, ...]  # what was right to pick; empty where an answer is written
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a sitting as it stands now; `item` is None before the first and after the last."""

    sitting: UUID
    number: int
    n_planned: int
    dots: tuple[str, ...]
    question: UUID | None
    attempt: UUID
    item: ItemView | None
    hints: Hints | None
    is_closed: bool
    is_finished: bool
    reply: ReplyView | None
    solution: Solution | None
    offer: UUID | None
    signals: tuple[SignalButton, ...]
    can_go_further: bool  # it is through, and may hold a few more questions
    choices: tuple[OfferCard, ...] = ()  # it is through: what may come next
    waited_seconds: int  # between putting the question and showing it here


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """A sitting: what it is, why it was offered, and the turn."""

    sitting: UUID
    title: str
    because: str
    behind: str
    put_back: UUID | None
    turn: Turn
    before: Before | None = None


def build_practice(
    *,
    student: Person,
    uuid: UUID,
    attempt: UUID,
    language: str,
    today: date,
    now: datetime,
    reply: ReplyView | None = None,
) -> PracticePage:
    """Read a whole practice page; `attempt` names the answer the page may send."""
    sitting = get_sitting(student=student, uuid=uuid)
    offer = offer_of_sitting(sitting_id=sitting.pk)
    question = current_question(sitting=sitting)
    turn = _turn(
        student,
        sitting,
        question,
        attempt=attempt,
        language=language,
        offer=offer.uuid if offer else None,
        reply=reply,
        waited_seconds=_waited(question, now),
    )
    is_fresh = turn.number <= 1 and not turn.dots and not turn.is_closed and reply is None
    return PracticePage(
        sitting=sitting.uuid,
        title=_title(sitting, language),
        because=because(offer.reason, language=language) if offer else "",
        behind=behind_it(offer.reason, language=language) if offer else "",
        put_back=offer.uuid if offer and is_fresh else None,
        turn=_with_choices(turn, student, today=today, now=now, language=language),
        before=build_before(question, language=language) if turn.item and not reply else None,
    )


def _waited(question: Question | None, now: datetime) -> int:
    """Return for how long a question nobody has touched was put before it is shown; whole seconds."""
    if question is None or question.is_touched:
        return 0
    return max(0, int((now - question.shown_at).total_seconds()))


def _title(sitting: Sitting, language: str) -> str:
    if sitting.activity is None:
        return ""
    return say(sitting.activity.words, "title", language) or sitting.activity.code


def build_turn(
    *,
    student: Person,
    uuid: UUID,
    question: Question | None,
    attempt: UUID,
    language: str,
    today: date,
    now: datetime,
) -> Turn:
    """Read the turn that follows; no question means that the sitting is finished."""
    if question is not None:
        return _turn(student, question.sitting, question, attempt=attempt, language=language)
    sitting = get_sitting(student=student, uuid=uuid)
    offer = offer_of_sitting(sitting_id=sitting.pk)
    turn = _turn(
        student,
        sitting,
        None,
        attempt=attempt,
        language=language,
        offer=offer.uuid if offer else None,
    )
    return _with_choices(turn, student, today=today, now=now, language=language)


def _with_choices(
    turn: Turn, student: Person, *, today: date, now: datetime, language: str
) -> Turn:
    """Return the turn with what may come next, where the sitting is through."""
    if not turn.is_finished:
        return turn
    choices = build_what_next(student=student, today=today, now=now, language=language)
    return replace(turn, choices=choices)


def build_following(question: Question, *, student: Person, after: str, language: str) -> Turn:
    """Read the turn that goes with a reply, for when the student goes on; told again it is the same to the letter."""
    attempt = uuid5(question.uuid, after)
    return _turn(student, question.sitting, question, attempt=attempt, language=language)


def _turn(
    student: Person,
    sitting: Sitting,
    question: Question | None,
    *,
    attempt: UUID,
    language: str,
    offer: UUID | None = None,
    reply: ReplyView | None = None,
    waited_seconds: int = 0,
) -> Turn:
    is_finished = sitting.finished_at is not None and reply is None
    item = None
    if question is not None and not is_finished:
        item = view_item(shown(question=question, language=language))
    return Turn(
        sitting=sitting.uuid,
        number=question.position + 1 if question else 0,
        n_planned=sitting.n_planned,
        dots=tuple(KIT_DOTS[dot] for dot in dots_of(sitting=sitting) if dot in KIT_DOTS),
        question=question.uuid if question else None,
        attempt=attempt,
        item=item,
        hints=view_hints(question, language) if question and item else None,
        is_closed=bool(question and question.is_closed),
        is_finished=is_finished,
        reply=reply,
        solution=view_solution(question, language) if question and item and not reply else None,
        offer=offer,
        signals=build_signal_buttons(student=student, activity_id=sitting.activity_id)
        if is_finished
        else (),
        can_go_further=is_finished and sitting.n_planned < MOST_QUESTIONS,
        waited_seconds=waited_seconds,
    )


def build_hints(*, student: Person, uuid: UUID, language: str) -> Hints:
    """Read the hints a student has unfolded."""
    return view_hints(get_question(student=student, uuid=uuid), language)


def view_hints(question: Question, language: str) -> Hints:
    """Return the hints unfolded so far."""
    told = hints_so_far(question=question, language=language) if question.hints_shown else []
    return Hints(
        question=question.uuid, htmls=_all_safe(told), n_all=n_hints(question=question)
    )


def view_solution(question: Question, language: str) -> Solution | None:
    """Return the worked solution of a closed question, else None."""
    if not question.is_closed:
        return None
    steps = solution_of(question=question, language=language)
    return Solution(
        steps=_all_safe(steps),
        answer=_all_safe(right_choices_of(question=question, language=language)),
        is_last=question.position + 1 >= question.sitting.n_planned,
    )


def build_solution(*, student: Person, uuid: UUID, language: str) -> Solution | None:
    """Read the worked solution of one of the student's closed questions."""
    return view_solution(get_question(student=student, uuid=uuid), language)


def view_reply(reply: Reply, *, language: str) -> ReplyView:
    """Return what to tell a student after an answer."""
    tone = "right" if reply.is_correct else "look" if reply.is_readable else "ask"
    is_closed = reply.is_readable and not reply.may_try_again
    return ReplyView(
        question=UUID(reply.question),
        attempt=reply.attempt,
        tone=tone,
        cheer=UUID(reply.attempt).int % N_CHEERS,
        html=mark_safe(reply.feedback_html(language)),  # noqa: S308 - rendered by the engine, escaped
        is_correct=reply.is_correct,
        is_readable=reply.is_readable,
        is_closed=is_closed,
        is_finished=reply.is_sitting_finished,
    )


def _all_safe(htmls: list[str]) -> tuple[SafeString, ...]:
    """Mark as safe what the engine rendered and escaped."""
    return tuple(mark_safe(html) for html in htmls)  # noqa: S308
