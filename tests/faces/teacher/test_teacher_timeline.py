"""A teacher says by when a class is meant to have learned what, and can take each change back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import TODAY, Cast
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.school.days.models import BellSchedule, CalendarDay, WeekDay
from ownpath.school.days.queries import school_days
from ownpath.school.people.models import Section
from ownpath.school.plans.models import TimelineStep
from ownpath.school.plans.queries import timeline_of
from ownpath.school.plans.services import spread_evenly


@pytest.fixture
def teacher(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as Ms. Okafor, whose class is of a grade the framework has."""
    Section.objects.filter(pk=cast.section.pk).update(grades=["03"])
    cast.framework.competencies.update(grades=["03"])
    cast.framework.revision += 1
    cast.framework.save()
    TimelineStep.objects.all().delete()
    return sign_in(cast.okafor)


def address(cast: Cast, what: str = "") -> str:
    """Return an address of the class's timeline."""
    return reverse(f"teacher:timeline{what}", args=[cast.section.uuid])


def days(cast: Cast) -> dict[int, date]:
    """Return the class's timeline."""
    return timeline_of(section_id=cast.section.pk)


class TestTimeline:
    def test_begins_without_days_and_spreads_them(self, teacher: Client, cast: Cast) -> None:
        assert "none has a day yet" in teacher.get(address(cast)).content.decode()
        first, last = TODAY, TODAY + timedelta(days=60)
        teacher.post(
            address(cast, "_spread"), {"first": first.isoformat(), "last": last.isoformat()}
        )
        found = days(cast)
        assert set(found) == {one.pk for one in cast.competencies}
        assert first < min(found.values())
        assert max(found.values()) <= last
        assert all(day.weekday() < 5 for day in found.values())
        after = {edge: found[edge] for edge in found}
        for one in cast.competencies:
            for needed in one.stands_on.all():
                assert after[needed.before_id] <= after[one.pk]

    def test_spreads_them_over_days_of_school_only(self, teacher: Client, cast: Cast) -> None:
        campus, first, last = cast.section.campus, TODAY, TODAY + timedelta(days=20)
        bells = BellSchedule.objects.create(campus=campus, name="Short week")
        for weekday in (0, 1, 2):
            WeekDay.objects.create(campus=campus, weekday=weekday, schedule=bells)
        off = [first + timedelta(days=n) for n in range(3, 16)]  # a vacation
        CalendarDay.objects.bulk_create(CalendarDay(campus=campus, day=day) for day in off)
        told = {"first": first.isoformat(), "last": last.isoformat()}
        teacher.post(address(cast, "_spread"), told)
        found = set(days(cast).values())
        assert found
        assert found <= set(school_days(campus=campus, since=first, until=last))

    def test_a_change_can_be_taken_back(self, teacher: Client, cast: Cast) -> None:
        before = spread_evenly(
            competencies=[one.pk for one in cast.competencies], first=TODAY, last=TODAY + timedelta(30)
        )  # fmt: skip
        TimelineStep.objects.bulk_create(
            TimelineStep(section=cast.section, competency_id=one, due_on=day)
            for one, day in before.items()
        )
        page = teacher.post(address(cast, "_spread"), {"no": "1"}, follow=True)
        assert days(cast) == {}
        assert address(cast, "_back") in page.content.decode()
        teacher.post(address(cast, "_back"))
        assert days(cast) == before

    def test_keeps_the_days_that_are_written(self, teacher: Client, cast: Cast) -> None:
        one, other = cast.competencies[:2]
        teacher.post(
            address(cast), {f"step-{one.uuid}": "2026-04-01", f"step-{other.uuid}": ""}
        )
        assert days(cast) == {one.pk: date(2026, 4, 1)}

    def test_says_which_day_cannot_be_and_changes_nothing(
        self, teacher: Client, cast: Cast
    ) -> None:
        one = cast.competencies[0]
        answer = teacher.post(address(cast), {f"step-{one.uuid}": "the first of May"})
        assert answer.status_code == 422
        assert days(cast) == {}

    @pytest.mark.parametrize(
        ("first", "last"),
        [("2026-03-10", "2026-03-10"), ("2026-03-10", "2031-01-01"), ("", "x")],
    )
    def test_does_not_spread_between_days_that_cannot_be(
        self, teacher: Client, cast: Cast, first: str, last: str
    ) -> None:
        answer = teacher.post(address(cast, "_spread"), {"first": first, "last": last})
        assert answer.status_code == 422
        assert days(cast) == {}

    def test_another_teachers_class_is_not_found(self, teacher: Client, cast: Cast) -> None:
        stranger = sign_in(cast.ito)
        assert stranger.get(address(cast)).status_code == 404
        told = {"first": "2026-03-10", "last": "2026-05-10"}
        assert stranger.post(address(cast, "_spread"), told).status_code == 404
        assert days(cast) == {}


class TestSpreadEvenly:
    def test_where_there_is_no_school_the_last_day_before_then_the_next(self) -> None:
        open_on = {date(2026, 3, 4), date(2026, 3, 12)}
        found = spread_evenly(
            competencies=[7, 8, 9], first=date(2026, 3, 2), last=date(2026, 3, 12),
            has_school=open_on.__contains__,
        )  # fmt: skip
        assert found == {7: date(2026, 3, 4), 8: date(2026, 3, 4), 9: date(2026, 3, 12)}
        later = spread_evenly(
            competencies=[7, 8], first=date(2026, 3, 5), last=date(2026, 3, 12),
            has_school=open_on.__contains__,
        )  # fmt: skip
        assert later == {7: date(2026, 3, 12), 8: date(2026, 3, 12)}

    def test_keeps_its_days_where_there_is_no_school_at_all(self) -> None:
        day = date(2026, 3, 12)
        found = spread_evenly(
            competencies=[7], first=date(2026, 3, 5), last=day, has_school=lambda _day: False
        )
        assert found == {7: day}
