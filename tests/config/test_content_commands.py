"""The commands for content: a new pack passes the check, coverage is told, a preview holds every template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ownpath.config.commands.content import content


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a pack that was begun by the command."""
    folder = tmp_path / "our-school"
    assert CliRunner().invoke(content, ["new", str(folder)]).exit_code == 0
    return folder


class TestANewPack:
    def test_passes_the_check(self, pack: Path) -> None:
        ran = CliRunner().invoke(content, ["check", str(pack), "--seeds", "10", "--json"])

        verdict = json.loads(ran.stdout)
        assert (ran.exit_code, verdict["is_good"], verdict["n_items"]) == (0, True, 60)

    def test_is_covered(self, pack: Path) -> None:
        ran = CliRunner().invoke(content, ["coverage", str(pack), "--json"])

        (line,) = json.loads(ran.stdout)["competencies"]
        told = {
            key: line[key]
            for key in ("templates", "lessons", "sheets", "projects", "languages")
        }
        assert told == {
            "templates": 2,
            "lessons": 1,
            "sheets": 1,
            "projects": 0,
            "languages": ["en", "es"],
        }
        assert {"code", "grade", "domain"} <= set(line)

    def test_can_be_leafed_through(self, pack: Path, tmp_path: Path) -> None:
        page = tmp_path / "preview.html"

        ran = CliRunner().invoke(content, ["preview", str(page), "--pack", str(pack)])

        assert ran.exit_code == 0
        assert page.read_text().count("<section") == 2 * 3 * 2
        assert "http" not in page.read_text()

    @pytest.mark.parametrize("name", ["Our School", "x", "our-school"])
    def test_is_refused_a_name_that_cannot_be(self, pack: Path, name: str) -> None:
        ran = CliRunner().invoke(content, ["new", str(pack.parent / name)])

        assert ran.exit_code == 1

    def test_that_is_broken_fails_the_check(self, pack: Path) -> None:
        file = pack / "templates" / "first.yaml"
        file.write_text(file.read_text().replace("answer - b = a", "answer - b = b"))

        ran = CliRunner().invoke(content, ["check", str(pack), "--seeds", "3"])

        assert ran.exit_code == 1
        assert "verify" in ran.stdout
