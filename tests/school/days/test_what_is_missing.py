"""What a campus lacks before a day can be planned: adults who left do not count as there."""

from __future__ import annotations

from datetime import date

import pytest
from cast import NOW, Cast
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import PlanGroup, StaffAbsence, Staffing
from ownpath.school.days.queries import what_is_missing
from ownpath.school.days.services.gathering import gather

pytestmark = pytest.mark.django_db


def lacks_staff(cast: Cast) -> bool:
    return "staff" in {one.what for one in what_is_missing(campus=cast.section.campus)}


class TestAdults:
    def test_who_teach_here_are_there(self, cast: Cast) -> None:
        assert lacks_staff(cast)
        Staffing.objects.create(campus=cast.section.campus, person=cast.okafor)
        assert not lacks_staff(cast)

    def test_who_no_longer_teach_here_are_missing(self, cast: Cast) -> None:
        Staffing.objects.create(
            campus=cast.section.campus, person=cast.okafor, ended_on=date(2026, 3, 1)
        )
        assert lacks_staff(cast)

    def test_whose_employment_ended_are_missing(self, cast: Cast) -> None:
        Staffing.objects.create(campus=cast.section.campus, person=cast.okafor)
        type(cast.okafor).objects.filter(pk=cast.okafor.pk).update(is_active=False)
        assert lacks_staff(cast)

    def test_whose_employment_ended_lead_no_group(self, grounds: Grounds) -> None:
        gone = grounds.staff[1]
        before = PlanGroup.objects.filter(plan=grounds.plan())
        assert gone.person_id in set(before.values_list("adult_id", flat=True))
        StaffAbsence.objects.create(
            staffing=gone, day=TOMORROW, first_block=0, last_block=5, noted_at=NOW
        )
        type(gone.person).objects.filter(pk=gone.person_id).update(is_active=False)
        gathered = gather(campus=grounds.campus, day=TOMORROW, now=NOW)
        assert gone not in gathered.staff
        assert gathered.out == []
        after = PlanGroup.objects.filter(plan=grounds.plan())
        assert gone.person_id not in set(after.values_list("adult_id", flat=True))
