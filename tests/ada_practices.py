"""Ada practices: her first question, its key, and an answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from cast import NOW, TODAY, Cast

from ownpath.school.evidence.models import Question
from ownpath.school.evidence.queries import shown
from ownpath.school.plans.services import (
    answer_question,
    ask_next,
    choose_offer,
    ensure_offers,
)


def begin(cast: Cast, *, seed: int = 7) -> Question:
    """Let Ada choose practice and get her first question."""
    offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    practice = next(offer for offer in offers if offer.activity.kind == "practice")
    offer = choose_offer(
        student=cast.ada, offer_uuid=practice.uuid, by=cast.ada, today=TODAY, now=NOW
    )
    assert offer.sitting is not None
    question = ask_next(
        student=cast.ada, sitting_uuid=offer.sitting.uuid, by=cast.ada, now=NOW, seed=seed
    )
    assert question is not None
    return question


def key_of(question: Question) -> str:
    """Return the right answer, as only the server knows it."""
    prompt = shown(question=question, language="en").spoken
    return str(int(prompt.removeprefix("What is half of ").removesuffix("?")) // 2)


def answer(cast: Cast, question: Question, said: str, **more: object) -> object:
    given = {
        "student": cast.ada,
        "question_uuid": question.uuid,
        "attempt": uuid4(),
        "response": {"answer": [said]},
        "language": "en",
        "held_seconds": 0.0,
        "by": cast.ada,
        "now": NOW + timedelta(seconds=30),
    }
    return answer_question(**{**given, **more})  # type: ignore[arg-type]
