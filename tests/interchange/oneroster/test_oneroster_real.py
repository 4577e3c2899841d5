"""The real sample districts: every row counted, nothing grave."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from roster_files import assert_consistent, grave

from ownpath.interchange.oneroster import read_package, write_package

FILES = (
    "orgs",
    "academicSessions",
    "courses",
    "classes",
    "users",
    "enrollments",
    "demographics",
)

pytestmark = pytest.mark.data


def _counts(*names_and_counts: int) -> dict[str, int]:
    return dict(zip(FILES, names_and_counts, strict=True))


class TestReadPackage:
    @pytest.mark.parametrize(
        ("name", "counts", "version"),
        [
            ("grand_bend_1p1_bulk.zip", (4, 25, 84, 532, 2901, 13048, 960), "1.1"),
            ("grand_bend_1p2_bulk.zip", (4, 25, 84, 532, 2901, 13048, 960), "1.2"),
            ("grand_bend_1p1_delta.zip", (0, 1, 0, 1, 21, 17, 10), "1.1"),
            ("sds_v2p1", (4, 2, 3, 2, 8, 6, 6), "1.2"),
        ],
    )
    def test_reads_every_row(
        self, shared_data: Path, name: str, counts: tuple[int, ...], version: str
    ) -> None:
        package, problems = read_package(shared_data / "oneroster" / name)
        assert {file: len(package.rows(file)) for file in FILES} == _counts(*counts)
        assert package.version == version
        assert grave(problems) == []
        assert_consistent(package)

    def test_reads_the_roles_and_accounts_of_1_2(self, shared_data: Path) -> None:
        package, _ = read_package(shared_data / "oneroster" / "grand_bend_1p2_bulk.zip")
        assert (len(package.roles), len(package.user_profiles)) == (2903, 1028)
        assert len(package.roles_of("stf-207246")) == 2
        assert len(package.guardian_links()) == 1872

    def test_reads_the_delta_as_changes(self, shared_data: Path) -> None:
        package, _ = read_package(shared_data / "oneroster" / "grand_bend_1p1_delta.zip")
        assert package.mode_of("users") == package.mode_of("roles") == "delta"
        assert package.mode_of("orgs") == "absent"
        assert sum(user.is_ended for user in package.users) == 3
        assert sum(enrollment.is_ended for enrollment in package.enrollments) == 5
        names = {user.family_name for user in package.users}
        assert {"Núñez-Ortega", "O'Brien", "Washington, Jr."} <= names

    def test_reads_the_vendor_variant(self, shared_data: Path) -> None:
        package, _ = read_package(shared_data / "oneroster" / "sds_v2p1")
        assert package.guardian_links() == (
            ("114001", "114002"),
            ("114003", "114002"),
            ("114004", "114005"),
        )
        jack = package.users_by_key["114001"]
        assert (jack.given_name, jack.grades) == ("Jack", ("10",))
        assert [role.role for role in package.roles_of("114002")] == ["guardian", "relative"]

    @pytest.mark.parametrize(
        "name", ["grand_bend_1p1_bulk.zip", "grand_bend_1p2_bulk.zip", "sds_v2p1"]
    )
    def test_reads_back_what_it_wrote(self, shared_data: Path, name: str) -> None:
        package, _ = read_package(shared_data / "oneroster" / name)
        target = io.BytesIO()
        assert write_package(package, target) == []
        again, problems = read_package(target.getvalue())
        assert grave(problems) == []
        assert [again.rows(file) for file in (*FILES, "roles", "userProfiles")] == [
            package.rows(file) for file in (*FILES, "roles", "userProfiles")
        ]
