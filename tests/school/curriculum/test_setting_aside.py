"""A framework is set aside for a district: it is offered nowhere new, and nothing that was shown goes with it."""

from __future__ import annotations

from typing import Any

import pytest
from cast import NOW, TODAY, Cast, make_section
from django.db import IntegrityError, transaction

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.curriculum.models import Competency, Framework, SectionFramework, SetAside
from ownpath.school.curriculum.queries import (
    classes_working_on,
    offered_frameworks,
    studies_for,
    times_set_aside,
)
from ownpath.school.curriculum.services import (
    StillUsed,
    follow_precedent,
    let_classes_study,
    set_aside,
    take_back,
)
from ownpath.school.people.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(cast: Cast) -> Framework:
    """Return a second framework, with something to practice."""
    made = Framework.objects.create(identifier="newer", title="Newer mathematics")
    competency = Competency.objects.create(framework=made, identifier="N.1", grades=["04"])
    cast.items[0].competencies.add(competency)
    return made


def put_aside(cast: Cast, *, instead: dict[int, int | None], why: str = "Wrong one") -> Any:
    """Set the framework of the cast aside for Live Oak."""
    return set_aside(
        framework=cast.framework,
        district_id=cast.live_oak.pk,
        instead=instead,
        why=why,
        by=cast.clerk,
        today=TODAY,
        now=NOW,
    )


def to_all(cast: Cast, target: int | None) -> dict[int, int | None]:
    """Return the same for both classes of Live Oak."""
    return {cast.section.pk: target, cast.ben_section.pk: target}


def works_on(section: Section) -> list[int | None]:
    """Return what is said of a class."""
    said = SectionFramework.objects.filter(section=section)
    return list(said.values_list("framework_id", flat=True))


class TestSetAside:
    def test_moves_its_classes_and_says_who_when_and_why(
        self, cast: Cast, newer: Framework
    ) -> None:
        put_aside(cast, instead=to_all(cast, newer.pk), why="  Brought in\n twice ")
        row = SetAside.objects.get()
        assert (row.set_by, row.set_at, row.why) == (cast.clerk, NOW, "Brought in twice")
        assert works_on(cast.section) == works_on(cast.ben_section) == [newer.pk]

    def test_leaves_other_districts_as_they_are(self, cast: Cast, newer: Framework) -> None:
        put_aside(cast, instead=to_all(cast, newer.pk))
        assert cast.framework not in offered_frameworks(district_id=cast.live_oak.pk)
        assert cast.framework in offered_frameworks(district_id=cast.cedar.pk)
        assert classes_working_on(
            framework_id=cast.framework.pk, district_id=cast.cedar.pk, today=TODAY
        ).exists()

    @pytest.mark.parametrize("n_more", [0, 12])
    def test_names_the_classes_that_would_be_left(self, cast: Cast, n_more: int) -> None:
        term = cast.section.terms.get()
        for number in range(n_more):
            more = make_section(cast.section.campus, f"x{number}", f"Class X{number}", term)
            SectionFramework.objects.create(section=more, framework=cast.framework)
        with pytest.raises(StillUsed) as refusal:
            put_aside(cast, instead={cast.section.pk: None})
        said = str(refusal.value)
        assert ("Mathematics 8A" if not n_more else "and 5 more") in said
        assert "Mathematics 4A" not in said
        assert not SetAside.objects.exists()
        assert works_on(cast.section) == [cast.framework.pk]

    def test_lets_classes_work_on_nothing(self, cast: Cast) -> None:
        put_aside(cast, instead=to_all(cast, None))
        assert works_on(cast.section) == [None]

    def test_does_not_ask_about_classes_that_are_over(
        self, cast: Cast, newer: Framework
    ) -> None:
        Section.objects.filter(pk=cast.ben_section.pk).update(ended_on=TODAY)
        put_aside(cast, instead={cast.section.pk: newer.pk})
        assert works_on(cast.ben_section) == [cast.framework.pk]

    def test_takes_only_what_is_offered_instead(self, cast: Cast) -> None:
        empty = Framework.objects.create(identifier="empty", title="Nothing to practice")
        for target in (empty.pk, cast.framework.pk):
            with pytest.raises(Conflict):
                put_aside(cast, instead=to_all(cast, target))
        assert not SetAside.objects.exists()

    @pytest.mark.parametrize("why", ["", " \n ", "x" * 301])
    def test_wants_a_reason(self, cast: Cast, why: str) -> None:
        with pytest.raises(OutOfBounds):
            put_aside(cast, instead=to_all(cast, None), why=why)

    def test_twice_is_once(self, cast: Cast) -> None:
        put_aside(cast, instead=to_all(cast, None))
        put_aside(cast, instead={}, why="Again")
        assert [one.why for one in SetAside.objects.all()] == ["Wrong one"]
        with pytest.raises(IntegrityError), transaction.atomic():
            SetAside.objects.create(
                framework=cast.framework, district=cast.live_oak, why="x", set_at=NOW
            )


