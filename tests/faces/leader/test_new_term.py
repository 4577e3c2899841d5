"""A new term: its classes take over from those of the last one, all or none, seen before and taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from campus_editor import at, keep
from cast import NOW, TODAY, enroll
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import asked_of, sign_in
from grounds import Grounds
from new_terms import a_term, fix, followers, science

from ownpath.school.days.models import Commitment, ModelChoice, SetUpStep, Station
from ownpath.school.days.services import (
    setting_up,
)
from ownpath.school.days.services.gathering import gather
from ownpath.school.days.services.left_out import classes_left_out
from ownpath.school.people.models import Section, Term

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15


class TestTheStep:
    def at_setup(self, grounds: Grounds) -> str:
        return reverse("leader:setup_campus", args=[grounds.campus.uuid])

    def begin(self, client: Client, grounds: Grounds) -> str:
        """Do what the page offers, and return the page after it."""
        page = client.get(self.at_setup(grounds)).content.decode()
        mark = re.search(r'name="mark" value="(\w+)"', page)
        assert mark
        ticked = re.findall(r'name="take" value="([\w-]+)" checked', page)
        url = reverse("leader:begin_term", args=[grounds.campus.uuid])
        sent = {"mark": mark[1], "take": ticked}
        return client.post(url, sent, follow=True).content.decode()

    def test_is_shown_done_whole_and_taken_back(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        setting_up.set_letters(
            campus=grounds.campus, letters=["A", "B"], letters_from=TODAY, by=None, now=NOW
        )
        old = science(grounds, fall, "s-fall")
        row = fix(
            grounds, old, 1, letters=["A"], staffing=grounds.staff[1], room=grounds.rooms[1]
        )
        choice = setting_up.choose_model(
            campus=grounds.campus, preset="flex", section=old, by=None, now=NOW
        )
        new = science(grounds, spring, "s-spring", like=old)
        enroll(new, grounds.staff[2].person, "teacher")
        page = reyes.get(self.at_setup(grounds)).content.decode()
        told = re.sub(r"\s+", " ", page)
        assert "1 class began with a new term" in told
        assert f"block 2 · on A days · {grounds.staff[2].person.full_name} · 102" in told
        page = self.begin(reyes, grounds)
        taken = Commitment.objects.get(section=new)
        assert (taken.block, taken.letters, taken.room) == (1, ["A"], grounds.rooms[1])
        assert taken.staffing == grounds.staff[2]
        assert ModelChoice.objects.get(section=new, ended_at=None).preset == "flex"
        row.refresh_from_db()
        choice.refresh_from_db()
        assert row.ended_on == TODAY
        assert choice.ended_at is not None
        assert "took 2 places over" in page
        assert 'name="mark"' not in page
        step = SetUpStep.objects.get()
        back = reverse("leader:step_back", args=[grounds.campus.uuid, step.uuid])
        assert 'name="mark"' in reyes.post(back, follow=True).content.decode()
        row.refresh_from_db()
        choice.refresh_from_db()
        assert (row.ended_on, choice.ended_at) == (None, None)
        assert not Commitment.objects.filter(section=new, ended_on=None).exists()
        assert not ModelChoice.objects.filter(section=new, ended_at=None).exists()

    def test_does_nothing_but_what_was_shown(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        old = science(grounds, fall, "s-fall")
        fix(grounds, old, 1)
        new = science(grounds, spring, "s-spring", like=old)
        url = reverse("leader:begin_term", args=[grounds.campus.uuid])
        assert reyes.post(url, {"mark": "0" * 20}).status_code == 409
        assert not Commitment.objects.filter(section=new).exists()

    def test_may_be_taken_before_the_term_begins(
        self, reyes: Client, grounds: Grounds, spring: Term
    ) -> None:
        Station.objects.filter(subject="science").delete()
        old = science(grounds, spring, "s-spring")
        row = fix(grounds, old, 1)
        summer = a_term(grounds, "summer", 91, 120)
        new = science(grounds, summer, "s-summer", like=old)
        Term.objects.filter(pk=spring.pk).update(ends_on=TODAY + timedelta(days=20))
        Term.objects.filter(pk=summer.pk).update(starts_on=TODAY + timedelta(days=21))
        self.begin(reyes, grounds)
        row.refresh_from_db()
        assert row.ended_on is None
        assert followers(grounds) == {}
        for days, section in ((1, old), (22, new)):
            gathered = gather(campus=grounds.campus, day=TODAY + timedelta(days=days), now=NOW)
            own = {one.pk for one in gathered.sections[grounds.cast.ada.pk]}
            assert own & {old.pk, new.pk} == {section.pk}

    def test_asks_as_often_for_many_classes_as_for_one(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        def n_queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                followers(grounds)
            return len(caught)

        def add(n: int) -> None:
            old = science(grounds, fall, f"o{n}")
            fix(grounds, old, n % 3)
            science(grounds, spring, f"n{n}", like=old)

        add(0)
        one = n_queries()
        for n in range(1, 8):
            add(n)
        assert len(followers(grounds)) == 8
        assert n_queries() == one

    def test_costs_the_page_few_queries(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        old = science(grounds, fall, "o")
        fix(grounds, old, 1, staffing=grounds.staff[1], room=grounds.rooms[1])
        new = science(grounds, spring, "n", like=old, room=grounds.rooms[2].name)
        enroll(new, grounds.staff[2].person, "teacher")
        n, response = asked_of(sign_in(grounds.cast.reyes), self.at_setup(grounds))
        assert response.context["page"].term is not None
        assert n <= MOST_QUERIES

    def test_costs_no_more_where_nothing_fixed_has_a_room_or_an_adult(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        old = science(grounds, fall, "o")
        fix(grounds, old, 1)
        new = science(grounds, spring, "n", like=old, room=grounds.rooms[2].name)
        enroll(new, grounds.staff[2].person, "teacher")
        n, response = asked_of(sign_in(grounds.cast.reyes), self.at_setup(grounds))
        assert response.context["page"].term is not None
        assert not response.context["page"].missing
        assert n <= MOST_QUERIES


class TestWhoFollowsWhom:
    def two(
        self, grounds: Grounds, term: Term, *keys: str, like: Section | None = None, **by: Any
    ) -> list[Section]:
        made: list[Section] = []
        for n, key in enumerate(keys):
            more = {name: values[n] for name, values in by.items()}
            made.append(
                science(grounds, term, key, like=like or (made[0] if made else None), **more)
            )
        return made

    @pytest.mark.parametrize("by", [
        {"title": ("Science P1", "Science P2")}, {"code": ("SC-1", "SC-2")},
    ])  # fmt: skip
    def test_is_told_by_what_they_are_called(
        self, grounds: Grounds, fall: Term, spring: Term, by: dict[str, Any]
    ) -> None:
        olds = self.two(grounds, fall, "o1", "o2", **by)
        for block, one in enumerate(olds):
            fix(grounds, one, block)
        turned = {name: values[::-1] for name, values in by.items()}
        self.two(grounds, spring, "n2", "n1", like=olds[0], **turned)
        assert followers(grounds) == {"n1": "o1", "n2": "o2"}

    def test_is_told_by_the_teacher_then_by_what_is_left(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        olds = self.two(grounds, fall, "o1", "o2")
        fix(grounds, olds[0], 0, staffing=grounds.staff[1])
        fix(grounds, olds[1], 1, staffing=grounds.staff[2])
        news = self.two(grounds, spring, "n1", "n2", like=olds[0])
        enroll(news[1], grounds.staff[1].person, "teacher")
        enroll(news[0], grounds.staff[3].person, "teacher")
        assert followers(grounds) == {"n2": "o1", "n1": "o2"}

    def test_is_not_guessed(self, grounds: Grounds, fall: Term, spring: Term) -> None:
        olds = self.two(grounds, fall, "o1", "o2")
        for block, one in enumerate(olds):
            fix(grounds, one, block)
        self.two(grounds, spring, "n1", "n2", like=olds[0])
        assert followers(grounds) == {}

    def test_is_nobody_of_another_course_or_of_the_same_time(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        old = science(grounds, fall, "o1")
        fix(grounds, old, 0)
        science(grounds, spring, "another")
        running = science(grounds, spring, "running")
        fix(grounds, running, 1)
        science(grounds, spring, "beside", like=running)
        assert followers(grounds) == {}

    @pytest.mark.parametrize(("period", "follows"), [("1", True), ("2", False), ("77", True)])
    def test_is_nobody_where_the_roster_says_another_block(
        self, grounds: Grounds, fall: Term, spring: Term, period: str, *, follows: bool
    ) -> None:
        old = science(grounds, fall, "o1")
        fix(grounds, old, 0)
        science(grounds, spring, "n1", like=old, periods=[period])
        assert bool(followers(grounds)) is follows


class TestLeftOut:
    def test_classes_are_told_by_the_plan_and_on_its_page(
        self, reyes: Client, grounds: Grounds, spring: Term
    ) -> None:
        Station.objects.filter(subject="science").delete()
        lost = science(grounds, spring, "lost", title="Chemistry")
        science(grounds, spring, "home", title="Homeroom 4", kind="homeroom")
        tomorrow = TODAY + timedelta(days=1)
        plan = grounds.plan(tomorrow)
        assert plan.figures["left_out"] == ["Chemistry"]
        page = reyes.get(reverse("leader:day", args=[grounds.campus.uuid, tomorrow]))
        assert "1 class has no place in this day (Chemistry)" in page.content.decode()
        fix(grounds, lost, 1, weekdays=[4])
        gathered = gather(campus=grounds.campus, day=tomorrow, now=NOW)
        assert classes_left_out(gathered) == ()


class TestTheFormOfWhatIsFixed:
    def test_keeps_the_class_of_a_row_though_it_is_over_and_offers_no_other_that_is(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        old = science(grounds, fall, "s-fall")
        gone = science(grounds, fall, "s-gone", title="Chemistry")
        row = fix(grounds, old, 1)
        Section.objects.filter(pk=old.pk).update(ended_on=TODAY)
        new = science(grounds, spring, "s-spring", like=old)
        address = at(grounds, "commitment")
        page = reyes.get(address).content.decode()
        assert str(new.uuid) in page
        assert str(gone.uuid) not in page
        form = reyes.get(f"{address}?row={row.uuid}").context["form"]
        sent = {"kind": "other", "name_en": "A", "name_es": "B", "block": 3}
        keep(
            reyes, grounds, "commitment", {**sent, "section": form["section"].value()}, row=row
        )
        row.refresh_from_db()
        assert (row.section, row.block) == (old, 2)


class TestWhatStandsOnNoDay:
    def test_is_told_once_its_letters_are_given_up(
        self, reyes: Client, grounds: Grounds, spring: Term
    ) -> None:
        here = {"campus": grounds.campus, "by": None, "now": NOW}
        setting_up.set_letters(letters=["A", "B"], letters_from=TODAY, **here)
        fix(grounds, science(grounds, spring, "s"), 1, letters=["B"])
        setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        assert "stands on no day" not in reyes.get(setup).content.decode()
        setting_up.set_letters(letters=["A"], letters_from=TODAY, **here)
        assert "What stands on no day any more" in reyes.get(setup).content.decode()
