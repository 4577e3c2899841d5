"""In the made-up district a class says the room in which its teacher is, and a room that its campus has."""

from __future__ import annotations

from collections import defaultdict

from cast import TODAY

from ownpath.demo.cast import CAMPUSES, FIRST_ROOM, OKAFOR
from ownpath.demo.roster import live_oak


class TestRooms:
    def test_are_those_of_the_teachers(self) -> None:
        package = live_oak(today=TODAY, seed=1)
        taught_by = {
            one.class_sourced_id: one.user_sourced_id
            for one in package.enrollments
            if one.role == "teacher"
        }
        rooms: dict[str, set[str]] = defaultdict(set)
        for one in package.classes:
            rooms[taught_by[one.sourced_id]].add(one.location)
        assert {len(own) for own in rooms.values()} == {1}
        assert rooms[OKAFOR.sourced_id] == {"121"}
        n_rooms = {one.key: len(one.grades) * one.sections_a_grade for one in CAMPUSES}
        for one in package.classes:
            assert FIRST_ROOM <= int(one.location) < FIRST_ROOM + n_rooms[one.school_sourced_id]
