"""After the hour of choosing a student reads that the next day is being planned, and that it is planned once it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from cast import NOW
from grounds import TOMORROW, Grounds

from ownpath.faces.student.pages.next_day import build_next_day
from ownpath.school.days.queries import tomorrow_of
from ownpath.school.days.services import pick_for_day

LATE = NOW + timedelta(hours=12)


def test_that_the_day_is_planned_is_said_once_its_plan_is_out(
    grounds: Grounds, drawn: Callable[..., str]
) -> None:
    ada = grounds.cast.ada

    def told() -> str:
        page = build_next_day(student=ada, now=LATE, language="en")
        return drawn("student/parts/next_day.html", next=page)

    assert "Wednesday is being planned" in told()
    tomorrow = tomorrow_of(student=ada, now=NOW)
    assert tomorrow is not None
    pick_for_day(
        student=ada, day=TOMORROW, key=tomorrow.could[0].key, n_shown=6, by=ada, now=NOW
    )
    assert "Now the day is being planned" in told()
    grounds.publish(TOMORROW)
    assert "The day is planned now: you see it here on Wednesday." in told()
    assert "being planned" not in told()


def test_without_a_choice_the_heading_says_so(
    grounds: Grounds, drawn: Callable[..., str]
) -> None:
    grounds.publish(TOMORROW)
    page = build_next_day(student=grounds.cast.ada, now=LATE, language="en")
    assert "Wednesday is planned" in drawn("student/parts/next_day.html", next=page)
