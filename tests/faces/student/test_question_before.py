"""How the question before is worked, for who loads the page of the next one anew; never a word on the open one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, Cast
from django.test import Client
from kinds import KINDS, put_only
from morning import begin_practice, browser, forget

from ownpath.faces.student.pages.before import build_before
from ownpath.school.curriculum.models import Item
from ownpath.school.evidence.models import Question
from ownpath.school.evidence.queries import instance_of, solution_of
from ownpath.school.plans.services import ask_next, see_solution

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")

LINE = "Question before: how it works"
LINE_IN_SPANISH = "La pregunta anterior: así se hace"
TO_UNFOLD = {"HTTP_HX_REQUEST": "true"}


def go_on(cast: Cast, question: Question, *, seed: int = 11) -> Question:
    """Close a question, and put the one after it."""
    see_solution(
        student=cast.ada, question_uuid=question.uuid, by=cast.ada, language="en", now=NOW
    )
    following = ask_next(
        student=cast.ada, sitting_uuid=question.sitting.uuid, by=cast.ada, now=NOW, seed=seed
    )
    assert following is not None
    return following


def page_of(ada: Client, question: Question) -> str:
    return ada.get(f"/me/practice/{question.sitting.uuid}/").content.decode()


@pytest.fixture
def first(cast: Cast) -> Question:
    """Begin a practice of Ada's."""
    forget()
    return begin_practice(cast.ada)[1]


class TestTheQuestionBefore:
    def test_is_told_with_its_solution_on_the_page_of_a_fresh_one(
        self, cast: Cast, first: Question
    ) -> None:
        ada = browser(cast.ada)
        assert LINE not in page_of(ada, first)
        second = go_on(cast, first)
        html = page_of(ada, first)
        n = instance_of(first).values["n"]
        assert LINE in html
        assert html.index(LINE) < html.index("Two equal parts")
        assert f"<mn>{n}</mn>" in html[html.index("Two equal parts") :]
        ada.post(f"/me/questions/{second.uuid}/hint", **TO_UNFOLD)
        assert LINE not in page_of(ada, first)  # it is being worked on

    def test_is_told_in_spanish(self, cast: Cast, first: Question) -> None:
        go_on(cast, first)
        cast.ada.language = "es"
        cast.ada.save(update_fields=["language"])
        html = page_of(browser(cast.ada), first)
        assert LINE_IN_SPANISH in html
        assert "Dos partes iguales" in html

    def test_is_gone_with_the_turn_it_stands_in(self, cast: Cast, first: Question) -> None:
        go_on(cast, first)
        ada, place = browser(cast.ada), f"/me/practice/{first.sitting.uuid}/"
        assert LINE in page_of(ada, first).partition('id="turn"')[2].partition("</section>")[0]
        assert LINE not in ada.post(f"{place}next", **TO_UNFOLD).content.decode()

    def test_is_not_told_where_it_asked_the_very_same(
        self, cast: Cast, first: Question
    ) -> None:
        following = go_on(cast, first)
        alike: dict[str, Any] = {"seed": first.seed, "step": first.step, "item": first.item}
        Question.objects.filter(pk=following.pk).update(**alike)
        assert LINE not in page_of(browser(cast.ada), first)

    def test_is_not_told_while_it_is_open(self, cast: Cast, first: Question) -> None:
        following = go_on(cast, first)
        Question.objects.filter(pk=first.pk).update(is_closed=False)
        assert build_before(following, language="en") is None

    def test_of_another_student_is_nobody_elses(self, cast: Cast, first: Question) -> None:
        go_on(cast, first)
        place = f"/me/practice/{first.sitting.uuid}/"
        assert browser(cast.ben).get(place).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_the_same_whatever_the_key_of_the_open_question_is(
    cast: Cast, kind: str
) -> None:
    """Give the open question's template other hints and another solution: what is told of the one before stays."""
    put_only(cast, kind)
    forget()
    following = go_on(cast, begin_practice(cast.ada)[1])
    told = build_before(following, language="en")
    first = Question.objects.get(sitting=following.sitting, position=0)
    if told is not None:
        assert list(told.steps) == solution_of(question=first, language="en")
    other = Item.objects.get(pk=following.item_id)
    other.pk, other.uuid, other.code = None, uuid4(), "poisoned"
    other.definition = {
        **other.definition,
        "id": "poisoned",
        "solution": [{"en": "POISON", "es": "POISON"}],
    }
    other.save()
    Question.objects.filter(pk=following.pk).update(item=other)
    assert "POISON" not in page_of(browser(cast.ada), following)
