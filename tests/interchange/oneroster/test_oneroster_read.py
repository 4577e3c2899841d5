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

from ownpath.interchange.oneroster import UserId, is_readable, read_package
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


class TestDirt:
    """What must not stop a good import: everything is read, nothing is lost."""

    @pytest.mark.parametrize(
        "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
    )
    def test_reads_any_encoding(self, encoding: str) -> None:
        text = FILES["users.csv"].replace("Ada,Luna", "Zoë,Nuñez")
        package, problems = read({"users.csv": text.encode(encoding)})
        ada = package.users_by_key["ada"]
        assert (ada.given_name, ada.family_name) == ("Zoë", "Nuñez")
        assert grave(problems) == []
        assert bool(problems) == (encoding != "utf-8-sig")

    def test_reads_one_stray_byte_without_spoiling_the_rest(self) -> None:
        text = FILES["users.csv"].replace("Ada,Luna", "Zoë,Nuñez").encode()
        package, problems = read({"users.csv": text.replace(b"Grace", b"Gr\xe2ce")})
        assert package.users_by_key["ada"].given_name == "Zoë"
        assert package.users_by_key["okafor"].given_name == "Grâce"
        assert [problem.code for problem in problems] == ["file.encoding"]

    @pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n", "\n,,,\n"])
    def test_reads_any_line_ending_and_blank_rows(self, ending: str) -> None:
        package, problems = read({n: t.replace("\n", ending) for n, t in FILES.items()})
        assert problems == []
        assert package == read()[0]

    @pytest.mark.parametrize("mark", [";", "\t", "|"])
    def test_reads_other_marks_between_values(self, mark: str) -> None:
        package, problems = read({"orgs.csv": FILES["orgs.csv"].replace(",", mark)})
        assert package == read()[0]
        assert named(problems, "file.delimiter").weight is Weight.NOTE

    def test_reads_wrong_case_nested_and_foreign_files(self) -> None:
        names = {f"export/{name.upper()}": text for name, text in FILES.items()}
        extra = {
            "__MACOSX/export/._users.csv": "x",
            "export/.DS_Store": "x",
            "export/read me.txt": "x",
        }
        package, problems = read_package(
            zipped({**names, **extra, "export/results.csv": "a\n1\n"})
        )
        assert package == read()[0]
        assert grave(problems) == []
        assert named(problems, "file.unknown").what.startswith("'read me.txt'")
        assert named(problems, "file.elsewhere").where == "results.csv"

    def test_reads_wrong_case_headers_and_booleans(self) -> None:
        header, _, rest = FILES["users.csv"].partition("\n")
        dirty = header.upper() + "\n" + rest.replace("true", "TRUE", 1).replace("true", "no", 1)
        package, problems = read({"users.csv": dirty})
        assert package.users_by_key["ada"].enabled_user is True
        assert package.users_by_key["rosa"].enabled_user is False
        assert grave(problems) == []

    def test_lets_nobody_in_on_a_boolean_it_cannot_read(self) -> None:
        package, problems = read(changed("users.csv", "ada,,,true", "ada,,,perhaps"))
        assert package.users_by_key["ada"].enabled_user is False
        assert "'perhaps' in row 2" in named(problems, "boolean.form").what

    def test_names_unknown_columns_and_reads_the_rest(self) -> None:
        text = FILES["orgs.csv"].replace(
            "parentSourcedId", "parentSourcedId,metadata.color,name"
        )
        package, problems = read({"orgs.csv": text.replace("d1\n", "d1,red,x\n")})
        assert package.orgs == read()[0].orgs
        assert "'metadata.color', 'name'" in named(problems, "column.unknown").what

    def test_takes_missing_manifest_lines_as_bulk_and_says_so(self) -> None:
        package, problems = read(
            {"manifest.csv": "propertyName,value\noneroster.version,1.2\n"}
        )
        assert package == read()[0]
        assert "read as bulk" in named(problems, "manifest.inferred").what

    def test_takes_a_missing_manifest_as_what_the_rows_say(self) -> None:
        ended = changed("enrollments.csv", "e1,,", "e1,tobedeleted,")
        package, problems = read({"manifest.csv": None, **ended})
        assert package.mode_of("enrollments") == "delta"
        assert package.mode_of("users") == "bulk"
        assert {"manifest.missing", "manifest.version"} <= {
            problem.code for problem in problems
        }

    def test_takes_a_file_the_manifest_calls_absent_as_changes_only(self) -> None:
        package, problems = read(
            changed("manifest.csv", "file.users,bulk", "file.users,Absent")
        )
        assert package.mode_of("users") == "delta"
        assert grave(problems) == []

    def test_reads_without_the_optional_files(self) -> None:
        gone = {"demographics.csv": None, "courses.csv": None}
        package, problems = read(
            {**gone, "manifest.csv": "propertyName,value\noneroster.version,1.2\n"}
        )
        assert (package.mode_of("courses"), package.courses) == ("absent", ())
        assert grave(problems) == []

    def test_makes_one_of_ids_that_change_case(self) -> None:
        package, problems = read(
            {
                **changed("enrollments.csv", "k1,s1,ada", "K1,S1,Ada"),
                **changed("roles.csv", "ada,primary", "ADA,primary"),
                **changed("demographics.csv", "\nada", "\naDa"),
            }
        )
        assert problems == []
        assert package == read()[0]

    def test_keeps_several_schools_of_a_person_and_terms_of_a_class(self) -> None:
        package, _ = read({"users.csv": USERS_1_1, "roles.csv": None})
        assert len(package.roles_of("okafor")) == 2
        assert len(package.classes[0].term_sourced_ids) == 2

    def test_takes_out_what_cannot_be_seen(self) -> None:
        package, problems = read(
            changed("users.csv", "Ada,Luna", "A\x00d\u202ea,Lu\u200cna\u00a0M")
        )
        ada = package.users_by_key["ada"]
        assert (ada.given_name, ada.family_name) == ("Ada", "Lu\u200cna M")
        assert named(problems, "text.invisible").weight is Weight.NOTE

    def test_joins_a_value_that_runs_over_lines(self) -> None:
        package, problems = read(changed("users.csv", "Ada,Luna", '"Ada\r\nMaria",Luna'))
        assert package.users_by_key["ada"].given_name == "Ada Maria"
        assert package.users_by_key["rosa"].row == 3
        assert grave(problems) == []

    def test_reads_a_quotation_mark_inside_a_plain_value(self) -> None:
        package, problems = read(changed("orgs.csv", "Willow School", 'Willow 5" School'))
        assert package.orgs_by_key["s1"].name == 'Willow 5" School'
        assert problems == []

    def test_reads_american_days_and_says_how(self) -> None:
        package, problems = read(changed("demographics.csv", "2016-02-29", "2/29/2016"))
        assert package.demographics[0].birth_date == date(2016, 2, 29)
        assert "2016-02-29" in named(problems, "date.american").what

    def test_pads_a_short_row(self) -> None:
        package, problems = read(changed("enrollments.csv", "teacher,true,,", "teacher"))
        assert len(package.enrollments) == 2
        assert named(problems, "row.short").weight is Weight.NOTE

    def test_reads_a_row_that_stands_twice_once(self) -> None:
        row = "e2,,,k1,s1,okafor,teacher,true,,\n"
        package, problems = read(changed("enrollments.csv", row, row + row))
        assert len(package.enrollments) == 2
        assert named(problems, "row.repeated").weight is Weight.NOTE

    def test_keeps_words_the_standard_does_not_know(self) -> None:
        package, problems = read(changed("roles.csv", "primary,teacher", "primary,professor"))
        assert package.roles_of("okafor")[0].role == "professor"
        assert named(problems, "word.unknown").weight is Weight.NOTE

    def test_reads_another_version_as_the_nearest(self) -> None:
        package, problems = read(
            changed("manifest.csv", "oneroster.version,1.2", "oneroster.version,9")
        )
        assert package.version == "1.2"
        assert "'9'" in named(problems, "manifest.version").what

    def test_names_two_people_with_one_user_name(self) -> None:
        _, problems = read(changed("users.csv", "true,rosa", "true,ADA"))
        assert named(problems, "username.shared").where == "users.csv row 3, username"