class TestWhileItIsSetAside:
    @pytest.fixture(autouse=True)
    def aside(self, cast: Cast, newer: Framework) -> None:
        put_aside(cast, instead=to_all(cast, newer.pk))

    def test_no_class_can_begin_with_it(self, cast: Cast, newer: Framework) -> None:
        assert [one.id for one in studies_for(district_id=cast.live_oak.pk)] == [newer.pk]
        with pytest.raises(Conflict, match="set aside"):
            let_classes_study(
                district_id=cast.live_oak.pk,
                section_ids=[cast.section.pk],
                framework_id=cast.framework.pk,
                today=TODAY,
            )
        assert works_on(cast.section) == [newer.pk]

    def test_no_new_class_follows_one_that_is_over(self, cast: Cast) -> None:
        SectionFramework.objects.all().delete()
        SectionFramework.objects.create(section=cast.section, framework=cast.framework)
        term = cast.section.terms.get()
        coming = make_section(cast.section.campus, "m4n", "Mathematics 4B", term)
        Section.objects.filter(pk=coming.pk).update(course=cast.section.course)
        assert follow_precedent(district_id=cast.live_oak.pk, today=TODAY) == 0
        assert works_on(coming) == []


class TestTakeBack:
    def back(self, cast: Cast, given: dict[int, int | None]) -> int:
        """Take the framework of the cast back."""
        return take_back(
            framework=cast.framework,
            district_id=cast.live_oak.pk,
            given=given,
            by=cast.whitfield,
            now=NOW,
        )

    def test_offers_it_again_and_keeps_who_did_what(self, cast: Cast, newer: Framework) -> None:
        put_aside(cast, instead=to_all(cast, newer.pk))
        assert self.back(cast, {}) == 0
        assert cast.framework in offered_frameworks(district_id=cast.live_oak.pk)
        assert works_on(cast.section) == [newer.pk]
        put_aside(cast, instead={}, why="Wrong after all")
        times = times_set_aside(framework=cast.framework, district_id=cast.live_oak.pk)
        assert [one.why for one in times] == ["Wrong after all", "Wrong one"]
        assert times[1].taken_back_by == cast.whitfield.plain_name

    def test_gives_it_back_to_classes_that_were_not_changed_since(
        self, cast: Cast, newer: Framework
    ) -> None:
        moved = put_aside(cast, instead=to_all(cast, newer.pk))
        SectionFramework.objects.filter(section=cast.ben_section).update(framework=None)
        assert self.back(cast, dict(moved.framework_by_section)) == 1
        assert works_on(cast.section) == [cast.framework.pk]
        assert works_on(cast.ben_section) == [None]

    def test_of_what_is_not_set_aside_changes_nothing(self, cast: Cast) -> None:
        assert self.back(cast, {cast.section.pk: cast.framework.pk}) == 0
        assert works_on(cast.section) == [cast.framework.pk]
