"""What a teacher without a group sees, or one whose class works on no set of skills; what is known comes first."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.faces.teacher.pages.knows import build_knows
from ownpath.faces.teacher.pages.people import find_student
from ownpath.school.curriculum.models import SectionFramework
from ownpath.school.days.models import PlanCell
from ownpath.school.days.services import adult_out, setting_up

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


class TestWithoutAGroup:
    def test_nobody_is_asked_to_accept_a_day_that_holds_nothing(self, grounds: Grounds) -> None:
        here = {"campus": grounds.campus, "by": None, "now": NOW}
        new = make_person(
            grounds.cast.live_oak, "nova", "Nova", "Reed", "teacher", grounds.campus
        )
        setting_up.save_staffing(
            person=new, subjects=["science"], max_blocks=0, max_run=1, **here
        )
        grounds.plan(TOMORROW)
        shown = sign_in(new).get("/room/tomorrow/").content.decode()
        assert "No group meets with you on this day." in shown
        assert "Should a group meet with you?" in shown
        assert 'name="answer" value="yes"' not in shown
        assert "nothing with you" not in shown
        own = sign_in(grounds.cast.okafor).get("/room/tomorrow/").content.decode()
        assert 'name="answer" value="yes"' in own


class TestACampusWithoutBells:
    def test_is_not_told_to_wait_for_the_evening(self, cast: Cast) -> None:
        shown = sign_in(cast.okafor).get("/room/tomorrow/").content.decode()
        assert "Days are planned here once your campus has bells." in shown
        assert "The plan is made in the evening." not in shown


class TestWhoIsMarkedOut:
    def test_is_told_so_before_and_after_the_day_is_planned(self, grounds: Grounds) -> None:
        here = {"campus": grounds.campus, "by": None, "now": NOW}
        client = sign_in(grounds.cast.okafor)
        assert "You are marked out" not in client.get("/room/tomorrow/").content.decode()
        setting_up.note_absence(staffing=grounds.staff[0], day=TOMORROW, **here)
        assert "You are marked out, all day." in client.get("/room/tomorrow/").content.decode()
        grounds.plan(TOMORROW)
        assert "You are marked out, all day." in client.get("/room/tomorrow/").content.decode()
        another = sign_in(grounds.staff[1].person).get("/room/tomorrow/").content.decode()
        assert "You are marked out" not in another

    def test_is_told_which_blocks_and_by_what_the_day_was_mended_for(
        self, grounds: Grounds
    ) -> None:
        setting_up.note_absence(
            campus=grounds.campus, staffing=grounds.staff[0], day=TOMORROW, first_block=0,
            last_block=1, by=None, now=NOW,
        )  # fmt: skip
        plan = grounds.publish(TOMORROW)
        plan.event = adult_out(
            person_uuid=grounds.cast.okafor.uuid, first_block=5, last_block=5
        )
        plan.save(update_fields=["event"])
        shown = sign_in(grounds.cast.okafor).get("/room/tomorrow/").content.decode()
        assert "You are marked out: 1, 2, 6." in shown


class TestDecidingForAStudent:
    def test_says_which_day_and_block_it_is_about(self, grounds: Grounds) -> None:
        plan = grounds.plan(TOMORROW)
        cells = PlanCell.objects.filter(plan=plan, student=grounds.cast.ada, commitment=None)
        block = cells.values_list("block", flat=True)[0]
        asked = reverse("teacher:pin_block", args=[TOMORROW, grounds.cast.ada.uuid, block])
        shown = sign_in(grounds.cast.okafor).get(asked).content.decode()
        assert (
            f"{TOMORROW:%A}, {TOMORROW:%B} {TOMORROW.day} · {block + 1} · {8 + block}:00"
            in shown
        )


class TestAClassWithoutSkills:
    def test_is_shown_by_name_with_the_way_to_each_student(self, cast: Cast) -> None:
        SectionFramework.objects.filter(section=cast.section).delete()
        shown = sign_in(cast.okafor).get(f"/room/class/{cast.section.uuid}/").content.decode()
        assert "This class works on no set of skills in Ownpath" in shown
        assert f'href="/room/student/{cast.ada.uuid}/"' in shown
        assert "1 student" in shown


class TestWhatIsKnown:
    def test_stands_before_what_nothing_is_known_of(self, cast: Cast) -> None:
        about = find_student(viewer=cast.okafor, uuid=cast.ada.uuid, today=TODAY)
        page = build_knows(viewer=cast.okafor, about=about, now=NOW, language="en")
        begun = [one.is_begun for one in page.domains]
        assert begun == sorted(begun, reverse=True)
        for one in page.domains:
            assert len(one.known) + len(one.presumed) + len(one.ahead) == one.n_all
