"""Reading OneRoster packages as they ought to be, and as real ones are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from roster_files import (
    FILES,
    USERS_1_1,
    assert_consistent,
    changed,
    grave,
    named,
    read,
    zipped,
)

from ownpath.interchange.oneroster import UserId, read_package
from ownpath.interchange.problems import Weight

HEADER = {name: text.partition("\n")[0] + "\n" for name, text in FILES.items()}


class TestReadPackage:
    def test_reads_a_clean_package_without_a_word(self) -> None:
        package, problems = read()
        assert problems == []
        assert package.version == "1.2"
        ada = package.user("ADA")
        assert ada is not None
        assert (ada.given_name, ada.grades, ada.user_ids) == (
            "Ada",
            ("04",),
            (UserId("State", "17"),),
        )
        assert ada.where == "users.csv row 2"
        group = package.class_("k1")
        assert group is not None
        assert (group.title, group.term_sourced_ids) == ("Mathematics, Room 4", ("t1", "t2"))
        facts = package.demographics_of("ada")
        assert facts is not None
        assert (facts.birth_date, facts.hispanic_or_latino_ethnicity, facts.asian) == (
            date(2016, 2, 29),
            True,
            None,
        )
        assert_consistent(package)

    def test_gives_1_1_the_same_shape_as_1_2(self) -> None:
        package, problems = read(
            {
                "users.csv": USERS_1_1,
                "roles.csv": None,
                "manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\n"
                "file.academicSessions,bulk\nfile.courses,bulk\nfile.classes,bulk\n"
                "file.users,bulk\nfile.enrollments,bulk\nfile.demographics,bulk\n",
            }
        )
        assert problems == []
        assert package.version == "1.1"
        assert package.mode_of("roles") == "bulk"
        held = [
            (role.role, role.org_sourced_id, role.role_type)
            for role in package.roles_of("okafor")
        ]
        assert held == [("teacher", "s1", "primary"), ("teacher", "d1", "secondary")]
        assert [role.role for role in package.roles_of("rosa")] == ["parent"]

    def test_keeps_one_guardian_link_when_both_sides_tell_it(self) -> None:
        package, _ = read()
        assert package.guardian_links() == (("ada", "rosa"),)

    def test_finds_the_student_of_a_delta_by_what_is_known(self) -> None:
        row = "rosa,active,2026-02-01T00:00:00Z,true,rosa,,Rosa,Luna,,,,,,ADA,,,,,,,,\n"
        manifest = "propertyName,value\noneroster.version,1.2\nfile.users,delta\n"
        source = zipped({"manifest.csv": manifest, "users.csv": HEADER["users.csv"] + row})
        package, problems = read_package(source)
        assert problems == []
        assert package.guardian_links() == ()
        assert package.guardian_links(known_students=frozenset({"ada"})) == (("ADA", "rosa"),)

    def test_does_not_check_a_delta_against_what_it_does_not_hold(self) -> None:
        row = "e9,active,2026-02-01T00:00:00Z,K1,s1,ada,student,,,\ne8,tobedeleted,,,,,,,,\n"
        manifest = "propertyName,value\noneroster.version,1.2\nfile.enrollments,delta\n"
        files = {"manifest.csv": manifest, "enrollments.csv": HEADER["enrollments.csv"] + row}
        package, problems = read_package(zipped(files))
        assert problems == []
        ended, active = package.enrollments
        assert (ended.sourced_id, ended.is_ended) == ("e8", True)
        assert active.date_last_modified == datetime(2026, 2, 1, tzinfo=UTC)
        assert package.mode_of("users") == "absent"

    def test_reads_a_folder(self, tmp_path) -> None:
        for name, text in FILES.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        package, problems = read_package(tmp_path)
        assert problems == []
        assert package == read()[0]

    def test_reads_a_zip_by_its_path(self, tmp_path) -> None:
        path = tmp_path / "roster.zip"
        path.write_bytes(zipped(FILES))
        assert read_package(path) == read()

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("KG", ("KG",)),
            ("K", ("KG",)),
            ("PK", ("PK",)),
            ("1", ("01",)),
            ("01", ("01",)),
            ("Grade 1", ("01",)),
            ("1st", ("01",)),
            ("UG", ("UG",)),
            ('"K,1,1"', ("KG", "01")),
            ("9-12", ("09", "10", "11", "12")),
            ("0", ("KG",)),
            ("", ()),
            ("99", ()),
        ],
    )
    def test_reads_grades_however_they_are_written(
        self, text: str, codes: tuple[str, ...]
    ) -> None:
        package, problems = read(changed("users.csv", ",rosa,04,", f",rosa,{text},"))
        assert package.users_by_key["ada"].grades == codes
        assert grave(problems) == []
        assert bool(problems) == (text == "99")

    def test_never_keeps_a_password(self) -> None:
        package, problems = read(changed("users.csv", ",rosa,04,,", ",rosa,04,geheim,"))
        assert "geheim" not in repr(package) + repr(problems)
        assert named(problems, "password.dropped").weight is Weight.NOTE