class TestFaults:
    """What cannot be taken is named with row, field, value and remedy; the rest is read."""

    @pytest.mark.parametrize(
        ("file", "old", "new", "code", "where"),
        [
            ("users.csv", "\nada,", "\n,", "value.missing", "users.csv row 2, sourcedId"),
            ("users.csv", "Ada,Luna", ",", "value.missing", "users.csv row 2, givenName"),
            ("users.csv", "Ada", "A" * 201, "text.long", "users.csv row 2, givenName"),
            ("users.csv", "ada,,,", "ada,gone,,", "status.unknown", "users.csv row 2, status"),
            (
                "users.csv",
                "Ada,Luna",
                "Ada,Luna,x,y,z,1,2,3,4,5",
                "row.cells",
                "users.csv row 2",
            ),
            ("users.csv", "\nrosa,", "\nADA,", "row.twice", "users.csv row 3, sourcedId"),
            ("orgs.csv", "Willow School", "", "value.missing", "orgs.csv row 3, name"),
            (
                "academicSessions.csv",
                "2025-12-19",
                "soon",
                "date.form",
                "academicSessions.csv row 3, endDate",
            ),
            (
                "academicSessions.csv",
                "2025-12-19",
                "2025-08-17",
                "date.order",
                "academicSessions.csv row 3, endDate",
            ),
            (
                "classes.csv",
                "4,s1",
                "4,s9",
                "reference.missing",
                "classes.csv row 2, schoolSourcedId",
            ),
            (
                "roles.csv",
                "ada,primary",
                "x,primary",
                "reference.missing",
                "roles.csv row 2, userSourcedId",
            ),
            (
                "roles.csv",
                "primary,student",
                "primary,",
                "value.missing",
                "roles.csv row 2, role",
            ),
            (
                "enrollments.csv",
                "k1,s1,ada",
                "k9,s1,ada",
                "reference.missing",
                "enrollments.csv row 2, classSourcedId",
            ),
            (
                "enrollments.csv",
                "2026-05-29",
                "2024-05-29",
                "date.order",
                "enrollments.csv row 2, endDate",
            ),
        ],
    )
    def test_leaves_one_row_out_and_says_why(
        self, file: str, old: str, new: str, code: str, where: str
    ) -> None:
        package, problems = read(changed(file, old, new))
        assert where in [problem.where for problem in problems if problem.code == code]
        assert all(problem.fix.endswith(".") for problem in problems)
        assert is_readable(problems)
        assert_consistent(package)

    def test_says_so_of_each_row_that_hangs_on_a_row_left_out(self) -> None:
        package, problems = read(changed("classes.csv", "4,s1", "4,s9"))
        assert package.enrollments == ()
        assert grave(problems) == ["reference.missing", *["reference.left_out"] * 2]
        assert package.is_left_out("classes", "K1")
        assert package.is_left_out("enrollments", "e1")
        assert not package.is_left_out("users", "ada")

    def test_reads_a_row_without_an_optional_reference_that_leads_nowhere(self) -> None:
        package, problems = read(changed("classes.csv", '"t1,t2"', '"t1,t9"'))
        assert package.classes[0].term_sourced_ids == ("t1",)
        assert grave(problems) == []
        assert "'t9'" in named(problems, "reference.missing").what

    def test_cuts_a_ring_of_parents_once(self) -> None:
        package, problems = read(changed("orgs.csv", "district,,\n", "district,,S1\n"))
        assert [org.parent_sourced_id for org in package.orgs] == ["", "d1"]
        assert named(problems, "reference.ring").where == "orgs.csv row 2, parentSourcedId"

    def test_loses_one_row_to_a_quotation_mark_never_closed(self) -> None:
        package, problems = read(changed("users.csv", "Rosa", '"Rosa'))
        assert named(problems, "row.quote").where == "users.csv row 3"
        assert {user.sourced_id for user in package.users} == {"ada", "okafor"}

    def test_takes_the_newer_of_two_rows(self) -> None:
        old = FILES["orgs.csv"] + "S1,,2026-01-02T00:00:00Z,Newer,school,,d1\n"
        text = old.replace("s1,,,Willow", "s1,,2026-01-01T00:00:00Z,Willow")
        package, problems = read({"orgs.csv": text})
        assert {org.name for org in package.orgs} == {"Live Oak", "Newer"}
        assert named(problems, "row.twice").where == "orgs.csv row 4, sourcedId"
        assert_consistent(package)

    def test_caps_a_hundred_thousand_like_faults(self) -> None:
        rows = "".join(f"x{n},,,k1,s1,nobody{n},student,,,\n" for n in range(2_000))
        package, problems = read({"enrollments.csv": FILES["enrollments.csv"] + rows})
        assert len(problems) == 501
        assert "1500 more" in problems[-1].what
        assert package.is_left_out("enrollments", "x1999")

    @pytest.mark.parametrize(
        ("text", "code", "weight"),
        [
            ("", "file.empty", Weight.FILE),
            ("\n", "file.empty", Weight.FILE),
            ("\ufeff", "file.empty", Weight.FILE),
            (HEADER["users.csv"], "file.no_rows", Weight.NOTE),
            (HEADER["users.csv"].strip(), "file.no_rows", Weight.NOTE),
        ],
    )
    def test_ends_nobody_for_an_empty_file(self, text: str, code: str, weight: Weight) -> None:
        package, problems = read({"users.csv": text})
        assert package.mode_of("users") == "absent"
        assert named(problems, code).weight is weight
        assert len(package.enrollments) == 2

    def test_ends_nobody_for_a_file_that_is_promised_and_missing(self) -> None:
        package, problems = read({"users.csv": None})
        assert package.mode_of("users") == "absent"
        assert grave(problems) == ["file.missing"]

    def test_takes_no_file_without_its_needed_columns(self) -> None:
        package, problems = read(changed("enrollments.csv", "userSourcedId", "user"))
        assert package.mode_of("enrollments") == "absent"
        assert "lacks userSourcedId" in named(problems, "column.missing").what
