"""A principal takes off a list what was put there by mistake; the page asks first, and says what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from campus_editor import at
from cast import NOW
from django.test import Client
from django.urls import reverse
from grounds import TOMORROW, Grounds

from ownpath.faces.leader.pages.setup import ALONE, ENDS, TAKEN_OFF, TITLES
from ownpath.school.days.models import DeviceCart, PlanJob, Room
from ownpath.school.days.services.setting_up.taking_off import LISTS
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def taken(client: Client, grounds: Grounds, kind: str, row: Any) -> str:
    """Press the button that takes a row off; return the page one comes to."""
    address = reverse("leader:end", args=[grounds.campus.uuid, kind, row.uuid])
    page = client.post(address, follow=True)
    assert page.redirect_chain == [(at(grounds, kind), 302)]
    return str(page.content.decode())


class TestTakingOff:
    def test_is_there_for_every_list_that_ends_nothing(self) -> None:
        assert set(LISTS) == TAKEN_OFF
        assert set(TITLES) == TAKEN_OFF | ENDS | ALONE | {
            "size"
        }  # sizes have no rows of one's own

    def test_asks_first_and_says_that_it_is_gone(self, reyes: Client, grounds: Grounds) -> None:
        room = Room.objects.create(campus=grounds.campus, name="101 twice")
        page = reyes.get(at(grounds, "room")).content.decode()
        assert 'data-confirm="Take 101 twice off this list?' in page
        assert "Take it off<" in page
        page = taken(reyes, grounds, "room", room)
        assert "101 twice is off the list." in page
        assert not Room.objects.filter(pk=room.pk).exists()
        assert AuditEntry.objects.filter(deed="end.room", actor=grounds.cast.reyes).exists()

    def test_says_that_days_keep_it(self, reyes: Client, grounds: Grounds) -> None:
        cart = DeviceCart.objects.get()
        job = {"campus": grounds.campus, "day": TOMORROW, "asked_at": NOW}
        PlanJob.objects.create(**job)
        page = taken(reyes, grounds, "cart", cart)
        assert "Cart 1 is off the list. Days that were planned or closed keep it" in page
        assert "Nothing here yet" in page

    def test_says_what_needs_it_and_leaves_it_there(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        page = taken(reyes, grounds, "room", grounds.rooms[0])
        assert "is the own room of" in page
        assert "notice-care" in page
        assert not AuditEntry.objects.filter(deed="end.room").exists()
        assert Room.objects.filter(name="101", ended_on=None).exists()
