"""`ownpath plan` and `ownpath campus`, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from grounds import Grounds
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.school.days.models import DayPlan

CAMPUS = "Live Oak Elementary"


def said(*words: str) -> tuple[int, str]:
    """Type a command; return its exit code and all that it wrote."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    return result.exit_code, " ".join(result.output.split())


class TestPlan:
    @pytest.mark.parametrize(
        "words", [(), ("--campus", "A", "--all"), ("--all", "--instance", "x")]
    )
    def test_wants_one_thing_to_plan(self, words: tuple[str, ...]) -> None:
        assert said("plan", *words)[0] == 2

    @pytest.mark.usefixtures("moment_of_the_cast")
    def test_plans_publishes_and_compares(self, grounds: Grounds, tmp_path: Path) -> None:
        code, words = said("plan", "--campus", CAMPUS, "--date", "2026-03-11", "--publish")
        assert code == 0, words
        assert "no rule broken" in words
        assert "of the best possible" in words
        assert "is past" not in words
        assert "Promises to 24 students" in words
        assert DayPlan.objects.get().state == DayPlan.State.PUBLISHED
        grounds.teach_whole_classes()
        picture = tmp_path / "compared.svg"
        code, words = said(
            "plan", "--campus", CAMPUS, "--date", "2026-03-11", "--preset", "whole-class",
            "--picture", str(picture),
        )  # fmt: skip
        assert code == 0, words
        assert "our plan" in words
        assert "in whole class" in picture.read_text(encoding="utf-8")

    def test_publishes_no_timetable_that_is_there_to_compare_with(
        self, grounds: Grounds
    ) -> None:
        code, words = said("plan", "--campus", CAMPUS, "--preset", "whole-class", "--publish")
        assert code == 1, words
        assert "leave out --publish" in words
        assert not DayPlan.objects.exists()

    @pytest.mark.usefixtures("moment_of_the_cast")
    def test_plans_a_day_that_is_past_to_look_at_only(self, grounds: Grounds) -> None:
        day = "--date", "2026-03-09"
        for which in (("--campus", CAMPUS), ("--all",)):
            code, words = said("plan", *which, *day, "--publish")
            assert code == 1, grounds
            assert f"2026-03-09 is over at {CAMPUS}: today is 2026-03-10 there" in words
            assert "Leave out --publish" in words
        assert not DayPlan.objects.exists()
        code, words = said("plan", "--campus", CAMPUS, *day)
        assert code == 0, words
        assert "2026-03-09 is past" in words
        assert DayPlan.objects.get().state == DayPlan.State.DRAFT

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--campus", "Nowhere"), 'No campus is called "Nowhere"'),
            (("--campus", CAMPUS, "--preset", "batch"), 'no model "batch"'),
            (
                ("--campus", CAMPUS, "--date", "2026-03-14"),
                "There is no school at Live Oak Elementary on March 14, 2026.",
            ),
            (
                ("--campus", CAMPUS, "--date", "2026-03-11", "--preset", "whole-class"),
                "No plan can be",
            ),
        ],
    )
    def test_says_why_not(self, grounds: Grounds, words: tuple[str, ...], told: str) -> None:
        code, output = said("plan", *words)
        assert code == 1, grounds
        assert told in output


class TestCampus:
    def test_goes_out_and_comes_in(self, grounds: Grounds, tmp_path: Path) -> None:
        path = tmp_path / "campus.yaml"
        assert said("campus", CAMPUS, "--export", str(path))[0] == 0
        code, words = said("campus", CAMPUS, "--import", str(path))
        assert (code, "Would bring in" in words) == (0, True), grounds
        assert said("campus", CAMPUS, "--import", str(path), "--apply")[0] == 0
        path.write_text(path.read_text().replace("kind: class", "kind: attic"))
        code, words = said("campus", CAMPUS, "--import", str(path), "--apply")
        assert code == 1
        assert "attic" in words

    def test_tells_a_refusal_with_one_stop_before_its_remedy(
        self, grounds: Grounds, tmp_path: Path
    ) -> None:
        (tmp_path / "blocks.csv").write_text(
            "schedule,name,kind,starts_at,ends_at\n"
            "Late,1,learning,09:00,10:00\nLate,2,learning,09:30,10:30\n"
        )
        code, words = said("campus", CAMPUS, "--import", str(tmp_path))
        assert code == 1, grounds
        assert "begins at 09:30; Let each block end" in " ".join(words.split())
