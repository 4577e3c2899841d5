"""Attendance is marked by an adult of the class, says when who missed a block came, and is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_students
from planned import NOW_BLOCK, plan_today

from ownpath.school.days.models import Attendance
from ownpath.school.days.services import (
    BeforeMark,
    MayNotRun,
    mark_all_here,
    mark_attendance,
    put_marks_back,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_of_the_cast")]
UNMARKED = BeforeMark(state="")


def marked() -> dict[str, tuple[str, int | None]]:
    """Return what is marked, by student."""
    rows = Attendance.objects.select_related("student")
    return {row.student.called: (row.state, row.block) for row in rows}


class TestMarkAttendance:
    @pytest.mark.parametrize(("hours_ago", "block"), [(2, NOW_BLOCK), (0, None)])
    def test_says_in_which_block_who_missed_one_before_came(
        self, cast: Cast, hours_ago: int, block: int | None
    ) -> None:
        plan_today(cast, [cast.ada])
        missed = NOW - timedelta(hours=hours_ago)
        at = {"student": cast.ada, "day": TODAY, "by": cast.okafor}
        mark_attendance(**at, state="absent", now=missed)
        assert mark_attendance(**at, state="late", now=NOW).block == block
        assert mark_attendance(**at, state="here", now=NOW).block is None

    def test_knows_no_block_without_bells(self, cast: Cast) -> None:
        at = {"student": cast.ada, "day": TODAY, "by": cast.okafor}
        mark_attendance(**at, state="absent", now=NOW - timedelta(hours=2))
        assert mark_attendance(**at, state="late", now=NOW).block is None


class TestPutMarksBack:
    def test_leaves_nobody_marked_whom_nobody_had_marked(self, cast: Cast) -> None:
        make_students(cast, 2)
        section = {"section": cast.section, "day": TODAY, "by": cast.okafor, "now": NOW}
        mark_attendance(student=cast.ada, state="absent", day=TODAY, by=cast.okafor, now=NOW)
        before = {one.uuid: UNMARKED for one in mark_all_here(**section)}
        assert len(marked()) == 3
        assert len(put_marks_back(**section, before=before)) == 2
        assert marked() == {cast.ada.called: ("absent", None)}

    def test_lets_an_earlier_mark_stand_again(self, cast: Cast) -> None:
        mark_attendance(student=cast.ada, state="here", day=TODAY, by=cast.okafor, now=NOW)
        put_marks_back(
            section=cast.section, day=TODAY, by=cast.okafor, now=NOW,
            before={cast.ada.uuid: BeforeMark(state="late", block=2)},
        )  # fmt: skip
        assert marked() == {cast.ada.called: ("late", 2)}

    def test_touches_no_mark_of_somebody_else(self, cast: Cast) -> None:
        mark_attendance(student=cast.ada, state="here", day=TODAY, by=cast.okafor, now=NOW)
        Attendance.objects.update(marked_by=cast.reyes, state="absent")
        again = put_marks_back(
            section=cast.section, day=TODAY, by=cast.okafor, now=NOW,
            before={cast.ada.uuid: UNMARKED},
        )  # fmt: skip
        assert again == []
        assert marked() == {cast.ada.called: ("absent", None)}

    def test_is_not_for_who_is_not_in_the_room(self, cast: Cast) -> None:
        mark_attendance(student=cast.ada, state="here", day=TODAY, by=cast.okafor, now=NOW)
        with pytest.raises(MayNotRun):
            put_marks_back(
                section=cast.section, day=TODAY, by=cast.lund, now=NOW,
                before={cast.ada.uuid: UNMARKED},
            )  # fmt: skip
