"""Which moment the demonstration shows: a school morning, whenever one looks, never behind what is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, TODAY, Cast
from django.test import Client
from django.utils import timezone
from facing import Settings
from planned import plan_today

from ownpath import clock
from ownpath.demo.cast import CAMPUSES, DISTRICT
from ownpath.demo.moments import has_school, last_written, moment_to_show, plan_what_is_shown
from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.school.people.imports.background import Pulse, Work, read_pulse
from ownpath.school.people.models import Campus, District
from ownpath.school.privacy.models import AuditEntry

HERE = ZoneInfo("America/Los_Angeles")


def at(words: str) -> datetime:
    """Return a moment of November 2026 in California, such as "27 01:03"; the 27th is a Friday."""
    return datetime.strptime(f"2026-11-{words}", "%Y-%m-%d %H:%M").replace(tzinfo=HERE)


def shown_at(real: datetime, last: datetime | None) -> datetime:
    """Return the moment that is shown where there is school from Monday to Friday."""
    return moment_to_show(
        now=real, last=last, zone=HERE, has_school=lambda day: day.weekday() < 5
    )


class TestMomentToShow:
    def test_is_no_holiday(self) -> None:
        found = moment_to_show(
            now=at("27 10:00"), last=None, zone=HERE, has_school=lambda day: day.day < 26
        )
        assert found == at("25 09:10")

    def test_is_some_morning_where_there_is_never_school(self) -> None:
        found = moment_to_show(now=NOW, last=None, zone=HERE, has_school=lambda _day: False)
        assert found < NOW

    @pytest.mark.parametrize(
        ("real", "shown"),
        [
            ("27 09:40", "27 09:40"),  # in school hours: as it is
            ("27 08:15", "27 08:15"),
            ("27 13:35", "27 13:35"),
            ("27 13:36", "27 09:10"),  # in the afternoon: this morning
            ("27 23:59", "27 09:10"),
            ("28 00:00", "27 09:10"),  # on a weekend: Friday
            ("29 10:00", "27 09:10"),
            ("30 07:00", "27 09:10"),  # before school on a Monday, too
            ("27 01:03", "26 09:10"),  # at night: the day before
        ],
    )
    def test_is_a_school_morning_whenever_one_looks(self, real: str, shown: str) -> None:
        assert shown_at(at(real), None) == at(shown)

    @pytest.mark.parametrize(
        ("real", "last", "shown"),
        [
            ("27 20:00", "27 09:05", "27 09:10"),
            ("27 20:00", "27 10:30", "27 10:30"),  # goes on where it was left
            ("27 20:00", "27 14:00", "30 09:10"),  # that day is over
            ("27 02:00", "27 01:00", "27 09:10"),  # built at night by the real clock
            ("27 10:00", "27 11:00", "27 11:00"),  # was shown ahead before
            ("28 12:00", "28 11:00", "30 09:10"),
        ],
    )
    def test_is_never_behind_what_is_written(self, real: str, last: str, shown: str) -> None:
        found = shown_at(at(real), at(last))
        assert found == at(shown)
        assert found >= at(last)

    def test_is_nine_by_the_clock_on_the_wall_when_clocks_change(self) -> None:
        sunday = datetime(2026, 11, 1, 20, tzinfo=HERE)
        assert shown_at(sunday, None).isoformat() == ("2026-10-30T09:10:00-07:00")


@pytest.mark.django_db
class TestHasSchool:
    def test_goes_by_the_calendar_of_the_first_campus(self, cast: Cast) -> None:
        saturday = TODAY + timedelta(days=5 - TODAY.weekday())
        campus = Campus.objects.filter(pk=cast.section.campus.pk)
        campus.update(name="Elsewhere")
        assert has_school(TODAY)
        assert not has_school(saturday)
        campus.update(name=CAMPUSES[0].name)
        assert not has_school(TODAY)  # it has no bells yet
        plan_today(cast, [cast.ada])
        assert has_school(TODAY)


@pytest.mark.django_db
class TestLastWritten:
    def test_is_nothing_at_first(self) -> None:
        assert last_written() is None

    def test_is_the_newest_of_answers_and_deeds(self, cast: Cast) -> None:
        AuditEntry.objects.create(about=cast.ada, deed="read.page", done_at=NOW)
        AuditEntry.objects.create(
            about=cast.ada, deed="pin", done_at=NOW + timedelta(minutes=3)
        )
        assert last_written() == NOW + timedelta(minutes=3)


class TestTheClock:
    def test_goes_ahead_as_the_settings_say(self, settings: Settings) -> None:
        real = timezone.now()
        settings.CLOCK_AHEAD = timedelta(hours=-3)
        assert real <= clock.now() + timedelta(hours=3) <= timezone.now()

    @pytest.mark.parametrize("days", [-3, 0, 3])
    def test_goes_for_what_lies_on_disk_too(
        self, settings: Settings, tmp_path: Path, days: int
    ) -> None:
        settings.CLOCK_AHEAD = timedelta(days=days)
        pulse = tmp_path / "one.pulse"
        begun = clock.now()
        Work(pulse)
        assert read_pulse(pulse, now=begun) == Pulse()
        assert read_pulse(pulse, now=clock.now() + timedelta(seconds=16)) is None

    @pytest.mark.django_db
    def test_is_told_on_each_page_where_it_is_not_the_real_one(
        self, client: Client, settings: Settings, moment_of_the_cast: None
    ) -> None:
        settings.DEMO = True
        assert "here it is" not in client.get("/sign-in").content.decode()
        settings.CLOCK_AHEAD = timedelta(days=1)
        page = client.get("/sign-in").content.decode()
        assert "here it is Wednesday" in page  # the cast has a Tuesday


@pytest.mark.django_db
class TestPlanWhatIsShown:
    def test_asks_once_for_each_campus_whose_day_has_no_plan(self, cast: Cast) -> None:
        planned = plan_today(cast, [cast.ada])
        District.objects.filter(pk=cast.live_oak.pk).update(source_key=DISTRICT)
        assert plan_what_is_shown(now=NOW) == 0  # it has one
        DayPlan.objects.filter(pk=planned.plan.pk).update(state=DayPlan.State.DRAFT)
        assert plan_what_is_shown(now=NOW) == 1
        assert plan_what_is_shown(now=NOW) == 0  # it is being planned
        job = PlanJob.objects.get(state=PlanJob.State.WAITING)
        assert (job.campus, job.day, job.publishes) == (cast.section.campus, TODAY, True)

    def test_asks_nothing_for_districts_that_are_not_the_demonstration(
        self, cast: Cast
    ) -> None:
        planned = plan_today(cast, [cast.ada])
        DayPlan.objects.filter(pk=planned.plan.pk).update(state=DayPlan.State.DRAFT)
        District.objects.filter(source_key=DISTRICT).update(source_key="elsewhere")
        assert plan_what_is_shown(now=NOW) == 0
