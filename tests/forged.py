"""What a browser may claim and not get: forged answers, hints, solutions and choices, and those who send them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast
from django.http import HttpResponse
from django.test import Client
from morning import begin_practice, browser

from ownpath.engine.items import key_fields
from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.people.models import Person
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import answer_question, ask_next

WRONG = "9999"
UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")
HX = {"HTTP_HX_REQUEST": "true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Ada with an open question and a closed one, Ben with an open one, and a browser for each."""

    cast: Cast
    browsers: Mapping[str, Client]
    question: Question
    closed: Question
    bens: Question
    bens_offer: Offer
    withdrawn: Offer
    answered: UUID  # the attempt that closed `closed`
    bens_attempt: UUID

    @property
    def ada(self) -> Client:
        """Ada's browser."""
        return self.browsers["ada"]

    def right(self, question: Question | None = None) -> str:
        """Return the right answer to a question, as the server alone knows it."""
        return key_fields(instance_of(question or self.question))["answer"][0]

    def post(
        self, deed: str = "answer", *, to: object = None, who: str = "ada", **fields: object
    ) -> HttpResponse:
        """Post to a question (Ada's open one); an answer carries what every answer carries."""
        usual = (
            {"attempt": str(uuid4()), "held_seconds": "0", "answer": WRONG}
            if deed == "answer"
            else {}
        )
        place = f"/me/questions/{to or self.question.uuid}/{deed}"
        return self.browsers[who].post(place, {**usual, **fields}, **HX)


def answer(student: Person, question: Question, said: str) -> UUID:
    """Let a student answer by the service itself."""
    attempt = uuid4()
    answer_question(
        student=student,
        question_uuid=question.uuid,
        attempt=attempt,
        response={"answer": [said]},
        language="en",
        held_seconds=0.0,
        by=student,
        now=NOW,
    )
    return attempt


@pytest.fixture
def bench(cast: Cast) -> Bench:
    _, closed = begin_practice(cast.ada)
    answered = answer(cast.ada, closed, key_fields(instance_of(closed))["answer"][0])
    question = ask_next(
        student=cast.ada, sitting_uuid=closed.sitting.uuid, by=cast.ada, now=NOW, seed=8
    )
    assert question is not None
    bens_offer, bens = begin_practice(cast.ben)
    bens_attempt = answer(cast.ben, bens, WRONG)
    withdrawn = Offer.objects.filter(student=cast.ada, state="open").first()
    assert withdrawn is not None
    Offer.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    return Bench(
        cast=cast,
        browsers={
            name: browser(person)
            for name, person in {**cast.everybody, "stranger": None}.items()
        },
        question=question,
        closed=closed,
        bens=bens,
        bens_offer=bens_offer,
        withdrawn=withdrawn,
        answered=answered,
        bens_attempt=bens_attempt,
    )


Forgery = Callable[[Bench], HttpResponse]

