"""What a leader types about a pilot: percents as people say them, refusals where they can be mended, one way on."""

from __future__ import annotations

import changed_pilots
import pytest
from cast import NOW, TODAY, Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.faces.leader.forms.pilot_deeds import MeasureForm, typed
from ownpath.school.change.models import Measure, Pilot
from ownpath.school.change.queries.pilots import story_of
from ownpath.school.change.services import pilots as services

SHARE = {"kind": "outcome", "metric": "promises_kept"}


@pytest.fixture
def idea(cast: Cast, moment_of_the_cast: None) -> Pilot:
    """Return a pilot that is an idea, with one measure and nothing else planned."""
    changed_pilots.make(cast)
    return Pilot.objects.get(state="idea")


@pytest.fixture
def whitfield(cast: Cast, idea: Pilot) -> Client:
    """Return Ms. Whitfield's browser."""
    return sign_in(cast.whitfield)


def page_of(browser: Client, pilot: Pilot) -> str:
    """Return a pilot's page."""
    return browser.get(reverse("leader:pilot", args=[pilot.uuid])).content.decode()


def send(browser: Client, pilot: Pilot, deed: str, **said: object) -> tuple[int, str]:
    """Send the form of a deed; return the status and the page."""
    response = browser.post(reverse("leader:pilot_do", args=[pilot.uuid, deed]), said)
    return response.status_code, response.content.decode()


def form_of(pilot: Pilot, **said: object) -> MeasureForm:
    """Return the form of a measure with what was typed."""
    return MeasureForm(said, story=story_of(pilot=pilot))


class TestMeasures:
    def test_take_shares_in_percent_and_keep_them_from_0_to_1(self, idea: Pilot) -> None:
        said = {"predicted": "10", "target": "80", "stop_below": "0", "is_headline": "on"}
        form = form_of(idea, **SHARE, **said)
        assert form.is_valid(), form.errors
        kept = [form.cleaned_data[name] for name in ("predicted", "target", "stop_below")]
        assert kept == [0.1, 0.8, 0.0]

    def test_take_other_figures_as_they_are(self, idea: Pilot) -> None:
        form = form_of(idea, kind="outcome", metric="stuck_minutes", predicted="-4", target="6")
        assert form.is_valid(), form.errors
        assert form.cleaned_data["predicted"] == -4
        assert form.cleaned_data["target"] == 6

    @pytest.mark.parametrize(
        ("name", "value", "is_taken"),
        [
            ("predicted", "100", True), ("predicted", "-100", True), ("predicted", "101", False),
            ("target", "-1", False), ("target", "0", True), ("stop_above", "1000", False),
        ],
    )  # fmt: skip
    def test_refuse_a_share_no_school_can_reach(
        self, idea: Pilot, name: str, value: str, is_taken: bool
    ) -> None:
        assert form_of(idea, **SHARE, **{name: value}).is_valid() is is_taken

    def test_ask_the_first_figure_for_its_prediction_and_its_target(self, idea: Pilot) -> None:
        form = form_of(idea, **SHARE, is_headline="on", predicted="10")
        assert not form.is_valid()
        assert list(form.errors) == ["target"]

    def test_ask_a_guard_rail_for_a_limit_only_where_none_was_typed(self, idea: Pilot) -> None:
        rail = {"kind": "balancing", "metric": "screen_share"}
        assert list(form_of(idea, **rail).errors) == ["__all__"]
        assert list(form_of(idea, **rail, stop_above="140").errors) == ["stop_above"]

    def test_are_changed_beginning_with_what_was_typed(
        self, whitfield: Client, idea: Pilot
    ) -> None:
        row = idea.measures.get()
        address = reverse("leader:pilot_measure_change", args=[idea.uuid, row.uuid])
        said = {**SHARE, "predicted": "7", "target": "58", "is_headline": "on"}
        assert whitfield.post(address, said).status_code == 302
        row.refresh_from_db()
        assert (row.predicted, row.target, idea.measures.count()) == (0.07, 0.58, 1)
        assert typed(row)["predicted"] == 7
        assert typed(row)["target"] == 58
        assert 'value="7' in whitfield.get(address).content.decode()

    def test_are_amended_in_percent_and_told_in_percent(self, cast: Cast, idea: Pilot) -> None:
        runs = Pilot.objects.get(state="running")
        row = Measure.objects.create(
            pilot=runs, kind="balancing", metric="screen_share", stop_above=0.4
        )
        browser = sign_in(cast.whitfield)
        field = f"{row.uuid}:stop_above"
        assert send(browser, runs, "amend", field=field, value="400", why="So.")[0] == 422
        assert send(browser, runs, "amend", field=field, value="50", why="So.")[0] == 302
        row.refresh_from_db()
        assert row.stop_above == 0.5
        page = page_of(browser, runs)
        assert "<del>40%</del>" in page
        assert "<ins>50%</ins>" in page


