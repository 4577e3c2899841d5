"""Two plans of one day as a picture: of each promise how many students have it, in both, and how many could at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LEFT, WIDTH, ROW, BAR = 140, 560, 58, 18
GAP, DIGIT = 8, 9  # between a bar and its figure; the room a digit takes
FITS_INSIDE = 60  # a bar of this length holds its figure
TOP, RIGHT, BOTTOM = 84, 90, 20
STYLE = (
    "text{font:15px system-ui,sans-serif;fill:#2b2722}.t{font-size:19px;font-weight:700}"
    ".q{fill:#6b645a}.on{fill:#fff}.over{stroke:#fffdf8;stroke-width:4;paint-order:stroke}.ours{fill:#2f7d5d}.theirs{fill:url(#h)}.most{stroke:#2b2722;stroke-width:2}"
)
HATCH = (
    '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#d9cfbf"/><path d="M0 0V6" stroke="#8a7f6e" stroke-width="3"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of the comparison, in students; `most` is what no plan could exceed."""

    name: str
    ours: int
    theirs: int
    most: int


def draw_comparison(*, title: str, rows: Sequence[Compared], n_students: int) -> str:
    """Return an SVG of its own: two bars a line on one scale from nobody to everybody, a stroke at the most.

    Raises
    ------
    ValueError
        If a figure is not between 0 and `n_students`.
    """
    wrong = [
        row.name
        for row in rows
        if not all(0 <= n <= n_students for n in (row.ours, row.theirs, row.most))
    ]
    if wrong:
        raise ValueError(f"lines {wrong!r}: expected figures from 0 to {n_students}")
    height = TOP + ROW * len(rows) + BOTTOM
    lines = "".join(_line(n, row, n_students) for n, row in enumerate(rows))
    told = "; ".join(
        f"{row.name}: {row.ours} in our plan, {row.theirs} in whole class" for row in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img" '
        f'aria-label="{escape(f"{title}. {told}.")}"><style>{STYLE}</style>{HATCH}'
        f'<rect width="100%" height="100%" fill="#fffdf8"/>{_head(title, n_students)}{lines}</svg>\n'
    )


def _head(title: str, n_students: int) -> str:
    keys = (
        ("ours", 0, "our plan"),
        ("theirs", 120, "the whole-class timetable"),
    )
    drawn = "".join(
        f'<rect class="{name}" x="{LEFT + x}" y="46" width="18" height="14" rx="3"/>'
        f'<text x="{LEFT + x + 25}" y="58">{words}</text>'
        for name, x, words in keys
    )
    return (
        f'<text class="t" x="20" y="28">{escape(title)}</text>{drawn}'
        f'<path class="most" d="M{LEFT + 360} 44V62"/><text x="{LEFT + 370}" y="58">'
        f"at most, of {n_students:,} students</text>"
    )


def _line(place: int, row: Compared, n_students: int) -> str:
    y = TOP + ROW * place
    scale = WIDTH / max(1, n_students)
    most = round(LEFT + row.most * scale, 1)
    both = (("ours", row.ours, y), ("theirs", row.theirs, y + BAR + 4))
    bars = "".join(
        f'<rect class="{name}" x="{LEFT}" y="{top}" width="{round(n * scale, 1)}" height="{BAR}" rx="3"/>'
        for name, n, top in both
    )
    figures = "".join(_figure(name, n, top, n * scale) for name, n, top in both)
    free = max(most, *(_end_of_figure(n, n * scale) for _name, n, _top in both)) + GAP
    return (
        f'<text x="{LEFT - 12}" y="{y + BAR + 6}" text-anchor="end">{escape(row.name)}</text>{bars}'
        f'<path class="most" d="M{most} {y - 4}V{y + 2 * BAR + 8}"/>{figures}'
        f'<text class="q" x="{round(free, 1)}" y="{y + BAR + 7}">of {row.most:,}</text>'
    )


def _figure(name: str, n: int, top: int, length: float) -> str:
    """Return a bar's figure: at its end, inside where there is room."""
    if length < FITS_INSIDE:
        return f'<text class="over" x="{round(LEFT + length + GAP, 1)}" y="{top + 14}">{n:,}</text>'
    kind = "on" if name == "ours" else "over"
    end = round(LEFT + length - GAP, 1)
    return f'<text class="{kind}" x="{end}" y="{top + 14}" text-anchor="end">{n:,}</text>'


def _end_of_figure(n: int, length: float) -> float:
    return LEFT + length + (0 if length >= FITS_INSIDE else GAP + DIGIT * len(f"{n:,}"))
