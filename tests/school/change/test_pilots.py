"""The rules of pilots, each by its name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from piloted import (
    MEASURES,
    SAID,
    TEN_DAYS_AGO,
    TEXTS,
    an_idea,
    approved,
    bells,
    fill,
    fill_seat,
    headline,
    other_section,
    running,
)

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import CampusTold, Decision, Evaluation, Pilot, PilotStudent
from ownpath.school.change.queries.measured import measure_pilot
from ownpath.school.change.queries.pilots import (
    story_of,
)
from ownpath.school.change.queries.taking_part import ids_left_out, taking_part_of
from ownpath.school.change.services import pilots
from ownpath.school.change.services.pilots.refusing import (
    CycleStandsOpen,
    IsLocked,
    NoDataYet,
    NoLearningNote,
    NotComplete,
    NotHeard,
    NotTold,
)
from ownpath.school.change.services.pilots.telling import NotTheFamily
from ownpath.school.change.services.wording import WordsWanted
from ownpath.school.days.models import ModelChoice, OptOut, OwnModel
from ownpath.school.days.services import choose_model

IN_A_WEEK = NOW + timedelta(days=7)


def again(pilot: Pilot) -> Pilot:
    """Read a pilot anew."""
    return Pilot.objects.select_related("campus__district", "district").get(pk=pilot.pk)


class TestPropose:
    """Everything a proposal needs is asked for at once."""

    def test_names_all_that_is_missing(self, cast: Cast) -> None:
        bare = pilots.save_pilot(
            campus=cast.section.campus, said={"title": "Bare"}, by=cast.whitfield, now=NOW
        )
        with pytest.raises(NotComplete) as refused:
            pilots.propose(pilot=bare, by=cast.whitfield, now=NOW)
        for words in ("the problem", "balancing measure", "the cost", "the classes that pilot"):
            assert words in str(refused.value)

    def test_takes_a_cost_of_nothing(self, cast: Cast) -> None:
        assert (
            pilots.propose(pilot=an_idea(cast), by=cast.whitfield, now=NOW).state == "proposed"
        )

    def test_is_not_for_a_principal_of_elsewhere(self, cast: Cast) -> None:
        pilot = an_idea(cast)
        assert pilots.propose(pilot=pilot, by=cast.reyes, now=NOW).state == "proposed"
        with pytest.raises(NotALeader):
            pilots.save_pilot(campus=cast.ben_section.campus, said=SAID, by=cast.reyes, now=NOW)


class TestApprove:
    """A decision about a campus needs its seat filled and told."""

    def test_the_decision_that_is_blocked_by_the_vacant_seat(self, cast: Cast) -> None:
        pilot = pilots.propose(pilot=an_idea(cast), by=cast.whitfield, now=TEN_DAYS_AGO)
        pilots.tell_campus(pilot=pilot, told_on=TEN_DAYS_AGO.date(), by=cast.whitfield, now=NOW)
        with pytest.raises(NotHeard, match="seat"):
            pilots.approve(pilot=pilot, by=cast.whitfield, now=NOW)
        fill_seat(cast)
        assert pilots.approve(pilot=pilot, by=cast.whitfield, now=NOW).state == "approved"

    def test_waits_five_school_days_from_the_telling(self, cast: Cast) -> None:
        bells(cast)
        fill_seat(cast)
        pilot = pilots.propose(pilot=an_idea(cast), by=cast.whitfield, now=NOW)
        pilots.tell_campus(
            pilot=pilot, told_on=TODAY - timedelta(days=6), by=cast.whitfield, now=NOW
        )  # from a Wednesday to a Tuesday: four school days
        with pytest.raises(NotHeard, match="told"):
            pilots.approve(pilot=pilot, by=cast.whitfield, now=NOW)
        assert (
            pilots.approve(
                pilot=again(pilot), by=cast.whitfield, now=NOW + timedelta(days=1)
            ).state
            == "approved"
        )

    def test_takes_a_decision_that_touches_the_campus(self, cast: Cast) -> None:
        fill_seat(cast)
        pilot = pilots.propose(pilot=an_idea(cast), by=cast.whitfield, now=NOW)
        decision = Decision.objects.create(
            district=cast.live_oak,
            title="Try it",
            state="decided",
            decided_on=TODAY,
            made_at=NOW,
        )
        with pytest.raises(NotHeard):
            pilots.approve(pilot=pilot, decision=decision, by=cast.whitfield, now=NOW)
        CampusTold.objects.create(
            decision=decision, campus=pilot.campus, told_on=TODAY - timedelta(days=8)
        )
        found = pilots.approve(pilot=pilot, decision=decision, by=cast.whitfield, now=NOW)
        assert found.decision == decision


class TestStart:
    """Locked, everyone written down, told before."""

    def test_writes_everyone_down_where_they_began(self, cast: Cast) -> None:
        zoe, *_ = fill(other_section(cast), ["zoe"])
        pilot = running(cast)
        began = dict(PilotStudent.objects.values_list("student__username", "group"))
        assert began == {"ada": "pilot", zoe.username: "comparison"}
        assert pilot.locked["title"] == SAID["title"]
        assert [one["metric"] for one in pilot.locked["measures"]] == [
            one.metric for one in MEASURES
        ]

    def test_is_refused_before_board_and_families_were_told(self, cast: Cast) -> None:
        pilot = approved(cast)
        pilot.notices.filter(audience="families").delete()
        with pytest.raises(NotTold, match="families"):
            pilots.start(pilot=pilot, by=cast.whitfield, now=NOW)
        assert not PilotStudent.objects.exists()

    def test_waits_for_consent_or_for_five_school_days(self, cast: Cast) -> None:
        pilot = approved(cast, needs_consent=True)
        pilot.notices.update(told_at=NOW)
        with pytest.raises(NotTold, match="answered"):
            pilots.start(pilot=pilot, by=cast.whitfield, now=NOW)
        pilots.say_consent(pilot=pilot, student=cast.ada, is_yes=True, by=cast.rosa, now=NOW)
        assert pilots.start(pilot=pilot, by=cast.whitfield, now=NOW).state == "running"

    def test_switches_its_classes_and_the_end_puts_them_back(self, cast: Cast) -> None:
        pilot = running(cast, preset="flex", switches_model=True)
        assert ModelChoice.objects.get(ended_at=None).preset == "flex"
        pilots.study(pilot=pilot, by=cast.whitfield, now=IN_A_WEEK)
        assert not ModelChoice.objects.filter(ended_at=None).exists()

    def test_keeps_a_later_choice_of_somebody_else(self, cast: Cast) -> None:
        pilot = running(cast, preset="flex", switches_model=True)
        ModelChoice.objects.filter(ended_at=None).update(preset="flipped")
        pilots.stop(pilot=pilot, why="Enough.", by=cast.whitfield, now=IN_A_WEEK)
        assert ModelChoice.objects.get(ended_at=None).preset == "flipped"


class TestConsent:
    """The newest word of a family counts."""

    def test_a_no_leaves_the_child_out_of_the_figures_and_of_the_model(
        self, cast: Cast
    ) -> None:
        pilot = approved(cast, preset="flex", switches_model=True)
        pilots.say_consent(pilot=pilot, student=cast.ada, is_yes=True, by=cast.rosa, now=NOW)
        pilots.say_consent(pilot=pilot, student=cast.ada, is_yes=False, by=cast.rosa, now=NOW)
        assert ids_left_out(pilot=pilot, student_ids=[cast.ada.pk]) == {cast.ada.pk}
        pilot = again(pilots.start(pilot=pilot, by=cast.whitfield, now=NOW))
        out = OwnModel.objects.get(student=cast.ada, ended_at=None)
        assert (out.refused, out.preset, out.section) == ("flex", "", cast.section)
        assert not OptOut.objects.exists()  # no device is taken away
        found = measure_pilot(pilot=pilot, measure=headline(pilot), until=TODAY, now=NOW)
        assert found.n_left_out == 1
        assert found.n_pilot == 0
        pilots.study(pilot=pilot, by=cast.whitfield, now=IN_A_WEEK)
        assert not OwnModel.objects.filter(ended_at=None).exists()

    def test_a_no_while_it_runs_counts_from_the_next_day_planned(self, cast: Cast) -> None:
        pilot = running(cast, preset="flex", switches_model=True)
        assert not OwnModel.objects.exists()
        for is_yes in (False, True):
            pilots.say_consent(
                pilot=pilot, student=cast.ada, is_yes=is_yes, by=cast.rosa, now=NOW
            )
            kept_out = OwnModel.objects.filter(student=cast.ada, ended_at=None)
            assert kept_out.exists() is not is_yes

    def test_a_no_gives_the_model_the_class_had_before(self, cast: Cast) -> None:
        choose_model(
            campus=cast.section.campus, preset="station_rotation", section=cast.section,
            by=None, now=NOW,
        )  # fmt: skip
        pilot = approved(cast, preset="lab_rotation", switches_model=True)
        pilots.say_consent(pilot=pilot, student=cast.ada, is_yes=False, by=cast.rosa, now=NOW)
        pilots.start(pilot=pilot, by=cast.whitfield, now=NOW)
        assert OwnModel.objects.get().preset == "station_rotation"

    def test_is_not_for_other_people_s_children(self, cast: Cast) -> None:
        pilot = approved(cast)
        for somebody in (cast.okafor, cast.whitfield, cast.lund):
            with pytest.raises(NotTheFamily):
                pilots.say_consent(
                    pilot=pilot, student=cast.ada, is_yes=True, by=somebody, now=NOW
                )

    def test_a_family_is_shown_what_it_was_told(self, cast: Cast) -> None:
        assert taking_part_of(student=cast.ada, today=TODAY) == []
        approved(cast)
        (one,) = taking_part_of(student=cast.ada, today=TODAY)
        assert (one.group, one.answer, one.notice.words) == ("pilot", None, TEXTS)


class TestAmend:
    """What changes after the lock always shows."""

    def test_the_amendment_shows(self, cast: Cast) -> None:
        pilot = running(cast)
        pilots.amend(
            pilot=pilot, field="change_idea", value="Each picks three.", why="Two were few.",
            by=cast.whitfield, now=IN_A_WEEK,
        )  # fmt: skip
        (shown,) = story_of(pilot=again(pilot)).amendments
        assert (shown.before, shown.after) == (SAID["change_idea"], "Each picks three.")
        assert again(pilot).locked["change_idea"] == SAID["change_idea"]

    def test_needs_a_reason(self, cast: Cast) -> None:
        with pytest.raises(WordsWanted, match="“The reason” is empty"):
            pilots.amend(
                pilot=running(cast), field="cost", value=9, why=" ", by=cast.whitfield, now=NOW
            )

    def test_the_plan_itself_is_locked(self, cast: Cast) -> None:
        pilot = running(cast)
        with pytest.raises(IsLocked):
            pilots.save_pilot(
                campus=pilot.campus, pilot=pilot, said=SAID, by=cast.whitfield, now=NOW
            )


class TestCycles:
    """One open at a time, one main change in each."""

    def plan(self, cast: Cast, pilot: Pilot, change: str = "One cart") -> object:
        return pilots.plan_cycle(
            pilot=pilot, main_change=change, predicted="Calm", starts_on=TODAY,
            ends_on=TODAY + timedelta(days=10), by=cast.whitfield, now=NOW,
        )  # fmt: skip

    def test_a_second_one_waits_for_the_first(self, cast: Cast) -> None:
        pilot = running(cast)
        self.plan(cast, pilot)
        with pytest.raises(CycleStandsOpen):
            self.plan(cast, pilot)

    def test_the_change_stays_while_one_is_done(self, cast: Cast) -> None:
        pilot = running(cast)
        self.plan(cast, pilot)
        pilots.begin_cycle(cycle=pilot.cycles.get(), by=cast.whitfield, now=NOW)
        with pytest.raises(CycleStandsOpen):
            pilots.amend(
                pilot=pilot,
                field="change_idea",
                value="More",
                why="x",
                by=cast.whitfield,
                now=NOW,
            )


class TestConclude:
    """No verdict without data or a stated gap; failing without a learning note is not allowed."""

    def test_no_verdict_without_data_or_a_stated_gap(self, cast: Cast) -> None:
        pilot = pilots.study(pilot=running(cast), by=cast.whitfield, now=IN_A_WEEK)
        for verdict in ("adopt", "adapt", "abandon"):
            with pytest.raises(NoDataYet):
                pilots.conclude(
                    pilot=pilot, deed_name=verdict, learning_note="x", by=cast.whitfield,
                    now=IN_A_WEEK,
                )  # fmt: skip

    @pytest.mark.parametrize(
        ("estimates", "words"),
        [
            ([], ["no effect has been reckoned"]),
            ([None], ["it was reckoned"]),
            ([None, 0.1], []),
        ],
    )
    def test_says_whether_it_was_reckoned_at_all(
        self, cast: Cast, estimates: list[float | None], words: list[str]
    ) -> None:
        pilot = pilots.study(pilot=running(cast), by=cast.whitfield, now=IN_A_WEEK)
        for estimate in estimates:
            Evaluation.objects.create(
                pilot=pilot, measure=headline(pilot), until=TODAY, verdict="x",
                estimate=estimate, told={}, reckoned_at=IN_A_WEEK,
            )  # fmt: skip
        told = map(str, pilots.what_keeps_it_open(pilot))
        for one, begins in zip(told, words, strict=True):
            assert one.startswith(begins)

    def test_the_abandoned_pilot_needs_its_learning_note(self, cast: Cast) -> None:
        pilot = pilots.study(pilot=running(cast), by=cast.whitfield, now=IN_A_WEEK)
        said = {"pilot": pilot, "deed_name": "abandon", "gap": "The cart never came."}
        who = {"by": cast.whitfield, "now": IN_A_WEEK}
        with pytest.raises(NoLearningNote):
            pilots.conclude(learning_note="", **said, **who)
        done = pilots.conclude(learning_note="Order the cart first.", **said, **who)
        assert (done.state, done.gap) == ("abandoned", "The cart never came.")

    @pytest.mark.parametrize(("verdict", "kept"), [("adopt", ["flex"]), ("abandon", [])])
    def test_only_what_is_adopted_keeps_its_blended_model(
        self, cast: Cast, verdict: str, kept: list[str]
    ) -> None:
        pilot = running(cast, preset="flex", switches_model=True)
        pilot = pilots.study(pilot=pilot, by=cast.whitfield, now=IN_A_WEEK)
        pilots.conclude(
            pilot=pilot, deed_name=verdict, learning_note="x", gap="Too few days.",
            by=cast.whitfield, now=IN_A_WEEK,
        )  # fmt: skip
        in_force = ModelChoice.objects.filter(ended_at=None)
        assert list(in_force.values_list("preset", flat=True)) == kept


class TestRetry:
    """A retry links its parent and needs its learning note."""

    def test_is_refused_while_the_parent_has_no_learning_note(self, cast: Cast) -> None:
        pilot = pilots.stop(pilot=running(cast), why="Noise.", by=cast.whitfield, now=IN_A_WEEK)
        with pytest.raises(NoLearningNote):
            pilots.retry(parent=pilot, title="Again", by=cast.whitfield, now=IN_A_WEEK)
        pilots.note_learning(pilot=pilot, text="Fewer.", by=cast.whitfield, now=IN_A_WEEK)
        found = pilots.retry(
            parent=again(pilot), title="Again", by=cast.whitfield, now=IN_A_WEEK
        )
        assert (found.retries_id, found.state) == (pilot.pk, "idea")
        assert found.measures.count() == len(MEASURES)
        assert found.sections.count() == 2
