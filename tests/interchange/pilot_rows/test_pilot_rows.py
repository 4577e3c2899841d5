"""A pilot's table as people really save it."""

from __future__ import annotations

import gzip
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownpath.interchange.pilot_rows.read import read_pilot_rows

HEADING = "unit,cluster,period,group,dose,outcome"


def read(tmp_path: Path, text: str | bytes, name: str = "pilot.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_pilot_rows(path)


class TestReadPilotRows:
    def test_a_row_is_read_with_everything_in_it(self, tmp_path: Path) -> None:
        rows, problems = read(tmp_path, f"{HEADING},home\nAda,12,0,pilot,,41.5,es\n")
        assert not problems
        assert (rows[0].unit, rows[0].cluster, rows[0].period) == ("Ada", "12", 0)
        assert (rows[0].is_pilot, rows[0].dose, rows[0].outcome) == (True, None, 41.5)
        assert rows[0].further == {"home": "es"}

    def test_dirt_that_real_files_have_does_not_matter(self, tmp_path: Path) -> None:
        text = "\ufeffUnit;Cluster;Period;Group;Dose;Outcome\r\na;1;1.0; Control ;0;NA\r\n\r\n"
        rows, problems = read(tmp_path, gzip.compress(text.encode()), "pilot.csv.gz")
        assert not problems
        assert (rows[0].period, rows[0].is_pilot, rows[0].outcome) == (1, False, None)

    def test_without_clusters_every_unit_is_its_own(self, tmp_path: Path) -> None:
        rows, _ = read(tmp_path, "unit,period,group,outcome\na,0,pilot,1\nb,0,pilot,1\n")
        assert len({row.cluster for row in rows}) == 2

    def test_a_missing_column_is_named(self, tmp_path: Path) -> None:
        rows, problems = read(tmp_path, "unit,period,outcome\na,0,1\n")
        assert not rows
        assert "column group is missing" in str(problems[0])

    def test_every_fault_of_a_row_is_named_with_place_and_value(self, tmp_path: Path) -> None:
        rows, problems = read(tmp_path, f"{HEADING}\n,1,soon,both,much,high\nb,1,0,pilot,0,3\n")
        assert len(rows) == 1
        assert [p.where.split(", ")[-1] for p in problems] == [
            "unit",
            "period",
            "group",
            "outcome",
            "dose",
        ]
        assert "'soon' is no period" in str(problems[1])

    def test_infinity_counts_as_not_seen(self, tmp_path: Path) -> None:
        rows, problems = read(tmp_path, f"{HEADING}\na,1,0,pilot,0,inf\n")
        assert rows[0].outcome is None
        assert problems

    def test_a_unit_twice_in_a_period_is_said(self, tmp_path: Path) -> None:
        _, problems = read(tmp_path, f"{HEADING}\na,1,0,pilot,0,1\na,1,0,pilot,0,2\n")
        assert "more than once" in str(problems[0])

    @given(data=st.binary(max_size=200))
    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_no_bytes_raise(self, tmp_path: Path, data: bytes) -> None:
        rows, problems = read(tmp_path, HEADING.encode() + b"\n" + data)
        assert rows or problems
