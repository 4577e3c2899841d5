"""Lines over time, drawn on the server as SVG: each line has its own dash and its name at its end, never color alone.

The table behind a chart is the page's; the drawing says in words what it shows for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 150, 18, 34
LEAST_APART = 19  # names at the ends of lines, one above the other
MOST_TICKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One line: its name, and a value from 0 to 1 for each moment; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over the same moments; `low` and `high` are the words at the two ends of the scale."""

    title: str
    moments: Sequence[str]
    lines: Sequence[ChartLine]
    low: str
    high: str


def draw_chart(chart: Chart) -> SafeString:
    """Draw the lines of a chart on one scale from 0 to 1."""
    n = len(chart.moments)
    wrong = [line.name for line in chart.lines if len(line.values) != n]
    if wrong:
        raise ValueError(f"lines {wrong!r}: expected {n} values each, one for each moment")
    parts = [_frame(chart), *(_line(i, line, n) for i, line in enumerate(chart.lines))]
    return mark_safe(  # noqa: S308 - our own shapes; all words are escaped
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(chart.title)}">'
        f"{''.join(parts)}{_names(chart.lines)}</svg>"
    )


def _x(place: int, n: int) -> float:
    width = WIDTH - LEFT - RIGHT
    return round(LEFT + (width * place / (n - 1) if n > 1 else width), 1)


def _y(value: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(value, 0.0), 1.0)), 1)


def _frame(chart: Chart) -> str:
    n, right = len(chart.moments), WIDTH - RIGHT
    rows = "".join(
        f'<path class="ch-grid" d="M{LEFT} {_y(value)}H{right}"/>' for value in (0, 0.5, 1)
    )
    ends = "".join(
        f'<text class="ch-end" x="{LEFT - 8}" y="{_y(value) + 5}" text-anchor="end">{escape(words)}</text>'
        for value, words in ((0.0, chart.low), (1.0, chart.high))
    )
    step = max(1, -(-n // MOST_TICKS))
    ticks = "".join(
        f'<text class="ch-tick" x="{_x(place, n)}" y="{HEIGHT - 8}" text-anchor="middle">'
        f"{escape(chart.moments[place])}</text>"
        for place in range(0, n, step)
    )
    return rows + ends + ticks


def _line(number: int, line: ChartLine, n: int) -> str:
    """Draw one line; it breaks where nothing is known, and a value alone is a dot."""
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(line.values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{_x(place, n)} {_y(value)}")
    path = "".join(f"M{'L'.join(piece)}" for piece in pieces if len(piece) > 1)
    dots = "".join(
        f'<circle class="ch-dot ch-{number + 1}" cx="{piece[0].split()[0]}" cy="{piece[0].split()[1]}" r="4"/>'
        for piece in pieces
        if len(piece) == 1
    )
    drawn = f'<path class="ch-line ch-{number + 1}" d="{path}"/>' if path else ""
    return drawn + dots


def _names(lines: Sequence[ChartLine]) -> str:
    """Write each line's name at its end, moved apart where ends meet."""
    ends = []
    for number, line in enumerate(lines):
        known = [value for value in line.values if value is not None]
        if known:
            ends.append((_y(known[-1]), number, line.name))
    heights: list[float] = []
    for height, _, _ in sorted(ends):
        heights.append(max(height, heights[-1] + LEAST_APART) if heights else height)
    over = max(0.0, heights[-1] - (HEIGHT - BOTTOM)) if heights else 0.0
    x = WIDTH - RIGHT + 12
    return "".join(
        f'<path class="ch-line ch-{number + 1}" d="M{x} {round(at - over, 1)}h18"/>'
        f'<text class="ch-name" x="{x + 24}" y="{round(at - over + 5, 1)}">{escape(name)}</text>'
        for at, (_, number, name) in zip(heights, sorted(ends), strict=True)
    )
