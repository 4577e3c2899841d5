"""What a teacher wished of a plan is still read when the day is planned anew; a yes is a yes to that plan alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW
from django.test import Client
from grounds import TOMORROW, Grounds

from ownpath.school.days.services import review_plan

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
WISH = "Ada and Ben apart, please"


def say(grounds: Grounds, minutes: int, note: str = "") -> None:
    plan = grounds.plan()
    now = NOW + timedelta(minutes=minutes)
    okafor = grounds.cast.okafor
    review_plan(plan=plan, is_accepted=not note, note=note, by=okafor, now=now)


class TestWhatTeachersSay:
    def test_stays_until_they_say_something_else(self, reyes: Client, grounds: Grounds) -> None:
        address = f"/lead/days/{grounds.campus.uuid}/{TOMORROW}/"
        say(grounds, 1, WISH)
        assert WISH in reyes.get(address).content.decode()
        grounds.plan()
        anew = reyes.get(address).content.decode()
        assert WISH in anew
        assert "about version 1" in anew
        say(grounds, 2)
        assert "says yes" in reyes.get(address).content.decode()
        assert WISH not in reyes.get(address).content.decode()
        grounds.plan()
        assert "What teachers say" not in reyes.get(address).content.decode()
