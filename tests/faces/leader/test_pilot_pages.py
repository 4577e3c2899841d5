"""The pages of pilots: few queries, what was amended stands there, refusals say why, elsewhere sees nothing."""

from __future__ import annotations

from typing import Any

import changed_pilots
import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from facing import asked_of, no_database, sign_in
from piloted import an_idea, approved, fill, headline, running

from ownpath.faces.leader.pages.pilot_measure import build_measure_page
from ownpath.faces.leader.pages.pilot_rows import build_pilot_rows
from ownpath.faces.leader.pages.pilot_story import build_story_page
from ownpath.faces.leader.pages.pilots import build_pilots
from ownpath.kit.effect_bar import EffectBar, draw_effect_bar
from ownpath.school.change.models import Consent, Pilot
from ownpath.school.change.services import pilots

MOST_QUERIES = 15


@pytest.fixture
def runs(cast: Cast, moment_of_the_cast: None) -> Pilot:
    """Return the pilot that runs, with a figure, an amendment and a cycle."""
    changed_pilots.make(cast)
    return Pilot.objects.get(state="running")


class TestPages:
    """Every page of a pilot."""

    def test_asks_little_of_the_database(self, cast: Cast, runs: Pilot) -> None:
        browser = sign_in(cast.whitfield)
        one = [runs.uuid]
        first = [runs.uuid, headline(runs).uuid]
        paths = [
            reverse("leader:pilots"),
            reverse("leader:pilot", args=one),
            reverse("leader:pilot_measure", args=first),
            reverse("leader:pilot_rows", args=first),
        ]
        counts = {}
        for path in paths:
            counts[path], response = asked_of(browser, path)
            assert response.status_code == 200
        assert max(counts.values()) <= MOST_QUERIES, counts

    def test_are_drawn_with_the_database_refused(self, cast: Cast, runs: Pilot) -> None:
        who = {"viewer": cast.whitfield, "today": TODAY}
        first = {"pilot": runs.uuid, "measure": headline(runs).uuid}
        pages: dict[str, Any] = {
            "list": build_pilots(page=1, **who),
            "story": build_story_page(uuid=runs.uuid, language="es", **who),
            "measure": build_measure_page(language="en", **first, **who),
            "rows": build_pilot_rows(page=1, now=NOW, **first, **who),
        }
        request = RequestFactory().get("/lead/change/pilots/")
        request.user = cast.whitfield
        request.session = {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            drawn = {
                name: render_to_string(
                    f"leader/pilots/{name}.html", {"page": page}, request=request
                )
                for name, page in pages.items()
            }
        assert "It helped" in drawn["measure"]
        assert "effect-bar" in drawn["measure"]

    def test_the_amendment_shows(self, cast: Cast, runs: Pilot) -> None:
        page = sign_in(cast.reyes).get(reverse("leader:pilot", args=[runs.uuid]))
        text = page.content.decode()
        assert "Paper." in text
        assert "<del>0</del>" in text
        assert "<ins>40</ins>" in text

    def test_the_as_treated_headline_is_refused(self, cast: Cast, runs: Pilot) -> None:
        runs.reckonings.all().delete()
        browser = sign_in(cast.whitfield)
        address = reverse("leader:pilot_reckon", args=[runs.uuid])
        refused = browser.post(address, {"headline": "as_treated"})
        assert refused.status_code == 409
        assert "Everyone who began is counted first" in refused.content.decode()
        assert not runs.reckonings.exists()
        assert browser.post(address, {"headline": "everyone"}).status_code == 302
        assert runs.reckonings.get().state == "waiting"

    def test_a_form_without_its_reason_comes_back(self, cast: Cast, runs: Pilot) -> None:
        address = reverse("leader:pilot_do", args=[runs.uuid, "amend"])
        said = {"field": "ends_on", "value": "soon", "why": ""}
        assert sign_in(cast.whitfield).post(address, said).status_code == 422
        assert runs.amendments.count() == 1

    def test_says_before_the_start_what_will_happen(self, cast: Cast, runs: Pilot) -> None:
        idea = Pilot.objects.get(state="idea")
        page = sign_in(cast.whitfield).get(
            reverse("leader:pilot_do", args=[idea.uuid, "start"])
        )
        text = page.content.decode()
        assert "They count where they began" in text
        assert "the families were not told" in text

    def test_a_principal_of_elsewhere_finds_nothing(self, cast: Cast, runs: Pilot) -> None:
        elsewhere = cast.ben_section.campus
        cast.reyes.roles.update(campus=elsewhere)
        browser = sign_in(cast.reyes)
        assert browser.get(reverse("leader:pilot", args=[runs.uuid])).status_code == 404
        assert runs.title not in browser.get(reverse("leader:pilots")).content.decode()


class TestWhatComesNext:
    """Where what is missing is filled in."""

    def test_a_whole_plan_is_changed_while_measures_are_missing(self, cast: Cast) -> None:
        idea = an_idea(cast)
        idea.measures.all().delete()
        page = build_story_page(
            viewer=cast.whitfield, uuid=idea.uuid, today=TODAY, language="en"
        )
        assert [one.words for one in page.fill_in] == ["Add a measure"]
        plan = reverse("leader:pilot_edit", args=[idea.uuid])
        assert page.plan_url == plan
        shown = sign_in(cast.whitfield).get(reverse("leader:pilot", args=[idea.uuid]))
        assert f'href="{plan}"' in shown.content.decode()

    def test_an_empty_plan_is_offered_once(self, cast: Cast) -> None:
        idea = an_idea(cast, prediction="")
        page = build_story_page(
            viewer=cast.whitfield, uuid=idea.uuid, today=TODAY, language="en"
        )
        assert [one.words for one in page.fill_in] == ["Change the plan"]
        assert not page.plan_url

    @pytest.mark.parametrize("n_told", [0, 1, 2])
    def test_who_was_not_told_is_told_from_there(self, cast: Cast, n_told: int) -> None:
        pilot = approved(cast)
        pilot.notices.exclude(
            pk__in=list(pilot.notices.values_list("pk", flat=True)[:n_told])
        ).delete()
        page = build_story_page(
            viewer=cast.whitfield, uuid=pilot.uuid, today=TODAY, language="en"
        )
        told = [reverse("leader:pilot_do", args=[pilot.uuid, "notice"])] * (n_told < 2)
        assert [one.href for one in page.fill_in] == told

    @pytest.mark.parametrize(
        ("yes", "words"),
        [(1, "1 family said yes, 0 said no."), (2, "2 families said yes, 0 said no.")],
    )
    def test_counts_one_family_as_one(self, cast: Cast, yes: int, words: str) -> None:
        ben = fill(cast.section, ["bo"])[0]
        pilot = running(cast)
        for student in [cast.ada, ben][:yes]:
            Consent.objects.create(
                pilot=pilot, student=student, by=cast.rosa, is_yes=True, said_at=NOW
            )
        page = build_story_page(
            viewer=cast.whitfield, uuid=pilot.uuid, today=TODAY, language="en"
        )
        assert page.answers == words


class TestFamily:
    """What Rosa reads and says."""

    def test_finds_on_her_first_page_that_she_is_asked(self, cast: Cast, runs: Pilot) -> None:
        browser = sign_in(cast.rosa)
        asks = "La escuela te pregunta algo sobre Ada"
        assert asks in browser.get("/family/").content.decode()
        answer = reverse("family:trying_answer", args=[cast.ada.uuid, runs.uuid])
        browser.post(answer, {"answer": "no"})
        assert asks not in browser.get("/family/").content.decode()

    def test_reads_what_became_of_it(self, cast: Cast, runs: Pilot) -> None:
        runs.cycles.all().delete()
        studied = pilots.study(pilot=runs, by=cast.whitfield, now=NOW)
        pilots.conclude(
            pilot=studied, deed_name="abandon", learning_note="Too many carts.",
            gap="", by=cast.whitfield, now=NOW,
        )  # fmt: skip
        browser = sign_in(cast.rosa)
        page = reverse("family:trying", args=[cast.ada.uuid])
        text = browser.get(page).content.decode()
        assert runs.title in text
        assert "La escuela no sigue con ello." in text
        assert "Too many carts." not in text
        answer = reverse("family:trying_answer", args=[cast.ada.uuid, runs.uuid])
        assert browser.post(answer, {"answer": "no"}).status_code == 404

    def test_says_no_and_sees_her_word(self, cast: Cast, runs: Pilot) -> None:
        browser = sign_in(cast.rosa)
        page = reverse("family:trying", args=[cast.ada.uuid])
        assert runs.title in browser.get(page).content.decode()
        answer = reverse("family:trying_answer", args=[cast.ada.uuid, runs.uuid])
        browser.post(answer, {"answer": "no"})
        assert runs.consents.get().is_yes is False
        assert "Dijiste que no." in browser.get(page).content.decode()


class TestTheBar:
    """The prediction drawn before, the result on top."""

    def test_draws_the_result_after_the_prediction(self) -> None:
        drawn = draw_effect_bar(
            EffectBar(
                title="<b>", predicted=0.1, value=0.2, low=0.05, high=0.4,
                predicted_words="foretold", value_words="found", zero_words="none",
            )
        )  # fmt: skip
        places = [drawn.index(word) for word in ("foretold", "eb-interval", "eb-seen", "found")]
        assert places == sorted(places)
        assert "<b>" not in drawn

    @pytest.mark.parametrize("value", [None, 0.0, -3.0])
    def test_draws_what_is_there(self, value: float | None) -> None:
        bar = EffectBar(
            title="t", predicted=None, value=value, low=None, high=None,
            predicted_words="p", value_words="v", zero_words="z",
        )  # fmt: skip
        assert ("eb-seen" in draw_effect_bar(bar)) == (value is not None)
