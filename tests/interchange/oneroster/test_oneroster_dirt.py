"""Dirt that real OneRoster files have and that must not stop a good import."""

from __future__ import annotations

from datetime import date

import pytest
from roster_files import (
    FILES,
    USERS_1_1,
    changed,
    grave,
    named,
    read,
    zipped,
)

from ownpath.interchange.oneroster import read_package
from ownpath.interchange.problems import Weight


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
