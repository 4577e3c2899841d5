"""A room that cannot be used is used by nobody in those blocks, also after the day was mended for something else."""

from __future__ import annotations

import pytest
from cast import NOW
from grounds import TOMORROW, Grounds, at

from ownpath.faces.student.pages.planned_day import tell_changes
from ownpath.school.days.models import DayPlan, PlanCell, PlanChange, PlanJob, Room
from ownpath.school.days.queries import published_plan, student_day
from ownpath.school.days.services import adult_out, ask_for_repair, cart_missing, room_lost
from ownpath.school.days.services.mending import keep_mended, try_event
from ownpath.school.days.services.placing import Places

FIRST, LAST = 4, 5


def mended(grounds: Grounds, event: dict[str, object]) -> DayPlan:
    """Mend tomorrow for something that happened; return the new version."""
    who = {"by": grounds.cast.reyes, "now": NOW}
    job = at(ask_for_repair(campus=grounds.campus, day=TOMORROW, event=event, **who))
    assert job.state == PlanJob.State.DONE, job.problems
    assert job.plan is not None
    return job.plan


def busiest_room(plan: DayPlan) -> Room:
    """Return the room most groups of some blocks are in."""
    rows = plan.groups.filter(block__range=(FIRST, LAST), room__kind="class")
    ids = list(rows.values_list("room_id", flat=True))
    return Room.objects.get(pk=max(set(ids), key=ids.count))


def rooms_by_cell(plan: DayPlan) -> dict[tuple[int, int, int | None, int | None], int | None]:
    """Return who is where: by student, block and what is done."""
    rows = PlanCell.objects.filter(plan=plan, commitment=None)
    return {
        (student, block, activity, station): room
        for student, block, activity, station, room in rows.values_list(
            "student_id", "block", "activity_id", "station_id", "room_id"
        )
    }


def elsewhere(before: DayPlan, after: DayPlan) -> set[tuple[int, int]]:
    """Return who does the same in another room, by student and block."""
    old, new = rooms_by_cell(before), rooms_by_cell(after)
    return {cell[:2] for cell in old.keys() & new.keys() if old[cell] != new[cell]}


def used(plan: DayPlan, room: Room) -> set[int]:
    """Return the blocks in which a plan has anybody in a room who is in no fixed lesson."""
    groups = set(plan.groups.filter(room=room).values_list("block", flat=True))
    cells = PlanCell.objects.filter(plan=plan, room=room, commitment=None)
    return groups | set(cells.values_list("block", flat=True))


class TestARoomThatIsLost:
    def test_is_used_by_nobody_in_its_blocks_and_stays_lost(self, grounds: Grounds) -> None:
        room = busiest_room(grounds.publish())
        event = room_lost(room_uuid=room.uuid, first_block=FIRST, last_block=LAST)
        first = mended(grounds, event)
        blocks = set(range(FIRST, LAST + 1))
        assert not used(first, room) & blocks
        assert used(first, room)  # it can be used before and after
        cart = grounds.campus.carts.get()
        second = mended(grounds, cart_missing(cart_uuid=cart.uuid, first_block=6, last_block=6))
        assert not used(second, room) & blocks

    def test_leaves_every_group_a_room(self, grounds: Grounds) -> None:
        before = grounds.publish()
        room = busiest_room(before)
        event = room_lost(room_uuid=room.uuid, first_block=FIRST, last_block=LAST)
        after = mended(grounds, event)
        n_without = [plan.groups.filter(room=None).count() for plan in (before, after)]
        assert n_without[1] <= n_without[0]


class TestEverybodyElse:
    def test_stays_where_they_were_when_an_adult_is_out(self, grounds: Grounds) -> None:
        before = grounds.publish()
        after = mended(grounds, adult_out(person_uuid=grounds.cast.okafor.uuid))
        assert PlanChange.objects.filter(plan=after).exists()
        assert elsewhere(before, after) == set()

    def test_stays_when_a_room_is_lost_and_those_of_the_room_are_told(
        self, grounds: Grounds
    ) -> None:
        before = grounds.publish()
        room = busiest_room(before)
        event = room_lost(room_uuid=room.uuid, first_block=FIRST, last_block=LAST)
        after = mended(grounds, event)
        moved = elsewhere(before, after)
        was_there = PlanCell.objects.filter(
            plan=before, room=room, block__range=(FIRST, LAST), commitment=None
        )
        assert moved
        assert moved <= set(was_there.values_list("student_id", "block"))
        told = PlanChange.objects.filter(plan=after, reason="room_moved")
        assert set(told.values_list("student_id", "block")) == moved
        student = told[0].student
        lines = student_day(student=student, day=TOMORROW).changes
        line = next(one for one in lines if one.is_elsewhere)
        said = tell_changes([line], starts_at={}, language="en")[0]
        assert "your place is another" in said.sentence
        assert said.why == "The room cannot be used."

    def test_stays_in_the_blocks_that_are_over(self, grounds: Grounds) -> None:
        before = grounds.publish()
        room = busiest_room(before)
        event = room_lost(room_uuid=room.uuid)
        tried = try_event(base=before, event=event, now_block=LAST)
        after = keep_mended(mended=tried, event=event, by=None, now=NOW)
        assert all(block >= LAST for _student, block in elsewhere(before, after))
        assert used(after, room) == {one for one in used(before, room) if one < LAST}


class TestTheSameSaidTwice:
    def test_leaves_the_version_that_stands(self, grounds: Grounds) -> None:
        grounds.publish()
        event = adult_out(person_uuid=grounds.cast.okafor.uuid)
        first = mended(grounds, event)
        assert mended(grounds, event) == first
        assert published_plan(campus=grounds.campus, day=TOMORROW) == first


class TestWhoWorksAlone:
    @pytest.mark.parametrize(
        ("block", "station", "room"), [(0, 7, 11), (1, 7, 12), (1, 8, 12), (0, 8, 12)]
    )
    def test_is_in_the_station_s_or_the_own_room_else_in_any_corner(
        self, block: int, station: int, room: int
    ) -> None:
        places = Places(
            rooms=tuple(Room(pk=pk, kind="class") for pk in (11, 12)),
            home_room={}, own_room={3: 12}, station_room={7: 11}, taken={},
            lost={1: frozenset({11})},
        )  # fmt: skip
        assert places.room_alone(block, 3, station) == room

    def test_has_none_where_no_corner_is_left(self) -> None:
        places = Places(
            rooms=(Room(pk=11, kind="class"),), home_room={}, own_room={3: 11}, station_room={},
            taken={}, lost={0: frozenset({11})},
        )  # fmt: skip
        assert places.room_alone(0, 3, 0) is None
