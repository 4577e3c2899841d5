"""Offers, pins, vetoes, goals and pace."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from pytest_django import DjangoAssertNumQueries

from ownpath.errors import NotFound
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.services import record_answer
from ownpath.school.plans.models import Offer, Override
from ownpath.school.plans.queries import offers_of, overrides_of, pace_of
from ownpath.school.plans.services import (
    choose_offer,
    ensure_offers,
    finish_activity,
    let_go_goal,
    lift_override,
    lift_pace_word,
    make_offers,
    pin_activity,
    put_back_offer,
    set_goal,
    set_pace_word,
    set_timeline,
    veto_activity,
)
from ownpath.school.plans.services.allowed import MayNotSteer
from ownpath.school.plans.services.offering import NotOpen
from ownpath.school.plans.services.steering import NoReasonGiven
from ownpath.school.plans.words import because, behind_it
from ownpath.school.voice.services import say_hope, send_signal


def learn(cast: Cast, which: int) -> None:
    for minute in range(4):
        record_answer(
            shown=Shown(
                attempt=uuid4(),
                student_id=cast.ada.pk,
                competency_ids=(cast.competencies[which].pk,),
                score=1.0,
                is_correct=True,
                source="own_page",
                answered_at=NOW - timedelta(minutes=9 - minute),
                response={},
                reply={},
            ),
            by=cast.ada,
            now=NOW,
        )


def pin(cast: Cast, reason: str = "Let's look at this together") -> Override:
    return pin_activity(
        student=cast.ada,
        activity_uuid=cast.lesson.uuid,
        reason=reason,
        by=cast.okafor,
        today=TODAY,
        now=NOW,
    )


def activities(cast: Cast) -> list[str]:
    return [offer.activity.code for offer in offers_of(student=cast.ada, today=TODAY)]


class TestEnsureOffers:
    def test_offers_only_what_is_ready(self, cast: Cast) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert set(activities(cast)) == {
            "practice-FR.1",
            "practice-FR.4",
            "lesson-1",
            "project-1",
        }

    def test_changes_nothing_when_it_is_read_again(self, cast: Cast) -> None:
        first = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert ensure_offers(student=cast.ada, today=TODAY, now=NOW) == first
        assert Offer.objects.count() == len(first)

    def test_moves_on_with_what_was_learned(self, cast: Cast) -> None:
        learn(cast, 0)
        make_offers(student=cast.ada, today=TODAY, now=NOW)
        assert "practice-FR.2" in activities(cast)
        assert "practice-FR.1" not in activities(cast)

    def test_says_why_in_both_languages(self, cast: Cast) -> None:
        say_hope(
            student=cast.ada,
            kind="interest",
            theme_slug="cooking",
            words="",
            by=cast.ada,
            now=NOW,
        )
        offers = make_offers(student=cast.ada, today=TODAY, now=NOW)
        reason = next(offer.reason for offer in offers if offer.activity == cast.project)
        assert because(reason, language="en") == "because you like cooking"
        assert because(reason, language="es") == "porque elegiste algo que te gusta: cocina"
        for offer in offers:
            assert because(offer.reason, language="en").startswith("because ")
            assert because(offer.reason, language="es").startswith("porque ")
            assert behind_it(offer.reason, language="es")

    def test_gives_nothing_but_no_error_where_no_framework_is_set(self, cast: Cast) -> None:
        cast.section.frameworks.all().delete()
        assert ensure_offers(student=cast.ada, today=TODAY, now=NOW) == []

    def test_asks_the_same_number_of_queries_for_many_activities(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_offers(student=cast.ada, today=TODAY, now=NOW)
        with django_assert_max_num_queries(22):
            make_offers(student=cast.ada, today=TODAY, now=NOW)


class TestChooseAndPutBack:
    def test_can_be_put_back_before_anything_is_answered(self, cast: Cast) -> None:
        offer = ensure_offers(student=cast.ada, today=TODAY, now=NOW)[0]
        choose_offer(student=cast.ada, offer_uuid=offer.uuid, by=cast.ada, today=TODAY, now=NOW)
        put_back_offer(student=cast.ada, offer_uuid=offer.uuid, by=cast.ada, today=TODAY)
        offer.refresh_from_db()
        assert (offer.state, offer.sitting) == ("open", None)

    def test_cannot_be_chosen_on_another_day(self, cast: Cast) -> None:
        offer = ensure_offers(student=cast.ada, today=TODAY, now=NOW)[0]
        with pytest.raises(NotOpen):
            choose_offer(
                student=cast.ada,
                offer_uuid=offer.uuid,
                by=cast.ada,
                today=TODAY + timedelta(days=1),
                now=NOW,
            )

    def test_is_not_found_by_another_student(self, cast: Cast) -> None:
        offer = ensure_offers(student=cast.ada, today=TODAY, now=NOW)[0]
        with pytest.raises(NotFound):
            choose_offer(
                student=cast.ben, offer_uuid=offer.uuid, by=cast.ben, today=TODAY, now=NOW
            )


class TestFinishActivity:
    def test_does_not_offer_a_finished_lesson_again(self, cast: Cast) -> None:
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        lesson = next(offer for offer in offers if offer.activity == cast.lesson)
        finish_activity(
            student=cast.ada, offer_uuid=lesson.uuid, by=cast.ada, today=TODAY, now=NOW
        )
        states = [
            offer.state
            for offer in offers_of(student=cast.ada, today=TODAY)
            if offer.activity == cast.lesson
        ]
        assert states == ["done"]


class TestPinActivity:
    def test_comes_first_with_the_teachers_reason(self, cast: Cast) -> None:
        pin(cast)
        first = offers_of(student=cast.ada, today=TODAY)[0]
        assert (first.activity, first.weight) == (cast.lesson, "must")
        assert because(first.reason, language="en") == "because Ms. Okafor picked it for you"
        assert (
            behind_it(first.reason, language="en")
            == "Ms. Okafor wrote: Let's look at this together"
        )

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
    def test_needs_a_reason_of_some_words(self, cast: Cast, reason: str) -> None:
        with pytest.raises(NoReasonGiven):
            pin(cast, reason)

    @pytest.mark.parametrize(
        "who", ["ada", "ben", "ito", "lund", "rosa", "reyes", "whitfield", "clerk"]
    )
    def test_is_refused_to_whoever_has_no_part(self, cast: Cast, who: str) -> None:
        by = cast.everybody[who]
        with pytest.raises(MayNotSteer):
            pin_activity(
                student=cast.ada,
                activity_uuid=cast.lesson.uuid,
                reason="x",
                by=by,
                today=TODAY,
                now=NOW,
            )

    def test_is_kept_when_it_is_lifted(self, cast: Cast) -> None:
        override = pin(cast)
        lift_override(
            student=cast.ada, override_uuid=override.uuid, by=cast.okafor, today=TODAY, now=NOW
        )
        assert overrides_of(student=cast.ada) == []
        assert overrides_of(student=cast.ada, active=False) == [override]
        assert "must" not in {
            offer.weight for offer in offers_of(student=cast.ada, today=TODAY)
        }


class TestVetoActivity:
    def test_takes_it_off_the_day(self, cast: Cast) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        veto_activity(
            student=cast.ada,
            activity_uuid=cast.project.uuid,
            reason="The kitchen is closed",
            by=cast.okafor,
            today=TODAY,
            now=NOW,
        )
        assert "project-1" not in activities(cast)


class TestGoals:
    def test_narrow_what_is_offered_to_the_way_there(self, cast: Cast) -> None:
        set_goal(
            student=cast.ada,
            competency_id=cast.competencies[2].pk,
            by=cast.ada,
            today=TODAY,
            now=NOW,
        )
        assert "practice-FR.4" not in activities(cast)

    def test_can_be_let_go(self, cast: Cast) -> None:
        goal = set_goal(
            student=cast.ada,
            competency_id=cast.competencies[2].pk,
            by=cast.ada,
            today=TODAY,
            now=NOW,
        )
        let_go_goal(student=cast.ada, goal_uuid=goal.uuid, by=cast.ada, today=TODAY, now=NOW)
        assert "practice-FR.4" in activities(cast)

    def test_must_lie_on_the_students_own_path(self, cast: Cast) -> None:
        with pytest.raises(NotFound):
            set_goal(student=cast.ada, competency_id=10**9, by=cast.ada, today=TODAY, now=NOW)


class TestSignalsAndOffers:
    def test_too_hard_brings_another_way_first(self, cast: Cast) -> None:
        send_signal(
            student=cast.ada,
            kind="too_hard",
            activity_uuid=cast.practices[0].uuid,
            by=cast.ada,
            now=NOW,
        )
        offers = make_offers(student=cast.ada, today=TODAY, now=NOW)
        assert (
            because(offers[0].reason, language="en")
            == "because you asked to see it another way"
        )

    def test_boring_takes_it_off(self, cast: Cast) -> None:
        send_signal(
            student=cast.ada,
            kind="boring",
            activity_uuid=cast.project.uuid,
            by=cast.ada,
            now=NOW,
        )
        make_offers(student=cast.ada, today=TODAY, now=NOW)
        assert "project-1" not in activities(cast)


class TestPace:
    def word(self, cast: Cast) -> str | None:
        """Return the word for Ada in her class."""
        return pace_of(student=cast.ada, section=cast.section, today=TODAY, now=NOW).word

    def test_is_behind_on_or_ahead_of_the_timeline(self, cast: Cast) -> None:
        ids = [competency.pk for competency in cast.competencies]
        learn(cast, 0)
        set_timeline(
            section=cast.section, due_on={one: TODAY - timedelta(days=3) for one in ids[1:3]}
        )
        assert self.word(cast) == "behind"
        learn(cast, 1)
        assert self.word(cast) == "on"
        set_timeline(
            section=cast.section, due_on={one: TODAY + timedelta(days=9) for one in ids}
        )
        assert self.word(cast) == "ahead"

    def test_is_no_word_where_nothing_is_known_yet(self, cast: Cast) -> None:
        ids = [competency.pk for competency in cast.competencies]
        set_timeline(
            section=cast.section, due_on={one: TODAY - timedelta(days=3) for one in ids}
        )
        assert self.word(cast) is None

    def test_gives_way_to_the_teachers_own_word(self, cast: Cast) -> None:
        set_pace_word(
            student=cast.ada,
            section=cast.section,
            word="on",
            reason="She was ill",
            by=cast.okafor,
            today=TODAY,
            now=NOW,
        )
        pace = pace_of(student=cast.ada, section=cast.section, today=TODAY, now=NOW)
        assert (pace.word, pace.is_teachers_word, pace.said_by) == ("on", True, "Ms. Okafor")
        lift_pace_word(
            student=cast.ada, section=cast.section, by=cast.okafor, today=TODAY, now=NOW
        )
        assert (
            pace_of(student=cast.ada, section=cast.section, today=TODAY, now=NOW).word is None
        )
