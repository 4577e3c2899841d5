"""The picture of two plans of a day."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from ownpath.config.commands.comparison_picture import Compared, draw_comparison

ROWS = [
    Compared(name="whole days", ours=19, theirs=0, most=20),
    Compared(name="hears <3", ours=24, theirs=12, most=24),
]
SVG = "{http://www.w3.org/2000/svg}"


class TestComparison:
    def test_draws_bars_as_long_as_their_figures(self) -> None:
        drawn = draw_comparison(title="Cedar & Co", rows=ROWS, n_students=24)
        root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
        bars = [b for b in root.iter(f"{SVG}rect") if b.get("height") == "18"]
        widths = [float(str(b.get("width"))) for b in bars]
        assert widths[1] == 0
        assert widths[2] == pytest.approx(2 * widths[3])
        assert "whole days: 19 in our plan, 0 in whole class" in str(root.get("aria-label"))

    def test_writes_each_figure_at_its_bar_and_the_most_beyond_the_mark(self) -> None:
        root = ET.fromstring(draw_comparison(title="", rows=ROWS, n_students=24))  # noqa: S314
        at = {str(t.text): float(str(t.get("x"))) for t in root.iter(f"{SVG}text")}
        mark = 140 + 20 / 24 * 560
        assert at["19"] < 140 + 19 / 24 * 560 < mark < at["of 20"]
        assert 140 < at["0"] < 160
        assert at["12"] < 140 + 560 / 2

    def test_draws_a_campus_without_students(self) -> None:
        nobody = [Compared(name="whole days", ours=0, theirs=0, most=0)]
        ET.fromstring(draw_comparison(title="", rows=nobody, n_students=0))  # noqa: S314

    @pytest.mark.parametrize("ours", [-1, 25])
    def test_refuses_more_than_everybody(self, ours: int) -> None:
        wrong = [Compared(name="hears", ours=ours, theirs=0, most=24)]
        with pytest.raises(ValueError, match="hears"):
            draw_comparison(title="", rows=wrong, n_students=24)
