"""What commands say of places that cannot be read or written, before they do any work."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import Cast
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.school.people.models import Campus

WRITERS = {
    "roster": ("export", "{}", "--key", "live-oak"),
    "exit-kit": ("exit-kit", "{}", "--district", "live-oak"),
    "setup": ("campus", "Live Oak Elementary", "--export", "{}"),
    "picture": ("plan", "--campus", "Live Oak Elementary", "--picture", "{}"),
    "preview": ("content", "preview", "{}"),
}


def said(*words: str) -> tuple[int, str]:
    """Type a command; return its exit code and all that it wrote, without the box around it."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "400"})
    return result.exit_code, " ".join(result.output.replace("│", " ").split())


class TestAPlaceToWrite:
    @pytest.mark.parametrize("command", WRITERS)
    def test_in_no_folder_is_refused_and_named(self, tmp_path: Path, command: str) -> None:
        target = tmp_path / "not-there" / "file.zip"
        code, words = said(*(word.format(target) for word in WRITERS[command]))
        assert code == 2
        assert "There is no folder" in words
        assert "Make it, or name another." in words

    @pytest.mark.parametrize("command", WRITERS)
    def test_that_is_a_folder_is_refused(self, tmp_path: Path, command: str) -> None:
        code, words = said(*(word.format(tmp_path) for word in WRITERS[command]))
        assert code == 2
        assert "is a folder. Name a file in it." in words


class TestAPlaceToRead:
    @pytest.mark.parametrize(
        "kind", ["case", "coherence", "teks", "oatutor", "qti", "exit-kit"]
    )
    @pytest.mark.django_db
    def test_that_is_a_folder_is_refused_by_kinds_of_one_file(
        self, tmp_path: Path, kind: str
    ) -> None:
        code, words = said("import", str(tmp_path), "--kind", kind)
        assert code == 1
        assert "is a folder. Name the one file in it to import." in words

    @pytest.mark.parametrize("day", ["x", "2026-13-01", "1/2/2026"])
    def test_wants_a_day_it_can_read(self, tmp_path: Path, day: str) -> None:
        code, words = said("import", str(tmp_path), "--today", day)
        assert code == 2
        assert f"'{day}' does not match the format" in words


class TestPlanningAllCampuses:
    def test_says_what_each_lacks(self, cast: Cast) -> None:
        code, words = said("plan", "--all")
        assert code == 1
        for campus in Campus.objects.filter(district=cast.live_oak):
            assert f"{campus.name} is not set up to be planned. There is no bell" in words
        assert "No campus can be planned." in words
