"""What narrows a list is folded above it, open where something is set, which its line names."""

from __future__ import annotations

import pytest
from cast import Cast
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from facing import sign_in


def drawn(named: list[str], errors: str = "") -> str:
    """Draw filters around one field."""
    page = Template("{% load kit %}{% filters named errors %}<b>field</b>{% endfilters %}")
    return page.render(Context({"named": named, "errors": errors}))


class TestFilters:
    def test_are_folded_while_nothing_is_set(self) -> None:
        assert "data-stays-open><summary>" in drawn([])
        assert "<b>field</b>" in drawn([])

    @pytest.mark.parametrize(("named", "errors"), [(["looks"], ""), ([], "wrong day")])
    def test_are_open_where_something_is_set_or_wrong(
        self, named: list[str], errors: str
    ) -> None:
        assert "data-stays-open open><summary>" in drawn(named, errors)

    def test_name_what_is_set_and_escape_it(self) -> None:
        assert ">looks · &lt;i&gt;</span>" in drawn(["looks", "<i>"])

    def test_of_a_fragment_take_the_place_of_those_on_the_page(self) -> None:
        part = Template("{% load kit %}{% filters_named named %}")
        drawn_part = part.render(Context({"named": ["looks"]}))
        assert 'id="filters-named" hx-swap-oob="true">looks<' in drawn_part


@pytest.mark.django_db
class TestLists:
    @pytest.fixture
    def office(self, cast: Cast, moment_of_the_cast: None) -> Client:
        """Return a client signed in as records staff."""
        return sign_in(cast.clerk)

    @pytest.mark.parametrize("name", ["office:audit", "office:people", "leader:opportunities"])
    def test_are_folded_until_something_is_asked(
        self, office: Client, cast: Cast, name: str
    ) -> None:
        client = office if name.startswith("office") else sign_in(cast.whitfield)
        assert 'id="filters" data-stays-open>' in client.get(reverse(name)).content.decode()

    def test_tell_what_the_log_is_narrowed_to(self, office: Client, cast: Cast) -> None:
        asked = {
            "about": str(cast.ada.uuid), "by_name": "Oka", "kind": "looks",
            "since": "2026-03-01", "until": "2026-03-09",
        }  # fmt: skip
        page = office.get(reverse("office:audit"), asked)
        named = page.context["page"].named
        assert named[0] == f"about {cast.ada.plain_name}"
        assert [len(named), named[1]] == [5, "by Oka"]
        assert "data-stays-open open>" in page.content.decode()

    def test_of_a_day_that_cannot_be_are_open(self, office: Client) -> None:
        page = office.get(reverse("office:audit"), {"since": "tomorrow"})
        assert page.status_code == 422
        assert "data-stays-open open>" in page.content.decode()

    def test_tell_what_people_are_narrowed_to(self, office: Client, cast: Cast) -> None:
        campus = cast.section.campus
        asked = {"role": "teacher", "campus": str(campus.uuid), "left": "on"}
        whole = office.get(reverse("office:people"), asked)
        assert whole.context["page"].named == ("teacher", campus.name, "also those who left")
        part = office.get(reverse("office:people"), asked, headers={"HX-Request": "true"})
        assert part.content.decode().count('id="filters-named" hx-swap-oob') == 1
        assert "hx-swap-oob" not in whole.content.decode()

    def test_tell_what_opportunities_are_narrowed_to(self, office: Client, cast: Cast) -> None:
        client = sign_in(cast.whitfield)
        page = client.get(reverse("leader:opportunities"), {"kind": "grant", "stand": "all"})
        assert page.context["page"].named == ("grant", "all")
