"""Every count of a promise opens down to the students it does not reach, and why; small groups stay hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import TODAY, Cast, make_students
from facing import asked_of, sign_in
from planned import close_days, plan_today

from ownpath.school.days.models import DayRecord, PlanCell
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
HEARS = 32
MOST_QUERIES = 15


class TestPlan:
    def test_opens_each_count_to_whom_it_does_not_reach(self, cast: Cast) -> None:
        kids = make_students(cast, 11)
        close_days(cast, kids, n=1, waiting=12)
        plan = plan_today(cast, kids).plan
        plan.figures = {"n_students": 11, "promised": {"hears": 0}}
        plan.save()
        client, day = sign_in(cast.reyes), f"/lead/days/{plan.campus.uuid}/{TODAY}/"
        address = f"{day}plans/{plan.uuid}/promise/relevant/"
        assert f'href="{address}"' in client.get(day, **EN).content.decode()
        page = client.get(address, **EN).content.decode()
        assert "11 of 11 students" in page
        assert "Nothing in the plan served a hope or goal the student has told." in page
        assert "Kid00 Doe" in page
        assert "waits 12 school days" in page
        assert AuditEntry.objects.filter(deed="read.promise").exists()

    def test_knows_six_promises_and_no_other_day(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        client, campus = sign_in(cast.reyes), plan.campus.uuid
        of_plan = f"plans/{plan.uuid}/promise"
        for path in (f"{TODAY}/{of_plan}/luck/", f"{YESTERDAY}/{of_plan}/hears/"):
            assert client.get(f"/lead/days/{campus}/{path}").status_code == 404

    def test_costs_as_many_queries_for_thirty_as_for_three(self, cast: Cast) -> None:
        client, asked = sign_in(cast.reyes), []
        kids = make_students(cast, 30)
        plan = plan_today(cast, kids).plan
        address = f"/lead/days/{plan.campus.uuid}/{TODAY}/plans/{plan.uuid}/promise/relevant/"
        asked.append(asked_of(client, address)[0])
        PlanCell.objects.exclude(student__in=kids[:3]).delete()
        asked.append(asked_of(client, address)[0])
        assert asked[0] == asked[1] <= MOST_QUERIES


class TestDay:
    def test_opens_from_the_weeks_to_a_day_to_students_and_why(self, cast: Cast) -> None:
        kids = make_students(cast, 12)
        close_days(cast, kids, n=2, waiting=12)
        broken = DayRecord.objects.filter(student=kids[0], day=YESTERDAY)
        broken.update(promised=HEARS)
        client, weeks = sign_in(cast.reyes), f"/lead/promises/{cast.section.campus.uuid}/"
        assert f'href="{weeks}{YESTERDAY}/"' in client.get(weeks, **EN).content.decode()
        counts = client.get(f"{weeks}{YESTERDAY}/", **EN).content.decode()
        assert f'href="{weeks}{YESTERDAY}/hears/"' in counts
        page = client.get(f"{weeks}{YESTERDAY}/hears/", **EN).content.decode()
        assert "Kid00 Doe" in page
        assert "The choice was not carried out" in page
        over = client.get(f"{weeks}weeks/hears/", **EN).content.decode()
        assert "not on 2 of 2 days" in over

    def test_tells_no_small_day(self, cast: Cast) -> None:
        close_days(cast, make_students(cast, 9), n=1, waiting=2)
        path = f"/lead/promises/{cast.section.campus.uuid}/{YESTERDAY}/"
        page = sign_in(cast.reyes).get(path, **EN).content.decode()
        assert "fewer than 10 students; not told apart" in page
        assert "/hears/" not in page

    def test_says_that_a_day_is_not_closed(self, cast: Cast) -> None:
        path = f"/lead/promises/{cast.section.campus.uuid}/{YESTERDAY}/"
        page = sign_in(cast.reyes).get(path, **EN).content.decode()
        assert "This day is not closed, or there was no school." in page

    @pytest.mark.parametrize("path", ["{day}/", "{day}/hears/", "weeks/hears/"])
    def test_costs_as_many_queries_for_thirty_as_for_three(self, cast: Cast, path: str) -> None:
        kids = make_students(cast, 30)
        address = f"/lead/promises/{cast.section.campus.uuid}/{path.format(day=YESTERDAY)}"
        client = sign_in(cast.reyes)
        close_days(cast, kids[:11], n=1, waiting=2)
        few, _page = asked_of(client, address)
        close_days(cast, kids[11:], n=1, waiting=2)
        many, response = asked_of(client, address)
        assert response.status_code == 200
        assert many == few
