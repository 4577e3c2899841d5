"""A day from its plan to its end: two grades two ways, a choice changed, a teacher out, who still waits and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from cast import NOW, make_person
from clocks import Clock, Come, at_the_door
from clocks import clock as clock
from django.db.models import Count
from grounds import TOMORROW, Grounds
from grounds import grounds as grounds
from playwright.sync_api import expect
from visiting import Visitor

from ownpath.errors import Refusal
from ownpath.school.days.models import (
    BlockRecord,
    DayPlan,
    DayRecord,
    ModelChoice,
    NextChoice,
    PlanChange,
    PlanGroup,
    PlanJob,
)
from ownpath.school.days.queries import published_plan
from ownpath.school.days.queries.away_together import marked_away
from ownpath.school.days.services import (
    adult_out,
    close_day,
    mark_attendance,
    save_staffing,
    students_away,
)
from ownpath.school.days.services.broken_rules import breaches_of
from ownpath.school.days.services.mending import try_event
from ownpath.school.days.services.printing import print_what_is_due
from ownpath.school.days.services.working import do_job
from ownpath.school.people.models import Person

N_IN_GRADE_5 = 8
N_AWAY = 6  # of two dozen: as many in proportion as thirty of a hundred and twenty


def the_worker_works(clock: Clock) -> None:
    """Do what waits, as the worker beside the server does."""
    for job in PlanJob.objects.filter(state=PlanJob.State.WAITING).order_by("pk"):
        do_job(uuid=job.uuid, clock=clock.now)


def two_more_adults(grounds: Grounds) -> None:
    """Let there be somebody who can take a group over: in a rotation a group without an adult has nowhere to go."""
    for name in ("park", "silva"):
        adult = make_person(
            grounds.cast.live_oak, name, name.title(), "Stand-in", "teacher", grounds.campus
        )
        save_staffing(
            campus=grounds.campus,
            person=adult,
            subjects=["mathematics", "language arts", "science"],
            max_blocks=6,
            max_run=6,
            by=None,
            now=NOW,
        )


# The chapters.


def reyes_chooses_how_two_grades_work(reyes: Visitor, grounds: Grounds) -> None:
    for grade, preset in (("4", "station_rotation"), ("5", "individual_rotation")):
        reyes.go(f"/lead/setup/{grounds.campus.uuid}/model/")
        reyes.page.locator("[name=preset]").select_option(preset)
        reyes.page.locator("[name=grade]").fill(grade)
        reyes.press("Keep")
        expect(reyes.page.locator(".setup-rows")).to_contain_text(f"Grade {grade}")
    chosen = dict(ModelChoice.objects.values_list("grade", "preset"))
    assert chosen == {"04": "station_rotation", "05": "individual_rotation"}


def reyes_plans_and_publishes_tomorrow(reyes: Visitor, clock: Clock) -> None:
    reyes.go("/lead/days/")
    reyes.press("Plan it now")
    expect(reyes.page.locator("#job")).to_contain_text("The day is being planned")
    the_worker_works(clock)
    expect(reyes.page.locator(".plan-card h2").first).to_contain_text("A whole day is promised")
    expect(reyes.page.locator(".plan-card").first).to_contain_text(
        "How near this is to the best"
    )
    reyes.press("Publish")
    expect(reyes.page.locator("#notices")).to_contain_text("Published.")
    assert DayPlan.objects.get(state="published").day == TOMORROW


def reyes_takes_the_sheets_home(reyes: Visitor, grounds: Grounds, clock: Clock) -> None:
    """Take all sheets along in one file, once the evening has made them."""
    print_what_is_due(now=clock.now())
    reyes.go(f"/lead/days/{grounds.campus.uuid}/{TOMORROW}/print/rooms/")
    expect(reyes.page.locator(".ahead")).to_contain_text("from version 1 of the plan")
    with reyes.page.expect_download() as taken:
        reyes.press("All of them", role="link")
    assert taken.value.suggested_filename == f"{TOMORROW}.zip"


def okafor_marks_what_was_done(okafor: Visitor, grounds: Grounds) -> None:
    """Say of a group that met earlier today that everybody did it."""
    okafor.go("/room/")
    asked = okafor.page.locator(".standings .standing-card form")
    n_asked = asked.count()
    assert n_asked > 0
    okafor.press("Everybody did it")
    expect(asked).to_have_count(n_asked - 1)
    done = BlockRecord.objects.filter(state="done", set_by=grounds.cast.okafor)
    assert done.exists()


def ada_changes_her_choice_before_the_lock(ada: Visitor, clock: Clock) -> None:
    ada.go("/me/next-day/")
    wishes = ada.page.locator(".pick-one")
    wishes.nth(0).click()
    picked = ada.page.locator(".pick-one[aria-pressed=true]")
    expect(picked).to_have_count(1)
    picked.click()
    expect(picked).to_have_count(0)
    wishes.nth(1).focus()
    ada.page.keyboard.press("Enter")
    expect(picked).to_have_count(1)
    assert NextChoice.objects.filter(taken_back_at=None).count() == 1
    the_worker_works(clock)


def ada_sees_her_day(ada: Visitor) -> None:
    ada.go("/me/")
    expect(ada.page.locator(".ribbon").first).to_be_visible()
    expect(ada.page.locator(".stop-now")).to_have_count(1)
    ada.page.get_by_role("button", name="I’m here").focus()
    ada.page.keyboard.press("Enter")
    expect(ada.page.locator(".stop-now")).to_contain_text("You are here")
    expect(ada.page.locator(".stop-now h3")).to_be_focused()


def okafors_class_is_half_there(okafor: Visitor, grounds: Grounds, clock: Clock) -> None:
    """Take attendance in the panel of the room: it stays open mark after mark, and while the room is drawn anew."""
    okafor.go("/room/")
    okafor.page.locator("#attendance-link").click()
    expect(okafor.page.locator("#panel h1")).to_be_focused()
    for n in (1, 2):
        okafor.page.locator(".presence-none .mark-button[value=absent]").last.click()
        expect(okafor.page.locator(".presence-absent")).to_have_count(n)
    okafor.press("All others are here")
    expect(okafor.page.locator(".presence-none")).to_have_count(0)
    with okafor.page.expect_response(lambda answer: "stamp=" in answer.url):
        okafor.page.evaluate("htmx.trigger(document.getElementById('now'), 'refresh')")
    expect(okafor.page.locator("#now-bar")).to_contain_text("missing")
    expect(okafor.page.locator("#attendance-title")).to_be_focused()
    okafor.page.keyboard.press("Escape")
    expect(okafor.page.locator("#attendance-link")).to_be_focused()
    for student in most_of_a_group(grounds):
        mark_attendance(
            student=student,
            day=TOMORROW,
            state="absent",
            by=grounds.cast.okafor,
            now=clock.now(),
        )


def the_plan(grounds: Grounds) -> DayPlan:
    """Return what is published for tomorrow."""
    plan = published_plan(campus=grounds.campus, day=TOMORROW)
    assert plan is not None
    return plan


def most_of_a_group(grounds: Grounds) -> list[Person]:
    """Return as many as are to be away besides two: of a small group all but one, who then must go elsewhere."""
    plan = the_plan(grounds)
    away = set(marked_away(plan=plan))
    groups = PlanGroup.objects.filter(plan=plan, block__gte=1, adult__isnull=False)
    small = groups.exclude(adult=grounds.cast.okafor).annotate(n=Count("members")).order_by("n")
    members = list(small[0].members.exclude(student=grounds.cast.ada).order_by("pk"))
    first = [cell.student for cell in members[1:]]
    others = [one for one in grounds.students if one not in first and one != members[0].student]
    here = [one for one in first + others if one.uuid not in away and one != grounds.cast.ada]
    return here[: N_AWAY - len(away)]


def block_that_can_be_mended(grounds: Grounds, event: Callable[..., Any]) -> int:
    """Return the first block after the first in which the day can go on after something happened.

    Where a rotation fixes what a class does in a block, there may be no other place to go: the page says so then.
    """
    plan = published_plan(campus=grounds.campus, day=TOMORROW)
    assert plan is not None
    said = {}
    for block in range(1, 7):
        try:
            mended = try_event(
                base=plan, event=event(first_block=block, last_block=block), now_block=0
            )
        except Refusal as refused:
            said[block] = str(refused)
            continue
        if mended.changes or mended.n_hand_overs:
            return block
        said[block] = "nobody has to change"
    raise AssertionError(said)


def reyes_mends_the_day(reyes: Visitor, clock: Clock, opens: str | None, block: int) -> None:
    """Say what happened, see who would change, carry it out."""
    reyes.go("/lead/days/")
    with reyes.next_page():
        reyes.page.locator(".day-moves a", has_text="Today").click()
    reyes.follow("Somebody is out")
    if opens:
        reyes.page.locator("summary", has_text=opens).click()
        form = reyes.page.locator("details[open]", has_text=opens).locator("form")
    else:
        form = reyes.page.locator("details[open] form").first
        form.locator("[name=what]").select_option(label="Ms. Okafor")
    form.locator("[name=first]").select_option(str(block))
    form.locator("[name=last]").select_option(str(block))
    form.locator("button").click()
    expect(reyes.page.locator("#asked")).to_contain_text("One moment")
    the_worker_works(clock)
    expect(reyes.page.locator("#asked h1")).to_contain_text(
        re.compile("would change|Nobody has")
    )
    reyes.press("Do it")
    expect(reyes.page.locator("#asked")).to_contain_text("One moment")
    the_worker_works(clock)
    expect(reyes.page.locator("#asked h1")).not_to_contain_text("One moment")
    reyes.follow("Back")


def whoever_changes_is_told_why(come_in: Come, grounds: Grounds) -> None:
    plan = published_plan(campus=grounds.campus, day=TOMORROW)
    assert plan is not None
    assert plan.follows is not None
    assert breaches_of(plan) == []
    changed = PlanChange.objects.filter(seen_at=None).exclude(student=grounds.cast.ada).first()
    assert changed is not None
    student = at_the_door(come_in, changed.student)
    student.go("/me/")
    told = student.page.locator(".day-change")
    expect(told).to_be_visible()
    student.press("OK, I know")
    expect(told).to_have_count(0)


def ada_says_how_it_was(ada: Visitor) -> None:
    ada.go("/me/")
    ada.page.locator(".mood", has_text="Good").click()
    ada.page.locator("#reflection-words").fill("The garden")
    ada.page.locator("#reflection form button").click()
    expect(ada.page.locator("#reflection")).to_contain_text("Thank you.")


def reyes_opens_who_still_waits(reyes: Visitor, grounds: Grounds) -> None:
    reyes.go(f"/lead/promises/{grounds.campus.uuid}/")
    expect(reyes.page.locator(".promise-table")).to_contain_text("connects")
    reyes.go("/lead/waiting/")
    expect(reyes.page.locator("h1")).to_contain_text("ten school days")
    reyes.page.locator(".grade-field", has_text="Grade 4").click()
    reyes.page.locator(".row-name").first.click()
    expect(reyes.page.locator(".student-day").first).to_contain_text("kept")
    expect(reyes.page.locator(".reasons li").first).to_be_visible()
    reyes.page.locator("summary", has_text="Block by block, and why").first.click()
    expect(reyes.page.locator(".student-blocks li").first).to_be_visible()


def test_the_day(grounds: Grounds, clock: Clock, come_in: Come) -> None:
    cast = grounds.cast
    for student in grounds.students[-N_IN_GRADE_5:]:
        student.grade = "05"
        student.save(update_fields=["grade"])
    two_more_adults(grounds)
    reyes, ada = at_the_door(come_in, cast.reyes), at_the_door(come_in, cast.ada)
    reyes_chooses_how_two_grades_work(reyes, grounds)
    reyes_plans_and_publishes_tomorrow(reyes, clock)
    reyes_takes_the_sheets_home(reyes, grounds, clock)
    ada_changes_her_choice_before_the_lock(ada, clock)
    clock.set(NOW + timedelta(days=1) - timedelta(hours=1, minutes=50))  # ten past eight
    ada, okafor = at_the_door(come_in, cast.ada), at_the_door(come_in, cast.okafor)
    ada_sees_her_day(ada)
    okafors_class_is_half_there(okafor, grounds, clock)
    reyes = at_the_door(come_in, cast.reyes)
    is_out = partial(adult_out, person_uuid=cast.okafor.uuid)
    reyes_mends_the_day(reyes, clock, None, block_that_can_be_mended(grounds, is_out))
    absent = marked_away(plan=the_plan(grounds))
    assert len(absent) == N_AWAY
    are_away = partial(students_away, student_uuids=absent)
    block = block_that_can_be_mended(grounds, are_away)
    reyes_mends_the_day(reyes, clock, "Students are not here", block)
    whoever_changes_is_told_why(come_in, grounds)
    clock.set(NOW + timedelta(days=1, hours=6))  # four in the afternoon
    ada_says_how_it_was(at_the_door(come_in, cast.ada))
    okafor_marks_what_was_done(at_the_door(come_in, cast.okafor), grounds)
    close_day(campus=grounds.campus, day=TOMORROW, now=clock.now())
    assert DayRecord.objects.filter(day=TOMORROW).count() == len(grounds.students)
    reyes_opens_who_still_waits(at_the_door(come_in, cast.reyes), grounds)
