"""A weekend and a holiday on My day, and why each thing stands to be picked for the next day of school."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from facing import sign_in
from planned import plan_today

from ownpath.faces.student.pages.next_day import build_next_day
from ownpath.faces.student.pages.no_school import tell_no_school
from ownpath.faces.student.pages.screens import alone_where_free
from ownpath.school.curriculum.models import Activity
from ownpath.school.days.models import CalendarDay, Policy, WeekDay
from ownpath.school.days.queries import next_school_day
from ownpath.school.people.models import Person
from ownpath.school.plans.models import Offer

MOST_QUERIES = 15
SATURDAY = TODAY + timedelta(days=5 - TODAY.weekday())
TO_MONDAY = "No school today. School is on Monday."


@pytest.fixture
def ada(cast: Cast) -> Person:
    """Return Ada, on whose campus the bells ring from Monday to Friday."""
    plan_today(cast, [cast.ada])
    return cast.ada


def close(cast: Cast, since: date, n_days: int, note: str) -> None:
    """Let there be no school on some days."""
    for n in range(n_days):
        CalendarDay.objects.create(
            campus=cast.section.campus, day=since + timedelta(days=n), schedule=None, note=note
        )


class TestAloneWhereFree:
    def offers(self, *modalities: str, **more: object) -> list[Any]:
        made = []
        for modality in modalities:
            offer = Offer(reason={"kind": "next"}, state=Offer.State.OPEN, **more)
            offer.activity = Activity(modality=modality)
            made.append(offer)
        return made

    def test_leaves_what_needs_others_for_a_day_of_school(self) -> None:
        offers = self.offers("device", "teacher_group", "project_team", "peer", "offline")
        assert alone_where_free(offers, is_free=True) == [offers[0], offers[4]]
        assert alone_where_free(offers, is_free=False) == offers

    def test_keeps_what_is_begun_and_what_was_drawn(self) -> None:
        offers = self.offers("device", "offline")
        begun = self.offers("project_team")[0]
        begun.state = Offer.State.CHOSEN
        drawn = self.offers("peer", p_offered=0.2)
        assert alone_where_free([*offers, begun, *drawn], is_free=True) == [
            *offers,
            begun,
            *drawn,
        ]

    def test_keeps_all_where_there_would_be_no_choice(self) -> None:
        offers = self.offers("device", "teacher_group", "peer")
        assert alone_where_free(offers, is_free=True) == offers


class TestNoSchool:
    def test_says_nothing_on_a_day_of_school_or_where_no_bells_are_known(
        self, cast: Cast
    ) -> None:
        assert tell_no_school(student=cast.ada, today=SATURDAY) == ""
        plan_today(cast, [cast.ada])
        assert tell_no_school(student=cast.ada, today=TODAY) == ""

    def test_names_the_next_day_of_school(self, ada: Person) -> None:
        assert tell_no_school(student=ada, today=SATURDAY) == TO_MONDAY

    def test_says_why_where_somebody_said_so(self, cast: Cast, ada: Person) -> None:
        close(cast, SATURDAY - timedelta(days=1), 1, "Founders’ Day")
        told = tell_no_school(student=ada, today=SATURDAY - timedelta(days=1))
        assert told == "Founders’ Day: no school today. School is on Monday."

    def test_names_a_day_whose_letter_rings(self, cast: Cast, ada: Person) -> None:
        campus = cast.section.campus
        WeekDay.objects.filter(campus=campus).update(letter="B")
        begun = {"letters": ["A", "B"], "letters_from": SATURDAY + timedelta(days=2)}
        Policy.objects.update_or_create(campus=campus, defaults=begun)
        following = next_school_day(campus=campus, after=SATURDAY)
        assert following == SATURDAY + timedelta(days=3)  # Monday is an A day
        told = tell_no_school(student=ada, today=SATURDAY)
        assert told == "No school today. School is on Tuesday."

    def test_names_the_date_when_it_is_far(self, cast: Cast, ada: Person) -> None:
        close(cast, SATURDAY, 9, "Winter break")
        monday = SATURDAY + timedelta(days=9)
        told = tell_no_school(student=ada, today=SATURDAY)
        assert told.endswith(f"School is on {monday:%B} {monday.day}.")

    def test_stands_on_my_day(
        self, cast: Cast, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        noon = datetime.combine(SATURDAY, NOW.time(), tzinfo=NOW.tzinfo)
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
        client = sign_in(ada)
        client.get("/me/")
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/me/", headers={"accept-language": "en"}).content.decode()
        assert TO_MONDAY in html
        assert "What do you want to do first?" not in html
        assert len(asked) <= MOST_QUERIES


class TestWhyItCanBePicked:
    def test_every_choice_says_because(self, ada: Person) -> None:
        page = build_next_day(student=ada, now=NOW, language="en")
        assert page is not None
        lines = {one.key.partition(":")[0]: one.because for one in page.choices}
        assert all(one.because.startswith("because") for one in page.choices)
        assert lines["station"] == "because it is open to your grade"
