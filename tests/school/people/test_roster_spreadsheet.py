"""A roster saved from a spreadsheet ends nothing, and what the machine brought in is told in the office."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from rosters import NOW, TODAY, all_rows

from ownpath.school.people.imports import import_roster_file
from ownpath.school.people.models import Guardianship, Person, Role, RosterImport

pytestmark = pytest.mark.django_db

ORGS = "sourcedId,name,type,identifier,parentSourcedId\nd1,Live Oak,district,,\ns1,Willow,school,,d1\n"
COLUMNS = (
    "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,agentSourcedIds"
)
USERS = {
    "604821000001": "true,s1,student,ada,Ada,Luna,604821000003",
    "604821000002": "true,s1,student,ben,Ben,Ito,",
    "604821000003": "true,s1,parent,rosa,Rosa,Luna,604821000001",
    "604821000004": "true,s1,teacher,okafor,Grace,Okafor,",
}


def write(path: Path, users: dict[str, str]) -> Path:
    rows = "".join(f"{number},{rest}\n" for number, rest in users.items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orgs.csv", ORGS)
        archive.writestr("users.csv", f"{COLUMNS}\n{rows}")
    return path


def bring_in(path: Path) -> None:
    import_roster_file(
        path,
        district_source_key=None,
        confirm_many_ends=False,
        now=NOW,
        today=TODAY,
        progress=None,
    )


class TestSpreadsheet:
    def test_ends_no_person_role_or_guardian_whose_number_it_shortened(
        self, tmp_path: Path
    ) -> None:
        bring_in(write(tmp_path / "first.zip", USERS))
        cut = {
            ("6.04821E+11" if number == "604821000001" else number): rest
            for number, rest in USERS.items()
        }
        bring_in(write(tmp_path / "second.zip", cut))
        assert Person.objects.count() == len(USERS)
        for rows in (Person.objects, Role.objects, Guardianship.objects):
            assert not rows.exclude(ended_on=None).exists()


class TestWhatTheMachineBroughtIn:
    def test_stands_among_the_imports_with_its_problems(self, tmp_path: Path) -> None:
        users = {**USERS, "604821000002": "true,s1,wizard,ben,Ben,Ito,"}
        bring_in(write(tmp_path / "first.zip", users))
        kept = RosterImport.objects.get()
        assert (kept.file_name, kept.state, kept.planned_by) == ("first.zip", "applied", None)
        assert kept.counts["users"]["added"] == len(USERS)
        assert any(one["where"] == "users.csv row 3, role" for one in kept.problems)

    def test_is_not_told_again_when_it_changes_nothing(self, tmp_path: Path) -> None:
        path = write(tmp_path / "first.zip", USERS)
        bring_in(path)
        before = all_rows()
        bring_in(path)
        assert all_rows() == before
        assert RosterImport.objects.count() == 1
