"""Thirty students away: a leader says it of a grade, a class, a program, or of whom teachers marked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, enroll, make_section, make_students
from django.test import Client
from django.utils import timezone
from facing import sign_in
from planned import plan_today

from ownpath.faces.leader.pages import away
from ownpath.school.days.models import DayPlan, PlanJob, ProgramMember
from ownpath.school.days.services.attendance import mark_attendance
from ownpath.school.people.models import Person

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
BLOCKS = {"kind": "students", "first": "0", "last": "5"}


@pytest.fixture
def kids(cast: Cast) -> list[Person]:
    """Return twelve students, the first four of grade 5 and in a class of their own."""
    kids = make_students(cast, 12)
    chess = make_section(cast.section.campus, "chess", "Chess", cast.section.terms.get())
    for one in kids[:4]:
        one.grade = "05"
        one.save(update_fields=["grade"])
        enroll(chess, one, "student")
    return kids


@pytest.fixture
def plan(cast: Cast, kids: list[Person]) -> DayPlan:
    """Return today's plan, which has no place for the last of them."""
    return plan_today(cast, kids[:-1]).plan


@pytest.fixture
def reyes(cast: Cast) -> Client:
    """Return Dr. Reyes's browser."""
    return sign_in(cast.reyes)


def address(plan: DayPlan) -> str:
    """Return where it is said who is missing."""
    return f"/lead/days/{plan.campus.uuid}/{plan.day}/repair/"


def listed(reyes: Client, plan: DayPlan) -> dict[str, str]:
    """Return whom one can pick, by what is sent for them."""
    page = reyes.get(address(plan), **EN).content.decode().partition('id="students-whom"')[2]
    return dict(re.findall(r'<option value="([^"]+)">([^<]+)<', page.partition("</select>")[0]))


def asked_about(reyes: Client, plan: DayPlan, **said: str) -> set[str]:
    """Ask what would change, and return which students the question is about."""
    response = reyes.post(address(plan), {**BLOCKS, **said}, **EN)
    assert response.status_code == 302
    return set(PlanJob.objects.get(kind=PlanJob.Kind.WHAT_IF).event["students"])


def mark(cast: Cast, *students: Person) -> None:
    """Mark some as not here."""
    for one in students:
        mark_attendance(student=one, day=TODAY, state="absent", by=cast.okafor, now=NOW)


def ids(kids: list[Person]) -> set[str]:
    """Return how students are named in a question."""
    return {str(one.uuid) for one in kids}


class TestWhomOneCanMean:
    def test_are_grades_and_classes_while_nobody_is_marked(
        self, reyes: Client, plan: DayPlan
    ) -> None:
        found = listed(reyes, plan)
        assert {"grade:04": "Grade 4", "grade:05": "Grade 5"}.items() <= found.items()
        assert "Chess" in found.values()
        assert away.MARKED not in found

    def test_are_those_first_whom_teachers_marked(
        self, cast: Cast, reyes: Client, plan: DayPlan, kids: list[Person]
    ) -> None:
        mark(cast, kids[0], kids[5], kids[-1])
        found = listed(reyes, plan)
        assert next(iter(found)) == away.MARKED
        assert found[away.MARKED] == "2 students whom teachers marked as not here"

    def test_are_programs_such_as_a_bus(
        self, reyes: Client, plan: DayPlan, kids: list[Person]
    ) -> None:
        ProgramMember.objects.create(student=kids[6], name="Bus 12", set_at=NOW)
        assert listed(reyes, plan)["program:Bus 12"] == "Bus 12"
        assert asked_about(reyes, plan, whom="program:Bus 12") == ids([kids[6]])


class TestWhenSomebodyIsOut:
    def offered(self, reyes: Client, plan: DayPlan) -> list[str]:
        page = reyes.get(address(plan), **EN).content.decode()
        first = page.partition('id="students-first"')[2].partition("</select>")[0]
        return re.findall(r'<option value="(\d)">', first)

    def test_is_from_the_block_that_goes_on_at_the_earliest(
        self, reyes: Client, plan: DayPlan
    ) -> None:
        assert self.offered(reyes, plan) == ["2", "3", "4"]

    def test_is_any_block_of_a_day_to_come(self, reyes: Client, plan: DayPlan) -> None:
        plan.day = TODAY + timedelta(days=1)
        plan.save(update_fields=["day"])
        assert self.offered(reyes, plan) == ["0", "1", "2", "3", "4"]

    def test_is_said_to_be_too_late_once_school_is_over(
        self, reyes: Client, plan: DayPlan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=3))
        page = reyes.get(address(plan), **EN).content.decode()
        assert "School is over for this day." in page
        assert '<form method="post" class="stack-s"' not in page


class TestWhoIsMeant:
    def test_is_a_grade(self, reyes: Client, plan: DayPlan, kids: list[Person]) -> None:
        assert asked_about(reyes, plan, whom="grade:05") == ids(kids[:4])

    def test_is_a_class(self, reyes: Client, plan: DayPlan, kids: list[Person]) -> None:
        chess = {words: value for value, words in listed(reyes, plan).items()}["Chess"]
        assert asked_about(reyes, plan, whom=chess) == ids(kids[:4])

    def test_leaves_out_whom_the_plan_has_no_place_for(
        self, cast: Cast, reyes: Client, plan: DayPlan, kids: list[Person]
    ) -> None:
        """One of them would otherwise keep the day from being mended for all the others."""
        mark(cast, kids[0], kids[5], kids[-1])
        assert asked_about(reyes, plan, whom=away.MARKED) == ids([kids[0], kids[5]])

    @pytest.mark.parametrize("whom", ["", "grade:12", "class:luck", "program:Bus 99", "luck"])
    def test_is_somebody(self, reyes: Client, plan: DayPlan, whom: str) -> None:
        response = reyes.post(address(plan), {**BLOCKS, "whom": whom}, **EN)
        assert response.status_code == 404
        assert "Nobody of these has a place" in response.content.decode()
        assert not PlanJob.objects.exists()
