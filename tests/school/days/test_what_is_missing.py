"""What a campus lacks before a day can be planned: adults who left do not count as there."""

from __future__ import annotations

from datetime import date

import pytest
from cast import Cast

from ownpath.school.days.models import Staffing
from ownpath.school.days.queries import what_is_missing

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
