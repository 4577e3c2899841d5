"""Who leaves by a roster is looked up by name, and a refusal speaks the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in
from rosters import small_roster

from ownpath.faces.office.pages.leaving_lines import Asked, find_leaving
from ownpath.school.people.imports.districts import plan_district
from ownpath.school.people.imports.jobs import refused
from ownpath.school.people.imports.types import ImportRefused
from ownpath.school.people.models import Person, RosterImport

NAMES = [f"Student {n:04}" for n in range(400)] + ["José Núñez"]


def lines_of(names: list[str]) -> list[dict[str, Any]]:
    return [
        {"file": "users", "label": name, "sourced_id": f"stu-{n}", "fields": []}
        for n, name in enumerate(names)
    ]


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None, settings: Any, tmp_path: Path) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    settings.DATA_FOLDER = tmp_path
    return sign_in(cast.clerk)


def waiting(cast: Cast, **story: Any) -> RosterImport:
    return RosterImport.objects.create(
        district=cast.live_oak,
        file_name="roster.zip",
        file_path="",
        planned_by=cast.clerk,
        planned_at="2026-03-10T17:00:00Z",
        state=story.pop("state", "planned"),
        story=story,
    )


class TestFindLeaving:
    @pytest.mark.parametrize(
        ("who", "n"), [("", 401), ("nunez", 1), ("JOSÉ n", 1), ("stu-399", 1), ("nobody", 0)]
    )
    def test_finds_by_name_and_number_without_accents(self, who: str, n: int) -> None:
        found = find_leaving(lines_of(NAMES), Asked(who=who))
        assert found.n_found == n

    def test_shows_everybody_a_page_at_a_time(self) -> None:
        pages = [
            find_leaving(lines_of(NAMES), Asked(page=str(n))).page_obj for n in range(1, 10)
        ]
        assert sum(len(page) for page in pages) == len(NAMES)


class TestStory:
    def test_finds_somebody_beyond_the_first_two_hundred(
        self, office: Client, cast: Cast
    ) -> None:
        changes = {"ended": {"n_by_file": {"users": len(NAMES)}, "lines": lines_of(NAMES)}}
        upload = waiting(cast, changes=changes)
        address = reverse("office:import_plan", args=[upload.uuid])
        assert "José Núñez" in office.get(address, {"who": "nunez"}).content.decode()
        second = office.get(address, {"p": "2"}).content.decode()
        assert "Student 0050" in second
        assert "Student 0001" not in second


class TestRefusal:
    def test_speaks_the_language_of_whoever_reads_it(self, office: Client, cast: Cast) -> None:
        orgs = tuple(
            type(one)(sourced_id="cedar", name="Cedar", type="district")
            if one.type == "district"
            else one
            for one in small_roster().orgs
        )
        with pytest.raises(ImportRefused) as refusal:
            plan_district(small_roster(orgs=orgs), cast.live_oak)
        upload = waiting(cast, state="refused", **refused(refusal.value))
        address = reverse("office:import_plan", args=[upload.uuid])
        assert "This file is the roster of Cedar" in office.get(address).content.decode()
        Person.objects.filter(pk=cast.clerk.pk).update(language="es")
        told = office.get(address).content.decode()
        assert "This file is the roster" not in told
        assert "Cedar" in told

    def test_kept_in_one_language_only_is_shown_as_it_is(
        self, office: Client, cast: Cast
    ) -> None:
        kept = {"message": "An older one.", "next_step": "Send it again."}
        upload = waiting(cast, state="refused", refused=kept)
        address = reverse("office:import_plan", args=[upload.uuid])
        assert "An older one." in office.get(address).content.decode()
