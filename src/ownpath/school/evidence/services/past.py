"""Write sittings that are over, many at once: what simulated students were asked before the demonstration begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ownpath.school.evidence.models import Question, Sitting
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import deed


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuestion:
    """A question that was put and answered once; it goes by the key of its one attempt."""

    attempt: UUID
    item_id: int
    revision: int
    seed: int
    is_mixed: bool
    hints_shown: int
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSitting:
    """A sitting that is over, with its questions in order; it goes by the key of the first."""

    student_id: int
    activity_id: int
    competency_id: int
    started_at: datetime
    finished_at: datetime
    questions: tuple[PastQuestion, ...]


@deed
def add_past_sittings(*, sittings: Sequence[PastSitting]) -> dict[UUID, int]:
    """Write sittings that are over (simulations) and return the id of each question by its attempt."""
    students = {one.student_id for one in sittings}
    insert_rows(Sitting, (_past_sitting(one) for one in sittings))
    ids = dict(Sitting.objects.filter(student_id__in=students).values_list("uuid", "pk"))
    insert_rows(
        Question,
        (
            _past_question(question, one.student_id, ids[one.questions[0].attempt], position)
            for one in sittings
            for position, question in enumerate(one.questions)
        ),
    )
    return dict(Question.objects.filter(student_id__in=students).values_list("uuid", "pk"))


def _past_sitting(one: PastSitting) -> dict[str, Any]:
    return {
        "uuid": one.questions[0].attempt,
        "student_id": one.student_id,
        "activity_id": one.activity_id,
        "competency_id": one.competency_id,
        "n_planned": len(one.questions),
        "started_at": one.started_at,
        "finished_at": one.finished_at,
    }


def _past_question(
    one: PastQuestion, student_id: int, sitting_id: int, position: int
) -> dict[str, Any]:
    return {
        "uuid": one.attempt,
        "sitting_id": sitting_id,
        "student_id": student_id,
        "item_id": one.item_id,
        "revision": one.revision,
        "seed": one.seed,
        "position": position,
        "is_mixed": one.is_mixed,
        "shown_at": one.shown_at,
        "hints_shown": one.hints_shown,
        "n_attempts": 1,
        "is_closed": True,
    }
