"""`ownpath simulate` as somebody calls it."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from ownpath.config.cli import app

SMALL = ["simulate", "--students", "5", "--competencies", "12", "--days", "4"]


class TestSimulate:
    def test_prints_a_table_and_what_it_comes_to(self) -> None:
        done = CliRunner().invoke(app, [*SMALL, "--family", "growth"])
        assert done.exit_code == 0
        assert "ours ahead of batch in the worst family by" in done.output

    def test_prints_json_alone(self) -> None:
        call = [*SMALL, "--family", "growth", "--policy", "ours", "--policy", "batch", "--json"]
        done = CliRunner().invoke(app, call)
        found = json.loads(done.stdout)
        assert [one["policy"] for one in found["reports"]] == ["ours", "batch"]
        assert set(found["ours_ahead_by"]) == {"batch"}

    def test_names_what_it_does_not_know(self) -> None:
        done = CliRunner().invoke(app, [*SMALL, "--policy", "luck"])
        assert done.exit_code == 1
        assert "luck" in done.stderr
        assert "bkt-0.98" in done.stderr
