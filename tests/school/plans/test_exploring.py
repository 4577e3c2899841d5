"""Something else now and then: off until asked for, whose to turn on, and kept with what was likely."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_activity

from ownpath.school.people.models import Person
from ownpath.school.plans.models import Exploring, Offer
from ownpath.school.plans.queries import exploring_of, offers_of
from ownpath.school.plans.services import make_offers, set_exploring
from ownpath.school.plans.services.exploring import SHARE, MayNotExplore, exploration_for


def turn(cast: Cast, *, is_on: bool, by: Person) -> None:
    set_exploring(section=cast.section, is_on=is_on, by=by, today=TODAY, now=NOW)


def chances(cast: Cast, day: int) -> list[float]:
    """Return how likely each of the open offers of a day was."""
    today, now = TODAY + timedelta(days=day), NOW + timedelta(days=day)
    make_offers(student=cast.ada, today=today, now=now)
    return [one.p_offered for one in offers_of(student=cast.ada, today=today)]


@pytest.fixture
def long_shelf(cast: Cast) -> None:
    """Put more on the shelf than a list holds."""
    for number in range(12):
        kind, modality = ("practice", "device") if number % 2 else ("project", "offline")
        make_activity(f"more-{number}", kind, modality, cast.competencies[0])


class TestSetExploring:
    def test_is_off_until_asked_for(self, cast: Cast) -> None:
        assert exploring_of(section_id=cast.section.pk) is None
        said = chances(cast, 0)
        assert said == [1.0] * len(offers_of(student=cast.ada, today=TODAY))
        assert said

    def test_belongs_to_the_teacher_and_who_leads_the_campus(self, cast: Cast) -> None:
        for by in (cast.okafor, cast.reyes, cast.whitfield):
            turn(cast, is_on=True, by=by)
            standing = exploring_of(section_id=cast.section.pk)
            assert standing is not None
            assert standing.begun_by == by
            turn(cast, is_on=False, by=by)
            assert exploring_of(section_id=cast.section.pk) is None
        assert Exploring.objects.count() == 3  # what was on, when and by whom stays known

    @pytest.mark.parametrize("who", ["ito", "lund", "ada", "rosa"])
    def test_is_nobody_elses(self, cast: Cast, who: str) -> None:
        with pytest.raises(MayNotExplore):
            turn(cast, is_on=True, by=getattr(cast, who))

    def test_twice_is_once(self, cast: Cast) -> None:
        turn(cast, is_on=True, by=cast.okafor)
        turn(cast, is_on=True, by=cast.reyes)
        standing = exploring_of(section_id=cast.section.pk)
        assert standing is not None
        assert standing.begun_by == cast.okafor


@pytest.mark.usefixtures("long_shelf")
class TestOffers:
    def test_keep_how_likely_each_was(self, cast: Cast) -> None:
        turn(cast, is_on=True, by=cast.okafor)
        said = chances(cast, 0)
        assert said.count(1.0) == len(said) - 1
        assert 0 < min(said) < 1
        kept = Offer.objects.filter(student=cast.ada, p_offered__lt=1)
        assert kept.count() == 1

    def test_are_the_same_when_made_again_on_the_same_day(self, cast: Cast) -> None:
        turn(cast, is_on=True, by=cast.okafor)
        first = chances(cast, 0)
        offered = [one.pk for one in offers_of(student=cast.ada, today=TODAY)]
        assert chances(cast, 0) == first
        assert [one.pk for one in offers_of(student=cast.ada, today=TODAY)] == offered

    def test_explore_by_a_share_and_a_seed_of_student_and_day(self, cast: Cast) -> None:
        turn(cast, is_on=True, by=cast.okafor)
        found = [
            exploration_for(student=one, section_ids=[cast.section.pk], today=day)
            for one in (cast.ada, cast.ben)
            for day in (TODAY, TODAY + timedelta(days=1))
        ]
        assert {one.share for one in found if one} == {SHARE}
        assert len({one.seed for one in found if one}) == 4

    def test_of_other_classes_do_not_explore(self, cast: Cast) -> None:
        turn(cast, is_on=True, by=cast.okafor)
        assert exploration_for(student=cast.ben, section_ids=[], today=TODAY) is None
