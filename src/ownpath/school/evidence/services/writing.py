"""Write the ledger, and put questions. Nothing here changes a row of the ledger: it only grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.evidence.models import Evidence, EvidenceCompetency, Question, Sitting
from ownpath.store.many_rows import insert_rows
from ownpath.store.rows import change, insert, new
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Activity, Item
    from ownpath.school.people.models import Person


ATTEMPTS_IN_A_QUERY = 500


class AlreadyClosed(Conflict):
    """The question was answered, or its solution was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is to be written: one thing a student showed. `score` is 0 to 1."""

    attempt: UUID
    student_id: int
    competency_ids: tuple[int, ...]
    score: float
    is_correct: bool
    source: str
    answered_at: datetime
    item_id: int | None = None
    activity_id: int | None = None
    question_id: int | None = None
    number: int = 1
    hints_used: int = 0
    is_mixed: bool = False
    is_aided: bool = False
    response: dict[str, Any]
    misconception: str = ""
    note: str = ""
    reply: dict[str, Any]
    shown_at: datetime | None = None
    corrects_id: int | None = None
    recorded_at: datetime | None = (
        None  # only of simulated rows: when they are said to have been entered
    )


@deed
def add_evidence(*, shown: Shown, by: Person | None, now: datetime) -> Evidence:
    """Write one row of the ledger and what it touches."""
    evidence = new(Evidence, **_values(shown, by_id=by.pk if by else None, now=now))
    insert(evidence)
    for competency_id in shown.competency_ids:
        insert(new(EvidenceCompetency, evidence_id=evidence.pk, competency_id=competency_id))
    return evidence


@deed
def add_many(*, all_shown: Iterable[Shown], by: Person | None, now: datetime) -> int:
    """Write many rows at once (files, simulations) and return how many."""
    batch = list(all_shown)
    by_id = by.pk if by else None
    insert_rows(Evidence, (_values(shown, by_id=by_id, now=now) for shown in batch))
    ids = _ids_of([shown.attempt for shown in batch])
    insert_rows(
        EvidenceCompetency,
        (
            {"evidence_id": ids[shown.attempt], "competency_id": competency_id}
            for shown in batch
            for competency_id in shown.competency_ids
        ),
    )
    return len(batch)


def _ids_of(attempts: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for begin in range(0, len(attempts), ATTEMPTS_IN_A_QUERY):
        some = attempts[begin : begin + ATTEMPTS_IN_A_QUERY]
        rows = Evidence.objects.filter(attempt__in=some)
        found.update(rows.values_list("attempt", "pk"))
    return found


def _values(shown: Shown, *, by_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "attempt": shown.attempt,
        "student_id": shown.student_id,
        "question_id": shown.question_id,
        "item_id": shown.item_id,
        "activity_id": shown.activity_id,
        "number": shown.number,
        "hints_used": shown.hints_used,
        "is_aided": shown.is_aided or shown.hints_used > 0 or shown.number > 1,
        "is_mixed": shown.is_mixed,
        "response": shown.response,
        "score": shown.score,
        "is_correct": shown.is_correct,
        "misconception": shown.misconception,
        "note": shown.note,
        "reply": shown.reply,
        "source": shown.source,
        "shown_at": shown.shown_at,
        "answered_at": shown.answered_at,
        "recorded_at": shown.recorded_at or now,
        "recorded_by_id": by_id,
        "corrects_id": shown.corrects_id,
    }


@deed
def start_sitting(
    *,
    student: Person,
    activity: Activity | None,
    competency_id: int | None,
    n_planned: int,
    now: datetime,
) -> Sitting:
    """Begin one student's practice of an activity; without one, the questions of a first map."""
    sitting = Sitting(
        student=student,
        activity=activity,
        competency_id=competency_id,
        n_planned=n_planned,
        started_at=now,
    )
    insert(sitting)
    return sitting


@deed
def finish_sitting(*, sitting: Sitting, now: datetime) -> None:
    """Mark a sitting as finished, once."""
    if sitting.finished_at is None:
        sitting.finished_at = now
        change(sitting, "finished_at")


@deed
def lengthen_sitting(*, sitting: Sitting, n_planned: int) -> None:
    """Let a sitting that is through go on to `n_planned` questions."""
    sitting.n_planned, sitting.finished_at = n_planned, None
    change(sitting, "n_planned", "finished_at")


@deed
def put_question(
    *,
    sitting: Sitting,
    item: Item,
    seed: int,
    step: int,
    interest: str,
    position: int,
    is_mixed: bool,
    now: datetime,
) -> Question:
    """Put an item to a student and remember which one, so that only the server knows its key."""
    question = new(
        Question,
        sitting_id=sitting.pk,
        student_id=sitting.student_id,
        item_id=item.pk,
        revision=item.revision,
        seed=seed,
        step=step,
        interest=interest,
        position=position,
        is_mixed=is_mixed,
        shown_at=now,
    )
    insert(question)
    question.sitting, question.item = sitting, item
    return question


@deed
def show_one_hint(*, question: Question, most: int) -> int:
    """Unfold the next hint of an open question and return how many are unfolded."""
    ensure_open(question)
    if question.hints_shown < most:
        question.hints_shown += 1
        change(question, "hints_shown")
    return question.hints_shown


@deed
def close_question(*, question: Question) -> None:
    """Close a question: no further answer counts."""
    question.is_closed = True
    change(question, "is_closed")


@deed
def count_attempt(
    *, question: Question, closes: bool, waited_seconds: float, now: datetime
) -> None:
    """Count one more answer to a question; with the first, note when the page, which had it ahead, showed it."""
    if not question.n_attempts:
        question.shown_at += _within(waited_seconds, question.shown_at, now)
    question.n_attempts += 1
    question.is_closed = question.is_closed or closes
    change(question, "n_attempts", "is_closed", "shown_at")


def ensure_open(question: Question) -> None:
    """Refuse when a question takes no more answers.

    Raises
    ------
    AlreadyClosed
        If it was answered or its solution was seen.
    """
    if question.is_closed:
        raise AlreadyClosed(
            _("This question is done."), next_step=_("Go on with the next one.")
        )


def moment_of_answer(*, question: Question, held_seconds: float, now: datetime) -> datetime:
    """Return when an answer was given, from how long the page held it back.

    Never before the question was shown, never later than now: whatever a page claims stays inside these two.
    """
    return now - _within(held_seconds, question.shown_at, now)


def _within(claimed_seconds: float, begin: datetime, end: datetime) -> timedelta:
    """Return a stretch of time that a page claims, not below nothing and not longer than from `begin` to `end`."""
    longest = max(0.0, (end - begin).total_seconds())
    claimed = claimed_seconds if claimed_seconds == claimed_seconds else 0.0
    return timedelta(seconds=min(max(0.0, claimed), longest))
