"""Fields of flowers and lines over time: shapes used many times, words for those who do not see them."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from ownpath import kit
from ownpath.kit.chart import Chart, ChartLine, draw_chart
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.kit.flower_field import (
    MOST_FLOWERS,
    Bloom,
    draw_blooms,
    draw_flower_field,
    students_each,
    tell_field,
)
from ownpath.school.change.services.aims import MOST_INDICATORS

ALL = frozenset(PROMISE_WORDS)
WHOLE = Bloom(ALL, ALL)
PART = Bloom(ALL, ALL - {"hears"})
NONE = Bloom(frozenset(), frozenset())


class TestFlowerField:
    def test_draws_each_kind_once_and_uses_it_for_every_student(self) -> None:
        counts = {WHOLE: 12, PART: 3}
        assert draw_blooms([counts, counts]).count("<symbol") == 2
        assert draw_flower_field(counts).count("<use") == 15

    def test_says_how_many_are_whole_and_what_is_missing(self) -> None:
        said = tell_field({WHOLE: 12, PART: 3})
        assert said == "12 of 15 days are whole; missing most often: hears"
        assert tell_field({WHOLE: 1}) == "1 of 1 day is whole"
        assert tell_field({}) == "no day yet"

    @pytest.mark.parametrize("n", [0, 1, 59, 60, 61, 1934])
    def test_never_draws_more_than_fit_and_says_for_how_many_one_stands(self, n: int) -> None:
        drawn = draw_flower_field({PART: n}).count("<use")
        assert drawn <= MOST_FLOWERS
        assert abs(drawn * students_each(n) - n) < students_each(n)

    def test_keeps_the_fullest_first(self) -> None:
        drawn = draw_flower_field({NONE: 1, WHOLE: 1})
        assert drawn.index(WHOLE.html_id) < drawn.index(NONE.html_id)

    def test_tells_promised_from_absent(self) -> None:
        assert (
            len({WHOLE.html_id, PART.html_id, NONE.html_id, Bloom(ALL, frozenset()).html_id})
            == 4
        )


def chart_of(*values: float | None) -> Chart:
    """Return a chart with one line of these values."""
    moments = tuple(str(i) for i in range(len(values)))
    line = ChartLine(name="pace <1>", values=values)
    return Chart(
        title="From batch to own", moments=moments, lines=(line,), low="own", high="batch"
    )


class TestChart:
    def test_is_a_picture_with_a_name(self) -> None:
        drawn = fromstring(draw_chart(chart_of(0.9, 0.5, 0.2)))
        named = [one.get("aria-label") for one in drawn.iter() if one.get("role") == "img"]
        assert named == ["From batch to own"] * 2  # one for wide pages, one for a phone
        assert "pace <1>" in "".join(drawn.itertext())

    def test_breaks_where_nothing_is_known(self) -> None:
        path = (
            draw_chart(chart_of(0.9, 0.8, None, 0.2, 0.1)).split('ch-1" d="')[1].split('"')[0]
        )
        assert path.count("M") == 2

    def test_draws_a_value_alone_as_a_dot(self) -> None:
        assert "ch-dot" in draw_chart(chart_of(0.4))
        assert "ch-dot" not in draw_chart(chart_of(None))

    def test_keeps_names_apart_that_end_together(self) -> None:
        lines = tuple(ChartLine(name=name, values=(0.5,)) for name in "abcd")
        chart = Chart(title="x", moments=("1",), lines=lines, low="own", high="batch")
        texts = [
            one for one in fromstring(draw_chart(chart)).iter() if one.get("class") == "ch-name"
        ]
        heights = sorted(float(one.get("y", "0")) for one in texts)
        assert min(b - a for a, b in itertools.pairwise(heights)) >= 19

    def test_has_ink_and_a_dash_of_its_own_for_each_line_of_a_vision(self) -> None:
        sheet = Path(kit.__path__[0], "static/kit/css/marks.css").read_text(encoding="utf-8")
        on_screen = sheet.split("@media print")[0]
        inks = dict(re.findall(r"\.ch-(\d) \{ stroke: ([^;]+);", on_screen))
        dashes = re.findall(r"\.ch-\d\.ch-line \{ stroke-dasharray: ([^;]+);", on_screen)
        assert set(inks) == {str(n + 1) for n in range(MOST_INDICATORS)}
        assert len(set(dashes)) == MOST_INDICATORS - 1  # the first is whole
        for n in inks:
            assert f".ch-{n}" in sheet.split("@media print")[1]

    def test_puts_moments_where_they_lie_and_names_only_those_with_room(self) -> None:
        line = ChartLine(name="pace", values=(0.1, 0.2, 0.3, 0.4))
        chart = Chart(
            title="x", moments=("Oct 28", "Oct 30", "Nov 10", "Nov 25"), lines=(line,),
            low="own", high="batch", places=(0.0, 0.05, 0.5, 1.0),
        )  # fmt: skip
        wide = fromstring(draw_chart(chart))[0]
        told = [one.text for one in wide if one.get("class") == "ch-tick"]
        assert told == ["Oct 28", "Nov 10", "Nov 25"]

    def test_refuses_places_that_are_not_one_for_each_moment(self) -> None:
        with pytest.raises(ValueError, match="1 places: expected 0"):
            draw_chart(Chart(title="x", moments=(), lines=(), low="", high="", places=(0.0,)))

    def test_refuses_a_line_of_another_length(self) -> None:
        line = ChartLine(name="pace", values=(0.5, 0.4))
        with pytest.raises(ValueError, match="expected 1 values each"):
            draw_chart(Chart(title="x", moments=("1",), lines=(line,), low="", high=""))