class TestRefusals:
    def test_of_a_plan_keep_what_was_typed(self, whitfield: Client, idea: Pilot) -> None:
        said = {
            "title": "Later starts", "learners": "Grade 4",
            "starts_on": "2026-11-09", "ends_on": "2026-11-02",
        }  # fmt: skip
        response = whitfield.post(reverse("leader:pilot_edit", args=[idea.uuid]), said)
        page = response.content.decode()
        assert response.status_code == 422
        assert 'href="#id_ends_on"' in page
        assert "It would end on November 2, 2026, and it starts on November 9, 2026." in page
        assert 'value="Grade 4"' in page
        idea.refresh_from_db()
        assert idea.learners == ""

    def test_name_a_class_that_stands_on_both_sides_beside_the_second(
        self, cast: Cast, whitfield: Client, idea: Pilot
    ) -> None:
        both = {"piloting": cast.section.uuid, "comparing": cast.section.uuid}
        said = {"title": "Later starts", **both}
        response = whitfield.post(reverse("leader:pilot_edit", args=[idea.uuid]), said)
        page = response.content.decode()
        assert response.status_code == 422
        assert f"compared with itself: {cast.section.title}. Put each class on one" in page
        assert list(response.context["form"].errors) == ["comparing"]

    def test_of_a_proposal_name_what_is_missing_beside_the_way_back(
        self, whitfield: Client, idea: Pilot
    ) -> None:
        status, page = send(whitfield, idea, "propose")
        assert status == 422
        assert "What is still missing" in page
        assert reverse("leader:pilot", args=[idea.uuid]) in page


class TestWhatComesNext:
    def test_of_an_idea_leads_to_the_plan_and_to_the_measures_not_to_a_refusal(
        self, whitfield: Client, idea: Pilot
    ) -> None:
        page = page_of(whitfield, idea)
        assert reverse("leader:pilot_edit", args=[idea.uuid]) in page
        assert reverse("leader:pilot_do", args=[idea.uuid, "measure"]) in page
        assert reverse("leader:pilot_do", args=[idea.uuid, "propose"]) not in page

    def test_of_a_first_figure_without_target_leads_to_that_figure(
        self, whitfield: Client, idea: Pilot
    ) -> None:
        idea.measures.update(is_headline=True, predicted=0.1)
        change = reverse(
            "leader:pilot_measure_change", args=[idea.uuid, idea.measures.get().uuid]
        )
        page = page_of(whitfield, idea)
        assert "the target of the first figure" in page
        assert f'href="{change}">Change the first figure' in page

    def test_of_one_that_runs_says_until_when(self, whitfield: Client, idea: Pilot) -> None:
        runs = Pilot.objects.get(state="running")
        Pilot.objects.filter(pk=runs.pk).update(ends_on=TODAY.replace(year=TODAY.year + 1))
        assert "It runs until" in page_of(whitfield, runs)
        Pilot.objects.filter(pk=runs.pk).update(ends_on=TODAY)
        assert "It runs until" not in page_of(whitfield, runs)

    def test_of_one_that_is_studied_says_that_a_cycle_is_open(
        self, cast: Cast, whitfield: Client, idea: Pilot
    ) -> None:
        runs = Pilot.objects.get(state="running")
        services.begin_cycle(cycle=runs.cycles.get(), by=cast.whitfield, now=NOW)
        services.study(pilot=runs, by=cast.whitfield, now=NOW)
        assert "a cycle is still open" in page_of(whitfield, runs)
        status, page = send(whitfield, runs, "adapt", learning_note="Fewer at once.")
        assert status == 422
        assert "Fewer at once." in page
        assert "A cycle is still open." in page
