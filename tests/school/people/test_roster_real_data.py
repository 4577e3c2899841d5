"""The real rosters: rows in are rows out, a second import changes nothing, and the delta does what its notes say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from rosters import purge

from ownpath.interchange.oneroster import read_package, write_package
from ownpath.school.people.exports import build_package
from ownpath.school.people.imports import FileImport, changes_of, import_roster_file
from ownpath.school.people.models import (
    Account,
    Demographics,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
    Section,
    Term,
)

pytestmark = [pytest.mark.data, pytest.mark.django_db]

MONDAY = date(2022, 2, 7)
NOW = datetime(2022, 2, 7, 15, tzinfo=UTC)
BULK_1P1 = {
    "orgs": 4,
    "academicSessions": 25,
    "courses": 84,
    "classes": 532,
    "users": 2901,
    "enrollments": 13048,
    "demographics": 960,
}


def bring_in(path: Path) -> FileImport:
    return import_roster_file(
        path,
        district_source_key=None,
        confirm_many_ends=False,
        now=NOW,
        today=MONDAY,
        progress=None,
    )


def export() -> bytes:
    target = BytesIO()
    assert write_package(build_package(district=District.objects.get()), target) == []
    return target.getvalue()


class TestGrandBend:
    def test_1p1_brings_in_every_row_and_a_second_import_changes_nothing(
        self, shared_data: Path
    ) -> None:
        path = shared_data / "oneroster" / "grand_bend_1p1_bulk.zip"
        first = bring_in(path).plan
        assert {file: first.count_of(file).added for file in BULK_1P1} == BULK_1P1
        assert (first.count_of("roles").added, first.count_of("guardians").added) == (
            2902,
            1872,
        )
        assert {problem.code for problem in first.problems} == {"email.form"}
        assert bring_in(path).plan.is_nothing_to_do

    def test_1p2_brings_in_roles_and_accounts_as_well(self, shared_data: Path) -> None:
        path = shared_data / "oneroster" / "grand_bend_1p2_bulk.zip"
        first = bring_in(path).plan
        expected = {**BULK_1P1, "roles": 2903, "userProfiles": 1028}
        assert {file: first.count_of(file).added for file in expected} == expected
        assert bring_in(path).plan.is_nothing_to_do
        principal = Person.objects.get(source_key="stf-207246")
        assert principal.roles.count() == 2
        assert Account.objects.count() == 1028

    def test_delta_does_what_its_notes_say(self, shared_data: Path) -> None:
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_bulk.zip")
        delta = shared_data / "oneroster" / "grand_bend_1p1_delta.zip"
        plan = bring_in(delta).plan
        users, classes = plan.count_of("users"), plan.count_of("enrollments")
        assert (users.added, users.changed, users.ended) == (10, 8, 3)
        assert (classes.added, classes.changed, classes.ended) == (8, 4, 5 + 12)
        assert plan.count_of("demographics").added == 10
        assert Person.objects.filter(ended_on=None).count() == 2908
        # The notes count rows that nobody marked as deleted: the 12 of the student who left are among them.
        assert Enrollment.objects.filter(ended_on=None).count() == 13051 - 12
        assert Enrollment.objects.filter(ended_with="person").count() == 12
        assert Demographics.objects.count() == 970
        assert not [problem for problem in plan.problems if problem.weight.value != "note"]
        assert bring_in(delta).plan.is_nothing_to_do

    def test_delta_makes_no_second_person_and_keeps_every_letter(
        self, shared_data: Path
    ) -> None:
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_bulk.zip")
        before = set(Person.objects.values_list("pk", flat=True))
        plan = bring_in(shared_data / "oneroster" / "grand_bend_1p1_delta.zip").plan
        assert Person.objects.count() == 2911
        assert before <= set(Person.objects.values_list("pk", flat=True))
        names = set(Person.objects.values_list("family_name", flat=True))
        assert {"Núñez-Ortega", "O'Brien", "Nguyễn", "Washington, Jr.", "Wójcik"} <= names
        assert Guardianship.objects.filter(student__source_key="stu-606010").count() == 2
        told = [str(change) for change in changes_of(plan, "changed")]
        assert "users stu-604880 (Alex Parrish) changed: given_name 'Martha' -> 'Alex'" in told

    def test_delta_moves_the_class_into_its_new_term(self, shared_data: Path) -> None:
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_bulk.zip")
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_delta.zip")
        section = Section.objects.get(sourced_id="25590100107Trad320HLTHED22011")
        assert section.terms.get() == Term.objects.get(sourced_id="SES-255901001-LATE-SPRING")
        assert section.enrollments.filter(role="student", ended_on=None).count() == 24

    def test_complete_roster_after_the_delta_takes_the_delta_back(
        self, shared_data: Path
    ) -> None:
        bulk = shared_data / "oneroster" / "grand_bend_1p1_bulk.zip"
        bring_in(bulk)
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_delta.zip")
        plan = bring_in(bulk).plan
        assert (plan.count_of("users").ended, plan.count_of("users").changed) == (10, 10)
        kept = [one.what for one in plan.problems if one.code == "value.kept"]
        assert [what.partition(" ")[0] for what in kept] == ["'changed.779573@example.org'"]
        assert Enrollment.objects.filter(ended_on=None).count() == 13048
        assert bring_in(bulk).plan.is_nothing_to_do

    @pytest.mark.parametrize("version", ["1p1", "1p2"])
    def test_export_comes_in_again_to_the_same_bytes(
        self, shared_data: Path, tmp_path: Path, version: str
    ) -> None:
        bring_in(shared_data / "oneroster" / f"grand_bend_{version}_bulk.zip")
        bring_in(shared_data / "oneroster" / "grand_bend_1p1_delta.zip")
        first = tmp_path / "first.zip"
        first.write_bytes(export())
        package, problems = read_package(first)
        assert problems == []
        assert (len(package.users), len(package.enrollments)) == (2908, 13039)
        purge()
        bring_in(first)
        assert export() == first.read_bytes()


class TestSchoolDataSync:
    def test_brings_in_every_row(self, shared_data: Path) -> None:
        folder = shared_data / "oneroster" / "sds_v2p1"
        plan = bring_in(folder).plan
        added = {count.file: count.added for count in plan.counts}
        assert (added["users"], added["classes"], added["courses"], added["enrollments"]) == (
            8,
            2,
            3,
            6,
        )
        assert (added["demographics"], added["guardians"]) == (6, 3)
        assert Role.objects.filter(person__source_key="114006").get().name == "teacher"
        assert bring_in(folder).plan.is_nothing_to_do
