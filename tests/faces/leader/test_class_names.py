"""Classes of two terms are called the same: in a list, one that is yet to begin says from when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import changed_pilots
import pytest
from cast import TODAY, Cast, make_section
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.faces.leader.forms.fields import Choices, pick
from ownpath.faces.leader.pages.classes import Classes, classes_to_pick
from ownpath.school.change.models import Pilot
from ownpath.school.people.models import Section, Term


@pytest.fixture
def spring(cast: Cast) -> Section:
    """Return next term's class of the title Ms. Okafor's has."""
    fall = cast.section.terms.get()
    term = Term.objects.create(
        district=cast.live_oak, sourced_id="spring", title="Spring", kind="semester",
        starts_on=TODAY + timedelta(days=40), ends_on=TODAY + timedelta(days=140),
        school_year=fall.school_year,
    )  # fmt: skip
    return make_section(cast.section.campus, "spring", cast.section.title, term)


def last_term(cast: Cast) -> Term:
    """Return a term that is over."""
    year = cast.section.terms.get().school_year
    return Term.objects.create(
        district=cast.live_oak, sourced_id="summer", source_key="summer", title="Summer", kind="semester",
        starts_on=TODAY - timedelta(days=140), ends_on=TODAY - timedelta(days=100),
        school_year=year,
    )  # fmt: skip


@pytest.fixture
def reyes(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return Dr. Reyes's browser."""
    return sign_in(cast.reyes)


@pytest.mark.parametrize("kind", ["model", "commitment"])
def test_say_from_when_they_run(cast: Cast, reyes: Client, spring: Section, kind: str) -> None:
    page = reyes.get(reverse("leader:edit", args=[cast.section.campus.uuid, kind]))
    listed = dict(page.context["form"].fields["section"].choices)
    assert listed[str(cast.section.uuid)] == cast.section.title
    assert listed[str(spring.uuid)].startswith(f"{spring.title} · from ")


def test_say_from_when_they_run_in_the_plan_of_a_pilot(
    cast: Cast, reyes: Client, spring: Section
) -> None:
    changed_pilots.make(cast)
    idea = Pilot.objects.get(state="idea")
    over = make_section(cast.section.campus, "over", "Long over", last_term(cast))
    page = reyes.get(reverse("leader:pilot_edit", args=[idea.uuid]))
    for side in ("piloting", "comparing"):
        listed = dict(page.context["form"].fields[side].choices)
        assert listed[str(spring.uuid)].startswith(f"{spring.title} · from ")
        assert str(over.uuid) not in listed


def test_stand_by_grade_with_kindergarten_first(cast: Cast) -> None:
    term = cast.section.terms.get()
    for title, grades in (("Math KA", ["KG"]), ("Math 5A", ["05"]), ("Math 1A", ["01"])):
        one = make_section(cast.section.campus, title, title, term)
        one.grades = grades
        one.save(update_fields=["grades"])
    cast.section.grades = ["04"]
    cast.section.save(update_fields=["grades"])
    found = classes_to_pick(campus=cast.section.campus, today=TODAY)
    titles = [one.title for one in found.sections.values()]
    assert titles[:2] == ["Math KA", "Math 1A"]
    assert titles.index("Math 5A") > titles.index(cast.section.title)


def test_that_are_over_stay_where_they_are_picked(cast: Cast) -> None:
    over = make_section(cast.section.campus, "over", "Long over", last_term(cast))
    campus = cast.section.campus
    assert over not in classes_to_pick(campus=campus, today=TODAY).sections.values()
    assert over in classes_to_pick(campus=campus, today=TODAY, own=[over]).sections.values()


def test_what_is_picked_is_the_class_itself(cast: Cast, spring: Section) -> None:
    nothing: Any = {}
    choices = Choices(
        schedules=nothing, rooms=nothing, staff=nothing, people=nothing, students=list,
        classes=Classes(sections={str(spring.uuid): spring}, begins={str(spring.uuid): TODAY}),
    )  # fmt: skip
    classes = choices.classes
    names: Any = pick(classes.sections, "Class", nothing="none", tell=classes.tell)
    assert names.clean(str(spring.uuid)) == spring
