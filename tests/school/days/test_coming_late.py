"""Who comes after the day was mended without them has a place in the rest of it, and reads so on My day."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from grounds import TOMORROW, Grounds

from ownpath.faces.student.pages.planned_day import build_ribbon
from ownpath.school.days.models import PlanCell, PlanChange, PlanJob
from ownpath.school.days.queries import published_plan
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.services import (
    BeforeMark,
    ask_for_repair,
    mark_attendance,
    put_marks_back,
    students_away,
)
from ownpath.school.days.services.working import do_job


def clock_at(grounds: Grounds, hour: int, minute: int = 0) -> datetime:
    zone = ZoneInfo(grounds.cast.live_oak.time_zone)
    return datetime.combine(TOMORROW, time(hour, minute), tzinfo=zone)


def mark(grounds: Grounds, state: str, now: datetime) -> None:
    ada, okafor = grounds.cast.ada, grounds.cast.okafor
    mark_attendance(student=ada, day=TOMORROW, state=state, by=okafor, now=now)


def mended_without_ada(grounds: Grounds, blocks: tuple[int, int] = (0, 15)) -> None:
    """Let Ada be absent, and the day go on without her in some blocks."""
    grounds.publish()
    now = clock_at(grounds, 8, 5)
    mark(grounds, "absent", now)
    event = students_away(
        student_uuids=[grounds.cast.ada.uuid], first_block=blocks[0], last_block=blocks[1]
    )
    job = ask_for_repair(campus=grounds.campus, day=TOMORROW, event=event, by=None, now=now)
    do_job(uuid=job.uuid, clock=lambda: now)


def lessons_of_ada(grounds: Grounds) -> set[int]:
    plan = published_plan(campus=grounds.campus, day=TOMORROW)
    cells = PlanCell.objects.filter(plan=plan, student=grounds.cast.ada, commitment=None)
    return set(cells.values_list("block", flat=True))


class TestWhoComesLate:
    @pytest.mark.parametrize("is_planned_anew", [False, True])
    def test_has_a_place_in_the_rest_of_the_day(
        self, grounds: Grounds, *, is_planned_anew: bool
    ) -> None:
        mended_without_ada(grounds)
        if is_planned_anew:
            grounds.publish()
        assert lessons_of_ada(grounds) <= {0}
        now = clock_at(grounds, 10, 5)
        mark(grounds, "late", now)
        job = PlanJob.objects.get(state=PlanJob.State.WAITING)
        do_job(uuid=job.uuid, clock=lambda: now)
        job.refresh_from_db()
        assert job.state == PlanJob.State.DONE, job.problems
        assert lessons_of_ada(grounds) >= {4, 5, 6}
        told = PlanChange.objects.filter(student=grounds.cast.ada, reason="arrived")
        assert told.exists()

    def test_can_join_the_groups_of_a_day_that_was_planned_anew(self, grounds: Grounds) -> None:
        mended_without_ada(grounds)
        problem, key, _plan = unpack(grounds.publish().problem)
        row = key.students.index(grounds.cast.ada.pk)
        options = problem.options
        hers = set(options.group_type[options.student == row].tolist()) - {-1}
        assert hers
        assert hers <= set(options.group_type[options.student != row].tolist())
        assert all(row not in team.students for team in problem.teams)

    def test_keeps_the_place_where_the_day_goes_on_with_them(self, grounds: Grounds) -> None:
        grounds.publish()
        mark(grounds, "absent", clock_at(grounds, 8, 5))
        mark(grounds, "late", clock_at(grounds, 10, 5))
        assert not PlanJob.objects.filter(state=PlanJob.State.WAITING).exists()

    def test_has_it_back_when_the_mark_is_taken_back(self, grounds: Grounds) -> None:
        mended_without_ada(grounds)
        put_marks_back(
            section=grounds.cast.section,
            day=TOMORROW,
            before={grounds.cast.ada.uuid: BeforeMark(state="")},
            by=grounds.cast.okafor,
            now=clock_at(grounds, 8, 20),
        )
        job = PlanJob.objects.get(state=PlanJob.State.WAITING)
        assert job.event["kind"] == "student_comes"
        assert job.event["student"] == str(grounds.cast.ada.uuid)

    def test_asks_for_nothing_when_school_is_over(self, grounds: Grounds) -> None:
        mended_without_ada(grounds)
        mark(grounds, "late", clock_at(grounds, 16))
        assert not PlanJob.objects.filter(state=PlanJob.State.WAITING).exists()


class TestMyDay:
    def test_names_what_comes_next_where_lessons_are_left_out(self, grounds: Grounds) -> None:
        mended_without_ada(grounds, blocks=(1, 2))
        page = build_ribbon(
            student=grounds.cast.ada, today=TOMORROW, now=clock_at(grounds, 9, 5), language="en"
        )
        assert page is not None
        assert [(one.when, one.block) for one in page.stops] == [
            ("before", 0), ("next", 3), ("then", 4), ("then", 5), ("then", 6),
        ]  # fmt: skip
        assert page.is_marked_away
        mark(grounds, "here", clock_at(grounds, 9, 6))
        page = build_ribbon(
            student=grounds.cast.ada, today=TOMORROW, now=clock_at(grounds, 9, 7), language="en"
        )
        assert page is not None
        assert not page.is_marked_away
