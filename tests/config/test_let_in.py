"""`ownpath let-in`: a roster brings no passwords, so the machine itself lets the first people in."""

from __future__ import annotations

import re

import pytest
from cast import PASSWORD, Cast
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.school.people.access import may_take_all_out
from ownpath.school.people.models import Role
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


def said(*words: str) -> tuple[int, str]:
    """Type a command; return its exit code and all that it wrote."""
    result = CliRunner().invoke(app, ["let-in", *words], env={"COLUMNS": "200"})
    return result.exit_code, " ".join(result.output.split())


def password_in(words: str) -> str:
    """Return the password that was shown."""
    found = re.search(r"with the password (\S+)", words)
    assert found, words
    return found[1]


def comes_in(*, name: str, password: str) -> bool:
    """Return whether a name and a password open the door."""
    answer = Client().post("/sign-in", {"name": name, "password": password})
    return answer.status_code == 302


class TestListing:
    def test_names_those_who_run_a_district_and_whether_they_have_a_password(
        self, cast: Cast
    ) -> None:
        code, words = said()
        assert code == 0
        assert cast.clerk.username in words
        assert "records staff" in words
        assert cast.whitfield.username in words
        assert cast.okafor.username not in words

    def test_names_administrators_of_the_roster_where_nobody_does(self, cast: Cast) -> None:
        Role.objects.filter(name__in=("systemAdministrator", "districtAdministrator")).delete()
        Role.objects.update_or_create(person=cast.okafor, campus=None, name="administrator")
        code, words = said()
        assert code != 0
        first = (
            f"Administrators in the roster: {cast.okafor.plain_name} ({cast.okafor.username})"
        )
        assert first in words
        assert cast.ada.plain_name not in words

    def test_says_what_to_do_where_nobody_does(self) -> None:
        code, words = said()
        assert code == 1
        assert "--records-staff" in words


class TestLettingIn:
    def test_the_password_opens_the_door_and_has_to_be_changed(self, cast: Cast) -> None:
        code, words = said(cast.clerk.username)
        assert code == 0, words
        assert comes_in(name=cast.clerk.username, password=password_in(words))
        cast.clerk.refresh_from_db()
        assert cast.clerk.must_change_password

    def test_the_old_password_ends_and_the_deed_is_on_record_without_the_new(
        self, cast: Cast
    ) -> None:
        words = said(cast.clerk.username)[1]
        assert not comes_in(name=cast.clerk.username, password=PASSWORD)
        entry = AuditEntry.objects.get(deed="sign_in.password")
        assert (entry.actor_id, entry.about_id) == (None, cast.clerk.pk)
        assert password_in(words) not in entry.detail

    @pytest.mark.parametrize("who", ["ada", "rosa", "okafor", "reyes"])
    def test_opens_no_door_to_anybody_else(self, cast: Cast, who: str) -> None:
        person = getattr(cast, who)
        before = person.password
        code, words = said(person.username)
        assert code == 1
        assert "does not run the district" in words
        person.refresh_from_db()
        assert person.password == before

    def test_nobody_of_that_name(self, cast: Cast) -> None:
        code, words = said("nobody.at.all")
        assert code == 1
        assert "Nobody signs in as 'nobody.at.all'" in words


class TestMakingRecordsStaff:
    def test_a_member_of_the_staff_comes_to_keep_records(self, cast: Cast) -> None:
        code, words = said(cast.reyes.username, "--records-staff")
        assert code == 0, words
        role = Role.objects.get(person=cast.reyes, name=Role.Name.SYSTEM_ADMINISTRATOR)
        assert (role.sourced_id, role.campus) == ("", None)
        assert AuditEntry.objects.filter(deed="role.records_staff", about=cast.reyes).exists()

    def test_twice_is_once(self, cast: Cast) -> None:
        for _ in range(2):
            assert said(cast.reyes.username, "--records-staff")[0] == 0
        held = Role.objects.filter(person=cast.reyes, name=Role.Name.SYSTEM_ADMINISTRATOR)
        assert held.count() == 1

    @pytest.mark.parametrize("wish", ["--records-staff", "--district-administrator"])
    @pytest.mark.parametrize("who", ["ada", "rosa"])
    def test_never_a_student_or_a_family(self, cast: Cast, who: str, wish: str) -> None:
        code, words = said(getattr(cast, who).username, wish)
        assert code == 1
        assert "does not work for the district" in words
        assert not Role.objects.filter(
            person=getattr(cast, who),
            name__in=[Role.Name.SYSTEM_ADMINISTRATOR, Role.Name.DISTRICT_ADMINISTRATOR],
        ).exists()

    def test_where_a_roster_names_no_district_administrator_one_is_made(
        self, cast: Cast
    ) -> None:
        code, words = said(cast.reyes.username, "--district-administrator")
        assert code == 0, words
        role = Role.objects.get(person=cast.reyes, name=Role.Name.DISTRICT_ADMINISTRATOR)
        assert (role.sourced_id, role.campus) == ("", None)
        made = AuditEntry.objects.filter(about=cast.reyes)
        assert made.filter(deed="role.district_administrator").exists()
        assert may_take_all_out(viewer=cast.reyes, today=timezone.localdate())
