"""Records staff look people up, read who saw what, and take the roster out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from cast import Cast, make_students
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import sign_in

from ownpath.interchange.oneroster import read_package
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry

PAGES = ("home", "imports", "people", "problems", "frameworks", "audit")


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def text(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"office:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


class TestWhoMayOpen:
    @pytest.mark.parametrize("name", PAGES)
    def test_is_records_staff_and_the_district_office(
        self, cast: Cast, moment_of_the_cast: None, name: str
    ) -> None:
        address = reverse(f"office:{name}")
        opened = {
            who
            for who, person in cast.everybody.items()
            if sign_in(person).get(address).status_code == 200
        }
        assert opened == {"clerk", "whitfield"}

    def test_nobody_exports_with_a_link(self, office: Client) -> None:
        assert office.get(reverse("office:export")).status_code == 405


class TestPeople:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"q": "morales"}, {"Ada Morales", "Rosa Morales"}),
            ({"q": "ROSA mor"}, {"Rosa Morales"}),
            ({"q": "p-ben"}, {"Ben Carter"}),
            ({"role": "teacher"}, {"Grace Okafor", "Daniel Ito"}),
            ({"q": "nobody at all"}, set()),
            ({"q": "%"}, set()),
            ({"q": "x" * 101}, None),
            ({"campus": "not-a-uuid"}, None),
            ({"role": "wizard"}, None),
        ],
    )
    def test_are_found(
        self, office: Client, asked: dict[str, str], found: set[str] | None
    ) -> None:
        page = text(office, "people", **asked)
        names = {"Ada Morales", "Ben Carter", "Rosa Morales", "Grace Okafor", "Daniel Ito"}
        if found is not None:
            assert {name for name in names if name in page} == found

    def test_of_a_campus_are_found(self, office: Client, cast: Cast) -> None:
        page = text(office, "people", campus=str(cast.ben_section.campus.uuid))
        assert "Ben Carter" in page
        assert "Ada Morales" not in page

    def test_of_another_district_are_never_found(self, office: Client, cast: Cast) -> None:
        assert "Lund" not in text(office, "people", q="lund")
        answer = office.get(reverse("office:person", args=[cast.lund.uuid]))
        assert answer.status_code == 404

    def test_who_left_are_found_when_asked_for(self, office: Client, cast: Cast) -> None:
        Person.objects.filter(pk=cast.ben.pk).update(ended_on="2026-03-01")
        assert "Ben Carter" not in text(office, "people")
        assert "Ben Carter" in text(office, "people", left="on")

    def test_come_as_a_fragment_for_htmx(self, office: Client) -> None:
        response = office.get(reverse("office:people"), headers={"HX-Request": "true"})
        assert b"<html" not in response.content
        assert b"Ada Morales" in response.content

    def test_cost_as_many_queries_for_thirty_as_for_three(
        self, office: Client, cast: Cast
    ) -> None:
        def ask() -> int:
            with CaptureQueriesContext(connection) as seen:
                text(office, "people")
            return len(seen)

        few = ask()
        make_students(cast, 30)
        assert ask() == few <= 15


class TestPerson:
    def test_shows_roster_facts(self, office: Client, cast: Cast) -> None:
        page = text(office, "person", cast.ada.uuid)
        for said in (
            "Ada Morales",
            "p-ada",
            "Mathematics 4A",
            "Rosa Morales",
            "Live Oak Elementary",
        ):
            assert said in page

    def test_shows_the_children_of_a_guardian(self, office: Client, cast: Cast) -> None:
        assert "Ada Morales" in text(office, "person", cast.rosa.uuid)

    def test_is_noted_in_the_log_and_the_log_shows_it(self, office: Client, cast: Cast) -> None:
        text(office, "person", cast.ada.uuid)
        entry = AuditEntry.objects.get(about=cast.ada, deed="read.roster")
        assert entry.actor == cast.clerk
        assert "looked at the roster facts" in text(office, "audit", about=str(cast.ada.uuid))
        assert "Ada Morales" in text(office, "audit")

    def test_shows_nothing_of_what_was_learned(self, office: Client, cast: Cast) -> None:
        page = text(office, "person", cast.ada.uuid)
        assert "FR.1" not in page
        assert "Step 1" not in page

    def test_costs_at_most_fifteen_queries(self, office: Client, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as seen:
            text(office, "person", cast.ada.uuid)
        assert len(seen) <= 15


class TestExport:
    def test_gives_a_roster_and_keeps_who_took_it(self, office: Client, cast: Cast) -> None:
        response = office.post(reverse("office:export"))
        package, problems = read_package(response.content)
        assert problems == []
        assert package.user("p-ada") is not None
        assert package.user("p-lund") is None
        assert response["Content-Disposition"].startswith("attachment")
        assert AuditEntry.objects.get(deed="roster.export").actor == cast.clerk
        assert BytesIO(response.content).read(2) == b"PK"


class TestPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_speak_spanish(self, office: Client, cast: Cast, name: str) -> None:
        Person.objects.filter(pk=cast.clerk.pk).update(language="es")
        page = text(office, name)
        assert 'lang="es"' in page
        assert "Registros" in page

    @pytest.mark.parametrize("name", PAGES)
    def test_hold_no_script_or_style_of_their_own(self, office: Client, name: str) -> None:
        page = text(office, name)
        assert "<script>" not in page
        assert "style=" not in page
