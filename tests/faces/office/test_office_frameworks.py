"""Records staff bring a framework in through the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.faces.office import waiting_file
from ownpath.school.curriculum.models import Competency, Framework, Pack
from ownpath.school.privacy.models import AuditEntry

SHELF, PLAN, APPLY, DISCARD = (
    f"office:framework{name}" for name in ("s", "_plan", "_apply", "_discard")
)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Keep files that wait in a folder of the test."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def case_package(title: str = "Counting") -> bytes:
    """Return a CASE package of two items, one before the other."""
    document = "11111111-1111-4111-8111-111111111111"
    items = [f"2222222{n}-2222-4222-8222-222222222222" for n in (1, 2)]
    package = {
        "CFDocument": {
            "identifier": document,
            "uri": f"https://case.example/{document}",
            "creator": "Live Oak",
            "title": title,
            "lastChangeDateTime": "2026-03-01T00:00:00Z",
        },
        "CFItems": [
            {
                "identifier": item,
                "uri": f"https://case.example/{item}",
                "fullStatement": f"Counts to {n}0",
                "humanCodingScheme": f"C.{n}",
                "lastChangeDateTime": "2026-03-01T00:00:00Z",
            }
            for n, item in enumerate(items, 1)
        ],
        "CFAssociations": [],
    }
    return json.dumps(package).encode()


def send(client: Client, content: bytes, kind: str = "case") -> Any:
    sent = SimpleUploadedFile("counting.json", content)
    return client.post(reverse(SHELF), {"kind": kind, "framework": sent})


def page(client: Client) -> str:
    return client.get(reverse(PLAN)).content.decode()


def mark_of(client: Client) -> str:
    return page(client).split('name="mark" value="')[1].split('"')[0]


class TestFramework:
    def test_is_shown_before_anything_is_written(self, office: Client) -> None:
        n_before = Framework.objects.count()
        assert send(office, case_package()).status_code == 302
        assert "Counting" in page(office)
        assert Framework.objects.count() == n_before

    def test_comes_in_and_the_log_keeps_who_brought_it(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        send(office, case_package())
        assert office.post(reverse(APPLY), {"mark": mark_of(office)}).status_code == 302
        assert Competency.objects.filter(framework__title="Counting").count() == 2
        assert AuditEntry.objects.get(deed="framework.import").actor == cast.clerk
        assert "Counting" in office.get(reverse(SHELF)).content.decode()
        assert list(folder.glob("*")) == []

    def test_a_second_time_changes_nothing(self, office: Client) -> None:
        send(office, case_package())
        office.post(reverse(APPLY), {"mark": mark_of(office)})
        send(office, case_package())
        text = page(office)
        assert "Nothing would change" in text
        assert "Carry it out" not in text

    def test_is_not_brought_in_by_a_plan_nobody_saw(self, office: Client) -> None:
        send(office, case_package())
        office.post(reverse(APPLY), {"mark": "another"})
        assert not Framework.objects.filter(title="Counting").exists()

    def test_can_be_let_go(self, office: Client, folder: Path) -> None:
        send(office, case_package())
        office.post(reverse(DISCARD))
        assert office.get(reverse(PLAN)).status_code == 404
        assert office.post(reverse(APPLY)).status_code == 404
        assert list(folder.glob("*")) == []

    @pytest.mark.parametrize("kind", ["case", "coherence", "teks", "oatutor", "pack", ""])
    @pytest.mark.parametrize("content", [b"", b"{", b"<x/>", b"\x1f\x8b", b"[]", b"null"])
    def test_that_cannot_be_read_is_refused_with_words(
        self, office: Client, content: bytes, kind: str, folder: Path
    ) -> None:
        answer = send(office, content, kind)
        if answer.status_code == 302:
            assert "This file cannot be brought in" in page(office)
            assert office.post(reverse(DISCARD)).status_code == 302
        else:
            assert (answer.status_code, kind) == (
                422,
                kind if kind == "" or not content else "",
            )
        assert list(folder.glob("*")) == []

    def test_that_is_too_large_is_refused(
        self, office: Client, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        monkeypatch.setattr(waiting_file, "MAX_BYTES", 10)
        assert send(office, case_package()).status_code == 422
        assert list(folder.glob("*")) == []

    def test_that_would_change_what_others_brought_is_refused_with_words(
        self, office: Client, cast: Cast, folder: Path
    ) -> None:
        send(office, case_package())
        office.post(reverse(APPLY), {"mark": mark_of(office)})
        Framework.objects.filter(title="Counting").update(owner=cast.cedar)
        send(office, case_package("Counting anew"))
        text = page(office)
        assert "would change it" in text
        assert "Carry it out" not in text
        office.post(reverse(DISCARD))
        assert list(folder.glob("*")) == []

    def test_that_is_refused_says_why_in_spanish_too(self, office: Client) -> None:
        send(office, b'{"CFItems": []}')
        assert "it has no CFDocument" in page(office)
        office.post(reverse("door:language"), {"language": "es"})
        text = page(office)
        assert "Esto no es un paquete del estándar CASE" in text
        assert "CFDocument" not in text

    def test_that_waits_is_nobody_elses(self, office: Client, cast: Cast) -> None:
        send(office, case_package())
        assert sign_in(cast.whitfield).get(reverse(PLAN)).status_code == 404
        assert sign_in(cast.okafor).get(reverse(PLAN)).status_code == 403


class TestStarter:
    def test_is_shown_brought_in_for_everybody_and_then_said_to_be_here(
        self, office: Client
    ) -> None:
        assert "See what it holds" in office.get(reverse(SHELF)).content.decode()
        response = office.post(reverse(SHELF), {"starter": "yes"})
        assert response.status_code == 302
        assert response["Location"] == reverse(PLAN)
        plan = office.get(reverse(PLAN))
        assert not Pack.objects.filter(identifier="starter-math").exists()
        office.post(reverse(APPLY), {"mark": plan.context["page"].mark})
        assert Pack.objects.get(identifier="starter-math").owner is None
        assert "It is here" in office.get(reverse(SHELF)).content.decode()

    def test_already_here_changes_nothing(self, office: Client, folder: Path) -> None:
        Pack.objects.create(identifier="starter-math")
        response = office.post(reverse(SHELF), {"starter": "yes"}, follow=True)
        assert "already here" in response.content.decode()
        assert list(folder.glob("*")) == []
