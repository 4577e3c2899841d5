"""Opportunities: nothing goes out too early or too late, one amount counts, a loss keeps what it brought."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from cast import NOW, TODAY, Cast
from found import (
    IN_A_MONTH,
    LANTERN,
    REPORT,
    awarded,
    found,
    meet_all,
    move,
    n_met,
    submitted,
    watched,
)

from ownpath.errors import NotFound
from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Application, Gain, Mentor, Opportunity, Vision
from ownpath.school.change.queries.applications import (
    duties_of,
    find_application,
    gains_of,
    is_missed,
    totals_of,
)
from ownpath.school.change.queries.dates_ahead import dates_ahead, friday_lines_of_opportunities
from ownpath.school.change.queries.deadlines import is_over, moment_of
from ownpath.school.change.services.applications import (
    AppliedAlready,
    DeadlineOver,
    DutiesOpen,
    RequirementsOpen,
    start_application,
)
from ownpath.school.change.services.duties import set_duty_done
from ownpath.school.change.services.mentors import (
    MentorWords,
    NoMeeting,
    add_mentor,
    hold_meeting,
)
from ownpath.school.change.services.missed import record_missed_deadlines
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    change_opportunity,
    open_next_round,
    words_of,
)
from ownpath.school.change.services.opportunity_words import NotSound
from ownpath.school.change.services.outcomes import (
    GainWords,
    LeadsNowhere,
    NothingGained,
    record_loss,
)

A_MINUTE = timedelta(minutes=1)


class TestSubmitting:
    def test_is_refused_with_a_requirement_open_and_names_it(self, cast: Cast) -> None:
        application = move(cast, watched(cast), "plan", "draft")
        with pytest.raises(RequirementsOpen, match="A letter of the board; A budget"):
            move(cast, application, "submit")
        meet_all(cast, application)
        assert move(cast, application, "submit").submitted_at == NOW

    @pytest.mark.parametrize(
        ("day", "clock", "zone", "said"),
        [
            (date(2026, 4, 1), time(0, 0), "America/New_York", "2026-4-1 4:0"),
            (date(2026, 4, 1), None, "America/Los_Angeles", "2026-4-2 6:59"),
            (date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-1 5:30"),
            (date(2027, 3, 14), time(2, 30), "America/New_York", "2027-3-14 7:0"),
            (date(2026, 4, 1), time(9, 0), "Asia/Kolkata", "2026-4-1 3:30"),
        ],
    )
    def test_ends_with_the_minute_of_the_deadline_in_its_own_zone(
        self, cast: Cast, day: date, clock: time | None, zone: str, said: str
    ) -> None:
        last_minute = datetime.strptime(f"{said}Z", "%Y-%m-%d %H:%M%z")
        deadline_at = moment_of(day=day, clock=clock, time_zone=zone)
        assert deadline_at == last_minute
        opportunity = found(cast, deadline_at=deadline_at, time_zone=zone)
        application = watched(cast, opportunity)
        meet_all(cast, application)
        drafted = move(cast, application, "plan", "draft")
        with pytest.raises(DeadlineOver):
            move(cast, drafted, "submit", now=last_minute + A_MINUTE)
        sent = move(cast, drafted, "submit", now=last_minute + A_MINUTE * 0.99)
        assert sent.state == "submitted"

    def test_has_no_end_without_a_deadline(self) -> None:
        assert not is_over(deadline_at=None, now=NOW)

    def test_a_second_application_waits_for_the_first(self, cast: Cast) -> None:
        application = watched(cast)
        with pytest.raises(AppliedAlready):
            watched(cast, application.opportunity)
        campus = cast.section.campus
        assert watched(cast, application.opportunity, campus=campus).campus == campus


class TestAmounts:
    def test_count_each_application_once_and_lost_ones_not(self, cast: Cast) -> None:
        awarded(cast, amount=25_000)
        for title, deeds in (("B", ["plan"]), ("C", ["plan", "withdraw"])):
            move(cast, watched(cast, found(cast, title=title), asked=10_000), *deeds)
        late = watched(cast, found(cast, title="D"), asked=7_000)
        Application.objects.filter(pk=late.pk).update(missed_on=TODAY)
        totals = totals_of(district=cast.live_oak)
        assert (totals.n_asked, totals.asked) == (1, 10_000)
        assert (totals.n_awarded, totals.awarded) == (1, 25_000)

    def test_an_award_in_kind_counts_as_won_and_as_no_dollar(self, cast: Cast) -> None:
        awarded(cast, amount=None)
        totals = totals_of(district=cast.live_oak)
        assert (totals.n_awarded, totals.awarded, totals.asked) == (1, 0, 0)


class TestAnAward:
    def test_is_closed_only_when_every_duty_is_done(self, cast: Cast) -> None:
        application = move(cast, awarded(cast), "report")
        with pytest.raises(DutiesOpen, match="First report"):
            move(cast, application, "close")
        (duty,) = duties_of(application=application)
        set_duty_done(
            application=application,
            duty_uuid=duty.uuid,
            is_done=True,
            by=cast.whitfield,
            now=NOW,
        )
        assert move(cast, application, "close").state == "closed"


class TestALoss:
    def test_keeps_a_portal_a_mentor_and_a_first_vision(self, cast: Cast) -> None:
        vision = Vision.objects.create(district=cast.live_oak, version=1, made_at=NOW)
        record_loss(
            application=submitted(cast),
            gains=[
                GainWords(kind="portal", text="Library of blended lessons"),
                GainWords(kind="mentor", text="Dr. Pell"),
                GainWords(kind="vision", text="Page 3 was our first vision", vision=vision),
            ],
            by=cast.whitfield,
            now=NOW,
        )
        portal = Opportunity.objects.get(kind="portal")
        assert (portal.title, portal.organization.name) == (
            "Library of blended lessons",
            LANTERN.name,
        )
        mentor = Mentor.objects.get()
        gains = gains_of(application=Application.objects.get())
        assert [(one.opportunity, one.mentor, one.vision) for one in gains] == [
            (portal, None, None),
            (None, mentor, None),
            (None, None, vision),
        ]

    def test_is_not_recorded_without_a_word_of_what_it_brought(self, cast: Cast) -> None:
        application = submitted(cast)
        nothing = GainWords(kind="nothing", text="We learned only that we were too late.")
        mentor = GainWords(kind="mentor", text="Dr. Pell")
        for gains in ([], [GainWords(kind="nothing", text=" ")], [nothing, mentor]):
            with pytest.raises(NothingGained):
                record_loss(application=application, gains=gains, by=cast.whitfield, now=NOW)
        record_loss(application=application, gains=[nothing], by=cast.whitfield, now=NOW)
        assert Gain.objects.get().kind == "nothing"

    def test_leads_to_nothing_of_another_district(self, cast: Cast) -> None:
        elsewhere = Mentor.objects.create(district=cast.cedar, name="Not ours", made_at=NOW)
        gain = GainWords(kind="mentor", text="Somebody", mentor=elsewhere)
        with pytest.raises(LeadsNowhere):
            record_loss(application=submitted(cast), gains=[gain], by=cast.whitfield, now=NOW)
        assert Application.objects.get().state == "submitted"


class TestAMissedDeadline:
    def test_is_recorded_once_shown_and_followed_by_a_new_round(self, cast: Cast) -> None:
        application = watched(cast)
        assert record_missed_deadlines(district=cast.live_oak, now=IN_A_MONTH) == []
        later = IN_A_MONTH + A_MINUTE
        assert len(record_missed_deadlines(district=cast.live_oak, now=later)) == 1
        assert record_missed_deadlines(district=cast.live_oak, now=later) == []
        application.refresh_from_db()
        assert application.missed_on == date(2026, 4, 9)
        assert is_missed(application)
        following = open_next_round(
            opportunity=application.opportunity,
            round_name="2027",
            opens_on=None,
            deadline_at=later + timedelta(days=365),
            decides_on=None,
            by=cast.whitfield,
            now=later,
        )
        assert [one.text for one in following.requirements.order_by("place")] == [
            "A letter of the board",
            "A budget",
        ]
        before = Opportunity.objects.get(pk=application.opportunity_id)
        assert before.closed_on is not None
        assert Application.objects.filter(missed_on__isnull=False).count() == 1
        assert watched(cast, following).state == "watching"


class TestWords:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": " "},
            {"kind": "gift"},
            {"amount": -1},
            {"fit": 4},
            {"time_zone": "Mars/Olympus"},
            {"opens_on": date(2027, 1, 1)},
            {"decides_on": TODAY},
            {"url": "javascript:alert(1)"},
        ],
    )
    def test_that_cannot_be_are_refused(self, cast: Cast, wrong: dict[str, object]) -> None:
        with pytest.raises(NotSound):
            found(cast, **wrong)
        assert not Opportunity.objects.exists()

    def test_change_and_requirements_that_stay_stay_met(self, cast: Cast) -> None:
        application = watched(cast)
        meet_all(cast, application)
        words = words_of(application.opportunity)
        said = {name: getattr(words, name) for name in OpportunityWords.__slots__}
        said["requirements"] = ("A budget", "Two references")
        change_opportunity(
            opportunity=application.opportunity,
            organization=LANTERN,
            words=OpportunityWords(**said),
            by=cast.whitfield,
            now=NOW,
        )
        assert n_met(application) == 1
        with pytest.raises(RequirementsOpen, match="Two references"):
            move(cast, application, "plan", "draft", "submit")


class TestWhoDecides:
    def test_a_campus_leader_acts_for_that_campus_only(self, cast: Cast) -> None:
        own, other = cast.section.campus, cast.ben_section.campus
        opportunity = found(cast)
        said = {"opportunity": opportunity, "owner": None, "asked": None, "now": NOW}
        assert start_application(campus=own, by=cast.reyes, **said).campus == own
        for campus in (other, None):
            with pytest.raises(NotALeader):
                start_application(campus=campus, by=cast.reyes, **said)
        for nobody in (cast.okafor, cast.lund, cast.ada):
            with pytest.raises(NotALeader):
                start_application(campus=own, by=nobody, **said)

    def test_another_district_finds_nothing(self, cast: Cast) -> None:
        application = watched(cast)
        with pytest.raises(NotFound):
            find_application(district=cast.cedar, uuid=application.uuid)


class TestMentors:
    def test_a_held_meeting_leaves_a_note_and_the_next_one(self, cast: Cast) -> None:
        soon, later = NOW + timedelta(days=2), NOW + timedelta(days=30)
        told = {"by": cast.reyes, "now": NOW}
        words = MentorWords(name="Dr. Pell (made up)", campus=cast.section.campus)
        mentor = add_mentor(district=cast.live_oak, words=words, meets_at=soon, **told)
        with pytest.raises(NoMeeting):
            hold_meeting(mentor=mentor, note="Too early", next_at=None, **told)
        after = {"by": cast.reyes, "now": soon + timedelta(hours=1)}
        meeting = hold_meeting(mentor=mentor, note="Start small.", next_at=later, **after)
        mentor.refresh_from_db()
        assert (meeting.met_at, mentor.meets_at) == (soon, later)


class TestFriday:
    def test_asks_what_comes_of_a_missed_deadline_until_that_is_said(self, cast: Cast) -> None:
        application = watched(cast)
        later = IN_A_MONTH + A_MINUTE
        record_missed_deadlines(district=cast.live_oak, now=later)
        missed_on = date(2026, 4, 9)

        def said(days: int) -> list[tuple[str, int, bool]]:
            lines = friday_lines_of_opportunities(
                district=cast.live_oak, campuses=[], today=missed_on + timedelta(days=days)
            )
            return [(str(one.words), one.days, one.is_alarm) for one in lines]

        title = application.opportunity.title
        told = f"Deadline missed: {title}. Say what comes of it."
        assert said(3) == [(told, -3, True)]
        assert said(61) == []
        ahead = dates_ahead(district=cast.live_oak, since=TODAY)
        assert [one.kind for one in ahead] == []  # neither calendar nor reminder
        open_next_round(
            opportunity=application.opportunity, round_name="2027", opens_on=None,
            deadline_at=later + timedelta(days=365), decides_on=None, by=cast.whitfield,
            now=later,
        )  # fmt: skip
        assert said(3) == []

    def test_tells_of_deadlines_duties_and_meetings(self, cast: Cast) -> None:
        awarded(cast)
        watched(cast, found(cast, title="Soon", deadline_at=NOW + timedelta(days=20)))
        watched(cast, found(cast, title="Later", deadline_at=NOW + timedelta(days=40)))
        found(cast, title="Fits", fit=3, deadline_at=NOW + timedelta(days=2))
        found(cast, title="Fits not", fit=0, deadline_at=NOW + timedelta(days=2))
        add_mentor(
            district=cast.live_oak,
            words=MentorWords(name="Dr. Pell"),
            meets_at=NOW + timedelta(days=3),
            by=cast.whitfield,
            now=NOW,
        )
        lines = friday_lines_of_opportunities(district=cast.live_oak, campuses=[], today=TODAY)
        assert [(str(one.words), one.days, one.is_alarm) for one in lines] == [
            ("Deadline: Fits", 2, True),
            ("Meeting with Dr. Pell", 3, False),
            ("Deadline: Soon", 20, False),
        ]
        overdue = friday_lines_of_opportunities(
            district=cast.live_oak, campuses=[], today=REPORT.due_on + timedelta(days=1)
        )
        assert ("Overdue: First report (Small schools grant)", -1) in [
            (str(one.words), one.days) for one in overdue
        ]
        assert (
            friday_lines_of_opportunities(district=cast.cedar, campuses=[], today=TODAY) == []
        )