# Refused: nothing at all has changed afterwards.
REFUSED: dict[str, Forgery] = {
    "a question of another student": lambda b: b.post(to=b.bens.uuid, answer=b.right(b.bens)),
    "a question that never was": lambda b: b.post(to=UNKNOWN),
    "a question named by something else": lambda b: b.post(to="1"),
    "a question named by its number in the table": lambda b: b.post(to=b.question.pk),
    "a sitting in the place of a question": lambda b: b.post(to=b.question.sitting.uuid),
    "a question that is closed": lambda b: b.post(to=b.closed.uuid, answer=b.right(b.closed)),
    "an attempt that closed another question": lambda b: b.post(
        attempt=b.answered, answer=b.right()
    ),
    "an attempt of another student": lambda b: b.post(attempt=b.bens_attempt, answer=b.right()),
    "an attempt of another student at that question": lambda b: b.post(
        to=b.bens.uuid, attempt=b.bens_attempt
    ),
    "no attempt": lambda b: b.post(attempt="", answer=b.right()),
    "an attempt that is no uuid": lambda b: b.post(attempt="1 or 1=1", answer=b.right()),
    "an attempt of half a uuid": lambda b: b.post(attempt=str(uuid4())[:18], answer=b.right()),
    "an attempt with a NUL": lambda b: b.post(attempt=f"{uuid4()}\x00", answer=b.right()),
    "an answer held for a negative time": lambda b: b.post(held_seconds="-1", answer=b.right()),
    "an answer held for a thousand years": lambda b: b.post(
        held_seconds="3e10", answer=b.right()
    ),
    "an answer held for ever": lambda b: b.post(held_seconds="inf", answer=b.right()),
    "an answer held for no number": lambda b: b.post(held_seconds="NaN", answer=b.right()),
    "an answer held for words": lambda b: b.post(held_seconds="a while", answer=b.right()),
    "an answer held for more digits than numbers have": lambda b: b.post(
        held_seconds="9" * 5000
    ),
    "no answer": lambda b: b.post(answer=""),
    "nothing but spaces": lambda b: b.post(answer="   "),
    "nothing but a NUL": lambda b: b.post(answer="\x00"),
    "an answer as long as a book": lambda b: b.post(answer="7" * 100_000),
    "an answer larger than any form": lambda b: b.post(answer="7" * 1_100_000),
    "a thousand fields": lambda b: b.post(**{f"blank-{n}": "1" for n in range(1000)}),
    "a field of a nested name": lambda b: b.post(**{"answer": "", "answer[value]": b.right()}),
    "a field of a dotted name": lambda b: b.post(**{"answer": "", "answer.value": b.right()}),
    "an answer as JSON": lambda b: b.ada.post(
        f"/me/questions/{b.question.uuid}/answer",
        json.dumps({"attempt": str(uuid4()), "answer": b.right(), "is_correct": True}),
        content_type="application/json",
    ),
    "an answer as plain text": lambda b: b.ada.post(
        f"/me/questions/{b.question.uuid}/answer",
        f"attempt={uuid4()}&answer={b.right()}",
        content_type="text/plain",
    ),
    "a body that is no form": lambda b: b.ada.post(
        f"/me/questions/{b.question.uuid}/answer",
        b"\xff\xfe\x00",
        content_type="multipart/form-data; boundary=x",
    ),
    "an answer in the address": lambda b: b.ada.post(
        f"/me/questions/{b.question.uuid}/answer?attempt={uuid4()}&answer={b.right()}"
    ),
    "an answer by GET": lambda b: b.ada.get(
        f"/me/questions/{b.question.uuid}/answer",
        {"attempt": str(uuid4()), "answer": b.right()},
    ),
    "an answer by PUT": lambda b: b.ada.put(
        f"/me/questions/{b.question.uuid}/answer", f"attempt={uuid4()}&answer={b.right()}"
    ),
    "a GET that says it is a POST": lambda b: b.ada.get(
        f"/me/questions/{b.question.uuid}/answer?_method=POST&answer={b.right()}",
        HTTP_X_HTTP_METHOD_OVERRIDE="POST",
    ),
    "a hint by GET": lambda b: b.ada.get(f"/me/questions/{b.question.uuid}/hint"),
    "a solution by GET": lambda b: b.ada.get(f"/me/questions/{b.question.uuid}/solution"),
    "a hint for another's question": lambda b: b.post("hint", to=b.bens.uuid),
    "a hint for a closed question": lambda b: b.post("hint", to=b.closed.uuid),
    "the solution of another's question": lambda b: b.post("solution", to=b.bens.uuid),
    "the next question of another's sitting": lambda b: b.ada.post(
        f"/me/practice/{b.bens.sitting.uuid}/next"
    ),
    "another's practice": lambda b: b.ada.get(f"/me/practice/{b.bens.sitting.uuid}/"),
    "another's offer": lambda b: b.ada.post(f"/me/offers/{b.bens_offer.uuid}/choose"),
    "another's offer put back": lambda b: b.ada.post(
        f"/me/offers/{b.bens_offer.uuid}/put-back"
    ),
    "another's offer done": lambda b: b.ada.post(f"/me/offers/{b.bens_offer.uuid}/done"),
    "an offer that was withdrawn": lambda b: b.ada.post(
        f"/me/offers/{b.withdrawn.uuid}/choose"
    ),
    "an offer that was withdrawn, as done": lambda b: b.ada.post(
        f"/me/offers/{b.withdrawn.uuid}/done"
    ),
    "practice done by word of mouth": lambda b: b.ada.post(
        f"/me/offers/{Offer.objects.get(sitting=b.question.sitting).uuid}/done"
    ),
    "practice put back after an answer": lambda b: b.ada.post(
        f"/me/offers/{Offer.objects.get(sitting=b.question.sitting).uuid}/put-back"
    ),
    "an offer that never was": lambda b: b.ada.post(f"/me/offers/{UNKNOWN}/choose"),
    "Ada's answer by her teacher": lambda b: b.post(who="okafor", answer=b.right()),
    "Ada's answer by her mother": lambda b: b.post(who="rosa", answer=b.right()),
    "Ada's answer by her principal": lambda b: b.post(who="reyes", answer=b.right()),
    "Ada's answer by a stranger": lambda b: b.post(who="stranger", answer=b.right()),
    "Ada's answer by Ben": lambda b: b.post(who="ben", answer=b.right()),
    "Ada's answer by Ben, who says he is Ada": lambda b: b.post(
        who="ben", answer=b.right(), student=str(b.cast.ada.uuid), student_id=b.cast.ada.pk
    ),
    "Ada's answer by a neighbor": lambda b: b.post(who="lund", answer=b.right()),
    "Ada's hint by her teacher": lambda b: b.post("hint", who="okafor"),
    "Ada's solution by her mother": lambda b: b.post("solution", who="rosa"),
}

