"""Records staff look through the log of who saw what, and take it along."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from cast import NOW, Cast, make_person, make_students
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import sign_in

import ownpath
from ownpath.faces.office.pages import audit as audit_page
from ownpath.faces.office.pages.deed_words import AUDIT_KINDS, KINDS, kind_of, tell_deed
from ownpath.faces.office.pages.words import DEED_WORDS
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.services import audited, note_reads


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


@pytest.fixture
def log(cast: Cast) -> None:
    """Keep five deeds of Live Oak on three days, and one of Cedar."""
    yesterday, before = NOW - timedelta(days=1), NOW - timedelta(days=2)
    note_reads(by=cast.okafor, about=[cast.ada.pk], deed="read.week", now=before)
    note_reads(by=cast.ito, about=[cast.ben.pk], deed="read.stuck", now=yesterday)
    note_reads(
        by=cast.lund,
        about=[make_person(cast.cedar, "olaf", "Olaf", "Berg", "student", None).pk],
        deed="read.voice",
        now=yesterday,
    )
    for by, about, deed, at in (
        (cast.okafor, cast.ada, "pin", yesterday),
        (cast.clerk, None, "roster.export", NOW),
        (None, None, "framework.import", NOW),
    ):
        audited(by=by, about=about, deed=deed, now=at, do=lambda: None, detail="=1+1")


WEEK, STUCK, PIN, EXPORT, SYSTEM = (
    "looked at the week",
    "looked at who is stuck",
    "pinned an activity",
    "exported the roster",
    "brought a framework in",
)


def text(client: Client, **query: str) -> str:
    response = client.get(reverse("office:audit"), query)
    assert response.status_code == 200
    return response.content.decode()


def rows_of_file(client: Client, **query: str) -> list[list[str]]:
    response = client.get(reverse("office:audit_file"), query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    said = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.reader(io.StringIO(said)))


class TestAudit:
    def test_of_somebody_elsewhere_is_not_shown(self, office: Client, cast: Cast) -> None:
        for name in ("audit", "audit_file"):
            for whom in ("about", "by"):
                answer = office.get(reverse(f"office:{name}"), {whom: str(cast.lund.uuid)})
                assert answer.status_code == 404

    def test_with_a_mangled_address_is_of_everybody(self, office: Client) -> None:
        assert "Who saw what" in text(office, about="mangled", by="mangled")

    def test_tells_a_look_at_many_in_one_line_that_opens(
        self, office: Client, cast: Cast
    ) -> None:
        students = make_students(cast, 3)
        about = [one.pk for one in students]
        note_reads(by=cast.reyes, about=about, deed="read.waiting", now=NOW)
        page = text(office)
        assert "looked at who is still waiting" in page
        assert "3 people" in page
        assert all(one.plain_name in page for one in students)

    def test_has_words_for_every_look_and_for_every_kind_of_deed(self) -> None:
        package = Path(ownpath.__file__).parent
        said = "\n".join(path.read_text() for path in package.rglob("*.py"))
        looks = set(re.findall(r'"(read\.[a-z_]+)"', said)) - {"read.py"}
        kinds = set(re.findall(r'deed=f"([a-z_]+)\.\{', said))
        assert len(looks) > 20
        assert {one for one in looks if tell_deed(one, DEED_WORDS) == one} == set()
        assert kinds - set(KINDS) == set()


class TestLookingThrough:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, {WEEK, STUCK, PIN, EXPORT}),
            ({"about_name": "ada"}, {WEEK, PIN}),
            ({"by_name": "okafor"}, {WEEK, PIN}),
            ({"by_name": "okafor", "kind": "learning"}, {PIN}),
            ({"kind": "looks"}, {WEEK, STUCK}),
            ({"kind": "records"}, {EXPORT}),
            ({"kind": "change"}, set()),
            ({"since": "2026-03-09", "until": "2026-03-09"}, {STUCK, PIN}),
            ({"until": "2026-03-08"}, {WEEK}),
            ({"since": "2026-03-10"}, {EXPORT}),
            ({"about_name": "lund"}, set()),
            ({"by_name": "%"}, set()),
        ],
    )
    def test_finds(
        self, office: Client, log: None, asked: dict[str, str], found: set[str]
    ) -> None:
        table = text(office, **asked).partition('id="found"')[2]
        words = (WEEK, STUCK, PIN, EXPORT, "looked at what was said")
        assert {one for one in words if one in table} == found

    def test_of_a_picked_person_keeps_the_rest_of_the_question(
        self, office: Client, cast: Cast, log: None
    ) -> None:
        page = text(office, about=str(cast.ada.uuid), kind="learning")
        assert PIN in page
        assert WEEK not in page.partition('id="found"')[2]
        assert f"?kind=learning&amp;by={cast.okafor.uuid}" not in page  # still about Ada
        assert f"about={cast.ada.uuid}&amp;kind=learning&amp;by={cast.okafor.uuid}" in page

    def test_lets_one_of_several_be_picked(self, office: Client, cast: Cast) -> None:
        page = text(office, about_name="morales")
        assert "2 people fit" in page
        for one in (cast.ada, cast.rosa):
            assert f"?about={one.uuid}" in page

    def test_of_too_many_people_asks_for_more_of_the_name(
        self, office: Client, cast: Cast, log: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(audit_page, "PEOPLE_OF_A_NAME", 1)
        page = text(office, about_name="morales")
        assert "write more of the name" in page
        assert WEEK not in page.partition('id="found"')[2]

    def test_refuses_a_span_that_ends_before_it_begins(self, office: Client) -> None:
        asked = {"since": "2026-03-10", "until": "2026-03-08"}
        answer = office.get(reverse("office:audit"), asked)
        assert answer.status_code == 422
        assert "before the first day" in answer.content.decode()

    def test_comes_as_a_fragment_for_htmx(self, office: Client, log: None) -> None:
        answer = office.get(reverse("office:audit"), headers={"HX-Request": "true"})
        assert b"<html" not in answer.content
        assert PIN in answer.content.decode()

    def test_is_itself_noted_about_whoever_is_named(
        self, office: Client, cast: Cast, log: None
    ) -> None:
        text(office, about_name="ada")
        rows_of_file(office, about=str(cast.ben.uuid))
        noted = AuditEntry.objects.filter(actor=cast.clerk, deed__startswith="read.audit")
        assert set(noted.values_list("about_id", "deed")) == {
            (cast.ada.pk, "read.audit"),
            (cast.ben.pk, "read.audit_file"),
        }

    def test_leafs_through_the_newest_only(
        self, office: Client, cast: Cast, log: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(audit_page, "DEEDS_LEAFED_THROUGH", 2)
        page = text(office, until="2026-03-09")
        assert "The newest 2 entries" in page
        assert PIN in page
        assert WEEK not in page.partition('id="found"')[2]
        assert len(rows_of_file(office, until="2026-03-09")) == 1 + 3

    def test_costs_as_many_queries_for_thirty_as_for_three(
        self, office: Client, cast: Cast
    ) -> None:
        def ask() -> int:
            with CaptureQueriesContext(connection) as seen:
                text(office, by_name="okafor", kind="looks", since="2026-01-01")
                rows_of_file(office, by_name="okafor", kind="looks")
            return len(seen)

        students = [one.pk for one in make_students(cast, 33)]
        note_reads(by=cast.okafor, about=students[:3], deed="read.student", now=NOW)
        few = ask()
        note_reads(by=cast.okafor, about=students[3:], deed="read.student", now=NOW)
        assert ask() <= few <= 25


class TestFile:
    def test_holds_every_deed_with_a_head_and_harmless_cells(
        self, office: Client, log: None
    ) -> None:
        head, *rows = rows_of_file(office)
        assert head == [
            "When", "Who", "Their number", "About", "Number of whom it is about", "What", "Did",
            "More",
        ]  # fmt: skip
        assert [row[6] for row in rows] == ["took who saw what along", EXPORT, PIN, STUCK, WEEK]
        export, pin = rows[1], rows[2]
        assert export[1:6] == [
            "Kei Nakamura",
            "p-nakamura",
            "",
            "",
            "records, content and sign-in",
        ]
        assert export[7] == "'=1+1"
        assert pin[1:5] == ["Grace Okafor", "p-okafor", "Ada Morales", "p-ada"]
        assert pin[7] == ""  # of a student it would tell what was learned

    def test_has_its_head_and_words_in_the_language_of_whoever_asks(
        self, office: Client, cast: Cast, log: None
    ) -> None:
        Person.objects.filter(pk=cast.clerk.pk).update(language="es")
        head, *rows = rows_of_file(office, kind="looks")
        assert head[:2] == ["Cuándo", "Quién"]
        assert [row[5] for row in rows] == ["miró algo", "miró algo"]


class TestWords:
    def test_of_kinds_cover_every_deed(self) -> None:
        kinds = {kind_of(deed) for deed in ("answer", "read.week", "voice.x", "never heard of")}
        assert kinds <= set(AUDIT_KINDS)
        assert kind_of("never heard of") == "records"
        assert {kind_of(f"{one}.begin") for one in KINDS} <= {
            "change",
            "day",
            "voice",
            "records",
        }
