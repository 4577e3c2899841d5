"""What a mended day was mended for, and what it still promises, as a leader reads it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.engine.promises import PROMISES
from ownpath.faces.mishaps import tell_mishap
from ownpath.school.days.models import DayPlan
from ownpath.school.days.queries import Mishap, judge_plan, mishaps_of, school_day
from ownpath.school.days.services import adult_out, cart_missing, room_lost, students_away
from ownpath.school.days.services.mending import keep_mended, try_event

BLOCKS = {0: "Block 1", 1: "Block 2", 2: "Block 3"}


def mishap(kind: str, first: int = 0, last: int = 15, n: int = 0) -> Mishap:
    """Return something that happened."""
    return Mishap(kind=kind, name="Ms. Okafor", n_students=n, first=first, last=last)


class TestWords:
    @pytest.mark.parametrize(
        ("happened", "words"),
        [
            (mishap("adult_out"), "Ms. Okafor is out, all day."),
            (mishap("adult_out", 1, 2), "Ms. Okafor is out: Block 2, Block 3."),
            (mishap("students_away", 2, 2, n=3), "3 students are away: Block 3."),
            (mishap("students_away", 2, 2, n=1), "1 student is away: Block 3."),
            (mishap("pick"), "A student picked something."),
            (mishap("adult_out", 7, 9), "Ms. Okafor is out."),
            (mishap("no such thing", 0, 0), "Something happened: Block 1."),
        ],
    )
    def test_say_what_and_when(self, happened: Mishap, words: str) -> None:
        assert tell_mishap(happened, blocks=BLOCKS) == words


@pytest.mark.django_db
class TestAMendedDay:
    def mended(self, grounds: Grounds) -> DayPlan:
        event = adult_out(person_uuid=grounds.cast.okafor.uuid, first_block=1, last_block=1)
        mended = try_event(base=grounds.publish(), event=event, now_block=0)
        return keep_mended(mended=mended, event=event, by=grounds.cast.reyes, now=NOW)

    def test_says_who_is_out_on_its_card(self, grounds: Grounds) -> None:
        self.mended(grounds)
        page = sign_in(grounds.cast.reyes).get(
            reverse("leader:day", args=[grounds.campus.uuid, TOMORROW])
        )
        assert "Ms. Okafor is out: " in page.content.decode()

    def test_says_all_it_was_mended_for_and_what_a_draft_made_before_does_not_know(
        self, grounds: Grounds
    ) -> None:
        draft = grounds.plan()
        DayPlan.objects.filter(pk=draft.pk).update(made_at=NOW - timedelta(hours=1))
        first = self.mended(grounds)
        away = [grounds.students[3].uuid]
        event = students_away(student_uuids=away, first_block=2, last_block=2)
        second = try_event(base=first, event=event, now_block=0)
        keep_mended(mended=second, event=event, by=grounds.cast.reyes, now=NOW)
        days = reverse("leader:day", args=[grounds.campus.uuid, TOMORROW])
        browser = sign_in(grounds.cast.reyes)
        shown = browser.get(days).context["page"]
        happened = ("1 student is away: 3.", "Ms. Okafor is out: 2.")
        assert shown.shown.happened == happened
        assert [one.happened for one in shown.others] == [happened[1:], (), ()]
        assert shown.shown.forgets == ()
        assert [one.forgets for one in shown.others] == [(), (), happened]
        assert shown.shown.bound == ""  # nobody works it out for a mended plan
        grounds.plan()
        page = browser.get(days)
        newer = page.context["page"].newer
        assert newer.is_draft
        assert newer.forgets == ()
        html = page.content.decode()
        assert html.count("This was planned before it was told") == 1
        assert "A newer plan, not published" in html

    def test_promises_what_it_holds_itself(self, grounds: Grounds) -> None:
        plan = self.mended(grounds)
        plan.refresh_from_db()
        bells = school_day(campus=grounds.campus, day=TOMORROW)
        assert bells is not None
        held = judge_plan(plan=plan, school_day=bells).held
        assert plan.follows is not None
        assert plan.figures["whole_days"] == held.all(axis=1).sum()
        assert plan.figures["promised"] == dict(zip(PROMISES, held.sum(axis=0), strict=True))
        assert plan.figures["most_whole_days"] == plan.follows.figures["most_whole_days"]
        assert plan.figures["n_changed"] > 0

    def test_names_rooms_and_carts_of_many_plans_at_once(
        self, grounds: Grounds, django_assert_max_num_queries: object
    ) -> None:
        room = grounds.rooms[0]
        events = [
            adult_out(person_uuid=grounds.cast.okafor.uuid),
            room_lost(room_uuid=room.uuid),
            cart_missing(cart_uuid=uuid4()),
            students_away(student_uuids=[grounds.cast.ada.uuid]),
            {},
        ]
        plans = [DayPlan(pk=number, event=event) for number, event in enumerate(events)]
        with django_assert_max_num_queries(3):  # type: ignore[operator]
            found = mishaps_of(plans=plans)
        assert [one.name for one in found.values()] == ["Ms. Okafor", room.name, "", ""]
        assert found[3].n_students == 1
