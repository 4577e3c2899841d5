"""The count of a plan's whole days opens to whose day is whole, and to what is missing in the others'."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from cast import TODAY, Cast, enroll, make_section, make_students
from django.test import Client
from facing import asked_of, sign_in
from planned import close_days, plan_today

from ownpath.engine.promises import PROMISES
from ownpath.faces.leader.pages import whole_days
from ownpath.school.days.models import DayPlan, PlanCell
from ownpath.school.days.queries.lacking import PlannedDay, days_in_plan
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
MOST_QUERIES = 15
BUT_TWO = tuple(name for name in PROMISES if name not in ("interests", "hears"))


def address_of(plan: DayPlan, **asked: str) -> str:
    """Return the address of a plan's list of whole days."""
    address = f"/lead/days/{plan.campus.uuid}/{plan.day}/plans/{plan.uuid}/whole/"
    return f"{address}?{urlencode(asked)}" if asked else address


def shown(client: Client, address: str) -> str:
    """Return a page in English."""
    response = client.get(address, **EN)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> DayPlan:
    """Return a plan for twelve in which every third student's day is whole."""
    kids = make_students(cast, 12)
    chess = make_section(cast.section.campus, "chess", "Chess", cast.section.terms.get())
    for one in kids[:4]:
        enroll(chess, one, "student")
    kids[0].grade = "05"
    kids[0].save(update_fields=["grade"])
    plan = plan_today(cast, kids).plan
    plan.figures = {"n_students": 12, "whole_days": 4, "promised": {}}
    plan.save()

    def judged(*, plan: DayPlan) -> list[PlannedDay]:
        return [
            PlannedDay(
                student_id=one.pk, waiting_days=n,
                promised=PROMISES if n % 3 == 0 else BUT_TWO,
                missing=() if n % 3 == 0 else ("interests", "hears"),
            )
            for n, one in enumerate(kids)
        ]  # fmt: skip

    monkeypatch.setattr(whole_days, "days_in_plan", judged)
    return plan


class TestWholeDays:
    def test_opens_from_the_sentence_of_the_plan(self, cast: Cast, plan: DayPlan) -> None:
        page = shown(sign_in(cast.reyes), f"/lead/days/{plan.campus.uuid}/{TODAY}/")
        link = f'<a href="{address_of(plan)}">A whole day is promised to 4 of 12 students.</a>'
        assert link in page

    def test_names_who_has_to_wait_and_for_what(self, cast: Cast, plan: DayPlan) -> None:
        page = shown(sign_in(cast.reyes), address_of(plan))
        assert "4 of 12 students" in page
        assert page.count("missing: interests, hears") == 8
        assert "Kid01 Doe" in page
        assert "Kid00 Doe" not in page
        assert "waits 1 school day" in page
        assert AuditEntry.objects.filter(deed="read.promise").exists()

    def test_names_whose_day_is_whole(self, cast: Cast, plan: DayPlan) -> None:
        page = shown(sign_in(cast.reyes), address_of(plan, show="whole"))
        assert "Kid00 Doe" in page
        assert "Kid01 Doe" not in page
        assert "missing" not in page.partition('class="lines')[2]

    def test_is_looked_at_by_grade_and_by_class(self, cast: Cast, plan: DayPlan) -> None:
        client = sign_in(cast.reyes)
        chess = shown(client, address_of(plan, group="section:Chess"))
        assert "2 of 4 students" in chess
        assert "Kid02 Doe" in chess
        assert "Kid04 Doe" not in chess
        assert "group=section%3AChess" in chess  # the other half keeps it
        grade = shown(client, address_of(plan, group="grade:05", show="waiting"))
        assert "1 of 1 student" in grade
        assert "Every day here is whole" in grade

    def test_lists_kindergarten_before_the_grades(self, cast: Cast, plan: DayPlan) -> None:
        young = Person.objects.get(given_name="Kid11")
        young.grade = "KG"
        young.save(update_fields=["grade"])
        music = make_section(cast.section.campus, "music", "Zither", cast.section.terms.get())
        enroll(music, young, "student")
        page = shown(sign_in(cast.reyes), address_of(plan))
        listed = re.findall(r'<option value="(grade|section):([^"]+)"', page)
        assert [name for kind, name in listed if kind == "grade"] == ["KG", "04", "05"]
        classes = [name for kind, name in listed if kind == "section"]
        assert classes.index("Zither") < classes.index("Chess")

    @pytest.mark.parametrize("asked", [{"group": "grade:77"}, {"group": "luck"}])
    def test_knows_no_other_group(
        self, cast: Cast, plan: DayPlan, asked: dict[str, str]
    ) -> None:
        assert sign_in(cast.reyes).get(address_of(plan, **asked)).status_code == 404

    def test_knows_the_plan_of_its_own_day_only(self, cast: Cast, plan: DayPlan) -> None:
        other = address_of(plan).replace(str(TODAY), str(TODAY - timedelta(days=1)))
        assert sign_in(cast.reyes).get(other).status_code == 404

    def test_costs_as_many_queries_for_thirty_as_for_three(self, cast: Cast) -> None:
        client, asked = sign_in(cast.reyes), []
        kids = make_students(cast, 30)
        plan = plan_today(cast, kids).plan
        asked.append(asked_of(client, address_of(plan))[0])
        PlanCell.objects.exclude(student__in=kids[:3]).delete()
        asked.append(asked_of(client, address_of(plan))[0])
        assert asked[0] == asked[1] <= MOST_QUERIES


class TestDaysInPlan:
    def test_judges_the_cells_and_puts_the_longest_wait_first(self, cast: Cast) -> None:
        kids = make_students(cast, 3)
        plan = plan_today(cast, kids).plan
        close_days(cast, kids[:1], n=1, waiting=2)
        close_days(cast, kids[1:], n=1, waiting=12)
        days = days_in_plan(plan=plan)
        assert [one.waiting_days for one in days] == [12, 12, 2]
        assert {one.student_id for one in days} == {one.pk for one in kids}
        for one in days:
            assert {*one.promised, *one.missing} == set(PROMISES)
            assert "relevant" in one.missing
