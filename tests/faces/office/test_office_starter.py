"""The mathematics that comes with Ownpath, as the office brings it in and brings a newer one in.

A pack of one competency stands where it ships: what pages say is the same. The whole is brought in once, beside the
frameworks (`test_office_frameworks.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in
from rosters import bring_in, person, small_roster

from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import pack_skeleton
from ownpath.school.curriculum.models import Pack
from ownpath.school.curriculum.queries.shipped import starter_shipped
from ownpath.school.people.models import District, Role

SHELF, PLAN, APPLY, PROGRESS, AGAIN = (
    f"office:framework{name}" for name in ("s", "_plan", "_apply", "_progress", "_again")
)
STARTER = "starter-math"


@pytest.fixture(autouse=True)
def small_starter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let a small pack of that name ship with Ownpath."""
    shipped = tmp_path / "shipped"
    for path, data in pack_skeleton(STARTER, title="Mathematics").items():
        told = {**data, "version": "1.0.0"} if "version" in data else data
        (shipped / STARTER / path).parent.mkdir(parents=True, exist_ok=True)
        (shipped / STARTER / path).write_text(write_entry(told, first=()), encoding="utf-8")
    monkeypatch.setattr("ownpath.school.curriculum.queries.shipped.files", lambda _of: shipped)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Keep files that wait in a folder of the test."""
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def alone(db: None, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of the only district there is."""
    bring_in(small_roster())
    clerk = person("reyes")
    Role.objects.create(person=clerk, name=Role.Name.SYSTEM_ADMINISTRATOR)
    assert District.objects.count() == 1
    return sign_in(clerk)


def shelf(client: Client) -> str:
    return client.get(reverse(SHELF)).content.decode()


class TestStarter:
    def test_says_what_it_brought_what_comes_next_and_how_to_leave_it(
        self, alone: Client, folder: Path
    ) -> None:
        alone.post(reverse(SHELF), {"starter": "yes"})
        assert "A file is being worked on, or waits for you" in shelf(alone)
        plan = alone.get(reverse(PLAN))
        alone.post(reverse(APPLY), {"mark": plan.context["page"].mark})
        done = alone.get(reverse(PLAN)).content.decode()
        assert "It is in" in done
        assert "No class works on it yet" in done
        assert "Then let no class work on it" in done
        assert "templates and questions" in done
        assert list(folder.glob("*")) == []
        assert f"version {starter_shipped().version}" in shelf(alone)

    def test_that_is_newer_is_offered_shown_and_brought_in(self, alone: Client) -> None:
        Pack.objects.create(identifier=STARTER, version="0.9.0")
        assert "A newer one came with this Ownpath" in shelf(alone)
        alone.post(reverse(SHELF), {"starter": "yes"})
        plan = alone.get(reverse(PLAN))
        assert Pack.objects.get(identifier=STARTER).version == "0.9.0"
        alone.post(reverse(APPLY), {"mark": plan.context["page"].mark})
        kept = Pack.objects.get(identifier=STARTER)
        assert (kept.version, kept.owner) == (starter_shipped().version, None)

    def test_that_is_older_or_the_same_is_not_offered(self, alone: Client) -> None:
        for version in (starter_shipped().version, "999.0.0"):
            Pack.objects.update_or_create(identifier=STARTER, defaults={"version": version})
            assert "A newer one" not in shelf(alone)
            alone.post(reverse(SHELF), {"starter": "yes"})
            assert alone.get(reverse(PLAN)).status_code == 404

    def test_that_several_districts_share_is_left_to_the_machine(
        self, cast: Cast, moment_of_the_cast: None
    ) -> None:
        Pack.objects.create(identifier=STARTER, version="0.9.0")
        office = sign_in(cast.clerk)
        assert "whoever runs the machine brings it in for all of them" in shelf(office)
        office.post(reverse(SHELF), {"starter": "yes"})
        assert office.get(reverse(PLAN)).status_code == 404


class TestWork:
    def test_that_was_cut_off_says_so_and_is_read_again(
        self, alone: Client, folder: Path
    ) -> None:
        alone.post(reverse(SHELF), {"starter": "yes"})
        for plan in folder.glob("*.plan"):
            plan.unlink()
        assert "The work stopped half way" in alone.get(reverse(PLAN)).content.decode()
        alone.post(reverse(AGAIN))
        assert "Carry it out" in alone.get(reverse(PLAN)).content.decode()

    def test_shows_how_far_it_is_while_it_goes_on(self, alone: Client, folder: Path) -> None:
        alone.post(reverse(SHELF), {"starter": "yes"})
        (sent,) = folder.glob("*.zip")
        sent.with_suffix(".pulse").write_text('{"step": "writing", "done": 300, "total": 900}')
        assert "The file is going in" in alone.get(reverse(PLAN)).content.decode()
        told = alone.get(reverse(PROGRESS), headers={"HX-Request": "true"}).content.decode()
        assert "Writing the changes" in told
        alone.post(reverse("office:framework_discard"))
        assert sent.is_file()

    def test_that_is_over_leads_on(self, alone: Client) -> None:
        alone.post(reverse(SHELF), {"starter": "yes"})
        answer = alone.get(reverse(PROGRESS), headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == reverse(PLAN)

    def test_by_another_plan_than_the_one_that_was_seen_is_not_done(
        self, alone: Client
    ) -> None:
        alone.post(reverse(SHELF), {"starter": "yes"})
        alone.post(reverse(APPLY), {"mark": "another"})
        assert "changed meanwhile" in alone.get(reverse(PLAN)).content.decode()
        assert not Pack.objects.filter(identifier=STARTER).exists()
