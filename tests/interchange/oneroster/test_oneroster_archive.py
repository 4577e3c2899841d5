"""Zips that are broken, hostile, or not zips."""

from __future__ import annotations

import io
import zipfile

import pytest
from roster_files import FILES, assert_consistent, grave, named, read, zipped

from ownpath.interchange.oneroster import archive, is_readable, read_package


class TestReadPackage:
    @pytest.mark.parametrize(
        "source",
        [b"", b"PK", b"not a zip", zipped(FILES)[:-40], zipped(FILES)[40:90], zipped({})],
        ids=["empty", "two-bytes", "text", "cut-short", "middle", "no-files"],
    )
    def test_says_that_nothing_can_be_read(self, source: bytes) -> None:
        package, problems = read_package(source)
        assert not is_readable(problems)
        assert package.users == ()
        assert set(package.modes.values()) == {"absent"}

    def test_says_that_there_is_no_such_file(self, tmp_path) -> None:
        _, problems = read_package(tmp_path / "nowhere.zip")
        assert problems[0].code == "package.missing"
        _, problems = read_package(tmp_path)
        assert problems[0].code == "package.nothing"

    def test_leaves_a_locked_file_out(self) -> None:
        source = bytearray(zipped(FILES))
        place = source.rindex(b"PK\x01\x02", 0, source.rindex(b"users.csv"))
        source[place + 8] |= 1
        package, problems = read_package(bytes(source))
        assert "password" in named(problems, "file.packing").what
        assert package.mode_of("users") == "absent"
        assert_consistent(package)

    def test_leaves_an_unusual_packing_out(self) -> None:
        _package, problems = read_package(zipped(FILES, zipfile.ZIP_LZMA))
        assert "file.packing" in grave(problems)
        assert not is_readable(problems)

    def test_leaves_a_damaged_file_out_and_reads_the_rest(self) -> None:
        source = zipped(FILES, zipfile.ZIP_STORED).replace(b"Ada,Luna", b"Ida,Luna")
        package, problems = read_package(source)
        assert "users.csv" in [problem.where for problem in problems]
        assert named(problems, "file.damaged").where == "users.csv"
        assert package.users == ()
        assert len(package.orgs) == 2

    def test_never_unpacks_a_bomb(self) -> None:
        target = io.BytesIO()
        with (
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb,
            bomb.open("users.csv", "w") as out,
        ):
            for _ in range(25):
                out.write(bytes(1_000_000))
        package, problems = read_package(target.getvalue())
        assert "more than 400 times" in named(problems, "package.size").what
        assert package.users == ()

    def test_counts_files(self) -> None:
        many = {f"{n}.txt": "" for n in range(archive.MAX_ENTRIES + 1)}
        _, problems = read_package(zipped(many))
        assert "201 files" in named(problems, "package.size").what

    def test_counts_bytes(self) -> None:
        info = zipfile.ZipInfo("users.csv")
        info.file_size, info.compress_size = archive.MAX_UNPACKED_BYTES + 1, 900_000_000
        assert "would unpack" in archive.fault_of_size([info])

    def test_takes_no_line_of_a_megabyte(self) -> None:
        package, problems = read({"orgs.csv": FILES["orgs.csv"] + "x" * 1_200_000})
        assert named(problems, "file.line").where == "orgs.csv"
        assert package.mode_of("orgs") == "absent"

    def test_takes_no_enormous_value(self) -> None:
        row = f'd2,,,"{"x" * 200_000}",school,,\n'
        package, problems = read({"orgs.csv": FILES["orgs.csv"] + row})
        assert grave(problems) == ["row.form"]
        assert len(package.orgs) == 2

    def test_takes_no_header_of_a_thousand_columns(self) -> None:
        text = FILES["orgs.csv"].replace("parentSourcedId", "parentSourcedId" + ",x" * 600)
        _, problems = read({"orgs.csv": text})
        assert "607 columns" in named(problems, "file.columns").what

    def test_trusts_no_name(self, tmp_path) -> None:
        names = {f"../../{tmp_path.name}/{name}": text for name, text in FILES.items()}
        package, _problems = read_package(zipped(names))
        assert package == read()[0]
        assert list(tmp_path.iterdir()) == []

    def test_passes_over_a_file_without_a_name(self) -> None:
        source = zipped({"?": "x", **FILES})
        place = source.index(b"PK\x01\x02")
        nameless = bytearray(source)
        nameless[place + 46] = 0
        assert read_package(bytes(nameless))[0] == read()[0]

    def test_reads_one_of_two_files_with_one_name(self) -> None:
        package, problems = read_package(zipped({**FILES, "old/users.csv": "x"}))
        assert package == read()[0]
        assert "'old/users.csv'" in named(problems, "file.twice").what
