"""The lists of the campus editor stand in an order one finds a row by."""

from __future__ import annotations

import pytest
from campus_editor import at
from cast import NOW
from django.test import Client
from grounds import Grounds

from ownpath.school.days.models import Accommodation, DeviceCart, OptOut, Room

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def titles(client: Client, grounds: Grounds, kind: str) -> list[str]:
    """Return how the rows of a list are called, in their order."""
    return [one.title for one in client.get(at(grounds, kind)).context["page"].rows]


class TestOrder:
    def test_of_rooms_and_carts_counts(self, reyes: Client, grounds: Grounds) -> None:
        Room.objects.all().delete()
        DeviceCart.objects.all().delete()
        for name in ("Lab 10", "Lab 2", "12", "9", "Gym"):
            Room.objects.create(campus=grounds.campus, name=name)
            DeviceCart.objects.create(campus=grounds.campus, name=name, n_devices=1)
        for kind in ("room", "cart"):
            assert titles(reyes, grounds, kind) == ["9", "12", "Gym", "Lab 2", "Lab 10"]

    def test_of_students_is_by_family_name(self, reyes: Client, grounds: Grounds) -> None:
        first, second = grounds.students[:2]
        for one, name in ((first, "Zamora"), (second, "Abbott")):
            one.family_name = name
            one.save()
            own = {"student": one, "set_by": grounds.cast.reyes, "set_at": NOW}
            Accommodation.objects.create(kind="no_peer_work", **own)
            OptOut.objects.create(student=one, said_at=NOW)
        for kind in ("accommodation", "opt-out"):
            assert titles(reyes, grounds, kind) == [second.full_name, first.full_name]
