"""All of it leaves through the pages: the exit kit, and the erasure of a person."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cast import Cast
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in
from morning import make_morning

from ownpath.school.change.queries.stemming import tables_of_change, text_columns
from ownpath.school.people.models import Person
from ownpath.school.privacy.further import MANIFEST
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
PEOPLES_WORDS = 12  # what they said themselves, asked for by kind
MARK = re.compile(r'name="mark" value="([0-9a-f]+)"')


@pytest.fixture
def school(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Return the cast on a morning on which something of everything exists."""
    settings.DATA_FOLDER = tmp_path
    make_morning(cast)
    return cast


@pytest.fixture
def whitfield(school: Cast) -> Client:
    """Return a client signed in as the district's administrator."""
    return sign_in(school.whitfield)


def mark_of(client: Client, person: Person) -> str:
    """Return the mark of the plan as the page shows it."""
    page = client.get(reverse("office:erase", args=[person.uuid])).content.decode()
    return MARK.findall(page)[0]


class TestExitKit:
    def test_is_given_to_the_administrator_and_logged(
        self, whitfield: Client, school: Cast
    ) -> None:
        answer = whitfield.post(reverse("office:exit_kit"))
        content = b"".join(answer.streaming_content)
        with ZipFile(io.BytesIO(content)) as kit:
            manifest = json.loads(kit.read(MANIFEST))
        assert manifest["district"]["source_key"] == "live-oak"
        assert manifest["tables"]["evidence_evidence"]["rows"] > 0
        assert AuditEntry.objects.get(deed="exit_kit").actor == school.whitfield

    def test_is_not_for_records_staff_who_may_not_know_what_children_said(
        self, school: Cast
    ) -> None:
        clerk = sign_in(school.clerk)
        assert clerk.post(reverse("office:exit_kit")).status_code == 403
        assert not AuditEntry.objects.filter(deed="exit_kit").exists()
        assert "Take the exit kit" not in clerk.get(reverse("office:home")).content.decode()


class TestErasing:
    def test_shows_what_goes_and_does_it_when_the_name_is_typed(
        self, whitfield: Client, school: Cast
    ) -> None:
        address = reverse("office:erase", args=[school.ada.uuid])
        said = {"name": "ada  MORALES", "mark": mark_of(whitfield, school.ada)}
        assert whitfield.post(address, said).status_code == 302
        assert not Person.objects.filter(pk=school.ada.pk).exists()
        assert AuditEntry.objects.get(deed="erase.person").actor == school.whitfield
        assert whitfield.get(address).status_code == 404

    @pytest.mark.parametrize("name", ["", "Ada", "Ben Carter"])
    def test_does_nothing_when_another_name_is_typed(
        self, whitfield: Client, school: Cast, name: str
    ) -> None:
        said = {"name": name, "mark": mark_of(whitfield, school.ada)}
        answer = whitfield.post(reverse("office:erase", args=[school.ada.uuid]), said)
        assert answer.status_code == 422
        assert Person.objects.filter(pk=school.ada.pk).exists()

    def test_does_nothing_by_a_plan_nobody_saw(self, whitfield: Client, school: Cast) -> None:
        said = {"name": "Ada Morales", "mark": "0" * 32}
        answer = whitfield.post(reverse("office:erase", args=[school.ada.uuid]), said)
        assert (answer.status_code, "new plan" in answer.content.decode()) == (422, True)
        assert Person.objects.filter(pk=school.ada.pk).exists()

    def test_is_not_for_oneself_nor_over_the_wall(
        self, whitfield: Client, school: Cast
    ) -> None:
        for person, status in ((school.whitfield, 403), (school.lund, 404)):
            address = reverse("office:erase", args=[person.uuid])
            assert whitfield.get(address).status_code == status

    def test_asks_once_for_each_table_of_texts_that_it_looks_through_and_little_more(
        self, whitfield: Client, school: Cast
    ) -> None:
        n_texts = sum(bool(text_columns(one)) for one in tables_of_change())
        n_queries, _page = asked_of(whitfield, reverse("office:erase", args=[school.ada.uuid]))
        assert n_queries <= MOST_QUERIES + PEOPLES_WORDS + n_texts
