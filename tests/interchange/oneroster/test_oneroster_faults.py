"""Rows and files of a OneRoster package that cannot be taken, and how each is named."""

from __future__ import annotations

import pytest
from roster_files import (
    FILES,
    assert_consistent,
    changed,
    grave,
    named,
    read,
)

from ownpath.interchange.oneroster import is_readable
from ownpath.interchange.problems import Weight

HEADER = {name: text.partition("\n")[0] + "\n" for name, text in FILES.items()}


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
