"""Read sittings and the questions in them, as they were put to one student."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BigIntegerField, Count, IntegerField, Q, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import (
    Hint,
    ItemInstance,
    ShownItem,
    answer_words,
    hints,
    instantiate,
    question_words,
    show,
    solution,
)
from ownpath.errors import NotFound
from ownpath.school.curriculum.queries import definition_at, definitions_of
from ownpath.school.evidence.models import Evidence, Question, Sitting
from ownpath.store.prepared import Param, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


INSTANCES_KEPT = 256  # each holds its definition too; a tenth of a millisecond makes one again


@prepared
def _sitting_of() -> QuerySet[Sitting]:
    return Sitting.objects.select_related("activity").filter(
        activity__isnull=False,
        student_id=Param("student", BigIntegerField()),
        uuid=Param("uuid", UUIDField()),
    )


def get_sitting(*, student: Person, uuid: UUID) -> Sitting:
    """Return one of the student's own sittings of practice."""
    sitting = _sitting_of.first(student=student.pk, uuid=uuid)
    if sitting is None:
        raise NotFound(
            _("We cannot find this practice."), next_step=_("Start again from My day.")
        )
    return sitting


@prepared
def _question_put() -> QuerySet[Question]:
    whole = Question.objects.select_related("item", "sitting").defer("item__definition")
    return whole.filter(
        sitting__activity__isnull=False,
        student_id=Param("student", BigIntegerField()),
        uuid=Param("uuid", UUIDField()),
    )


def get_question(*, student: Person, uuid: UUID) -> Question:
    """Return a question that was put to this student in practice; those of a first map take one answer, elsewhere."""
    question = _question_put.first(student=student.pk, uuid=uuid)
    if question is None:
        raise NotFound(
            _("We cannot find this question."),
            next_step=_("Go back to My day and go on there."),
        )
    return question


@prepared
def _questions_of_sitting() -> QuerySet[Question]:
    return (
        Question.objects.select_related("item")
        .defer("item__definition")
        .filter(sitting_id=Param("sitting", BigIntegerField()))
        .order_by("-position")[:1]
    )


def current_question(*, sitting: Sitting) -> Question | None:
    """Return the newest question of a sitting, answered or not, or None before the first."""
    question = _questions_of_sitting.first(sitting=sitting.pk)
    if question is not None:
        question.sitting = sitting
    return question


@prepared
def _question_at() -> QuerySet[Question]:
    whole = Question.objects.select_related("item").defer("item__definition")
    return whole.filter(
        sitting_id=Param("sitting", BigIntegerField()),
        position=Param("position", IntegerField()),
    )


def question_before(*, question: Question) -> Question | None:
    """Return the question of the same sitting that came before one, or None."""
    return _question_at.first(sitting=question.sitting_id, position=question.position - 1)


def is_begun(*, sitting: Sitting) -> bool:
    """Return whether anything was answered, asked for or seen in a sitting."""
    touched = Q(n_attempts__gt=0) | Q(hints_shown__gt=0) | Q(is_closed=True)
    return sitting.questions.filter(touched).exists()


def instance_of(question: Question) -> ItemInstance:
    """Return the question with its key, as the server alone knows it; the same for ever."""
    return _instance_at(
        question.item_id,
        question.revision,
        question.seed,
        question.step,
        question.interest,
    )


@lru_cache(maxsize=INSTANCES_KEPT)
def _instance_at(
    item_id: int, revision: int, seed: int, step: int, interest: str
) -> ItemInstance:
    definition = definition_at(item_id, revision)
    return instantiate(definition, seed=seed, step=step, interest=interest or None)


def shown(*, question: Question, language: str) -> ShownItem:
    """Return all of a question that may leave the server before it is answered."""
    return show(instance_of(question), language=language)


def hints_so_far(*, question: Question, language: str) -> list[str]:
    """Return the hints the student has asked for, as safe HTML."""
    all_hints = hints(instance_of(question), language)
    return [_with_picture(hint) for hint in all_hints[: question.hints_shown]]


def n_hints(*, question: Question) -> int:
    """Return how many hints a question has."""
    return len(definition_at(question.item_id, question.revision).hints)


def solution_of(*, question: Question, language: str) -> list[str]:
    """Return the worked solution, step by step, as safe HTML; only for a question that is closed."""
    if not question.is_closed:
        return []
    return [_with_picture(step) for step in solution(instance_of(question), language)]


def _with_picture(told: Hint) -> str:
    """Return a hint or step with the picture that belongs to it."""
    drawn = f'<div class="told-picture">{told.picture.svg}</div>' if told.picture else ""
    return told.html + drawn


@prepared
def _outcomes_of_sitting() -> QuerySet[Evidence, tuple[int, bool, bool]]:
    return (
        Evidence.objects.filter(question__sitting_id=Param("sitting", BigIntegerField()))
        .order_by("pk")
        .values_list("question_id", "is_correct", "is_aided")
    )


@prepared
def _closings_of_sitting() -> QuerySet[Question, tuple[int, bool]]:
    return (
        Question.objects.filter(sitting_id=Param("sitting", BigIntegerField()))
        .order_by("position")
        .values_list("pk", "is_closed")
    )


def dots_of(*, sitting: Sitting) -> list[str]:
    """Return one word for each planned question: right, aided, not_yet or open."""
    first_right: dict[int, bool] = {}
    for question_id, is_correct, is_aided in _outcomes_of_sitting.all(sitting=sitting.pk):
        if is_correct:
            first_right[question_id] = not is_aided
    words = [
        _dot(question_id, is_closed, first_right)
        for question_id, is_closed in _closings_of_sitting.all(sitting=sitting.pk)
    ]
    return words + ["open"] * (sitting.n_planned - len(words))


def _dot(question_id: int, is_closed: bool, first_right: dict[int, bool]) -> str:  # noqa: FBT001
    if question_id in first_right:
        return "right" if first_right[question_id] else "aided"
    return "not_yet" if is_closed else "open"


@prepared
def _times_put() -> QuerySet[Question, tuple[int, int]]:
    about = Question.objects.filter(
        student_id=Param("student", BigIntegerField()),
        item__competencies=Param("competency", BigIntegerField()),
    )
    return about.order_by().values_list("item_id").annotate(n=Count("pk"))


def items_used(*, student_id: int, competency_id: int) -> dict[int, int]:
    """Return how often each item of a competency was put to a student; those never put are left out."""
    return dict(_times_put.all(student=student_id, competency=competency_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords:
    """A row of the ledger in plain words: what was asked, and what was answered ("" where nothing was)."""

    asked: str
    answered: str


def rows_in_words(*, rows: Iterable[Evidence], language: str) -> dict[int, InWords]:
    """Return by row what was asked and answered; only rows of `evidence_of` with a question."""
    told = [
        (row, row.question, row.item)
        for row in rows
        if row.question is not None and row.item is not None
    ]
    definitions = definitions_of(wanted=[(item, put.revision) for _row, put, item in told])
    found = {}
    for row, put, item in told:
        instance = instantiate(
            definitions[item.pk, put.revision],
            seed=put.seed,
            step=put.step,
            interest=put.interest or None,
        )
        said = row.response.get("said")
        found[row.pk] = InWords(
            asked=question_words(instance, language=language),
            answered=answer_words(instance, said, language=language)
            if isinstance(said, str) and said
            else "",
        )
    return found
