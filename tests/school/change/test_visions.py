"""The rules of a vision: what must be there, who is heard, who decides, and what adoption does to the days."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, TODAY, Cast, make_person
from envisioned import IN_TWO_WEEKS, WORDS, aim, drafted, heard, in_force, out
from piloted import bells, close, fill

from ownpath.faces.taking_part.drawing.figures import draw_indicator
from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import CampusChange, Indicator, Metric, Vision
from ownpath.school.change.queries.measuring import measure
from ownpath.school.change.queries.telling_days import figures_of
from ownpath.school.change.queries.telling_vision import tell_indicators
from ownpath.school.change.services.adopting import (
    CampusesNotHeard,
    adopt,
    campuses_silent,
    end_adaptation,
)
from ownpath.school.change.services.aims import (
    AimOutOfRange,
    IsMeasured,
    TooManyIndicators,
    enter_reading,
    set_aims,
    write_indicator,
)
from ownpath.school.change.services.consulting import (
    HasCommented,
    NotADate,
    NotOfThisDistrict,
    NotOutForComment,
    NotReadyToSend,
    answer_comment,
    comment,
    decline,
    give_more_time,
    send_out,
)
from ownpath.school.change.services.measuring import take_readings
from ownpath.school.change.services.visions import (
    DraftThere,
    NotADraft,
    NothingToAdapt,
    draft_vision,
    write_words,
)
from ownpath.school.days.models import Policy
from ownpath.school.mastery.models import StateChange, StuckFlag
from ownpath.school.people.models import Person
from ownpath.school.voice.models import Signal

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=20)


class TestSendOut:
    @pytest.mark.parametrize("n", [0, 2])
    def test_wants_three_indicators(self, cast: Cast, n: int) -> None:
        vision = drafted(cast, n_indicators=n)
        with pytest.raises(NotReadyToSend, match="three to five indicators"):
            send_out(vision=vision, respond_by=IN_TWO_WEEKS, by=cast.whitfield, now=NOW)

    def test_takes_no_sixth_indicator(self, cast: Cast) -> None:
        vision = drafted(cast, n_indicators=5)
        with pytest.raises(TooManyIndicators):
            write_indicator(vision=vision, aim=aim(), by=cast.whitfield, now=NOW)

    def test_names_all_that_is_missing_at_once(self, cast: Cast) -> None:
        vision = draft_vision(district=cast.live_oak, by=cast.whitfield, now=NOW)
        write_indicator(
            vision=vision, aim=aim("entered", baseline=None), by=cast.whitfield, now=NOW
        )
        with pytest.raises(NotReadyToSend) as refused:
            send_out(vision=vision, respond_by=IN_TWO_WEEKS, by=cast.whitfield, now=NOW)
        for words in ("a title", "see or hear", "there are 1", "stands today"):
            assert words in str(refused.value)

    @pytest.mark.parametrize("days", [0, -1, 200])
    def test_wants_a_day_ahead(self, cast: Cast, days: int) -> None:
        with pytest.raises(NotADate):
            send_out(
                vision=drafted(cast),
                respond_by=TODAY + timedelta(days=days),
                by=cast.whitfield,
                now=NOW,
            )

    def test_what_people_read_is_not_rewritten(self, cast: Cast) -> None:
        vision = out(cast)
        with pytest.raises(NotADraft):
            write_words(vision=vision, words=WORDS, by=cast.whitfield, now=NOW)
        following = draft_vision(district=cast.live_oak, by=cast.whitfield, now=NOW)
        assert following.version == 2
        assert following.words == vision.words
        assert following.indicators.count() == 3
        with pytest.raises(DraftThere):
            draft_vision(district=cast.live_oak, by=cast.whitfield, now=NOW)


class TestAdopt:
    def test_waits_for_every_campus_and_names_those_that_said_nothing(self, cast: Cast) -> None:
        vision = out(cast)
        comment(vision=vision, text="Yes.", role="teacher", by=cast.okafor, now=NOW)
        with pytest.raises(CampusesNotHeard) as refused:
            adopt(vision=vision, by=cast.whitfield, now=AFTER)
        assert "Cedar Ridge Middle" in str(refused.value)
        assert "Live Oak Elementary" not in str(refused.value)
        decline(
            vision=vision,
            campus=cast.ben_section.campus,
            note="We stand by it.",
            by=cast.whitfield,
            now=NOW,
        )
        assert adopt(vision=vision, by=cast.whitfield, now=AFTER).state == "adopted"

    def test_no_child_and_no_parent_speaks_for_a_whole_campus(self, cast: Cast) -> None:
        vision = out(cast)
        comment(vision=vision, text="I like it.", role="student", by=cast.ada, now=NOW)
        comment(vision=vision, text="Me gusta.", role="family", by=cast.rosa, now=NOW)
        assert len(campuses_silent(vision, NOW)) == 2
        assert vision.comments.count() == 2

    def test_a_campus_that_opens_later_is_not_waited_for(self, cast: Cast) -> None:
        vision = out(cast)
        comment(vision=vision, text="Yes.", role="teacher", by=cast.okafor, now=NOW)
        CampusChange.objects.create(
            district=cast.live_oak,
            campus=cast.ben_section.campus,
            kind="opened",
            happened_on=TODAY + timedelta(days=100),
            made_at=NOW,
        )
        assert campuses_silent(vision, NOW) == []

    def test_writes_weights_and_thresholds_into_the_days_of_each_campus(
        self, cast: Cast
    ) -> None:
        in_force(cast)
        for campus in (cast.section.campus, cast.ben_section.campus):
            policy = Policy.objects.get(campus=campus)
            assert policy.weights == {"hears": 3.0}
            assert policy.max_screen_share == 0.25

    def test_a_campus_own_adaptation_comes_before_the_districts(self, cast: Cast) -> None:
        in_force(cast)
        campus = cast.section.campus
        own = draft_vision(district=cast.live_oak, campus=campus, by=cast.reyes, now=NOW)
        set_aims(vision=own, weights={"hears": 5}, thresholds={}, by=cast.reyes, now=NOW)
        send_out(vision=own, respond_by=IN_TWO_WEEKS, by=cast.reyes, now=NOW)
        own.refresh_from_db()
        adopt(vision=heard(cast, own), by=cast.reyes, now=NOW)
        assert Policy.objects.get(campus=campus).weights["hears"] == 5
        following = drafted(cast)
        following = send_out(
            vision=following, respond_by=IN_TWO_WEEKS, by=cast.whitfield, now=NOW
        )
        adopt(vision=heard(cast, following), by=cast.whitfield, now=NOW)
        assert Policy.objects.get(campus=campus).weights["hears"] == 5
        end_adaptation(vision=own, by=cast.reyes, now=NOW)
        assert Policy.objects.get(campus=campus).weights["hears"] == 3

    def test_replaces_the_version_before(self, cast: Cast) -> None:
        first, second = in_force(cast), in_force(cast)
        first.refresh_from_db()
        assert (first.state, second.state, second.version) == ("superseded", "adopted", 2)

    def test_a_principal_does_not_adopt_for_the_district(self, cast: Cast) -> None:
        vision = heard(cast, out(cast))
        with pytest.raises(NotALeader):
            adopt(vision=vision, by=cast.reyes, now=NOW)


class TestAdaptation:
    def test_needs_a_vision_to_adapt(self, cast: Cast) -> None:
        with pytest.raises(NothingToAdapt):
            draft_vision(
                district=cast.live_oak, campus=cast.section.campus, by=cast.reyes, now=NOW
            )

    def test_is_only_that_campus_own(self, cast: Cast) -> None:
        in_force(cast)
        with pytest.raises(NotALeader):
            draft_vision(
                district=cast.live_oak, campus=cast.ben_section.campus, by=cast.reyes, now=NOW
            )
        own = out(cast, campus=cast.section.campus)
        assert own.adapts == Vision.objects.get(campus=None)
        with pytest.raises(NotOfThisDistrict):
            comment(vision=own, text="Hm.", role="teacher", by=cast.ito, now=NOW)
        assert campuses_silent(own, NOW) == [cast.section.campus]


class TestComment:
    def test_closes_with_its_day_and_opens_with_more_time(self, cast: Cast) -> None:
        vision = out(cast)
        with pytest.raises(NotOutForComment, match="2026-03-24"):
            comment(vision=vision, text="Late.", role="teacher", by=cast.okafor, now=AFTER)
        give_more_time(
            vision=vision,
            respond_by=IN_TWO_WEEKS + timedelta(days=20),
            by=cast.whitfield,
            now=AFTER,
        )
        comment(vision=vision, text="In time.", role="teacher", by=cast.okafor, now=AFTER)

    def test_is_not_for_another_district_nor_for_a_role_one_does_not_hold(
        self, cast: Cast
    ) -> None:
        vision = out(cast)
        for who, role in ((cast.lund, "teacher"), (cast.ada, "teacher")):
            with pytest.raises(NotOfThisDistrict):
                comment(vision=vision, text="Hm.", role=role, by=who, now=NOW)

    def test_outranks_having_declined_and_is_not_undone_by_declining(self, cast: Cast) -> None:
        vision, campus = out(cast), cast.section.campus
        decline(vision=vision, campus=campus, note="No time.", by=cast.reyes, now=NOW)
        comment(vision=vision, text="But I do.", role="teacher", by=cast.okafor, now=NOW)
        assert vision.responses.get().kind == "commented"
        with pytest.raises(HasCommented):
            decline(vision=vision, campus=campus, note="No time.", by=cast.reyes, now=NOW)

    def test_a_counselor_comments_and_cannot_decline_for_the_campus(self, cast: Cast) -> None:
        vision, campus = out(cast), cast.section.campus
        lee = make_person(cast.live_oak, "lee", "Min", "Lee", "counselor", campus)
        with pytest.raises(NotALeader):
            decline(vision=vision, campus=campus, note="No time.", by=lee, now=NOW)
        comment(vision=vision, text="I see much.", role="leader", by=lee, now=NOW)
        assert vision.responses.get().campus == campus

    def test_is_answered_by_who_leads(self, cast: Cast) -> None:
        vision = out(cast)
        said = comment(vision=vision, text="Why?", role="student", by=cast.ada, now=NOW)
        with pytest.raises(NotALeader):
            answer_comment(
                vision=vision, comment=said.uuid, answer="So.", by=cast.reyes, now=NOW
            )
        answered = answer_comment(
            vision=vision, comment=said.uuid, answer="For you.", by=cast.whitfield, now=NOW
        )
        assert (answered.answer, answered.answered_by) == ("For you.", cast.whitfield)


class TestAims:
    @pytest.mark.parametrize(
        ("weights", "thresholds"),
        [({"hears": 5.5}, {}), ({"hears": float("nan")}, {}), ({}, {"max_screen_share": 0.9})],
    )
    def test_are_within_what_the_planner_takes(
        self, cast: Cast, weights: dict[str, float], thresholds: dict[str, float]
    ) -> None:
        vision = drafted(cast)
        with pytest.raises(AimOutOfRange):
            set_aims(
                vision=vision,
                weights=weights,
                thresholds=thresholds,
                by=cast.whitfield,
                now=NOW,
            )

    def test_nobody_enters_what_is_measured(self, cast: Cast) -> None:
        vision = drafted(cast)
        one = vision.indicators.first()
        assert one is not None
        with pytest.raises(IsMeasured):
            enter_reading(
                vision=vision,
                indicator=one.uuid,
                value=3,
                read_on=TODAY,
                by=cast.whitfield,
                now=NOW,
            )


class TestMeasuresOfOurOwn:
    """What pilots measure can be an indicator: the same sums, over everybody at the campuses."""

    def students(self, cast: Cast, n: int) -> list[Person]:
        """Return students of Ada's campus, Ada among them, each here on one closed day."""
        names = [f"pupil{one}" for one in range(n - 1)]
        found = [cast.ada, *fill(cast.section, names)]
        close(found, cast.section, [TODAY - timedelta(days=1)], kept=63)
        return found

    def measured(self, cast: Cast, metric: str) -> float | None:
        campuses = [cast.section.campus]
        return measure(metric=metric, campuses=campuses, today=TODAY, now=NOW).value

    def test_minutes_from_stuck_to_a_person(self, cast: Cast) -> None:
        for n, student in enumerate(self.students(cast, 10)):
            StuckFlag.objects.create(
                student=student, competency=cast.competencies[0], n_failures=3,
                opened_at=NOW - timedelta(hours=1), cleared_by=cast.okafor,
                cleared_at=NOW - timedelta(minutes=60 - (10 if n else 20)),
            )  # fmt: skip
        assert self.measured(cast, "stuck_minutes") == pytest.approx(11)

    def test_voice_answered_in_time(self, cast: Cast) -> None:
        for n, student in enumerate(self.students(cast, 10)):
            said_at = NOW - timedelta(days=20)
            answered_at = said_at + timedelta(days=1 if n < 7 else 15)
            Signal.objects.create(
                student=student, kind="need_a_person", said_at=said_at, answered_at=answered_at
            )
        assert self.measured(cast, "answered_in_time") == pytest.approx(70)

    @pytest.mark.parametrize("hour", [12, 18])  # at 18 it is Sunday in Greenwich
    def test_voice_answered_on_a_saturday_waited_from_friday_back(
        self, cast: Cast, hour: int
    ) -> None:
        tuesday = datetime(2026, 2, 17, 20, tzinfo=ZoneInfo(cast.live_oak.time_zone))
        for student in self.students(cast, 10):
            Signal.objects.create(
                student=student, kind="need_a_person", said_at=tuesday,
                answered_at=tuesday.replace(day=21, hour=hour),
            )  # fmt: skip
        assert self.measured(cast, "answered_in_time") == pytest.approx(0)

    def test_competencies_for_each_hundred_hours(self, cast: Cast) -> None:
        schedule = bells(cast)
        hours = sum(
            (block.ends_at.hour - block.starts_at.hour) * 60
            + block.ends_at.minute
            - block.starts_at.minute
            for block in schedule.blocks.filter(kind="learning")
        ) / 60  # fmt: skip
        students = self.students(cast, 10)
        for student in students[:5]:
            StateChange.objects.create(
                student=student, competency=cast.competencies[0], before="learned",
                after="mastered", changed_at=NOW - timedelta(days=1),
            )  # fmt: skip
        assert self.measured(cast, "competencies") == pytest.approx(500 / (10 * hours))

    @pytest.mark.parametrize("metric", ["stuck_minutes", "answered_in_time", "competencies"])
    def test_are_hidden_while_fewer_than_ten_stand_behind_them(
        self, cast: Cast, metric: str
    ) -> None:
        bells(cast)
        for student in self.students(cast, 9):
            StuckFlag.objects.create(
                student=student, competency=cast.competencies[0], n_failures=3,
                opened_at=NOW - timedelta(hours=1),
            )  # fmt: skip
            Signal.objects.create(
                student=student, kind="need_a_person", said_at=NOW - timedelta(days=20)
            )
        assert self.measured(cast, metric) is None

    def test_stand_on_the_page_and_in_the_playbook_with_their_day(self, cast: Cast) -> None:
        vision = in_force(cast)
        one = vision.indicators.order_by("place").first()
        assert one is not None
        one.metric, one.baseline, one.target = Metric.STUCK_MINUTES, 14.0, 5.0
        one.words = {"en": {"name": "Someone comes soon"}}
        one.save()
        for student in self.students(cast, 10):
            StuckFlag.objects.create(
                student=student, competency=cast.competencies[0], n_failures=3,
                opened_at=NOW - timedelta(hours=1), cleared_by=cast.okafor,
                cleared_at=NOW - timedelta(minutes=52),
            )  # fmt: skip
        assert take_readings(district=cast.live_oak, today=TODAY, now=NOW)
        part = draw_indicator(Indicator.objects.get(pk=one.pk), "en")
        assert (part.baseline, part.now, part.target) == (
            "14 minutes", "8 minutes", "5 minutes",
        )  # fmt: skip
        assert (part.now_on, part.is_ours) == (TODAY, True)
        figures = figures_of(
            campuses=[cast.section.campus], since=TODAY, until=TODAY, with_batch=False
        )
        row = tell_indicators(vision, figures, "en")[0]["rows"][0]
        assert row[:5] == ["Someone comes soon (minutes)", "14", "8", "March 10", "5"]
