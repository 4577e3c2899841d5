"""A day planned anew knows what was told while an earlier plan of it was in force, and nothing that was taken back."""

from __future__ import annotations

from typing import Any

import pytest
from cast import NOW
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import DayPlan, DeviceCart, PlanCell, PlanGroup
from ownpath.school.days.services import (
    adult_out,
    cart_missing,
    publish_plan,
    room_lost,
    student_comes,
    students_away,
    undo_publish,
)
from ownpath.school.days.services.making import get_ready
from ownpath.school.days.services.mending import keep_mended, try_event

BLOCKS = {"first_block": 1, "last_block": 2}
OUT = (1, 2)

pytestmark = pytest.mark.django_db


def told(grounds: Grounds, event: dict[str, Any]) -> DayPlan:
    """Let something be told of tomorrow, and the plan that is in force be mended."""
    base = DayPlan.objects.filter(state=DayPlan.State.PUBLISHED, day=TOMORROW).first()
    mended = try_event(base=base or grounds.publish(), event=event, now_block=0)
    return keep_mended(mended=mended, event=event, by=grounds.cast.reyes, now=NOW)


def led(plan: DayPlan, grounds: Grounds) -> set[int]:
    """Return the blocks in which Ms. Okafor leads something."""
    groups = PlanGroup.objects.filter(plan=plan, adult=grounds.cast.okafor)
    return set(groups.values_list("block", flat=True))


def planned(plan: DayPlan, student: Any) -> set[int]:
    """Return the blocks that a plan holds for a student."""
    return set(
        PlanCell.objects.filter(plan=plan, student=student).values_list("block", flat=True)
    )


class TestAnAdultWhoIsOut:
    def test_leads_nothing_in_a_plan_made_anew(self, grounds: Grounds) -> None:
        assert led(grounds.publish(), grounds) & {*OUT}
        told(grounds, adult_out(person_uuid=grounds.cast.okafor.uuid, **BLOCKS))
        anew = grounds.plan()
        assert led(anew, grounds).isdisjoint(OUT)
        assert led(anew, grounds)

    def test_is_known_also_after_that_was_published(self, grounds: Grounds) -> None:
        told(grounds, adult_out(person_uuid=grounds.cast.okafor.uuid, **BLOCKS))
        anew = grounds.plan()
        publish_plan(campus=grounds.campus, plan_uuid=anew.uuid, by=None, now=NOW)
        assert led(grounds.plan(), grounds).isdisjoint(OUT)

    def test_is_not_once_that_was_taken_back(self, grounds: Grounds) -> None:
        told(grounds, adult_out(person_uuid=grounds.cast.okafor.uuid, **BLOCKS))
        undo_publish(campus=grounds.campus, day=TOMORROW, by=grounds.cast.reyes, now=NOW)
        assert led(grounds.plan(), grounds) & {*OUT}


class TestAStudentWhoIsAway:
    def test_has_no_place_then(self, grounds: Grounds) -> None:
        away = grounds.students[3]
        told(grounds, students_away(student_uuids=[away.uuid], **BLOCKS))
        blocks = planned(grounds.plan(), away)
        assert blocks
        assert blocks.isdisjoint(OUT)

    def test_has_one_again_from_when_they_come(self, grounds: Grounds) -> None:
        away = grounds.students[3]
        told(grounds, students_away(student_uuids=[away.uuid]))
        assert planned(grounds.plan(), away) == set()
        told(grounds, student_comes(student_uuid=away.uuid, first_block=2))
        blocks = planned(grounds.plan(), away)
        assert min(blocks) == 2


class TestWhatIsNotThere:
    def test_no_group_meets_in_a_room_that_is_lost(self, grounds: Grounds) -> None:
        first = grounds.publish()
        group = PlanGroup.objects.filter(plan=first, room__isnull=False, block=1).first()
        assert group is not None
        assert group.room is not None
        told(grounds, room_lost(room_uuid=group.room.uuid, **BLOCKS))
        anew = PlanGroup.objects.filter(plan=grounds.plan())
        assert not anew.filter(room=group.room, block__in=OUT).exists()

    def test_devices_of_a_cart_count_once_however_often_it_is_told(
        self, grounds: Grounds
    ) -> None:
        cart = DeviceCart.objects.get(campus=grounds.campus)
        asked: dict[str, Any] = {"campus": grounds.campus, "day": TOMORROW, "now": NOW}
        before = get_ready(**asked).problem.devices
        for _ in range(2):
            told(grounds, cart_missing(cart_uuid=cart.uuid, **BLOCKS))
        after = get_ready(**asked).problem.devices
        assert [int(n) for n in before - after] == [
            cart.n_devices if block in OUT else 0 for block in range(len(before))
        ]
