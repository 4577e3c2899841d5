"""`ownpath effect`: what a script gets and what a person reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.engine.simulation.districts import District, simulate_district


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = simulate_district(District(effect=6.0), rng=np.random.default_rng(2))
    path = tmp_path / "pilot.csv"
    lines = ["unit,cluster,period,group,dose,outcome,home"]
    for k in range(len(rows.unit)):
        group = "pilot" if rows.is_pilot[k] else "comparison"
        outcome = "" if np.isnan(rows.outcome[k]) else f"{rows.outcome[k]:.2f}"
        home = ("en", "es")[rows.unit[k] % 2]
        cells = (
            rows.unit[k],
            rows.cluster[k],
            rows.period[k],
            group,
            rows.dose[k],
            outcome,
            home,
        )
        lines.append(",".join(map(str, cells)))
    path.write_text("\n".join(lines))
    return path


def run(*arguments: object):
    return CliRunner().invoke(app, ["effect", *map(str, arguments)])


class TestEffectCommand:
    def test_prints_estimate_interval_verdict_and_words(self, table: Path) -> None:
        result = run(table, "--json", "--by", "home")
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert found["interval"][0] < found["estimate"] < found["interval"][1]
        assert found["verdict"] == "it helped"
        assert found["words"].startswith("It helped")
        assert {one["name"] for one in found["slices"]} == {"en", "es"}

    def test_says_it_in_spanish(self, table: Path) -> None:
        assert run(table, "--language", "es").stdout.startswith("Ayudó")

    def test_refuses_a_headline_of_those_who_took_part(self, table: Path) -> None:
        result = run(table, "--headline", "dose")
        assert result.exit_code == 1
        assert "Lead with everyone counted" in result.stderr

    def test_names_a_column_that_is_not_there(self, table: Path) -> None:
        result = run(table, "--by", "grade")
        assert result.exit_code == 1
        assert "There is no column grade" in result.stderr

    def test_nothing_to_compare_is_said_and_ends_with_1(self, tmp_path: Path) -> None:
        path = tmp_path / "few.csv"
        path.write_text("unit,cluster,period,group,dose,outcome\na,1,0,comparison,0,1\n")
        result = run(path, "--json")
        assert result.exit_code == 1
        found = json.loads(result.stdout)
        assert (found["estimate"], found["verdict"]) == (None, "we do not know yet")

    def test_a_file_without_the_columns_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "odd.csv"
        path.write_text("a,b\n1,2\n")
        result = run(path)
        assert result.exit_code == 1
        assert "unit, period, group, outcome is missing" in result.stderr
