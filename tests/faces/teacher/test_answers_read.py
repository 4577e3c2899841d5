"""A teacher reads what a student picked, ordered, matched or filled in as it stood on the page, never its ids."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from facing import sign_in
from kinds import KINDS, put_only
from morning import begin_practice, forget

from ownpath.engine.items import key_fields
from ownpath.faces.teacher.pages.knows import build_evidence
from ownpath.faces.teacher.pages.people import find_student
from ownpath.school.curriculum.models import Item, ItemRevision
from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import evidence_of, instance_of, rows_in_words
from ownpath.school.plans.services import answer_question, ask_next

ID_OF_A_CHOICE = re.compile(r"\b[colr]\d+\b")


def answer_rightly(cast: Cast, question: Question) -> None:
    answer_question(
        student=cast.ada, question_uuid=question.uuid, attempt=uuid4(),
        response=key_fields(instance_of(question)), language="en", held_seconds=0.0,
        by=cast.ada, now=NOW,
    )  # fmt: skip


def read(cast: Cast, language: str = "en") -> list[str]:
    """Return the answers as Ms. Okafor reads them, the newest first."""
    about = find_student(viewer=cast.okafor, uuid=cast.ada.uuid, today=TODAY)
    page = build_evidence(
        viewer=cast.okafor, about=about, what=None, page=1, now=NOW, language=language
    )
    return [row.response for row in page.rows]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Let no definition of another test be in memory."""
    forget()


class TestAnAnswerOnTheTeachersPage:
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_is_told_without_ids(self, cast: Cast, kind: str) -> None:
        put_only(cast, kind)
        answer_rightly(cast, begin_practice(cast.ada)[1])
        (told,) = read(cast)
        assert told
        assert not ID_OF_A_CHOICE.search(told)

    @pytest.mark.parametrize("language", ["en", "es"])
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_stands_under_its_question_in_plain_words(
        self, cast: Cast, kind: str, language: str
    ) -> None:
        put_only(cast, kind)
        answer_rightly(cast, begin_practice(cast.ada)[1])
        (row,) = evidence_of(student=cast.ada)
        asked = rows_in_words(rows=[row], language=language)[row.pk].asked
        assert asked
        assert not re.search(r"\[\[|\*\*|\$|<|\{", asked)

    @pytest.mark.usefixtures("moment_of_the_cast")
    def test_and_its_question_stand_on_the_page(self, cast: Cast) -> None:
        put_only(cast, "numeric")
        answer_rightly(cast, begin_practice(cast.ada)[1])
        (row,) = evidence_of(student=cast.ada)
        told = rows_in_words(rows=[row], language="en")[row.pk]
        shown = sign_in(cast.okafor).get(f"/room/student/{cast.ada.uuid}/evidence/")
        assert escape(told.asked) in shown.content.decode()
        assert told.answered in shown.content.decode()

    def test_is_what_stood_on_the_page(self, cast: Cast) -> None:
        put_only(cast, "cloze")
        question = begin_practice(cast.ada)[1]
        answer_rightly(cast, question)
        quotient = instance_of(question).values["q"]
        assert read(cast) == [f"{quotient} · less"]
        assert read(cast, "es") == [f"{quotient} · menor"]

    def test_stays_as_it_was_when_the_item_is_another_by_now(self, cast: Cast) -> None:
        item = put_only(cast, "cloze")
        answer_rightly(cast, begin_practice(cast.ada)[1])
        before = read(cast)
        ItemRevision.objects.create(
            item=item, revision=item.revision, definition=item.definition
        )
        Item.objects.filter(pk=item.pk).update(
            revision=item.revision + 1,
            definition={**item.definition, **KINDS["numeric"], "type": "numeric", "blanks": {}},
        )
        assert read(cast) == before

    def test_takes_no_query_for_each(self, cast: Cast) -> None:
        put_only(cast, "matching")
        question = begin_practice(cast.ada)[1]
        answer_rightly(cast, question)
        for seed in (3, 5):
            following = ask_next(
                student=cast.ada,
                sitting_uuid=question.sitting.uuid,
                by=cast.ada,
                now=NOW,
                seed=seed,
            )
            assert following is not None
            answer_rightly(cast, following)
        rows = evidence_of(student=cast.ada)
        forget()
        with CaptureQueriesContext(connection) as asked:
            told = rows_in_words(rows=rows, language="en")
        assert len(told) == Evidence.objects.count() == 3
        assert len(asked) == 0
