"""First offers made before anybody is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grounds import Grounds

from ownpath.config import mornings
from ownpath.config.mornings import Mornings
from ownpath.school.days.models import DayPlan
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import ensure_offers, make_offers_ahead

EARLY = NOW.replace(hour=13, minute=30)  # half past five or six in California
SATURDAY = EARLY + timedelta(days=4)
READS_STUDENTS = 'ORDER BY "people_person"."grade"'


def with_offers() -> set[int]:
    return set(Offer.objects.values_list("student_id", flat=True))


class TestMakeOffersAhead:
    def test_makes_what_the_student_would_be_offered(self, cast: Cast) -> None:
        assert make_offers_ahead(students=[cast.ada, cast.ben], today=TODAY, now=EARLY) == 2
        ahead = [offer.pk for offer in Offer.objects.filter(student=cast.ada).order_by("rank")]
        found = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert [offer.pk for offer in found] == ahead

    def test_leaves_alone_who_has_some(self, cast: Cast) -> None:
        before = ensure_offers(student=cast.ada, today=TODAY, now=EARLY)
        assert make_offers_ahead(students=[cast.ada], today=TODAY, now=NOW) == 0
        assert ensure_offers(student=cast.ada, today=TODAY, now=NOW) == before


class TestMornings:
    def test_come_to_everybody_a_part_at_a_time(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mornings, "MOST_AT_A_TIME", 10)
        morning, here = Mornings(), {student.pk for student in grounds.students}
        had = []
        for _ in range(3):
            morning.make_offers(now=EARLY)
            had.append(len(with_offers() & here))
        assert had == [10, 20, 24]
        assert morning.make_offers(now=EARLY) == []

    def test_ask_about_no_student_where_they_are_through_until_the_next_day(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mornings, "MOST_AT_A_TIME", 1)
        morning, n_asked = Mornings(), []
        for now in (*[EARLY] * 3, EARLY + timedelta(days=1)):
            with CaptureQueriesContext(connection) as seen:
                morning.make_offers(now=now)
            n_asked.append(sum(READS_STUDENTS in one["sql"] for one in seen.captured_queries))
        assert n_asked == [3, 0, 0, 3]  # of each campus
        assert with_offers() == {cast.ada.pk, cast.ben.pk}

    def test_go_on_once_a_plan_is_withdrawn(self, grounds: Grounds) -> None:
        plan, morning = grounds.publish(TODAY), Mornings()
        here = {student.pk for student in grounds.students}
        morning.make_offers(now=EARLY)
        assert not with_offers() & here
        DayPlan.objects.filter(pk=plan.pk).update(state=DayPlan.State.WITHDRAWN)
        morning.make_offers(now=EARLY)
        assert with_offers() >= here

    @pytest.mark.parametrize("now", [NOW.replace(hour=20), SATURDAY])
    def test_stay_out_of_the_day_and_the_weekend(self, cast: Cast, now: object) -> None:
        assert Mornings().make_offers(now=now) == []  # type: ignore[arg-type]
        assert not with_offers()

    def test_make_nothing_where_a_day_is_planned(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        here = {student.pk for student in grounds.students}
        Mornings().make_offers(now=EARLY)
        assert not with_offers() & here
