"""An adult marks what was done: one student's block or a whole group's, only once it has begun, and takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_students
from facing import asked_of, sign_in
from planned import LUNCH, NOW_BLOCK, Planned, plan_today

from ownpath.school.days.models import Attendance, BlockRecord
from ownpath.school.days.queries import end_of_day
from ownpath.school.days.services import (
    NotBegun,
    NotTheirBlock,
    mark_block,
    mark_group,
    note_block,
)
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_of_the_cast")]
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
AT = {"day": TODAY, "block": NOW_BLOCK, "now": NOW}


@pytest.fixture
def kids(cast: Cast) -> list[Person]:
    return make_students(cast, 3)


@pytest.fixture
def planned(cast: Cast, kids: list[Person]) -> Planned:
    return plan_today(cast, [cast.ada, *kids])


def states(block: int = NOW_BLOCK) -> dict[str, tuple[str, str]]:
    """Return what is noted of a block, and by whom."""
    return {
        row.student.called: (row.state, row.set_by.called if row.set_by else "")
        for row in BlockRecord.objects.filter(block=block).select_related("student", "set_by")
    }


class TestMarkBlock:
    def test_keeps_who_marked_and_is_taken_back(self, cast: Cast, planned: Planned) -> None:
        mark_block(student=cast.ada, is_done=True, by=cast.okafor, **AT)
        row = BlockRecord.objects.get()
        assert (row.state, row.set_by) == ("done", cast.okafor)
        mark_block(student=cast.ada, is_done=False, by=cast.okafor, **AT)
        row.refresh_from_db()
        assert (row.state, row.set_by) == ("going", cast.okafor)

    def test_lets_the_student_say_otherwise(self, cast: Cast, planned: Planned) -> None:
        mark_block(student=cast.ada, is_done=True, by=cast.okafor, **AT)
        note_block(student=cast.ada, state="not_done", by=cast.ada, **AT)
        assert BlockRecord.objects.get().set_by == cast.ada

    def test_counts_as_kept(self, cast: Cast, planned: Planned) -> None:
        before = end_of_day(student=cast.ada, day=TODAY).kept
        for block in range(NOW_BLOCK + 1):
            mark_block(student=cast.ada, is_done=True, by=cast.okafor, **{**AT, "block": block})
        after = end_of_day(student=cast.ada, day=TODAY).kept
        assert before is not None
        assert after is not None
        assert not before["connects"]
        assert after["connects"]

    def test_is_not_for_who_is_not_in_the_room(self, cast: Cast, planned: Planned) -> None:
        for who in (cast.ito, cast.lund, cast.rosa, cast.ben):
            with pytest.raises(NotTheirBlock):
                mark_block(student=cast.ada, is_done=True, by=who, **AT)
        assert not BlockRecord.objects.exists()

    @pytest.mark.parametrize("block", [LUNCH, 9])
    def test_is_not_for_what_is_fixed_or_not_planned(
        self, cast: Cast, planned: Planned, block: int
    ) -> None:
        with pytest.raises(NotTheirBlock):
            mark_block(student=cast.ada, is_done=True, by=cast.okafor, **{**AT, "block": block})

    def test_waits_until_the_block_has_begun(self, cast: Cast, planned: Planned) -> None:
        with pytest.raises(NotBegun):
            mark_block(
                student=cast.ada, is_done=True, by=cast.okafor, **{**AT, "block": NOW_BLOCK + 1}
            )
        with pytest.raises(NotBegun):
            mark_block(
                student=cast.ada, is_done=True, by=cast.okafor,
                **{**AT, "now": NOW - timedelta(days=1)},
            )  # fmt: skip


class TestMarkGroup:
    def test_marks_all_who_are_here_and_not_who_said_otherwise(
        self, cast: Cast, planned: Planned, kids: list[Person]
    ) -> None:
        away, said_no, began = kids
        Attendance.objects.create(
            student=away, campus=planned.plan.campus, day=TODAY, state="absent", marked_at=NOW
        )
        note_block(student=said_no, state="not_done", by=said_no, **AT)
        note_block(student=began, state="going", by=began, **AT)
        group = planned.group.uuid
        n = mark_group(group=group, day=TODAY, is_done=True, by=cast.okafor, now=NOW)
        assert n == 2
        by = cast.okafor.called
        assert states() == {
            cast.ada.called: ("done", by),
            began.called: ("done", by),
            said_no.called: ("not_done", said_no.called),
        }

    def test_takes_back_own_marks_only(
        self, cast: Cast, planned: Planned, kids: list[Person]
    ) -> None:
        note_block(student=kids[0], state="done", by=kids[0], **AT)
        group = planned.group.uuid
        mark_group(group=group, day=TODAY, is_done=True, by=cast.okafor, now=NOW)
        assert mark_group(group=group, day=TODAY, is_done=False, by=cast.okafor, now=NOW) == 3
        assert states()[kids[0].called] == ("done", kids[0].called)
        assert states()[cast.ada.called] == ("going", cast.okafor.called)

    def test_is_for_the_groups_own_adult(self, cast: Cast, planned: Planned) -> None:
        group = planned.group.uuid
        for who in (cast.ito, cast.lund, cast.reyes):
            with pytest.raises(NotTheirBlock):
                mark_group(group=group, day=TODAY, is_done=True, by=who, now=NOW)
        planned.plan.state = "superseded"
        planned.plan.save()
        with pytest.raises(NotTheirBlock):
            mark_group(group=group, day=TODAY, is_done=True, by=cast.okafor, now=NOW)


class TestThePages:
    def test_my_room_marks_a_group_and_takes_it_back(
        self, cast: Cast, planned: Planned
    ) -> None:
        client = sign_in(cast.okafor)
        assert "Everybody did it" in client.get("/room/", **EN).content.decode()
        address, group = f"/room/blocks/{NOW_BLOCK}/done/", str(planned.group.uuid)
        sent = client.post(address, {"group": group, "everybody": "done"})
        assert (sent.status_code, sent["Location"]) == (302, "/room/")
        page = client.get("/room/", **EN).content.decode()
        assert "Done for everybody" in page
        assert page.count('name="undone"') == 4
        client.post(address, {"group": group, "undone": str(cast.ada.uuid)})
        assert "The others did it, too" in client.get("/room/", **EN).content.decode()
        client.post(address, {"group": group, "everybody": "going"})
        assert "Everybody did it" in client.get("/room/", **EN).content.decode()
        deeds = AuditEntry.objects.filter(deed__startswith="mark_").order_by("pk")
        assert [(row.deed, row.about) for row in deeds] == [
            ("mark_group.done", None),
            ("mark_block.taken_back", cast.ada),
            ("mark_group.taken_back", None),
        ]

    def test_my_room_asks_for_what_was_earlier(self, cast: Cast, planned: Planned) -> None:
        planned.group.block = 0
        planned.group.save()
        planned.plan.cells.filter(group=planned.group).update(block=7, group=None)
        planned.plan.cells.filter(block=0).update(group=planned.group)
        client = sign_in(cast.okafor)
        assert "Earlier today: did they do it?" in client.get("/room/", **EN).content.decode()
        client.post(
            "/room/blocks/0/done/", {"group": str(planned.group.uuid), "everybody": "done"}
        )
        assert "Earlier today" not in client.get("/room/", **EN).content.decode()

    def test_a_tap_that_says_nothing_is_asked_again(self, cast: Cast, planned: Planned) -> None:
        refused = sign_in(cast.okafor).post(f"/room/blocks/{NOW_BLOCK}/done/", {}, **EN)
        assert refused.status_code == 422
        assert "Tap it again" in refused.content.decode()

    def test_a_students_page_shows_the_day_with_whose_word_it_is(
        self, cast: Cast, planned: Planned
    ) -> None:
        note_block(student=cast.ada, state="done", by=cast.ada, **{**AT, "block": 0})
        client = sign_in(cast.okafor)
        n, page = asked_of(client, f"/room/student/{cast.ada.uuid}/")
        assert "Ada says so" in page.content.decode()
        assert n <= 16
        client.post(f"/room/blocks/{NOW_BLOCK}/done/", {"done": str(cast.ada.uuid)})
        page = client.get(f"/room/student/{cast.ada.uuid}/", **EN)
        assert "you marked it" in page.content.decode()
        assert "You did it. A teacher marked it." in (
            sign_in(cast.ada).get("/me/", **EN).content.decode()
        )
