"""A first map that was begun and not finished is asked about no more once classes work on something else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast

from ownpath.faces.student.pages.first_map import Invitation, build_invitation
from ownpath.faces.teacher.pages.first_map import build_first_map_line
from ownpath.faces.teacher.pages.people import find_student
from ownpath.school.curriculum.models import Competency, Framework, Item
from ownpath.school.curriculum.queries import framework_for
from ownpath.school.curriculum.services.sections import say_what_they_study
from ownpath.school.people.queries import current_sections
from ownpath.school.plans.models import Placement
from ownpath.school.plans.queries import open_step, standing_placement
from ownpath.school.plans.services import ask_for_placement, begin_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast: Cast) -> Framework:
    """Return another framework with something to ask about."""
    other = Framework.objects.create(identifier="fw-other", title="Other", version="1")
    one = Competency.objects.create(
        framework=other, identifier="O1", code="O1", domain="A", grades=["04"], sequence=1,
        words={"en": {"statement": "I can.", "short": "Can"}},
    )  # fmt: skip
    item = Item.objects.create(
        code="o-1", kind="numeric", languages=["en", "es"],
        definition={**cast.items[0].definition, "id": "o-1", "competencies": ["O1"]},
    )  # fmt: skip
    item.competencies.add(one)
    return other


def begun(cast: Cast) -> Placement:
    """Let Ada begin a first map; one question is open."""
    placement = begin_placement(student=cast.ada, by=cast.ada, today=TODAY, now=NOW, seed=1)
    assert open_step(placement=placement) is not None
    return placement


def give(cast: Cast, framework: Framework | None) -> None:
    """Let every class of Ada's work on something else."""
    sections = [one.pk for one in current_sections(student=cast.ada, today=TODAY)]
    say_what_they_study(sections, framework.pk if framework else None)


def stands(cast: Cast) -> Placement | None:
    """Return the map that stands for Ada."""
    own = framework_for(student=cast.ada, today=TODAY)
    return standing_placement(student=cast.ada, works_on=lambda: own.pk if own else None)


def invited(cast: Cast) -> Invitation | None:
    """Return what Ada's first page invites to."""
    return build_invitation(student=cast.ada, has_offers=False, today=TODAY)


class TestAMapOfAnotherFramework:
    def test_invites_nobody_where_there_is_nothing_else(self, cast: Cast) -> None:
        placement = begun(cast)
        assert stands(cast) == placement
        assert invited(cast) == Invitation(asked_by="", is_begun=True)
        give(cast, None)
        assert stands(cast) is None
        assert invited(cast) is None

    def test_keeps_no_teacher_from_asking_and_stands_again_with_its_framework(
        self, cast: Cast, other: Framework
    ) -> None:
        old = begun(cast)
        give(cast, other)
        line = build_first_map_line(
            find_student(viewer=cast.okafor, uuid=cast.ada.uuid, today=TODAY)
        )
        assert line.ask
        assert "has begun" not in line.words
        new = ask_for_placement(student=cast.ada, by=cast.okafor, today=TODAY, now=NOW)
        assert new.framework == other
        assert stands(cast) == new
        give(cast, cast.framework)
        assert stands(cast) == old

    def test_does_not_hide_the_one_that_was_finished(
        self, cast: Cast, other: Framework
    ) -> None:
        done = begun(cast)
        Placement.objects.filter(pk=done.pk).update(finished_at=NOW)
        give(cast, other)
        later = NOW + timedelta(hours=1)
        asked = ask_for_placement(student=cast.ada, by=cast.okafor, today=TODAY, now=later)
        assert stands(cast) == asked
        give(cast, cast.framework)
        assert stands(cast) == done
        assert invited(cast) is None
