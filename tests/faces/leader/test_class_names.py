"""Classes of two terms are called the same: in a list, one that is yet to begin says from when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import TODAY, Cast, make_section
from django.test import Client
from django.urls import reverse
from facing import sign_in

from ownpath.faces.leader.forms.fields import Choices, pick
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


def test_what_is_picked_is_the_class_itself(cast: Cast, spring: Section) -> None:
    nothing: Any = {}
    choices = Choices(
        schedules=nothing, rooms=nothing, staff=nothing, people=nothing, students=list,
        sections={str(spring.uuid): spring}, begins={str(spring.uuid): TODAY},
    )  # fmt: skip
    names: Any = pick(choices.sections, "Class", nothing="none", tell=choices.tell_class)
    assert names.clean(str(spring.uuid)) == spring
