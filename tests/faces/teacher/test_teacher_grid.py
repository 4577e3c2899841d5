"""A class of whom nothing is known yet is looked at where its grade begins, not at counting to ten."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from cast import NOW, TODAY, Cast

from ownpath.faces.teacher.pages.facts import ClassFacts
from ownpath.faces.teacher.pages.grid import build_grid
from ownpath.school.curriculum.models import Prerequisite
from ownpath.school.curriculum.queries import get_map
from ownpath.school.mastery.queries import beliefs_on
from ownpath.school.people.models import Person
from ownpath.school.plans.queries import reckon_pace

pytestmark = pytest.mark.django_db
GRADES = ("KG", "01", "03", "03")


@pytest.fixture
def newcomers(cast: Cast) -> ClassFacts:
    """Return Ms. Okafor's class of grade 3, where nobody has shown anything, and a chain from K to grade 3."""
    chain = cast.competencies[: len(GRADES)]
    Prerequisite.objects.filter(after__framework=cast.framework).delete()
    for competency, grade in zip(chain, GRADES, strict=True):
        competency.grades = [grade]
        competency.save()
    for before, after in pairwise(chain):
        Prerequisite.objects.create(before=before, after=after, strength="hard")
    cast.framework.competencies.exclude(pk__in=[one.pk for one in chain]).update(grades=["08"])
    cast.framework.revision += 1
    cast.framework.save()
    Person.objects.filter(pk=cast.ada.pk).update(grade="03")
    cast.ada.refresh_from_db()
    framework = get_map(cast.framework.pk)
    return ClassFacts(
        students=[cast.ada],
        framework=framework,
        beliefs=beliefs_on(student_ids=[cast.ada.pk], framework=framework, now=NOW),
        timeline={},
        paces={},
        chosen={},
        today=TODAY,
        language="en",
    )


class TestNewcomers:
    def test_are_looked_at_where_their_grade_begins(
        self, newcomers: ClassFacts, cast: Cast
    ) -> None:
        shown = {column.id for column in build_grid(newcomers).columns}
        assert cast.competencies[2].pk in shown
        assert cast.competencies[0].pk not in shown

    def test_have_no_word_on_their_pace(self, newcomers: ClassFacts, cast: Cast) -> None:
        timeline = {one.pk: TODAY - timedelta(days=30) for one in cast.competencies}
        beliefs = newcomers.beliefs[cast.ada.pk]
        assert reckon_pace(beliefs=beliefs, timeline=timeline, today=TODAY) is None
