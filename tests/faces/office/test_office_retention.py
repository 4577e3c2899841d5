"""How long records are kept, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in

from ownpath.school.people.models import Role
from ownpath.school.privacy.models import Retention, RetentionRun

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
PAGE = "office:retention"


@pytest.fixture
def whitfield(cast: Cast) -> Client:
    """Return a client signed in as the district's administrator."""
    return sign_in(cast.whitfield)


@pytest.fixture
def leaver(cast: Cast) -> None:
    """Let somebody have left four years ago."""
    make_person(
        cast.live_oak, "gone", "Gideon", "Gone", Role.Name.STUDENT, cast.section.campus,
        ended_on=TODAY - timedelta(days=4 * 366),
    )  # fmt: skip


def shown(client: Client) -> str:
    """Return the page."""
    return client.get(reverse(PAGE)).content.decode()


class TestThePage:
    def test_says_what_to_do_first_where_nothing_is_set(self, whitfield: Client) -> None:
        assert "Set a time above" in shown(whitfield)

    def test_sets_the_rule_and_names_who_is_over_it(
        self, whitfield: Client, leaver: None
    ) -> None:
        said = {"years_after_leaving": "3", "years_of_log": "0"}
        assert whitfield.post(reverse(PAGE), said).status_code == 302
        page = shown(whitfield)
        assert "Gideon Gone" in page
        assert "1 person left on" in page
        assert '<option value="3" selected>3 years</option>' in page

    def test_says_so_when_nobody_is(self, whitfield: Client) -> None:
        whitfield.post(reverse(PAGE), {"years_after_leaving": "10", "years_of_log": "0"})
        assert "Nobody left on" in shown(whitfield)

    def test_refuses_a_time_that_is_not_on_offer(self, whitfield: Client) -> None:
        assert (
            whitfield.post(
                reverse(PAGE), {"years_after_leaving": "4", "years_of_log": "0"}
            ).status_code
            == 422
        )
        assert not Retention.objects.exists()

    def test_is_not_for_records_staff(self, cast: Cast) -> None:
        clerk = sign_in(cast.clerk)
        assert clerk.get(reverse(PAGE)).status_code == 403
        assert "How long we keep" not in clerk.get(reverse("office:home")).content.decode()

    def test_asks_no_more_than_a_page_may(self, whitfield: Client, leaver: None) -> None:
        whitfield.post(reverse(PAGE), {"years_after_leaving": "3", "years_of_log": "0"})
        n_queries, _page = asked_of(whitfield, reverse(PAGE))
        assert n_queries <= 15

    def test_speaks_spanish(self, whitfield: Client) -> None:
        whitfield.post(reverse("door:language"), {"language": "es"})
        assert "Cuánto tiempo guardamos" in shown(whitfield)


class TestErasing:
    @pytest.fixture(autouse=True)
    def rule(self, whitfield: Client, leaver: None) -> None:
        whitfield.post(reverse(PAGE), {"years_after_leaving": "3", "years_of_log": "0"})

    def test_begins_once_the_number_is_typed_and_is_shown_going(
        self, whitfield: Client
    ) -> None:
        said = {"left_by": "2023-03-10", "n_people": "1"}
        assert whitfield.post(reverse("office:retention_erase"), said).status_code == 302
        page = shown(whitfield)
        assert 'id="erasing"' in page
        assert "Erase all of them" not in page
        part = whitfield.get(reverse("office:retention_progress"))
        assert 'id="erasing"' in part.content.decode()

    def test_can_be_asked_for_again_when_its_worker_died(self, whitfield: Client) -> None:
        said = {"left_by": "2023-03-10", "n_people": "1"}
        whitfield.post(reverse("office:retention_erase"), said)
        RetentionRun.objects.update(beat_at=NOW - timedelta(minutes=11))
        page = shown(whitfield)
        assert "stopped on its way" in page
        assert "Erase all of them" in page
        assert whitfield.post(reverse("office:retention_erase"), said).status_code == 302
        assert RetentionRun.objects.filter(ended_at=None).count() == 1

    @pytest.mark.parametrize("n_people", ["", "0", "2", "all"])
    def test_does_nothing_when_another_number_is_typed(
        self, whitfield: Client, n_people: str
    ) -> None:
        said = {"left_by": "2023-03-10", "n_people": n_people}
        assert whitfield.post(reverse("office:retention_erase"), said).status_code == 422
        assert not RetentionRun.objects.exists()

    def test_sends_the_page_on_when_it_is_over(self, whitfield: Client) -> None:
        answer = whitfield.get(
            reverse("office:retention_progress"), headers={"HX-Request": "true"}
        )
        assert answer["HX-Redirect"] == reverse(PAGE)
