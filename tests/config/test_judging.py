"""`ownpath evaluate` and `ownpath fit`, as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.engine.knowledge.storing import load_model


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of forty made-up students."""
    rng = np.random.default_rng(8)
    lines = ["student,item,competency,correct,time"]
    for student in range(40):
        ability = rng.normal()
        for k in range(int(rng.integers(1, 30))):
            item = int(rng.integers(12))
            right = int(rng.random() < 1 / (1 + np.exp(-(ability + item / 6 - 1))))
            lines.append(f"s{student},i{item},c{item % 3};c{item % 2},{right},{k * 3600}")
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines))
    return path


class TestEvaluate:
    @pytest.mark.parametrize("head", ["glass", "accuracy"])
    def test_prints_folds_and_mean_as_json(self, table: Path, head: str) -> None:
        done = CliRunner().invoke(
            app, ["evaluate", str(table), "--format", "csv", "--head", head, "--json"]
        )
        assert done.exit_code == 0
        found = json.loads(done.stdout)
        assert len(found["folds"]) == 5
        for row in (*found["folds"], found["mean"]):
            assert {"auc", "accuracy", "log_loss", "ece", "cpu_seconds"} <= row.keys()
        aucs = [fold["auc"] for fold in found["folds"]]
        assert found["mean"]["auc"] == pytest.approx(np.mean(aucs))

    def test_takes_one_student_with_one_answer_and_one_competency(self, tmp_path: Path) -> None:
        rows = "".join(f"s{k},c,{k % 2}\n" for k in range(5))
        (tmp_path / "a.csv").write_text("student,competency,correct\n" + rows)
        done = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--format", "csv", "--json"])
        assert done.exit_code == 0
        assert json.loads(done.stdout)["mean"]["log_loss"] > 0

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--format", "akt"], "test1"),
            (["--format", "xls"], "akt"),
            (["--head", "deep"], "deep"),
        ],
    )
    def test_refuses_with_a_reason(self, table: Path, arguments: list[str], said: str) -> None:
        given = ["evaluate", str(table.parent), "--format", "csv", *arguments]
        done = CliRunner().invoke(app, given)
        assert done.exit_code == (1 if said == "test1" else 2)
        assert said in done.stderr


class TestFit:
    def test_writes_a_model_that_can_be_read(self, table: Path, tmp_path: Path) -> None:
        target = tmp_path / "model.npz"
        done = CliRunner().invoke(app, ["fit", str(table), str(target)])
        assert done.exit_code == 0
        model = load_model(target.read_bytes())
        assert set(model.competency_keys) == {"c0", "c1", "c2"}
        assert model.about["n_students"] == 40
        assert 0 < model.about["n_watched"] < model.about["n_answers"]
