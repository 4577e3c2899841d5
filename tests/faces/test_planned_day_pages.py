"""A published day on the pages of everybody it concerns: what it says, and that it costs few queries however many."""

from __future__ import annotations

import pytest
from cast import TODAY, Cast, make_students
from facing import asked_of, sign_in
from planned import NOW_BLOCK, close_days, plan_today

from ownpath.school.days.models import DayPlan, PlanChange

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
MOST_IN_THE_ROOM = 17  # who needs the teacher takes six of them
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}


class TestMyDay:
    def test_is_the_ribbon_once_a_plan_is_published(self, cast: Cast) -> None:
        client = sign_in(cast.ada)
        assert "ribbon" not in client.get("/me/", **EN).content.decode()
        plan_today(cast, [cast.ada, *make_students(cast, 4)])
        html = client.get("/me/", **EN).content.decode()
        assert "lesson-1 in English" in html
        assert "With Ms. Okafor · 5 of you" in html
        assert "because you are close" in html
        assert "You chose this" in html
        assert html.index("lesson-1 in English") < html.index("Lunch")

    def test_asks_again_for_nothing_while_nothing_changed(self, cast: Cast) -> None:
        planned = plan_today(cast, [cast.ada])
        client = sign_in(cast.ada)
        stamp = client.get("/me/", **EN).context["page"].stamp
        again = {"HTTP_HX_REQUEST": "true", **EN}
        assert client.get(f"/me/?stamp={stamp}", **again).status_code == 204
        PlanChange.objects.create(
            plan=planned.plan,
            student=cast.ada,
            block=NOW_BLOCK,
            after=planned.plan.cells.get(student=cast.ada, block=NOW_BLOCK),
            reason="teacher_changed",
            made_at=planned.plan.made_at,
        )
        part = client.get(f"/me/?stamp={stamp}", **again)
        assert part.status_code == 200
        assert "Another teacher leads this group today." in part.content.decode()
        assert "<html" not in part.content.decode()

    def test_goes_back_to_what_there_is_to_choose_when_the_plan_is_withdrawn(
        self, cast: Cast
    ) -> None:
        plan_today(cast, [cast.ada])
        DayPlan.objects.update(state="withdrawn")
        client = sign_in(cast.ada)
        assert "ribbon" not in client.get("/me/", **EN).content.decode()
        part = client.get("/me/?stamp=old", HTTP_HX_REQUEST="true")
        assert part["HX-Refresh"] == "true"

    def test_costs_as_many_queries_for_many_as_for_few(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada, *make_students(cast, 30)])
        n, response = asked_of(sign_in(cast.ada), "/me/")
        assert response.status_code == 200
        assert n <= MOST_QUERIES


class TestMyRoom:
    def test_shows_the_group_that_runs_and_why(self, cast: Cast) -> None:
        kids = make_students(cast, 4)
        plan_today(cast, [cast.ada, *kids])
        html = sign_in(cast.okafor).get("/room/", **EN).content.decode()
        assert "Now with you" in html
        assert "because 5 are close" in html
        assert "Kid00" in html
        assert 'data-drop="activity:' in html

    @pytest.mark.parametrize("path", ["/room/", "/room/tomorrow/"])
    def test_costs_as_many_queries_for_thirty_as_for_three(self, cast: Cast, path: str) -> None:
        kids = make_students(cast, 30)
        plan_today(cast, kids[:3])
        client = sign_in(cast.okafor)
        few, _page = asked_of(client, path)
        DayPlan.objects.all().delete()
        cast.section.campus.schedules.all().delete()
        cast.section.campus.rooms.all().delete()
        cast.section.campus.staff.all().delete()
        plan_today(cast, kids)
        many, response = asked_of(client, path)
        assert response.status_code == 200
        assert many == few
        assert many <= MOST_IN_THE_ROOM


class TestAttendance:
    def test_is_two_taps(self, cast: Cast) -> None:
        kids = make_students(cast, 3)
        client = sign_in(cast.okafor)
        address = f"/room/class/{cast.section.uuid}/attendance/"
        assert "4 students not marked yet" in client.get(address, **EN).content.decode()
        client.post(f"{address}all-here/", **EN)
        assert "Everybody is here" in client.get(address, **EN).content.decode()
        client.post(f"{address}{kids[0].uuid}/", {"state": "absent"}, **EN)
        assert "1 student is not here" in client.get(address, **EN).content.decode()


class TestWaiting:
    def test_opens_from_the_sentence_down_to_one_students_reasons(self, cast: Cast) -> None:
        kids = make_students(cast, 14)
        close_days(cast, kids, n=2, waiting=12)
        client = sign_in(cast.reyes)
        page = client.get("/lead/waiting/", **EN).content.decode()
        assert "14 of 14 students have waited more than ten school days" in page
        assert "grade 4 at Live Oak Elementary" in page
        assert page.count("<use") == 14
        campus = cast.section.campus.uuid
        rows = client.get(f"/lead/waiting/{campus}/grade/04/", **EN).content.decode()
        assert "Kid00 Doe" in rows
        assert "12 school days" in rows
        days = client.get(f"/lead/waiting/{campus}/student/{kids[0].uuid}/days/", **EN)
        assert "The choice was not carried out, or words wait for an answer." in (
            days.content.decode()
        )

    def test_tells_no_small_group(self, cast: Cast) -> None:
        close_days(cast, make_students(cast, 9), n=1, waiting=12)
        page = sign_in(cast.reyes).get("/lead/waiting/", **EN).content.decode()
        assert "fewer than 10 students; not told apart" in page
        assert "<use" not in page

    @pytest.mark.parametrize(
        "path",
        [
            "/lead/waiting/",
            "/lead/waiting/{campus}/",
            "/lead/waiting/{campus}/grade/04/",
            "/lead/promises/{campus}/",
            "/lead/batch/{campus}/",
            "/lead/use/{campus}/",
            "/lead/board/{campus}/",
            "/lead/setup/{campus}/",
            "/lead/days/{campus}/{day}/",
            "/lead/days/{campus}/{day}/repair/",
            "/lead/days/{campus}/{day}/print/students/",
        ],
    )
    def test_costs_as_many_queries_for_thirty_as_for_three(self, cast: Cast, path: str) -> None:
        kids = make_students(cast, 30)
        address = path.format(campus=cast.section.campus.uuid, day=TODAY.isoformat())
        client = sign_in(cast.reyes)
        plan_today(cast, kids)
        close_days(cast, kids[:3], n=3, waiting=2)
        few, _page = asked_of(client, address)
        close_days(cast, kids[3:], n=3, waiting=2)
        many, response = asked_of(client, address)
        assert response.status_code == 200
        assert many == few <= MOST_QUERIES


class TestFamily:
    def test_shows_the_week_as_it_was_and_will_be(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        close_days(cast, [cast.ada], n=1, waiting=1)
        client = sign_in(cast.rosa)
        address = f"/family/child/{cast.ada.uuid}/days/"
        assert address in client.get("/family/").content.decode()
        html = client.get(address).content.decode()
        assert "cinco de seis" in html
        assert "lesson-1 en español" in html
        assert "Ada lo eligió" in html

    def test_takes_few_queries(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada, *make_students(cast, 12)])
        n, response = asked_of(sign_in(cast.rosa), f"/family/child/{cast.ada.uuid}/days/")
        assert response.status_code == 200
        assert n <= MOST_QUERIES