# Taken as what it is, a wrong answer: whatever else it claims is not read.
CLAIMS: dict[str, Callable[[Bench], dict[str, object]]] = {
    "that it is correct": lambda b: {
        "correct": "true",
        "is_correct": "1",
        "data-correct": "yes",
    },
    "a score": lambda b: {"score": "1", "max_score": "1", "grade": "A"},
    "a score inside something": lambda b: {"reply[score]": "1", "graded.is_correct": "true"},
    "progress": lambda b: {"progress": "100", "n_done": "5", "is_sitting_finished": "true"},
    "a key of its own": lambda b: {
        "key": WRONG,
        "right": WRONG,
        "expected": WRONG,
        "value": WRONG,
    },
    "mastery": lambda b: {"state": "mastered", "estimate": "0.99", "belief": "1"},
    "another student": lambda b: {"student": str(b.cast.ben.uuid), "student_id": b.cast.ben.pk},
    "a teacher's hand": lambda b: {
        "by": str(b.cast.okafor.uuid),
        "recorded_by": b.cast.okafor.pk,
    },
    "another source": lambda b: {"source": "observation", "how_well": "alone"},
    "another item": lambda b: {"item": b.cast.items[3].pk, "item_id": b.cast.items[3].pk},
    "another competency": lambda b: {
        "competency": str(b.cast.competencies[3].uuid),
        "competency_ids": "4",
    },
    "another activity": lambda b: {"activity": str(b.cast.practices[3].uuid)},
    "another seed": lambda b: {"seed": "1", "step": "1", "n": WRONG},
    "the past": lambda b: {
        "answered_at": "2020-01-01T00:00:00Z",
        "shown_at": "2020-01-01",
        "recorded_at": "2020",
    },
    "the future": lambda b: {
        "answered_at": "2999-01-01T00:00:00Z",
        "now": "2999-01-01",
        "today": "2999-01-01",
    },
    "to be held since last month": lambda b: {"held_seconds": "2592000"},
    "to be the first try": lambda b: {
        "number": "1",
        "n_attempts": "0",
        "is_aided": "false",
        "hints_used": "0",
    },
    "to be mixed": lambda b: {"is_mixed": "true"},
    "to correct another row": lambda b: {
        "corrects": Evidence.objects.latest("pk").pk,
        "corrects_id": "1",
    },
    "the right answer, second": lambda b: {"answer": [WRONG, b.right()]},
    "the right answer, under names of other types": lambda b: {
        "match-answer": b.right(),
        "blank-answer": b.right(),
        "answer-0": b.right(),
        "Answer": b.right(),
    },
    "a NUL inside": lambda b: {"answer": "99\x0099"},
    "two attempts": lambda b: {"attempt": [str(b.answered), str(uuid4())]},
}
