"""Practice: put a question, unfold a hint, take an answer, show the solution.

The server picks the item and its seed, keeps the key, grades, writes the ledger and moves the belief, all in one deed;
the browser only names its attempt, so that a repeat counts once and gets the same reply.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import Grade, grade, read_response, render_text
from ownpath.errors import Conflict, NotFound
from ownpath.school.curriculum.queries import competencies_at, get_item, item_ids_for
from ownpath.school.evidence.queries import (
    current_question,
    find_attempt,
    get_question,
    get_sitting,
    instance_of,
    items_used,
    n_hints,
    solution_of,
)
from ownpath.school.evidence.services import (
    Shown,
    close_question,
    count_attempt,
    ensure_open,
    finish_sitting,
    moment_of_answer,
    put_question,
    show_one_hint,
)
from ownpath.school.mastery.queries import Belief, belief_about, beliefs_among
from ownpath.school.mastery.services import record_answer
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services.allowed import ensure_own
from ownpath.school.voice.queries import hopes_of
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Evidence, Question, Sitting
    from ownpath.school.people.models import Person

MOST_TRIES = 3
MIXED_POSITION = 2  # the third question is of something learned before
EASIER_BELOW = 0.45
HARDER_FROM = 0.8


class NothingToAsk(Conflict):
    """No item can be put for this practice."""


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
def ask_next(
    *, student: Person, sitting_uuid: UUID, by: Person, now: datetime, seed: int
) -> Question | None:
    """Return the open question of a sitting, putting the next one where none is open; None once it is finished.

    `seed` is the server's own chance; the same open question comes back however often one asks.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    sitting = get_sitting(student=student, uuid=sitting_uuid)
    latest = current_question(sitting=sitting)
    if latest is not None and not latest.is_closed:
        return latest
    position = 0 if latest is None else latest.position + 1
    if sitting.finished_at is not None or position >= sitting.n_planned:
        _finish(sitting, now)
        return None
    return _put(sitting, student, position, random.Random(seed), now)  # noqa: S311 - which item, not a secret


def _put(
    sitting: Sitting, student: Person, position: int, rng: random.Random, now: datetime
) -> Question:
    own = _competencies_of(sitting)
    mixed = _learned_before(student, own, now) if position == MIXED_POSITION else []
    about, item_id = (
        _least_met(student, mixed, rng) or _least_met(student, own, rng) or _nothing()
    )
    return put_question(
        sitting=sitting,
        item=get_item(item_id=item_id),
        seed=rng.getrandbits(48),
        step=_step(belief_about(student=student, competency_id=about, now=now)),
        interest=_an_interest(student, rng),
        position=position,
        is_mixed=about in mixed,
        now=now,
    )


def _least_met(
    student: Person, competency_ids: Sequence[int], rng: random.Random
) -> tuple[int, int] | None:
    """Return one of the items of some competencies this student met least often: (competency, item)."""
    pool: dict[int, int] = {}  # item -> competency
    used: dict[int, int] = {}
    for competency_id in competency_ids:
        found = item_ids_for(competency_id=competency_id)
        pool = dict.fromkeys(found, competency_id) | pool
        used |= items_used(student_id=student.pk, competency_id=competency_id) if found else {}
    if not pool:
        return None
    fewest = min(used.get(item_id, 0) for item_id in pool)
    item_id = rng.choice([one for one in sorted(pool) if used.get(one, 0) == fewest])
    return pool[item_id], item_id


def _nothing() -> NoReturn:
    raise NothingToAsk(
        _("There are no questions here yet."), next_step=_("Pick another one from My day.")
    )


def _competencies_of(sitting: Sitting) -> list[int]:
    if sitting.competency_id is not None:
        return [sitting.competency_id]
    return list(sitting.activity.competencies.order_by("pk").values_list("pk", flat=True))


def _learned_before(student: Person, own: Sequence[int], now: datetime) -> list[int]:
    """Return one other thing the student holds: what is due for review first, then what rested longest."""
    if not own:
        return []
    beliefs = beliefs_among(student=student, like_competency=own[0], now=now)
    held = [
        (belief.state.value != "review_due", belief.last_answered_at, competency)
        for competency, belief in beliefs.items()
        if belief.holds and belief.last_answered_at is not None and competency not in own
    ]
    return [min(held)[2]] if held else []


def _step(belief: Belief | None) -> int:
    """Return the difficulty step 1 to 3: easier while it is new and slips, harder once it sits."""
    if belief is None or belief.estimate is None:
        return 2
    if belief.estimate < EASIER_BELOW:
        return 1
    return 3 if belief.estimate >= HARDER_FROM else 2


def _an_interest(student: Person, rng: random.Random) -> str:
    slugs = sorted(
        hope.theme.slug
        for hope in hopes_of(student=student)
        if hope.kind == "interest" and hope.theme is not None
    )
    return rng.choice(slugs) if slugs else ""


def _finish(sitting: Sitting, now: datetime) -> None:
    finish_sitting(sitting=sitting, now=now)
    Offer.objects.filter(sitting=sitting, state=Offer.State.CHOSEN).update(
        state=Offer.State.DONE
    )


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
        _finish(question.sitting, now)
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
    count_attempt(question=question, closes=closes)
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
