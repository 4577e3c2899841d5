"""A principal takes off a list what was put there by mistake; the page asks first, and says what became of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from campus_editor import at
from cast import NOW
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.faces.leader.pages.setup import ALONE, ENDS, TAKEN_OFF, TITLES
from ownpath.school.days.models import Accommodation, Commitment, DeviceCart, PlanJob, Room
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


class TestPuttingBack:
    def test_is_one_press_on_the_page_one_comes_to(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        room = Room.objects.create(campus=grounds.campus, name="105", seats=17)
        page = taken(reyes, grounds, "room", room)
        assert "Put it back" in page
        assert page.index('<div id="undo">') < page.index("<h1")
        back = way_back(page)
        answer = reyes.post(back, follow=True)
        assert "It stands again. The next plan goes by it." in answer.content.decode()
        assert Room.objects.get(name="105").uuid == room.uuid
        assert Room.objects.get(name="105").seats == 17
        assert AuditEntry.objects.filter(deed="set_up.put_back").count() == 1
        assert "cannot be put back any more" in reyes.post(back, follow=True).content.decode()
        assert Room.objects.filter(name="105").count() == 1

    def test_is_offered_for_what_is_ended_too(self, reyes: Client, grounds: Grounds) -> None:
        words = {"en": {"name": "Lunch"}, "es": {"name": "Almuerzo"}}
        lunch = Commitment.objects.create(
            campus=grounds.campus, kind="lunch", words=words, block=3
        )
        page = taken(reyes, grounds, "commitment", lunch)
        assert "Ended. The next plan goes without it." in page
        reyes.post(way_back(page))
        lunch.refresh_from_db()
        assert lunch.ended_on is None

    def test_is_noted_with_the_student_it_is_about(
        self, reyes: Client, grounds: Grounds
    ) -> None:
        ada = grounds.cast.ada
        owed = Accommodation.objects.create(
            student=ada, kind="no_peer_work", note="ours", set_by=None, set_at=NOW
        )
        page = taken(reyes, grounds, "accommodation", owed)
        assert "ours" not in str(dict(reyes.session))
        reyes.post(way_back(page))
        owed.refresh_from_db()
        assert owed.ended_at is None
        assert AuditEntry.objects.get(deed="set_up.put_back").about == ada

    def test_is_gone_once_the_page_is_left(self, reyes: Client, grounds: Grounds) -> None:
        cart = DeviceCart.objects.get()
        back = way_back(taken(reyes, grounds, "cart", cart))
        assert "Put it back" not in reyes.get(at(grounds, "room")).content.decode()
        assert "Put it back" not in reyes.get(at(grounds, "cart")).content.decode()
        assert "cannot be put back any more" in reyes.post(back, follow=True).content.decode()
        assert not DeviceCart.objects.filter(ended_on=None).exists()

    def test_is_for_who_took_it_off(self, reyes: Client, grounds: Grounds) -> None:
        room = Room.objects.create(campus=grounds.campus, name="105")
        back = way_back(taken(reyes, grounds, "room", room))
        other = sign_in(grounds.cast.whitfield)
        assert "cannot be put back any more" in other.post(back, follow=True).content.decode()
        assert sign_in(grounds.cast.okafor).post(back).status_code in {403, 404}
        assert not Room.objects.filter(name="105").exists()
        reyes.post(back)
        assert Room.objects.filter(name="105").exists()

    def test_says_it_in_spanish(self, reyes: Client, grounds: Grounds) -> None:
        room = Room.objects.create(campus=grounds.campus, name="105")
        reyes.post(reverse("door:language"), {"language": "es", "next": "/"})
        page = taken(reyes, grounds, "room", room)
        assert "Ponerlo de nuevo" in page
        answer = reyes.post(way_back(page), follow=True).content.decode()
        assert "Vale otra vez. El próximo plan ya lo toma en cuenta." in answer


def way_back(page: str) -> str:
    """Return where the press that puts back leads, as the page has it."""
    found = re.search(r'action="([^"]*back=1)"', page)
    assert found, "nothing to press"
    return found[1]
