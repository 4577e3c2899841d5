"""What a child who does not read yet can have read aloud: what somebody wrote, who can help, what is to be chosen."""

from __future__ import annotations

import re

import pytest
from cast import NOW, TODAY
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import TOMORROW, Grounds

from ownpath.school.people.models import Person
from ownpath.school.voice.services import send_message

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def spoken_on(client: Client, name: str) -> list[str]:
    """Return the words each button on a page reads aloud; every button has something to read."""
    page = client.get(reverse(name)).content.decode()
    targets = re.findall(r'data-speak="([^"]+)"', page)
    assert all(page.count(f'id="{one}"') == 1 for one in targets)
    return targets


def written_to(student: Person, by: Person) -> None:
    send_message(
        sender=by,
        receiver_uuid=student.uuid,
        about=student,
        body="Well done!",
        today=TODAY,
        now=NOW,
    )


class TestSoundOnTap:
    def child(self, grounds: Grounds, grade: str) -> Client:
        ada = grounds.cast.ada
        Person.objects.filter(pk=ada.pk).update(grade=grade)
        ada.refresh_from_db()
        return sign_in(ada)

    def test_reads_what_somebody_wrote(self, grounds: Grounds) -> None:
        client = self.child(grounds, "KG")
        written_to(grounds.cast.ada, grounds.cast.okafor)
        assert "letter-1" in spoken_on(client, "student:my_day")
        spoken = spoken_on(client, "student:my_voice")
        assert "write" in spoken
        assert any(one.startswith("said-") for one in spoken)

    def test_reads_who_can_help(self, grounds: Grounds) -> None:
        client = self.child(grounds, "01")
        assert spoken_on(client, "student:person") == ["person-call"]
        client.post(reverse("student:signal"), {"kind": "need_a_person"})
        assert spoken_on(client, "student:person") == ["person-call"]

    def test_reads_what_is_to_be_chosen(self, grounds: Grounds) -> None:
        grounds.publish(TOMORROW)
        client = self.child(grounds, "KG")
        assert "next-day-ask" in spoken_on(client, "student:next_day")

    @pytest.mark.parametrize("name", ["student:person", "student:my_voice"])
    def test_is_not_drawn_for_who_reads(self, grounds: Grounds, name: str) -> None:
        client = self.child(grounds, "08")
        written_to(grounds.cast.ada, grounds.cast.okafor)
        assert spoken_on(client, name) == []
