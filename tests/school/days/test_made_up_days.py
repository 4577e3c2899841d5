"""Made-up days of a demonstration hang together, and are never written about a real district."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast

from ownpath.school.days.models import DayRecord
from ownpath.school.days.services.simulated import (
    MadeUpDay,
    NotSimulated,
    add_days,
    count_waiting_again,
)
from ownpath.school.people.models import Campus, Person

ALL, NONE = 63, 0


def a_day(student: Person, before: int, *, kept: int, was_here: bool = True) -> MadeUpDay:
    """Make up one day, so many before today, as if it were the first one of waiting."""
    return MadeUpDay(
        student_id=student.pk, day=TODAY - timedelta(days=before), was_here=was_here,
        promised=ALL, kept=kept, waiting_days=0 if kept == ALL else 1,
        screen_minutes=0, teacher_minutes=0,
    )  # fmt: skip


def waits_of(student: Person) -> list[int]:
    """Return how long a student waited on each day, the oldest first."""
    rows = DayRecord.objects.filter(student=student).order_by("day")
    return list(rows.values_list("waiting_days", flat=True))


@pytest.fixture
def campus(cast: Cast) -> Campus:
    """Ada's campus, in a district that is simulated."""
    place = cast.section.campus
    place.district.is_simulated = True
    place.district.save()
    return place


class TestCountWaitingAgain:
    def test_goes_on_over_days_that_were_added_apart(self, cast: Cast, campus: Campus) -> None:
        later = [a_day(cast.ada, 2, kept=NONE), a_day(cast.ben, 1, kept=NONE)]
        earlier = [
            a_day(cast.ada, 6, kept=ALL),
            a_day(cast.ada, 5, kept=NONE),
            a_day(cast.ada, 4, kept=NONE, was_here=False),
            a_day(cast.ada, 3, kept=NONE),
        ]
        add_days(campus=campus, days=later, now=NOW)
        add_days(campus=campus, days=earlier, now=NOW)
        assert count_waiting_again(campus=campus) == 2
        assert waits_of(cast.ada) == [0, 1, 1, 2, 3]
        assert waits_of(cast.ben) == [1]
        assert count_waiting_again(campus=campus) == 0

    def test_leaves_a_real_district_alone(self, cast: Cast) -> None:
        with pytest.raises(NotSimulated):
            count_waiting_again(campus=cast.section.campus)
