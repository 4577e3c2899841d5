"""Lines over time, drawn on the server as SVG: each line has its own dash and its name, never color alone.

A chart is drawn twice, and the page's width chooses: wide, with the names at the ends of the lines; narrow, for a
phone, with the names as a list below. The table behind a chart is the page's; the drawing says in words what it shows
for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LEAST_APART = 19  # lines of words, one above the other
LONGEST_ROW = 19  # letters of a name before it goes on in a second row
MOST_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One line: its name, and a value from 0 to 1 for each moment; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over the same moments; `low` and `high` are the words at the two ends of the scale.

    `places` says where each moment lies between the first (0) and the last (1); without it they are evenly apart.
    """

    title: str
    moments: Sequence[str]
    lines: Sequence[ChartLine]
    low: str
    high: str
    places: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How large a drawing is, and what is left free on each side of it."""

    kind: str
    width: int
    height: int
    left: int
    right: int
    between_ticks: int
    top: int = 18
    bottom: int = 34

    def x(self, place: float) -> float:
        """Return where a moment lies, from 0 to 1."""
        return round(self.left + (self.width - self.left - self.right) * place, 1)

    def y(self, value: float) -> float:
        """Return where a value lies, from 0 to 1."""
        room = self.height - self.top - self.bottom
        return round(self.top + room * (1 - min(max(value, 0.0), 1.0)), 1)


WIDE = Paper(kind="wide", width=720, height=300, left=64, right=196, between_ticks=96)
NARROW = Paper(kind="narrow", width=360, height=240, left=60, right=12, between_ticks=84)


def draw_chart(chart: Chart) -> SafeString:
    """Draw the lines of a chart on one scale from 0 to 1, for wide pages and for narrow ones."""
    n = len(chart.moments)
    wrong = [line.name for line in chart.lines if len(line.values) != n]
    if wrong:
        raise ValueError(f"lines {wrong!r}: expected {n} values each, one for each moment")
    if chart.places and len(chart.places) != n:
        raise ValueError(f"{len(chart.places)} places: expected {n}, one for each moment")
    places = list(chart.places) or [i / (n - 1) if n > 1 else 1.0 for i in range(n)]
    return mark_safe(  # noqa: S308 - our own shapes; all words are escaped
        f'<div class="charts">{_drawn(chart, places, WIDE)}{_drawn(chart, places, NARROW)}{_key(chart.lines)}</div>'
    )


def _drawn(chart: Chart, places: Sequence[float], paper: Paper) -> str:
    lines = "".join(_line(i, line, places, paper) for i, line in enumerate(chart.lines))
    names = _names(chart.lines, paper) if paper is WIDE else ""
    return (
        f'<svg class="chart chart-{paper.kind}" viewBox="0 0 {paper.width} {paper.height}" role="img"'
        f' aria-label="{escape(chart.title)}">{_frame(chart, places, paper)}{lines}{names}</svg>'
    )


def _frame(chart: Chart, places: Sequence[float], paper: Paper) -> str:
    rows = "".join(
        f'<path class="ch-grid" d="M{paper.left} {paper.y(value)}H{paper.width - paper.right}"/>'
        for value in (0, 0.5, 1)
    )
    ends = "".join(
        f'<text class="ch-end" x="{paper.left - 8}" y="{paper.y(value) + 5}" text-anchor="end">{escape(words)}</text>'
        for value, words in ((0.0, chart.low), (1.0, chart.high))
    )
    ticks = "".join(
        f'<text class="ch-tick" x="{paper.x(places[i])}" y="{paper.height - 8}"'
        f' text-anchor="{_anchor(places[i], paper)}">{escape(chart.moments[i])}</text>'
        for i in _told(places, paper)
    )
    return rows + ends + ticks


def _anchor(place: float, paper: Paper) -> str:
    """Keep the words of the last moment inside a narrow drawing."""
    return "end" if paper is NARROW and place == 1 else "middle"


def _told(places: Sequence[float], paper: Paper) -> list[int]:
    """Return the moments that are named: the first and the last, and between them those that have room."""
    last = len(places) - 1
    if last < 1:
        return [0] * (last + 1)
    told = [0]
    end = paper.x(places[last]) - (
        paper.between_ticks if paper is WIDE else 1.5 * paper.between_ticks
    )
    for i in range(1, last):
        here = paper.x(places[i])
        if here - paper.x(places[told[-1]]) >= paper.between_ticks and here <= end:
            told.append(i)
    return [*told, last]


def _line(number: int, line: ChartLine, places: Sequence[float], paper: Paper) -> str:
    """Draw one line; it breaks where nothing is known, and a value alone is a dot."""
    pieces: list[list[str]] = [[]]
    for place, value in zip(places, line.values, strict=True):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{paper.x(place)} {paper.y(value)}")
    path = "".join(f"M{'L'.join(piece)}" for piece in pieces if len(piece) > 1)
    dots = "".join(
        f'<circle class="ch-dot ch-{number + 1}" cx="{piece[0].split()[0]}" cy="{piece[0].split()[1]}" r="4"/>'
        for piece in pieces
        if len(piece) == 1
    )
    drawn = f'<path class="ch-line ch-{number + 1}" d="{path}"/>' if path else ""
    return drawn + dots


def _names(lines: Sequence[ChartLine], paper: Paper) -> str:
    """Write each line's name at its end, in two rows where it is long, moved apart where ends meet."""
    ends = []
    for number, line in enumerate(lines):
        known = [value for value in line.values if value is not None]
        if known:
            rows = wrap(line.name, LONGEST_ROW, max_lines=MOST_ROWS, placeholder=" …")
            ends.append((paper.y(known[-1]), number, rows or [""]))
    ends.sort(key=lambda one: one[:2])
    heights: list[float] = []
    free = float("-inf")
    for height, _number, rows in ends:
        heights.append(max(height, free))
        free = heights[-1] + LEAST_APART * len(rows)
    over = max(0.0, free - LEAST_APART - (paper.height - paper.bottom)) if ends else 0.0
    x = paper.width - paper.right + 12
    return "".join(
        f'<path class="ch-line ch-{number + 1}" d="M{x} {round(at - over, 1)}h18"/>'
        + "".join(
            f'<text class="ch-name" x="{x + 24}" y="{round(at - over + 5 + LEAST_APART * i, 1)}">{escape(row)}</text>'
            for i, row in enumerate(rows)
        )
        for at, (_height, number, rows) in zip(heights, ends, strict=True)
    )


def _key(lines: Sequence[ChartLine]) -> str:
    """Name the lines below a narrow drawing, each beside a piece of it."""
    named = "".join(
        f'<li><svg viewBox="0 0 40 12" aria-hidden="true"><path class="ch-line ch-{number + 1}" d="M2 6h36"/></svg>'
        f"{escape(line.name)}</li>"
        for number, line in enumerate(lines)
    )
    return f'<ul class="chart-key">{named}</ul>'
