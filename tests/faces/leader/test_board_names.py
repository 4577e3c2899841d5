"""Names on the hall board: two who look alike are told apart by no more than campus and families allow."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast, enroll, make_students
from django.db import connection
from django.test.utils import CaptureQueriesContext
from planned import plan_today

from ownpath.faces.leader.pages.board import build_board
from ownpath.school.days.models import OptOut
from ownpath.school.days.services.setting_up import set_policy
from ownpath.school.people.models import Campus, Person, Section


def names(cast: Cast, campus: Campus) -> list[str]:
    board = build_board(
        viewer=cast.reyes, campus=campus, grade="04", today=TODAY, now=NOW, language="en"
    )
    return [one.name for one in board.departures]


def n_queries(cast: Cast, campus: Campus) -> int:
    with CaptureQueriesContext(connection) as asked:
        names(cast, campus)
    return len(asked)


@pytest.fixture
def two(cast: Cast) -> list[Person]:
    """Two students of one whole name, and by a slip of the roster of one number."""
    students: list[Person] = make_students(cast, 2)
    for one in students:
        one.given_name, one.family_name, one.identifier = "Mia", "Ruiz", "90211"
        one.save()
    return students


@pytest.mark.django_db
class TestTwoWhoLookAlike:
    def test_have_a_class_beside_their_name_and_never_a_number(
        self, cast: Cast, two: list[Person]
    ) -> None:
        campus = plan_today(cast, [cast.ada, *two]).plan.campus
        assert names(cast, campus) == ["Ada", "Mia Ruiz", "Mia Ruiz"]  # of the same classes
        enroll(self.art(cast), two[1], "student")
        assert names(cast, campus) == ["Ada", "Mia Ruiz", "Mia Ruiz · Art"]

    def test_have_it_beside_number_or_initials_where_no_name_may_be_told(
        self, cast: Cast, two: list[Person]
    ) -> None:
        campus = plan_today(cast, [cast.ada, *two]).plan.campus
        enroll(self.art(cast), two[1], "student")
        set_policy(campus=campus, board_by_number=True, by=cast.reyes, now=NOW)
        assert names(cast, campus) == ["90211", "A. M.", "90211 · Art"]
        Person.objects.filter(given_name="Mia").update(identifier="")
        assert sorted(names(cast, campus)) == ["A. M.", "M. R.", "M. R. · Art"]

    def test_have_another_letter_where_they_are_in_the_same_classes(
        self, cast: Cast, two: list[Person]
    ) -> None:
        campus = plan_today(cast, [cast.ada, *two]).plan.campus
        set_policy(campus=campus, board_by_number=True, by=cast.reyes, now=NOW)
        Person.objects.filter(given_name="Mia").update(identifier="")
        Person.objects.filter(pk=two[1].pk).update(given_name="Max", family_name="Roe")
        assert sorted(names(cast, campus)) == ["A. M.", "M. Ro.", "M. Ru."]

    def test_do_not_lend_each_other_letters_where_one_is_kept_off(
        self, cast: Cast, two: list[Person]
    ) -> None:
        campus = plan_today(cast, [cast.ada, *two]).plan.campus
        OptOut.objects.create(student=two[0], what=OptOut.What.BOARD, said_at=NOW)
        assert names(cast, campus) == ["90211", "Ada", "Mia"]

    def test_cost_one_query_and_others_none(self, cast: Cast, two: list[Person]) -> None:
        campus = plan_today(cast, [cast.ada, *two]).plan.campus
        alike = n_queries(cast, campus)
        Person.objects.filter(pk=two[0].pk).update(family_name="Sand")
        assert n_queries(cast, campus) == alike - 1

    @staticmethod
    def art(cast: Cast) -> Section:
        return Section.objects.create(
            title="Art", course=cast.section.course, campus=cast.section.campus,
            district=cast.live_oak,
        )  # fmt: skip
