"""First maps in the demonstration: Ben is in the middle of his, a classmate of Ada's was asked for one."""

from __future__ import annotations

from cast import NOW, TODAY, Cast, enroll, make_person

from ownpath.demo.classes import Prepared
from ownpath.demo.first_maps import give_first_maps
from ownpath.school.curriculum.queries import get_map
from ownpath.school.plans.models import Placement, PlacementStep


class TestGiveFirstMaps:
    def test_begins_one_and_asks_for_another(self, cast: Cast) -> None:
        zoe = make_person(
            cast.live_oak, "zoe", "Zoe", "Hart", "student", cast.section.campus, grade="04"
        )
        enroll(cast.section, zoe, "student")
        prepared = Prepared(
            framework=get_map(cast.framework.pk),
            students={one.pk: one for one in (cast.ada, cast.ben, zoe)},
            members={
                cast.ben_section.pk: (cast.ben.pk,),
                cast.section.pk: (zoe.pk, cast.ada.pk),
            },
            sections=(cast.section, cast.ben_section),
        )
        give_first_maps(prepared=prepared, today=TODAY, now=NOW, seed=1)
        asked = {one.student: one for one in Placement.objects.all()}
        assert set(asked) == {cast.ben, zoe}
        assert asked[zoe].sitting is None
        assert asked[cast.ben].asked_by == cast.ito
        steps = PlacementStep.objects.filter(placement=asked[cast.ben])
        assert steps.exclude(answer="").count() >= 1
        assert steps.count() > 1 or asked[cast.ben].finished_at is not None
