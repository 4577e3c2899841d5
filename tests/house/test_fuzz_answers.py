"""Two thousand answers nobody expected, and words of every script: no traceback, nothing half written, every page opens."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.db.models import Count
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from kinds import KINDS, put_only
from morning import browser, forget

from ownpath.engine.items import key_fields
from ownpath.errors import Refusal
from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.evidence.services import start_sitting
from ownpath.school.mastery.models import KnowledgeState
from ownpath.school.mastery.services import rebuild
from ownpath.school.people.models import Person
from ownpath.school.plans.services import Reply, answer_question, ask_next
from ownpath.school.voice.models import Hope, Message
from ownpath.school.voice.services import let_go_hope, say_hope, send_message

N_ANSWERS = 2_000
ANSWERS_OF_A_TYPE = -(-N_ANSWERS // len(KINDS))
N_WORDS = 150
EVERY_EXAMPLE = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NASTY = (
    "", " ", "\x00", "1\x00", "\t\r\n", "-", "--1", "+", ".", ",", "1,", "1.2.3", "1,2,3", "1e5", "1e400", "-1e-400",
    "1/0", "0/0", "1/", "/1", "1 1/2", "1 1/0", "½", "1⁄2", "٣", "३", "二", "①", "𝟙", "∞", "NaN", "inf", "0x10", "1_000",
    "9" * 400, "1/" + "9" * 300, "0." + "0" * 300 + "1", "(" * 200, ")" * 200, "(" * 150 + "x" + ")" * 150,
    "x^x^x^x", "9^9^9^9", "2**1000000", "x^-999999", "1/(x-x)", "sqrt(-1)", "lambda: 0", "__import__('os')", "{0}", "%s",
    "{{ 7*7 }}", "{% debug %}", "$n$", "\\frac{1}{0}", "<script>alert(1)</script>", "&lt;b&gt;", "' or 1=1 --", "c1", "c99",
    "C1", "l1", "r1", "o1,o2,o3", "o1", "blank-size", "answer", "null", "true", "[]", "[1, 2]", "\u202e12\u202c", "\u200b",
    "\ufeff12", "e\u0301" * 50, "👩‍🚀" * 40, "ﷺ" * 100, "x=1", "1=1", "x<1", "5 kg", "5 parsecs", "5%", "5:3", "3:0", "٪",
)  # fmt: skip
ALPHABET = "0123456789+-*/^()=<>.,:xyzXY %½√ "
values = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text(alphabet=ALPHABET, max_size=40),
    st.integers().map(str),
)
names = st.one_of(
    st.sampled_from(
        [
            "answer",
            "blank-quotient",
            "blank-size",
            "match-l1",
            "match-l2",
            "match-l3",
            "match-",
            "blank-",
        ]
    ),
    st.text(max_size=20),
)
posted = st.dictionaries(names, st.lists(values, max_size=6), max_size=5)
words = st.one_of(
    st.text(max_size=300),
    st.text(
        alphabet=st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp", "So", "Mn"]),
        max_size=80,
    ),
    st.text(alphabet="שלום עולםمرحبا\u202e\u2066\u2069\u200f", max_size=80),
    st.text(alphabet="👩🏽‍🚀🇺🇾❤️ñÑ¿", max_size=80),
    st.integers(1, 10_000).map(lambda n: "long " * (n // 5)),
)


@pytest.fixture(autouse=True)
def in_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the morning of the cast."""
    forget()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


def open_question(cast: Cast) -> Question:
    """Return a question of Ada's that takes answers."""
    open_one = (
        Question.objects.filter(student=cast.ada, is_closed=False)
        .select_related("sitting", "item")
        .first()
    )
    if open_one is not None:
        return open_one
    last = Question.objects.order_by("-pk").select_related("sitting").first()
    sitting = last.sitting if last is not None and last.sitting.finished_at is None else None
    sitting = sitting or start_sitting(
        student=cast.ada,
        activity=cast.practices[0],
        competency_id=cast.competencies[0].pk,
        n_planned=5,
        now=NOW,
    )
    asked = ask_next(
        student=cast.ada,
        sitting_uuid=sitting.uuid,
        by=cast.ada,
        now=NOW,
        seed=Question.objects.count(),
    )
    assert asked is not None
    return asked


def say(cast: Cast, fields: dict[str, list[str]], held: float, language: str) -> Reply:
    """Send one answer; it is in the ledger once, or not at all."""
    question, before = open_question(cast), Evidence.objects.count()
    reply = answer_question(
        student=cast.ada,
        question_uuid=question.uuid,
        attempt=uuid4(),
        response=fields,
        language=language,
        held_seconds=held,
        by=cast.ada,
        now=NOW + timedelta(minutes=5),
    )
    assert Evidence.objects.count() == before + reply.is_readable
    return reply


def is_whole() -> None:
    """Check that no row stands half written, and that beliefs are what the ledger says."""
    for question in Question.objects.annotate(n_rows=Count("answers")):
        assert question.n_attempts == question.n_rows
    for row in Evidence.objects.annotate(n_touched=Count("touches")):
        assert row.n_touched > 0
        assert row.reply["attempt"] == str(row.attempt)
        assert row.shown_at is not None
        assert row.shown_at <= row.answered_at <= row.recorded_at
        assert 0.0 <= row.score <= 1.0
    believed = beliefs()
    rebuild(
        student_ids=set(Evidence.objects.values_list("student_id", flat=True)),
        now=NOW + timedelta(minutes=5),
    )
    assert beliefs() == believed


def beliefs() -> list[tuple[object, ...]]:
    """Return what is believed, to nine places."""
    columns = ("competency_id", "state", "n_unaided", "n_unaided_right", "estimate")
    return sorted(
        (*row[:-1], round(row[-1], 9)) for row in KnowledgeState.objects.values_list(*columns)
    )


