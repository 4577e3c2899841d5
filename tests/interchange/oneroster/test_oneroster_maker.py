"""The invented district of the benchmarks."""

from __future__ import annotations

import io
import random
from importlib import import_module
from pathlib import Path

import pytest
from roster_files import assert_consistent

from ownpath.interchange.oneroster import Package, read_package, write_package

BENCH = Path(__file__).parents[3] / "bench"


def _make(monkeypatch: pytest.MonkeyPatch, n_students: int, seed: int) -> Package:
    monkeypatch.syspath_prepend(BENCH)
    maker = import_module("make_roster")
    made: Package = maker.make_district(n_students=n_students, rng=random.Random(seed))
    return made


class TestMakeDistrict:
    @pytest.mark.parametrize("n_students", [1, 25, 700])
    def test_makes_a_package_without_a_fault(
        self, monkeypatch: pytest.MonkeyPatch, n_students: int
    ) -> None:
        package = _make(monkeypatch, n_students, 1)
        target = io.BytesIO()
        assert write_package(package, target) == []
        again, problems = read_package(target.getvalue())
        assert problems == []
        assert again == package
        assert_consistent(again)
        assert len(again.demographics) == n_students
        placed = [place for place in again.enrollments if place.role == "student"]
        assert len(placed) == n_students * 12

    def test_makes_the_same_for_the_same_seed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert _make(monkeypatch, 30, 7) == _make(monkeypatch, 30, 7)
        assert _make(monkeypatch, 30, 7) != _make(monkeypatch, 30, 8)

    def test_refuses_a_district_without_students(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            _make(monkeypatch, 0, 1)
