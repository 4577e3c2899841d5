"""The problems of a roster: how many rows they are, row by row, and what follows from what."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cast import NOW, Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.school.people.models import RosterImport

ROLES = "roles.csv row {n}, userSourcedId"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def upload(cast: Cast, problems: list[dict[str, Any]], state: str = "planned") -> RosterImport:
    return RosterImport.objects.create(
        district=cast.live_oak,
        file_name="roster.zip",
        file_path="gone.zip",
        planned_at=NOW,
        state=state,
        problems=problems,
        story={
            "n_people": 40,
            "n_people_ending": 20,
            "needs_confirmation": True,
            "changes": {},
        },
    )


def missing(n: int) -> dict[str, Any]:
    return {
        "code": "reference.missing",
        "where": ROLES.format(n=n),
        "what": f"it names 'stf-{n}' in users.csv, which is not there",
        "fix": "Add it.",
        "weight": "row",
    }


def more(n: int) -> dict[str, Any]:
    return {
        "code": "row.more_alike",
        "where": "roles.csv",
        "what": f"{n} more rows have the same fault as the ones named",
        "fix": "Correct the ones named first.",
        "weight": "row",
        "n_rows": n,
        "alike": "reference.missing",
    }


def page(client: Client, name: str, one: RosterImport, **asked: str) -> str:
    return client.get(reverse(f"office:{name}", args=[one.uuid]), asked).content.decode()


class TestHowMany:
    def test_counts_rows_that_are_not_named_one_by_one(
        self, office: Client, cast: Cast
    ) -> None:
        one = upload(cast, [*(missing(n) for n in range(2, 502)), more(951)])
        text = page(office, "import_plan", one)
        assert "1,451 rows could not be read and stay out." in text
        assert text.count("roles.csv, userSourcedId") == 1
        assert '<span class="tag">1,451</span>' in text
        assert "951 more rows have the same fault and are not named one by one." in text
        assert "1,451 rows of it name somebody or something that is not in it" in text

    def test_says_it_too_where_nothing_would_change(self, office: Client, cast: Cast) -> None:
        one = upload(cast, [missing(2)])
        one.story = {**one.story, "is_nothing_to_do": True}
        one.save()
        assert "1 row could not be read and stays out." in page(office, "import_plan", one)


class TestRowByRow:
    def test_shows_fifty_on_a_page_and_leads_to_the_next(
        self, office: Client, cast: Cast
    ) -> None:
        one = upload(cast, [*(missing(n) for n in range(2, 122)), more(7)])
        first = page(office, "import_problem_list", one)
        assert "120 problems" in first
        assert "7 more rows have the same faults" in first
        assert ROLES.format(n=51) in first
        assert ROLES.format(n=52) not in first
        assert ROLES.format(n=52) in page(office, "import_problem_list", one, page="2")

    def test_finds_a_value_whatever_its_case(self, office: Client, cast: Cast) -> None:
        one = upload(cast, [missing(n) for n in range(2, 122)])
        found = page(office, "import_problem_list", one, q="STF-77")
        assert "1 problem<" in found
        assert ROLES.format(n=77) in found
        assert "No problem has these words" in page(
            office, "import_problem_list", one, q="nobody"
        )

    def test_of_none_says_so(self, office: Client, cast: Cast) -> None:
        assert "Every row was read." in page(office, "import_problem_list", upload(cast, []))

    def test_is_nobody_elses(self, cast: Cast, moment_of_the_cast: None) -> None:
        one = upload(cast, [missing(2)])
        one.district = cast.cedar
        one.save()
        address = reverse("office:import_problem_list", args=[one.uuid])
        assert sign_in(cast.clerk).get(address).status_code == 404


class TestRefused:
    """Where the file as a whole is another district's, no row of it matters."""

    def test_leaves_out_what_follows_from_that(self, office: Client, cast: Cast) -> None:
        sound = {**missing(9), "code": "date.form", "what": "'soon' is not a day"}
        one = upload(cast, [missing(2), sound], state="refused")
        text = page(office, "import_plan", one)
        assert "which is not there" not in text
        assert "is not a day" in text
        told = office.get(reverse("office:import_problems", args=[one.uuid])).content.decode()
        assert len(list(csv.reader(StringIO(told)))) == 2
        assert (
            "which is not there" not in office.get(reverse("office:problems")).content.decode()
        )


class TestRowsWithoutANumber:
    def test_are_named_where_they_hold_back_who_is_missing(
        self, office: Client, cast: Cast
    ) -> None:
        empty = {
            **missing(43),
            "code": "value.missing",
            "where": "users.csv row 43, sourcedId",
            "what": "it is empty and must not be",
        }
        unnamed = {
            **empty,
            "code": "row.unnamed",
            "where": "users.csv",
            "what": "a row does not say whose it is",
            "weight": "note",
        }
        text = page(office, "import_plan", upload(cast, [empty, unnamed]))
        assert "Nobody and nothing ends for being missing from users.csv" in text
        assert "Row 43: give it its sourcedId" in text
