"""The pages about planned days and about content on the demonstration district, lazily, for somebody of each role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ownpath.faces.leader.forms import FORMS
from ownpath.faces.leader.pages.sheets import BY
from ownpath.school.curriculum.models import Item
from ownpath.school.days.models import DayPlan, DayRecord, PlanCell, PlanJob
from ownpath.school.days.queries import campuses_worked, next_school_day
from ownpath.school.days.services import (
    adult_out,
    ask_for_plan,
    ask_for_repair,
    ask_what_if,
    students_away,
)
from ownpath.school.days.services.working import do_job
from ownpath.school.people.models import Campus, Person
from ownpath.school.people.queries import students_at
from ownpath.school.plans.models import Placement

# The name of an address with what is special about it, and the address.
Addresses = Iterator[tuple[str, str]]


def make_the_days(today: date, now: datetime) -> None:
    """Do what the worker would have done by now: plan today; then draft a day, mend one, and answer two questions."""
    _do_waiting()
    teacher, leader = (Person.objects.get(username=name) for name in ("okafor", "reyes"))
    for campus in campuses_worked(person=teacher, today=today):
        if not DayPlan.objects.filter(campus=campus, day=today, state="published").exists():
            continue
        after = next_school_day(campus=campus, after=today)
        if after is not None:
            ask_for_plan(campus=campus, day=after, by=leader, now=now)
        gone = students_away(student_uuids=[students_at(campus=campus, today=today)[0].uuid])
        ask_for_repair(campus=campus, day=today, event=gone, by=leader, now=now)
        _do_waiting()
        for asker in (teacher, leader):
            event = adult_out(person_uuid=teacher.uuid, first_block=3)
            ask_what_if(campus=campus, day=today, event=event, by=asker, now=now)
    _do_waiting()


def _do_waiting() -> None:
    for job in PlanJob.objects.filter(state=PlanJob.State.WAITING).order_by("pk"):
        do_job(uuid=job.uuid, clock=timezone.now)


def days_of_student(student: Person) -> Addresses:
    yield "student:next_day", "/me/next-day/"
    placement = Placement.objects.filter(student=student).first()
    if placement is not None:
        yield "student:first_map", reverse("student:first_map", args=[placement.uuid])


def days_of_teacher(teacher: Person, section: Any, student: Person, today: date) -> Addresses:
    yield "teacher:attendance", reverse("teacher:attendance", args=[section.uuid])
    yield "teacher:tomorrow", "/room/tomorrow/"
    yield from content_pages("teacher", "sheets")
    campus = next(iter(campuses_worked(person=teacher, today=today)), None)
    yield "teacher:timeline", reverse("teacher:timeline", args=[section.uuid])
    block = first_planned(student, today)
    if campus is None or block is None:
        return
    yield "teacher:swap_student", reverse("teacher:swap_student", args=[student.uuid, block])
    yield "teacher:what_if_out", "/room/what-if/out/"
    after = next_school_day(campus=campus, after=today)
    block = first_planned(student, after) if after is not None else None
    if block is not None:
        yield (
            "teacher:pin_block",
            reverse("teacher:pin_block", args=[after, student.uuid, block]),
        )
    question = PlanJob.objects.filter(asked_by=teacher, kind="what_if").last()
    if question is not None:
        yield "teacher:asked", reverse("teacher:asked", args=[question.uuid])


def first_planned(student: Person, day: date) -> int | None:
    """Return the first block of the day in force that is planned for a student, not fixed, or None."""
    in_force = PlanCell.objects.filter(plan__day=day, plan__state="published")
    own = in_force.filter(student=student, commitment=None)
    return own.order_by("block").values_list("block", flat=True).first()


def days_of_leader(leader: Person, campus: Campus, today: date) -> Addresses:
    student = students_at(campus=campus, today=today)[0]
    yield "leader:waiting", "/lead/waiting/"
    for name in ("waiting_groups", "promises", "batch", "use", "setup_campus", "board"):
        yield f"leader:{name}", reverse(f"leader:{name}", args=[campus.uuid])
    yield "leader:promise_over", reverse("leader:promise_over", args=[campus.uuid, "hears"])
    closed = DayRecord.objects.filter(campus=campus).order_by("day").last()
    if closed is not None:
        where = [campus.uuid, closed.day]
        yield "leader:promises_of_day", reverse("leader:promises_of_day", args=where)
        yield "leader:promise_of_day", reverse("leader:promise_of_day", args=[*where, "hears"])
    by_grade = [campus.uuid, "grade", student.grade]
    yield "leader:waiting_rows", reverse("leader:waiting_rows", args=by_grade)
    yield (
        "leader:student_days",
        reverse("leader:student_days", args=[campus.uuid, student.uuid]),
    )
    yield "leader:setup", "/lead/setup/"
    for kind in FORMS:
        yield f"leader:edit, {kind}", reverse("leader:edit", args=[campus.uuid, kind])
    yield from _planned_days(leader, campus, today)


def _planned_days(leader: Person, campus: Campus, today: date) -> Addresses:
    yield "leader:day", reverse("leader:day", args=[campus.uuid, today])
    after = next_school_day(campus=campus, after=today)
    if after is not None:
        yield "leader:day, the next", reverse("leader:day", args=[campus.uuid, after])
    plans = DayPlan.objects.filter(campus=campus)
    plan = plans.filter(day=today, state="published").first()
    if plan is not None:
        behind = [campus.uuid, today, plan.uuid, "hears"]
        yield "leader:plan_promise", reverse("leader:plan_promise", args=behind)
        yield "leader:plan_whole", reverse("leader:plan_whole", args=behind[:3])
        yield "leader:repair", reverse("leader:repair", args=[campus.uuid, today])
        for by in BY:
            yield (
                f"leader:sheets, {by}",
                reverse("leader:sheets", args=[campus.uuid, today, by]),
            )
    later = plans.filter(follows__isnull=False).last()
    if later is not None:
        where = [campus.uuid, later.day, later.uuid]
        yield "leader:difference", reverse("leader:difference", args=where)
    question = PlanJob.objects.filter(campus=campus, kind="what_if", asked_by=leader).last()
    if question is not None:
        yield "leader:asked", reverse("leader:asked", args=[campus.uuid, question.uuid])


def content_pages(face: str, shelf: str) -> Addresses:
    """Yield the shelf of practice sheets and one sheet of a face."""
    item = Item.objects.filter(competencies__isnull=False).earliest("pk")
    competency = item.competencies.earliest("pk")
    yield f"{face}:{shelf}", reverse(f"{face}:{shelf}")
    yield f"{face}:sheet", reverse(f"{face}:sheet", args=[competency.uuid])
    if face != "office":
        return
    yield "office:template", reverse("office:template", args=[item.uuid])
    yield "office:cards", reverse("office:cards")
