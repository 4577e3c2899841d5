"""Titles that people wrote are read out in the language they were written in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from facing import sign_in

from ownpath.school.change.models import Decision, Pilot
from ownpath.school.change.services import pilots
from ownpath.school.change.services.decisions import propose_decision, tell_campus
from ownpath.school.people.models import Person

pytestmark = pytest.mark.django_db
TITLE = "Una elección cada día"


def in_spanish(client: Client) -> Client:
    """Return the browser with its pages in Spanish."""
    client.post(reverse("door:language"), {"language": "es", "next": "/"})
    return client


@pytest.fixture
def reyes(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a principal's browser."""
    return sign_in(cast.reyes)


class TestLang:
    @pytest.mark.parametrize(
        ("page", "title", "said"),
        [
            ("en", "es", ' lang="es"'),
            ("es", "es", ""),
            ("en", "", ""),
            ("es", "en", ' lang="en"'),
        ],
    )
    def test_stands_where_the_words_are_not_the_pages(
        self, page: str, title: str, said: str
    ) -> None:
        drawn = Template("<b{% lang language %}>").render
        with override(page):
            assert drawn(Context({"language": title})) == f"<b{said}>"


class TestPilot:
    def test_is_asked_for_its_language_and_begins_with_the_writers(
        self, reyes: Client, cast: Cast
    ) -> None:
        page = in_spanish(reyes).get(reverse("leader:pilot_new"))
        assert page.context["form"]["language"].value() == "es"
        told = {"campus": str(cast.section.campus.uuid), "title": TITLE, "language": "es"}
        reyes.post(reverse("leader:pilot_new"), told)
        assert Pilot.objects.get().language == "es"

    @pytest.mark.parametrize(("own", "kept"), [("es", "es"), ("", ""), ("fr", "")])
    def test_left_unsaid_is_in_its_writers_language(
        self, cast: Cast, own: str, kept: str
    ) -> None:
        Person.objects.filter(pk=cast.reyes.pk).update(language=own)
        cast.reyes.refresh_from_db()
        at = {"campus": cast.section.campus, "by": cast.reyes, "now": NOW}
        made = pilots.save_pilot(said={"title": TITLE}, **at)
        assert made.language == kept
        said = pilots.save_pilot(pilot=made, said={"cost": 0}, language="en", **at)
        assert pilots.save_pilot(pilot=said, said={"cost": 1}, **at).language == "en"

    def test_is_read_out_as_what_it_is(self, reyes: Client, cast: Cast) -> None:
        made = pilots.save_pilot(
            campus=cast.section.campus, said={"title": TITLE, "problem": "Todos lo mismo."},
            language="es", by=cast.reyes, now=NOW,
        )  # fmt: skip
        story, listed = reverse("leader:pilot", args=[made.uuid]), reverse("leader:pilots")
        assert f'<h1 tabindex="-1" lang="es">{TITLE}' in reyes.get(story).content.decode()
        assert '<p lang="es">Todos lo mismo.' in reyes.get(story).content.decode()
        assert f'<strong lang="es">{TITLE}' in reyes.get(listed).content.decode()
        in_spanish(reyes)
        assert f"<strong>{TITLE}" in reyes.get(listed).content.decode()

    def test_can_be_said_later(self, reyes: Client, cast: Cast) -> None:
        made = pilots.save_pilot(
            campus=cast.section.campus, said={"title": TITLE}, by=None, now=NOW
        )
        edit = reverse("leader:pilot_edit", args=[made.uuid])
        assert reyes.get(edit).context["form"]["language"].value() == "en"
        reyes.post(edit, {"title": TITLE, "language": "es"})
        made.refresh_from_db()
        assert made.language == "es"


class TestDecision:
    def test_keeps_its_language_and_families_hear_it_so(
        self, reyes: Client, cast: Cast
    ) -> None:
        told = {
            "title": TITLE, "text": "Cada niño elige.", "language": "es",
            "campuses": [str(cast.section.campus.uuid)],
            "owner": str(cast.reyes.uuid), "due_on": str(TODAY + timedelta(days=9)),
        }  # fmt: skip
        new = reverse("leader:decision_new")
        assert reyes.get(new).context["form"]["language"].value() == "en"
        decision = propose_decision(
            district=cast.live_oak, title=told["title"], text=told["text"], language="es",
            owner=cast.reyes, due_on=TODAY + timedelta(days=9),
            campuses=[cast.section.campus], by=cast.reyes, now=NOW,
        )  # fmt: skip
        reyes.post(new, told)
        assert [one.language for one in Decision.objects.all()] == ["es", "es"]
        tell_campus(decision=decision, campus=cast.section.campus, by=cast.reyes, now=NOW)
        page = reyes.get(reverse("leader:decision", args=[decision.uuid])).content.decode()
        assert f'lang="es">{TITLE}' in page
        assert f'lang="es">{TITLE}' in reyes.get(reverse("leader:decisions")).content.decode()
        heard = sign_in(cast.okafor).get(reverse("teacher:change")).content.decode()
        assert f'<strong lang="es">{TITLE}' in heard
