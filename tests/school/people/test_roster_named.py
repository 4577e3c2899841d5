"""Problems say whom and what they are about by name, whichever file they stand in."""

from __future__ import annotations

import pytest
from rosters import TODAY, bring_in, small_roster

from ownpath.interchange.oneroster import read_package
from ownpath.interchange.oneroster.clues import RowClues, clues_of
from ownpath.interchange.problems import Problem
from ownpath.school.people.imports import plan_import
from ownpath.school.people.models import District

pytestmark = pytest.mark.django_db
HEADS = {
    "users.csv": "sourcedId,status,enabledUser,givenName,familyName,username",
    "enrollments.csv": "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role",
    "demographics.csv": "sourcedId,status,birthDate",
    "roles.csv": "sourcedId,status,userSourcedId,roleType,role,orgSourcedId",
    "classes.csv": "sourcedId,status,title,schoolSourcedId,courseSourcedId,termSourcedIds",
    "orgs.csv": "sourcedId,status,name,type",
    "courses.csv": "sourcedId,status,title",
    "academicSessions.csv": "sourcedId,status,title,type,startDate,endDate",
}


def told_about(tmp_path: object, **rows: list[str]) -> dict[str, str]:
    """Return whom the problems of some rows, sent as changes, are about: by where they stand."""
    for name, lines in rows.items():
        path = tmp_path / f"{name}.csv"  # type: ignore[operator]
        path.write_text("\n".join([HEADS[f"{name}.csv"], *lines]) + "\n")
    manifest = [
        "propertyName,value",
        "oneroster.version,1.2",
        *(f"file.{name},delta" for name in rows),
    ]
    (tmp_path / "manifest.csv").write_text("\n".join(manifest))  # type: ignore[operator]
    package, problems = read_package(tmp_path)  # type: ignore[arg-type]
    plan = plan_import(
        package=package, problems=problems, district=District.objects.get(), today=TODAY
    )
    return {one.where: one.about for one in plan.problems}


@pytest.fixture
def here() -> None:
    bring_in(small_roster())


class TestNames:
    @pytest.mark.parametrize(
        ("file", "row", "where", "about"),
        [
            ("enrollments", "e9,active,m4a,elm,ada,", "role", "Ada Morales · Mathematics 4, A"),
            ("roles", "r9,active,ben,primary,,oak", "role", "Ben Carter · Oak School"),
            ("demographics", "ada,asleep,", "status", "Ada Morales"),
            ("classes", "m4b,active,,elm,crs-math,year", "title", "Mathematics 4, B"),
            ("classes", "m9,active,Algebra,,,", "schoolSourcedId", "Algebra"),
            ("courses", "crs-math,active,", "title", "Mathematics 4"),
            ("academicSessions", "fall,active,,semester,x,y", "title", "Fall"),
            ("users", "ben,active,true,,,ben", "givenName", "Ben Carter"),
            ("users", ",active,true,Zoe,Quill,zoe", "sourcedId", "Zoe Quill"),
        ],
    )
    def test_come_from_the_row_or_from_the_records(
        self, here: None, tmp_path: object, file: str, row: str, where: str, about: str
    ) -> None:
        found = told_about(tmp_path, **{file: [row]})
        assert found[f"{file}.csv row 2, {where}"] == about

    def test_come_from_a_row_of_the_file_that_was_left_out_itself(
        self, here: None, tmp_path: object
    ) -> None:
        found = told_about(
            tmp_path,
            users=["zoe,asleep,true,Zoe,Quill,zoe"],
            enrollments=["e9,active,m4a,elm,zoe,wizard"],
        )
        assert found["users.csv row 2, status"] == "Zoe Quill"
        assert "Zoe Quill · Mathematics 4, A" in found.values()

    def test_of_a_fault_told_once_for_a_column_are_those_of_its_first_rows(
        self, here: None, tmp_path: object
    ) -> None:
        rows = ["ada,active,soon", "ben,active,once", "ada,active,soon", "ben,active,never"]
        found = told_about(tmp_path, demographics=rows)
        assert found["demographics.csv, birthDate"] == "Ada Morales; Ben Carter"

    def test_are_missing_where_nobody_knows(self, here: None, tmp_path: object) -> None:
        found = told_about(tmp_path, enrollments=["e9,active,gone,elm,nobody,"])
        assert found["enrollments.csv row 2, role"] == ""

    def test_stand_in_the_line_of_a_problem(self) -> None:
        one = Problem(code="x", where="users.csv row 2", what="it is", fix="Do.", about="Ada")
        assert str(one) == "users.csv row 2 (Ada): it is. Do."


class TestClues:
    def test_of_a_row_without_anything_are_empty(self) -> None:
        assert clues_of("users", {}.get) == RowClues(key="", name="", named=())  # type: ignore[arg-type]
