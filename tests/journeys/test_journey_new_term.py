"""A class on A days, then a new term: a principal fixes it on a page, a child sees it, the next term takes it over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from cast import NOW, TODAY, enroll, make_section
from clocks import Clock, Come, at_the_door
from clocks import clock as clock
from django.urls import reverse
from grounds import Grounds
from playwright.sync_api import expect

from ownpath.school.days.models import Commitment
from ownpath.school.days.services import setting_up
from ownpath.school.people.models import Section, Term

pytestmark = pytest.mark.journey
A_DAY, B_DAY = TODAY + timedelta(days=2), TODAY + timedelta(days=1)
NEW_TERM = TODAY + timedelta(days=21)


@pytest.fixture
def art(grounds: Grounds) -> Section:
    """Return Ada's art class of the term that goes on for twenty days, at a campus with A and B days."""
    setting_up.set_letters(
        campus=grounds.campus, letters=["A", "B"], letters_from=TODAY, by=None, now=NOW
    )
    section = make_section(grounds.campus, "art", "Art 4", a_term(grounds, -60, 20))
    section.subjects, section.room = ["Art"], ""
    section.save()
    enroll(section, grounds.cast.ada, "student")
    return section


def a_term(grounds: Grounds, first: int, last: int) -> Term:
    """Make a term by its days from today."""
    return Term.objects.create(
        district=grounds.cast.live_oak, sourced_id=f"t{first}", source_key=f"t{first}", title="Term",
        kind="term", starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last),
    )  # fmt: skip


def following(grounds: Grounds, art: Section) -> Section:
    """Let the roster bring art's class of the next term, which Ms. Okafor teaches."""
    section = make_section(grounds.campus, "art-2", "Art 4", a_term(grounds, 21, 90))
    section.course, section.subjects, section.room = art.course, ["Art"], ""
    section.save()
    enroll(section, grounds.cast.ada, "student")
    enroll(section, grounds.cast.okafor, "teacher")
    return section


def art_in_my_day(come_in: Come, grounds: Grounds, clock: Clock, day: date) -> int:
    """Return how often art stands in Ada's day, as she sees it that morning."""
    grounds.publish(day)
    clock.set(datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC))
    ada = at_the_door(come_in, grounds.cast.ada)
    ada.go("/me/")
    expect(ada.page.locator("#next-day-part[hx-trigger]")).to_have_count(
        0
    )  # it comes by itself
    return ada.page.locator(".ribbon").get_by_text("Art 4", exact=True).count()


def test_a_lettered_class_stands_on_its_days_and_the_next_term_takes_it_over(
    grounds: Grounds, art: Section, clock: Clock, come_in: Come
) -> None:
    leader = at_the_door(come_in, grounds.cast.reyes)
    page = leader.page
    setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
    leader.go(setup)
    expect(page.locator("main")).to_contain_text("1 class works on nothing here")
    leader.go(reverse("leader:edit", args=[grounds.campus.uuid, "commitment"]))
    page.get_by_label("What", exact=True).select_option("other")
    page.get_by_label("Name in English").fill("Art 4")
    page.get_by_label("Name in Spanish").fill("Arte 4")
    page.get_by_label("Block").fill("2")
    page.get_by_role("checkbox", name="A", exact=True).check()
    page.get_by_label("Class").select_option(label="Art 4")
    leader.send("Keep")
    expect(page.locator("main")).to_contain_text("on A days")
    assert Commitment.objects.get(section=art).letters == ["A"]

    assert art_in_my_day(come_in, grounds, clock, B_DAY) == 0
    assert art_in_my_day(come_in, grounds, clock, A_DAY) > 0

    new = following(grounds, art)
    leader = at_the_door(come_in, grounds.cast.reyes)
    page = leader.page
    leader.go(setup)
    expect(page.locator("main")).to_contain_text("block 2 · on A days")
    leader.send("Let the ticked ones take over")
    leader.is_told("The new term took 1 place over.")
    leader.send("Undo")
    leader.is_told("It is as it was before.")
    leader.send("Let the ticked ones take over")
    leader.is_told("The new term took 1 place over.")
    taken = Commitment.objects.get(section=new, ended_on=None)
    assert (taken.block, taken.letters) == (1, ["A"])
    for days in (0, 1):  # whichever of the two is an A day
        plan = grounds.publish(NEW_TERM + timedelta(days=days))
        cells = plan.cells.filter(student=grounds.cast.ada, commitment__section__isnull=False)
        assert set(cells.values_list("commitment", flat=True)) <= {taken.pk}