def every_page_opens(student: Person, teacher: Person) -> None:
    """Open what reads the student's record, as the student and as the teacher."""
    sittings = {
        question.sitting.uuid
        for question in Question.objects.select_related("sitting").order_by("-pk")[:5]
    }
    own = ["/me/", "/me/path/", "/me/path/look/FR/", "/me/hopes/", "/me/voice/", "/me/person/"]
    for place in [*own, *(f"/me/practice/{sitting}/" for sitting in sittings)]:
        assert browser(student).get(place).status_code == 200, place
    pages = ["", "knows/", "evidence/", "voice/", "plan/"]
    for place in [
        "/room/",
        "/room/messages/",
        *(f"/room/student/{student.uuid}/{page}" for page in pages),
    ]:
        assert browser(teacher).get(place).status_code == 200, place


class TestAnswers:
    @pytest.mark.parametrize("kind", KINDS)
    def test_of_any_shape_leave_everything_whole(self, cast: Cast, kind: str) -> None:
        put_only(cast, kind)

        @settings(EVERY_EXAMPLE, max_examples=ANSWERS_OF_A_TYPE)
        @given(
            fields=posted,
            noise=values,
            place=st.integers(0, 3),
            held=st.floats(),
            language=st.sampled_from(["en", "es"]),
        )
        @example(fields={}, noise="", place=0, held=float("nan"), language="en")
        def try_one(
            fields: dict[str, list[str]], noise: str, place: int, held: float, language: str
        ) -> None:
            right = key_fields(instance_of(open_question(cast)))
            spoiled = {
                name: [said + noise if n == 0 else said for n, said in enumerate(all_said)]
                for name, all_said in right.items()
            }
            say(
                cast,
                [fields, {**right, **fields}, spoiled, {**spoiled, **fields}][place],
                held,
                language,
            )

        try_one()
        assert Evidence.objects.exists()
        is_whole()
        every_page_opens(cast.ada, cast.okafor)

    def test_are_two_thousand(self) -> None:
        assert ANSWERS_OF_A_TYPE * len(KINDS) >= N_ANSWERS

    @pytest.mark.parametrize("kind", KINDS)
    def test_of_the_worst_texts_leave_everything_whole(self, cast: Cast, kind: str) -> None:
        put_only(cast, kind)
        for text in NASTY:
            names_of_fields = key_fields(instance_of(open_question(cast)))
            say(cast, {name: [text] for name in names_of_fields}, 0.0, "es")
        is_whole()
        every_page_opens(cast.ada, cast.okafor)


class TestWords:
    def test_of_any_script_leave_every_page_open(self, cast: Cast) -> None:
        @settings(EVERY_EXAMPLE, max_examples=N_WORDS)
        @given(said=words)
        @example(said="\x00")
        @example(said="a\x00b")
        @example(said="\u202eright to left\u202c")
        @example(said="x" * 10_000)
        def try_one(said: str) -> None:
            self._hope(cast, said)
            self._write(cast, said)

        try_one()
        assert Hope.objects.exists()
        assert Message.objects.exists()
        every_page_opens(cast.ada, cast.okafor)

    @staticmethod
    def _hope(cast: Cast, said: str) -> None:
        n_before = Hope.objects.count()
        try:
            hope = say_hope(
                student=cast.ada, kind="hope", theme_slug=None, words=said, by=cast.ada, now=NOW
            )
        except Refusal:
            assert Hope.objects.count() == n_before
            return
        hope.refresh_from_db()
        assert hope.words.strip()
        assert "\x00" not in hope.words
        if Hope.objects.filter(let_go_at=None).count() > 20:
            let_go_hope(student=cast.ada, hope_uuid=hope.uuid, by=cast.ada, now=NOW)

    @staticmethod
    def _write(cast: Cast, said: str) -> None:
        n_before = Message.objects.count()
        try:
            message = send_message(
                about=cast.ada,
                sender=cast.ada,
                receiver_uuid=cast.okafor.uuid,
                body=said,
                today=TODAY,
                now=NOW,
            )
        except Refusal:
            assert Message.objects.count() == n_before
            return
        message.refresh_from_db()
        assert message.body.strip()
        assert "\x00" not in message.body

    @pytest.mark.parametrize(
        "said", ["\x00", "\u202eabc", "👩🏽‍🚀" * 10, "x" * 10_000, "<b>bold</b>", "{{ 1 }}"]
    )
    def test_sent_by_a_browser_are_kept_or_refused(self, cast: Cast, said: str) -> None:
        ada = browser(cast.ada)
        kept = ada.post("/me/hopes/say", {"kind": "hope", "words": said})
        sent = ada.post("/me/voice/write", {"receiver": str(cast.okafor.uuid), "body": said})
        assert {kept.status_code, sent.status_code} <= {302, 422}
        every_page_opens(cast.ada, cast.okafor)
        page = ada.get("/me/hopes/").content.decode() + ada.get("/me/voice/").content.decode()
        assert "<b>bold</b>" not in page


class TestTheFormulaPreview:
    @settings(EVERY_EXAMPLE, max_examples=100)
    @given(typed=values)
    @example(typed="\\input{/etc/passwd}")
    @example(typed="\\href{javascript:alert(1)}{x}")
    @example(typed="\\def\\a{\\a\\a}\\a")
    def test_reads_whatever_is_typed(self, cast: Cast, typed: str) -> None:
        response = browser(cast.ada).get("/me/preview", {"answer": typed})
        assert response.status_code == 200
        assert b"<script" not in response.content
        assert b"href" not in response.content
