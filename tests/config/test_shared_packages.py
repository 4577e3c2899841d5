"""What `make` does in a checkout that shares another's packages by a link, as a git worktree does."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("app.lock", "dev.lock")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout newer than the packages it shares, as every worktree is."""
    for place in ("main", "tree"):
        (tmp_path / place / "requirements").mkdir(parents=True)
        for lock in LOCKS:
            (tmp_path / place / "requirements" / lock).write_text("")
    packages = tmp_path / "main" / ".venv"
    (packages / "bin").mkdir(parents=True)
    for made in ("bin/python", ".app-ready", ".dev-ready"):
        (packages / made).write_text("")
    tree = tmp_path / "tree"
    (tree / ".venv").symlink_to(packages)
    for one in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / one, tree)
        (tree / one).touch()
    return tree


def make(tree: Path, goal: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Return what `make` does for a goal, as if it were called by hand: not by the `make` that runs the tests."""
    by_hand = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    asked = ["make", *options, goal]
    return subprocess.run(  # noqa: S603
        asked, cwd=tree, env=by_hand, capture_output=True, text=True, check=False
    )


def would_make(tree: Path, goal: str) -> subprocess.CompletedProcess[str]:
    """Return what `make` would do for a goal."""
    return make(tree, goal, "--dry-run")


class TestMake:
    """A checkout with a link never installs; one with packages of its own does."""

    @pytest.mark.parametrize("goal", ["words", "check", "serve"])
    def test_never_installs_through_a_link(self, checkout: Path, goal: str) -> None:
        done = would_make(checkout, goal)
        assert done.returncode == 0, done.stderr
        assert "pip" not in done.stdout

    def test_runs_the_code_of_this_checkout(self, checkout: Path) -> None:
        with (checkout / "Makefile").open("a") as more:
            more.write("where:\n\t@echo $$PYTHONPATH\n")
        told = make(checkout, "where")
        assert told.stdout.strip() == str(checkout / "src")

    def test_says_where_the_packages_are_others(self, checkout: Path) -> None:
        assert "other packages" not in would_make(checkout, "words").stderr
        (checkout / "requirements" / "dev.lock").write_text("something-newer")
        assert "other packages" in would_make(checkout, "words").stderr

    def test_stops_where_nothing_stands_behind_the_link(self, checkout: Path) -> None:
        shutil.rmtree(checkout.parent / "main")
        done = make(checkout, "words")
        assert done.returncode != 0
        assert "run make where it leads to" in done.stderr

    def test_installs_into_packages_of_its_own(self, checkout: Path) -> None:
        (checkout / ".venv").unlink()
        assert would_make(checkout, "words").stdout.count("pip install") == 2
