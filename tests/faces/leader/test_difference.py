"""What one plan has otherwise than another: a change that many share is one line, which opens to their names."""

from __future__ import annotations

from itertools import product

import pytest
from cast import NOW
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import DayPlan, PlanCell
from ownpath.school.days.queries import differing, tell_changes
from ownpath.school.days.services import mark_attendance, students_away

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def planned_twice_alike(grounds: Grounds) -> tuple[DayPlan, DayPlan]:
    """Return a plan in force, and another that has the same in every block."""
    plan, again = grounds.publish(), grounds.plan()
    PlanCell.objects.filter(plan=again).delete()
    for cell in PlanCell.objects.filter(plan=plan):
        cell.pk, cell.plan = None, again
        cell.save(force_insert=True)
    return plan, again


class TestDifference:
    def test_is_told_in_one_line_for_all_whose_block_changed_alike(
        self, grounds: Grounds
    ) -> None:
        plan, again = planned_twice_alike(grounds)
        alone, *class_ids = [one.pk for one in grounds.students]
        moved = PlanCell.objects.filter(plan=again, block=2)
        for one in (plan, again):
            same = PlanCell.objects.filter(plan=one, block=2, student_id__in=class_ids)
            same.update(
                modality="offline", activity=None, station=None, competency=None, group=None,
                commitment=None, room=grounds.rooms[0],
            )  # fmt: skip
        PlanCell.objects.filter(plan=plan, block=2, student_id=alone).update(
            room=grounds.rooms[2]
        )
        moved.update(room=grounds.rooms[1])
        found = differing(plan=again, against=plan)
        assert [one.n for one in found.changes] == [len(class_ids), 1]
        assert found.n_cells == len(grounds.students)
        told = tell_changes(plan=again, against=plan, changes=found.changes)
        (part,) = told[0].parts
        assert part.after is not None
        assert part.after.room == grounds.rooms[1].name
        assert [one.pk for one in told[1].parts[0].students] == [alone]
        client = sign_in(grounds.cast.reyes)
        address = reverse("leader:difference", args=[grounds.campus.uuid, TOMORROW, again.uuid])
        page = client.get(address).content.decode()
        assert f"{len(class_ids)} students" in page
        assert page.count("<tr>") == 3
        assert grounds.students[1].full_name in page

    def test_of_many_changes_tells_the_first_and_opens_to_all_of_a_block(
        self, grounds: Grounds
    ) -> None:
        _plan, again = planned_twice_alike(grounds)
        looks = list(product(("offline", "independent", "project"), grounds.rooms[:3]))
        empty = dict.fromkeys(("activity", "station", "competency", "group", "commitment"))
        for one, (modality, room) in zip(grounds.students, looks, strict=False):
            mine = PlanCell.objects.filter(block=2, student=one)
            mine.update(**empty, modality=modality, room=room)
            mine.filter(plan=again).update(room=None)
        client = sign_in(grounds.cast.reyes)
        address = reverse("leader:difference", args=[grounds.campus.uuid, TOMORROW, again.uuid])
        page = client.get(address).content.decode()
        names = [one.full_name for one in grounds.students[: len(looks)]]
        assert sum(name in page for name in names) == 4
        assert f'<a href="{address}?block=3">and 5 more changes in this block</a>' in page
        opened = client.get(f"{address}?block=3").content.decode()
        assert "9 students have something else in this block." in opened
        assert all(name in opened for name in names)
        assert "more changes" not in opened

    def test_folds_what_few_of_many_have_now(self, grounds: Grounds) -> None:
        _plan, again = planned_twice_alike(grounds)
        looks = list(product(("offline", "independent"), grounds.rooms[:3]))
        empty = dict.fromkeys(("activity", "station", "competency", "group", "commitment"))
        everybody = PlanCell.objects.filter(block=2)
        everybody.update(**empty, modality="project", room=grounds.rooms[0])
        for one, (modality, room) in zip(grounds.students, looks, strict=False):
            mine = everybody.filter(student=one, plan=again)
            mine.update(modality=modality, room=room)
        client = sign_in(grounds.cast.reyes)
        address = reverse("leader:difference", args=[grounds.campus.uuid, TOMORROW, again.uuid])
        page = client.get(address).content.decode()
        first, _summary, folded = page.partition("<summary>and 2 more</summary>")
        names = [one.full_name for one in grounds.students[: len(looks)]]
        assert [sum(name in part for name in names) for part in (first, folded)] == [4, 2]

    def test_of_two_plans_alike_is_said_in_words(self, grounds: Grounds) -> None:
        _plan, again = planned_twice_alike(grounds)
        client = sign_in(grounds.cast.reyes)
        address = reverse("leader:difference", args=[grounds.campus.uuid, TOMORROW, again.uuid])
        page = client.get(address).content.decode()
        assert "No block is different: the two plans are the same." in page
        assert "0 blocks" not in page

    @pytest.mark.parametrize("is_by_attendance", [True, False])
    def test_says_who_is_not_here_and_calls_that_not_nothing(
        self, grounds: Grounds, is_by_attendance: bool
    ) -> None:
        plan, again = planned_twice_alike(grounds)
        away, moved = grounds.students[:2]
        if is_by_attendance:
            okafor = grounds.cast.okafor
            mark_attendance(student=away, day=TOMORROW, state="absent", by=okafor, now=NOW)
        else:
            event = students_away(student_uuids=[away.uuid], first_block=2, last_block=2)
            DayPlan.objects.filter(pk=again.pk).update(event=event, follows=plan)
        cells = PlanCell.objects.filter(plan=again, block=2, student__in=[away, moved])
        cells.delete()
        client = sign_in(grounds.cast.reyes)
        address = reverse("leader:difference", args=[grounds.campus.uuid, TOMORROW, again.uuid])
        page = client.get(address).content.decode()
        assert page.count("not at school") == 1
        assert page.count("nothing") == 1
