"""The days behind Live Oak: nobody is away on a day with answers of theirs, and waits do not begin anew."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from cast import NOW, TODAY, Cast, make_students

from ownpath.demo.holidays import days_without_school
from ownpath.demo.past import DAYS_BACK, give_past
from ownpath.school.days.models import BellSchedule, CalendarDay, DayRecord, PlanCell, WeekDay
from ownpath.school.evidence.services import Shown, add_many
from ownpath.school.people.models import Campus, District

SINCE = TODAY - timedelta(days=DAYS_BACK)


@pytest.fixture
def campus(cast: Cast) -> Campus:
    """Return a simulated campus with school from Monday to Friday, but for some days."""
    District.objects.filter(pk=cast.live_oak.pk).update(is_simulated=True)
    campus = cast.section.campus
    campus.district.refresh_from_db()
    bells = BellSchedule.objects.create(campus=campus, name="Regular day")
    for weekday in range(5):
        WeekDay.objects.create(campus=campus, weekday=weekday, schedule=bells)
    for day, why in days_without_school(TODAY).items():
        CalendarDay.objects.create(campus=campus, day=day, schedule=None, note=why)
    return campus


def answer_every_day(cast: Cast) -> None:
    """Let Ada answer at noon of every day."""
    zone = NOW.tzinfo
    add_many(
        all_shown=[
            Shown(
                attempt=UUID(int=n + 1, version=4), student_id=cast.ada.pk, score=1.0,
                is_correct=True, competency_ids=(cast.competencies[0].pk,), source="simulated",
                answered_at=datetime.combine(
                    TODAY - timedelta(days=n), time(18), tzinfo=zone
                ),
                item_id=cast.items[0].pk, response={}, reply={},
            )
            for n in range(DAYS_BACK + 1)
        ],
        by=None,
        now=NOW,
    )  # fmt: skip


class TestGivePast:
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_lets_nobody_be_away_who_answered(
        self, cast: Cast, campus: Campus, seed: int
    ) -> None:
        answer_every_day(cast)
        give_past(campus, TODAY, NOW, seed)
        records = DayRecord.objects.filter(student=cast.ada, day__gte=SINCE)
        assert records.count() > 5
        assert all(one.was_here for one in records)

    def test_keeps_days_without_school_free(self, cast: Cast, campus: Campus) -> None:
        give_past(campus, TODAY, NOW, 1)
        days = set(DayRecord.objects.values_list("day", flat=True))
        assert days.isdisjoint(days_without_school(TODAY))
        assert len([day for day in days if day >= SINCE]) == 10

    def test_holds_every_student_from_the_first_day_on(
        self, cast: Cast, campus: Campus
    ) -> None:
        make_students(cast, 12)
        give_past(campus, TODAY, NOW, 1)
        by_day: dict[object, int] = {}
        for day in DayRecord.objects.values_list("day", flat=True):
            by_day[day] = by_day.get(day, 0) + 1
        assert len(set(by_day.values())) == 1

    def test_lets_students_choose_some_of_their_mathematics(
        self, cast: Cast, campus: Campus
    ) -> None:
        make_students(cast, 12)
        cast.competencies[0].grades = ["04"]
        cast.competencies[0].save()
        give_past(campus, TODAY, NOW, 1)
        chosen = set(PlanCell.objects.values_list("is_chosen", flat=True))
        assert chosen == {True, False}


@pytest.mark.parametrize("days", range(7))
def test_the_day_without_school_is_the_friday_of_last_week(days: int) -> None:
    today = TODAY + timedelta(days=days)
    (off,) = days_without_school(today)
    assert off.weekday() == 4
    assert off < today - timedelta(days=today.weekday())
