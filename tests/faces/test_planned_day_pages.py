"""A published day on the pages of everybody it concerns: what it says, and that it costs few queries however many."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, make_students
from django.db import connection
from django.test.utils import CaptureQueriesContext
from facing import asked_of, sign_in
from grounds import Grounds
from planned import NOW_BLOCK, close_days, plan_further, plan_today

from ownpath.errors import NotAllowed
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayPin,
    DayPlan,
    PlanCell,
    PlanChange,
)
from ownpath.school.days.queries import end_of_day, why_cell
from ownpath.school.days.services import lift_pin, note_block
from ownpath.school.voice.services import send_signal

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
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

    @pytest.mark.parametrize("hour", [10, 15])
    def test_costs_few_queries_at_the_first_opening_after_a_change_too(
        self, cast: Cast, hour: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is promised and kept is judged anew; once the day is over the reflection is read as well."""
        plan_today(cast, [cast.ada, *make_students(cast, 3)])
        client = sign_in(cast.ada)
        client.get("/me/")
        at = NOW + timedelta(hours=hour - 10)
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        note_block(student=cast.ada, day=TODAY, block=0, state="done", by=cast.ada, now=at)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/me/").status_code == 200
        assert len(captured) <= MOST_QUERIES


class TestMyRoom:
    def test_shows_the_group_that_runs_and_why(self, cast: Cast) -> None:
        kids = make_students(cast, 4)
        plan_today(cast, [cast.ada, *kids])
        html = sign_in(cast.okafor).get("/room/", **EN).content.decode()
        assert "Now with you" in html
        assert "because 5 are close" in html
        assert "Kid00" in html
        assert 'data-drop="activity:' in html

    def test_says_where_whoever_asks_for_a_person_is(self, cast: Cast) -> None:
        [kid] = make_students(cast, 1)
        planned = plan_today(cast, [cast.ada, kid])
        PlanCell.objects.filter(student=kid, block=NOW_BLOCK).update(
            group=None, activity=None, modality="offline", station=planned.station
        )
        for one in (cast.ada, kid):
            send_signal(student=one, kind="need_a_person", by=one, now=NOW)
        html = sign_in(cast.okafor).get("/room/", **EN).content.decode()
        assert "Now: with you" in html
        assert "Now: Reading corner · On paper or with things · Room 12" in html
        assert (
            f'name="next" value="/room/class/{cast.section.uuid}/"' not in html
        )  # it has no "Now"

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
        assert many <= MOST_QUERIES


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

    def test_is_one_tap_in_the_room_and_one_more_takes_it_back(self, cast: Cast) -> None:
        plan_today(cast, make_students(cast, 3))
        client = sign_in(cast.okafor)
        address = f"/room/class/{cast.section.uuid}/attendance/"
        marked = client.post(f"{address}all-here/", {"next": "/room/"}, follow=True, **EN)
        assert "4 marked as here." in marked.content.decode()
        assert f'action="{address}back/"' in marked.content.decode()
        again = client.post(f"{address}back/", {"next": "/room/"}, follow=True, **EN)
        assert 'id="everybody-here"' in again.content.decode()
        assert not Attendance.objects.exists()


class TestPaper:
    def test_says_whose_room_it_is(self, cast: Cast) -> None:
        plan_today(cast, make_students(cast, 2))
        page = sign_in(cast.okafor).get("/room/", **EN).content.decode()
        _, _, stamp = page.partition('class="print-stamp">')
        assert stamp.startswith(f"{cast.okafor.full_name} · ")

    @pytest.mark.parametrize("path", ["/room/", "/lead/days/{campus}/{day}/print/rooms/"])
    def test_says_of_which_plan_it_is(self, cast: Cast, path: str) -> None:
        plan_today(cast, make_students(cast, 2))
        who = cast.okafor if path == "/room/" else cast.reyes
        address = path.format(campus=cast.section.campus.uuid, day=TODAY.isoformat())
        page = sign_in(who).get(address, **EN).content.decode()
        assert "Version 1 of the plan, published March 10, 2026" in page
        assert "Changes after this are not on this sheet." in page


