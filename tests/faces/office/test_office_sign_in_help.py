"""Records staff help people to sign in through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cast import NOW, PASSWORD, Cast, make_students
from django.test import Client
from django.urls import reverse
from facing import asked_of, sign_in

from ownpath.school.people.models import Person
from ownpath.school.people.services import knock_of, note_failure
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
SHOWN = re.compile(r'sign-in-card-password">([a-z0-9-]+)<')


@pytest.fixture
def office(cast: Cast) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def comes_in(name: str, password: str) -> Client:
    """Return a browser after somebody typed a name and a password."""
    client = Client()
    client.post(reverse("door:sign_in"), {"name": name, "password": password})
    return client


def audit(deed: str) -> list[tuple[Any, Any]]:
    """Return who did something to whom."""
    return list(AuditEntry.objects.filter(deed=deed).values_list("actor", "about"))


class TestOnePerson:
    def test_is_given_a_password_that_is_shown_once_and_works(
        self, office: Client, cast: Cast
    ) -> None:
        page = office.post(reverse("office:give_password", args=[cast.ada.uuid]))
        (password,) = SHOWN.findall(page.content.decode())
        assert comes_in("ada", password).get("/me/").status_code == 200
        assert (
            password
            not in office.get(reverse("office:person", args=[cast.ada.uuid])).content.decode()
        )
        assert page["Cache-Control"] == "no-store"
        assert audit("sign_in.password") == [(cast.clerk.pk, cast.ada.pk)]
        assert password not in repr(list(AuditEntry.objects.values()))

    def test_loses_the_old_password_and_every_session(self, office: Client, cast: Cast) -> None:
        cast.ada.set_password(PASSWORD)
        cast.ada.save()
        old = comes_in("ada", PASSWORD)
        office.post(reverse("office:give_password", args=[cast.ada.uuid]))
        assert old.get("/me/").status_code == 302
        assert comes_in("ada", PASSWORD).get("/me/").status_code == 302

    def test_who_works_here_chooses_another_before_anything_else(
        self, office: Client, cast: Cast
    ) -> None:
        page = office.post(reverse("office:give_password", args=[cast.okafor.uuid]))
        (given,) = SHOWN.findall(page.content.decode())
        okafor = comes_in("okafor", given)
        for path in ("/room/", "/account", "/"):
            assert okafor.get(path)["Location"].startswith(reverse("door:password"))
        same = {"old": given, "new": given, "again": given}
        assert okafor.post(reverse("door:password"), same).status_code == 422
        own = {"old": given, "new": PASSWORD, "again": PASSWORD}
        assert okafor.post(reverse("door:password"), own)["Location"] == reverse("door:home")
        assert okafor.get("/room/").status_code == 200
        assert comes_in("okafor", PASSWORD).get("/room/").status_code == 200

    def test_may_try_again_at_once(self, office: Client, cast: Cast) -> None:
        cast.ada.set_password(PASSWORD)
        cast.ada.save()
        for _ in range(6):
            knock = knock_of(typed_name="ada", source="127.0.0.1", device="")
            note_failure(knock=knock, now=NOW)
        assert comes_in("ada", PASSWORD).get("/me/").status_code == 302
        office.post(reverse("office:try_again", args=[cast.ada.uuid]))
        assert comes_in("ada", PASSWORD).get("/me/").status_code == 200
        assert audit("sign_in.try_again") == [(cast.clerk.pk, cast.ada.pk)]

    def test_sets_up_another_second_factor(self, office: Client, cast: Cast) -> None:
        Authenticator.objects.create(user=cast.okafor, type="totp", data={})
        office.post(reverse("office:another_factor", args=[cast.okafor.uuid]))
        assert not Authenticator.objects.exists()
        assert audit("sign_in.second_factor") == [(cast.clerk.pk, cast.okafor.pk)]

    @pytest.mark.parametrize("name", ["give_password", "try_again", "another_factor"])
    def test_who_runs_the_district_is_not_helped_by_the_clerk(
        self, office: Client, cast: Cast, name: str
    ) -> None:
        answer = office.post(reverse(f"office:{name}", args=[cast.whitfield.uuid]))
        assert answer.status_code == 403
        page = office.get(reverse("office:person", args=[cast.whitfield.uuid]))
        assert "first password" not in page.content.decode()

    @pytest.mark.parametrize("name", ["give_password", "try_again", "another_factor"])
    def test_of_another_district_is_not_found(
        self, office: Client, cast: Cast, name: str
    ) -> None:
        answer = office.post(reverse(f"office:{name}", args=[cast.lund.uuid]))
        assert answer.status_code == 404
        assert not audit(f"sign_in.{name}")


class TestAClass:
    def test_gets_a_card_for_everybody_without_a_password(
        self, office: Client, cast: Cast
    ) -> None:
        students = make_students(cast, 3)
        students[0].set_password(PASSWORD)
        students[0].save()
        Person.objects.filter(pk=students[1].pk).update(username_key=None)
        address = reverse("office:class_cards", args=[cast.section.uuid])
        assert "3 people here may sign in" in office.get(address).content.decode()
        page = office.post(address).content.decode()
        passwords = SHOWN.findall(page)
        assert len(passwords) == len(set(passwords)) == 2
        assert {about for _by, about in audit("sign_in.password")} == {
            cast.ada.pk,
            students[2].pk,
        }
        assert "Kid01 Doe" in page  # who got no card is named

    def test_is_warned_of_an_address_that_opens_on_one_machine(
        self, office: Client, cast: Cast, settings: Any
    ) -> None:
        address = reverse("office:class_cards", args=[cast.section.uuid])
        settings.OWN_ADDRESS, settings.ALLOWED_HOSTS = "", ["localhost"]
        shown = office.get(address, headers={"host": "localhost"}).content.decode()
        assert "opens on this machine alone" in shown
        settings.OWN_ADDRESS = "https://ownpath.oak.example/"
        shown = office.get(address, headers={"host": "localhost"}).content.decode()
        assert "opens on this machine alone" not in shown
        made = office.post(address, headers={"host": "localhost"}).content.decode()
        assert "https://ownpath.oak.example/" in made
        assert "http://localhost" not in made

    def test_gets_a_card_for_everybody_when_asked(self, office: Client, cast: Cast) -> None:
        cast.ada.set_password(PASSWORD)
        cast.ada.save()
        address = reverse("office:class_cards", args=[cast.section.uuid])
        assert SHOWN.findall(office.post(address).content.decode()) == []
        page = office.post(address, {"whom": "yes"}).content.decode()
        assert len(SHOWN.findall(page)) == 1

    def test_of_a_campus_is_its_staff_without_those_who_run_the_district(
        self, office: Client, cast: Cast
    ) -> None:
        address = reverse("office:staff_cards", args=[cast.section.campus.uuid])
        page = office.post(address).content.decode()
        assert len(SHOWN.findall(page)) == 2
        assert "Grace Okafor" in page
        assert "Elena Reyes" in page

    def test_of_another_district_is_not_found(self, office: Client, cast: Cast) -> None:
        theirs = cast.lund.enrollments.get().section
        for name, uuid in (("class_cards", theirs.uuid), ("staff_cards", theirs.campus.uuid)):
            assert office.post(reverse(f"office:{name}", args=[uuid])).status_code == 404

    def test_takes_as_many_queries_for_thirty_as_for_three(
        self, office: Client, cast: Cast
    ) -> None:
        make_students(cast, 3)
        addresses = (
            reverse("office:cards"),
            reverse("office:class_cards", args=[cast.section.uuid]),
        )
        few = [asked_of(office, one)[0] for one in addresses]
        cast.section.enrollments.filter(person__username__startswith="kid").delete()
        Person.objects.filter(username__startswith="kid").delete()
        make_students(cast, 30)
        assert [asked_of(office, one)[0] for one in addresses] == few
        assert max(few) <= 15


class TestATeacher:
    def test_helps_a_student_of_hers(self, cast: Cast) -> None:
        okafor = sign_in(cast.okafor)
        address = reverse("teacher:sign_in_help", args=[cast.ada.uuid])
        assert okafor.get(address).status_code == 200
        (password,) = SHOWN.findall(okafor.post(address, {"what": "password"}).content.decode())
        assert comes_in("ada", password).get("/me/").status_code == 200
        assert okafor.post(address, {"what": "again"}).status_code == 302
        assert okafor.post(address, {"what": "else"}).status_code == 422

    def test_helps_nobody_elses(self, cast: Cast) -> None:
        address = reverse("teacher:sign_in_help", args=[cast.ben.uuid])
        assert sign_in(cast.okafor).post(address, {"what": "password"}).status_code == 404
