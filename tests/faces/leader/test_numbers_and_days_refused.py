"""The forms of the campus editor name what is wrong with a number or a day, its bounds, and keep what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from campus_editor import at, keep
from cast import TODAY
from django.test import Client
from grounds import Grounds

from ownpath.school.days.models import CalendarDay, Room
from ownpath.school.days.services.setting_up.places import MOST_SEATS

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


class TestANumberOutOfBounds:
    @pytest.mark.parametrize(
        ("kind", "name", "typed", "said"),
        [
            ("room", "seats", "0", f"“0”: take a number from 1 to {MOST_SEATS}."),
            ("cart", "n_devices", "-3", "“-3”: take a number from 0 to 2000."),
            ("staff", "max_run", "99", "“99”: take a number from 1 to 16."),
            ("commitment", "block", "40", "“40”: take a number from 1 to 16."),
            ("size", "most", "90", "“90”: take a number from 1 to 56."),
            ("policy", "weight-hears", "11.5", "“11.5”: take a number from 0 to 10."),
        ],
    )
    def test_is_told_with_its_bounds_and_kept(
        self, reyes: Client, grounds: Grounds, kind: str, name: str, typed: str, said: str
    ) -> None:
        answer = reyes.post(at(grounds, kind), {name: typed})
        assert answer.status_code == 422
        assert answer.context["form"].errors[name] == [said]
        assert answer.context["form"][name].value() == typed

    def test_is_the_one_that_tables_take_too(self, reyes: Client, grounds: Grounds) -> None:
        room = Room.objects.create(campus=grounds.campus, name="Gym", seats=MOST_SEATS)
        keep(
            reyes,
            grounds,
            "room",
            {"name": "Big hall", "kind": "commons", "seats": MOST_SEATS},
            room,
        )
        room.refresh_from_db()
        assert room.name == "Big hall"


class TestADayThatDiffers:
    def test_is_not_one_that_is_over(self, reyes: Client, grounds: Grounds) -> None:
        over = TODAY - timedelta(days=1)
        answer = reyes.post(at(grounds, "calendar"), {"day": over.isoformat(), "note": "Storm"})
        assert answer.status_code == 422
        (said,) = answer.context["form"].errors["day"]
        assert said.endswith("is over. Take today or a day to come.")
        assert answer.context["form"]["note"].value() == "Storm"
        assert not CalendarDay.objects.exists()
        keep(reyes, grounds, "calendar", {"day": TODAY.isoformat(), "note": "Storm"})
        assert CalendarDay.objects.get().day == TODAY