class TestUndoing:
    def test_says_that_nothing_is_published_where_nothing_was_before(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        client, day = sign_in(cast.reyes), f"/lead/days/{cast.section.campus.uuid}/{TODAY}/"
        assert "Nobody sees a plan for this day then." in client.get(day, **EN).content.decode()
        after = client.post(f"{day}undo/", follow=True, **EN).content.decode()
        assert "This day has no published plan now." in after


class TestWaiting:
    def test_opens_from_the_sentence_down_to_one_students_reasons(self, cast: Cast) -> None:
        kids = make_students(cast, 14)
        close_days(cast, kids, n=2, waiting=12)
        client = sign_in(cast.reyes)
        page = client.get("/lead/waiting/", **EN).content.decode()
        assert "14 of 14 students have waited more than ten school days" in page
        assert "for a whole day; most in grade 4." in page
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


class TestWhy:
    def test_says_what_it_knows_of_a_day_without_what_it_was_made_from(
        self, cast: Cast
    ) -> None:
        plan_today(cast, [cast.ada])
        day = sign_in(cast.ada).get("/me/", **EN).content.decode()
        assert f'hx-get="/me/blocks/{NOW_BLOCK}/why"' in day
        n, response = asked_of(sign_in(cast.ada), f"/me/blocks/{NOW_BLOCK}/why")
        assert "We do not keep any more" in response.content.decode()
        assert n <= MOST_QUERIES

    def test_names_the_runner_up_to_student_teacher_and_leader(self, grounds: Grounds) -> None:
        plan, ada = grounds.publish(TODAY), grounds.cast.ada
        why = next(
            (block, found)
            for block in (0, 1, 2, 4, 5, 6)
            if (found := why_cell(plan=plan, student=ada, block=block)) and found.runner_up
        )
        block, runner_up = why[0], why[1].runner_up
        assert runner_up is not None
        campus = grounds.campus.uuid
        days = f"/lead/days/{campus}/{TODAY}/plans/{plan.uuid}"
        for who, address, words in (
            (ada, f"/me/blocks/{block}/why", "If not this, you would do"),
            (grounds.cast.okafor, f"/room/student/{ada.uuid}/why/{TODAY}/{block}/", "Next best"),
            (grounds.cast.reyes, f"{days}/why/{ada.uuid}/{block}/", "Next best"),
        ):  # fmt: skip
            n, response = asked_of(sign_in(who), address)
            html = response.content.decode()
            assert words in html
            assert (runner_up.title.get("en") or "talk") in html or "Conference" in html
            assert n <= MOST_QUERIES
            part = sign_in(who).get(address, HTTP_HX_REQUEST="true").content.decode()
            assert "<html" not in part


class TestPins:
    def test_are_taken_back_and_put_back_where_tomorrow_is_looked_at(self, cast: Cast) -> None:
        pin = plan_further(cast, plan_today(cast, [cast.ada])).block_pin
        client = sign_in(cast.okafor)
        html = client.get("/room/tomorrow/", **EN).content.decode()
        assert "Reading corner" in html
        assert "She asked." in html
        address = f"/room/tomorrow/pins/{cast.ada.uuid}/{pin.uuid}"
        after = client.post(f"{address}/lift/", follow=True, **EN).content.decode()
        pin.refresh_from_db()
        assert pin.lifted_at is not None
        assert f'action="{address}/back/"' in after
        assert "She asked." not in after
        again = client.post(f"{address}/back/", follow=True, **EN).content.decode()
        assert "She asked." in again

    def test_are_not_put_back_over_what_was_decided_meanwhile(self, cast: Cast) -> None:
        pin = plan_further(cast, plan_today(cast, [cast.ada])).block_pin
        client = sign_in(cast.okafor)
        address = f"/room/tomorrow/pins/{cast.ada.uuid}/{pin.uuid}"
        client.post(f"{address}/lift/")
        pin.pk, pin.uuid, pin.lifted_at = None, uuid4(), None
        pin.save()
        assert client.post(f"{address}/back/").status_code == 409
        assert DayPin.objects.filter(lifted_at=None).count() == 1

    def test_of_others_students_stay_theirs(self, cast: Cast) -> None:
        pin = plan_further(cast, plan_today(cast, [cast.ada])).block_pin
        with pytest.raises(NotAllowed):
            lift_pin(student=cast.ada, pin_uuid=pin.uuid, by=cast.ito, now=NOW)
        assert "She asked." not in sign_in(cast.ito).get("/room/tomorrow/").content.decode()


class TestTelling:
    def test_what_was_done_is_kept_and_what_was_boring_keeps_no_interest(
        self, cast: Cast
    ) -> None:
        planned = plan_today(cast, [cast.ada])
        PlanCell.objects.filter(block=NOW_BLOCK).update(meets_interest=True)
        PlanCell.objects.update(is_chosen=False)
        client = sign_in(cast.ada)

        def kept() -> set[str]:
            held = end_of_day(student=cast.ada, day=TODAY).kept or {}
            return {name for name, is_kept in held.items() if is_kept}

        def post(what: str, **more: str) -> str:
            address = f"/me/blocks/{NOW_BLOCK}/{what}"
            headers = {"HTTP_HX_REQUEST": "true", **EN}
            return client.post(address, more, **headers).content.decode()

        assert "interests" not in kept()
        assert "You did it" in post("tell", did="done")
        assert "interests" in kept()
        assert 'aria-pressed="true"' in post("say", word="boring")
        assert "interests" not in kept()
        post("say", word="loved")
        assert "interests" in kept()
        voice = sign_in(cast.okafor).get(f"/room/student/{cast.ada.uuid}/voice/", **EN)
        assert "Loved it" in voice.content.decode()
        assert 'aria-pressed="true"' not in post("say", word="")
        assert planned.plan.cells.count() == 5

    def test_is_of_blocks_that_have_begun_and_of_known_words(self, cast: Cast) -> None:
        plan_today(cast, [cast.ada])
        client = sign_in(cast.ada)
        assert client.post("/me/blocks/3/tell", {"did": "done"}).status_code == 404
        assert client.post("/me/blocks/4/tell", {"did": "done"}).status_code == 404
        assert client.post("/me/blocks/99/say", {"word": "loved"}).status_code == 404
        assert client.post("/me/blocks/0/say", {"word": "fine"}).status_code == 422
        assert not BlockRecord.objects.exists()
