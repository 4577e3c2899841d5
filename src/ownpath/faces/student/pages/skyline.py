"""The skyline: one column a domain, built of its competencies from the ground up, drawn on the server as SVG.

Mastered is solid, learned lighter, learning has a soft top, ready glows, not known yet is an outline. Low blocks that
stand on each other, of which nothing or only a first map speaks, are drawn as one piece with floors: each outlined
alone, they would flicker. A goal is a flag; the blocks on the way to it are lit, and thin lines run from each column to
the flag. Units are those of the drawing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

COLUMN_WIDTH = 100.0
BLOCK_WIDTH = 60.0
GAP = 2.0
TALLEST_BLOCK = 26.0
LOWEST_BLOCK = 5.0
LOWEST_WITH_WINDOWS = 12.0
TALLEST_COLUMN = 250.0
SKY = 56.0  # room above the columns for flags
GROUND = 10.0
GLOW = 3.0
FLAG = "M0 0V-38M0-38c8-5 14 4 24-1v15c-10 5-16-4-24 1"
CORNER = 4.0
IN_ONE_PIECE = frozenset({"not_known_yet", "presumed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One competency in its column."""

    competency: int
    state: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: the middle of its width, and its upper edge."""

    x: float
    y: float


def draw_skyline(
    columns: Sequence[Sequence[Block]], *, lit: Collection[int], goals: Collection[int]
) -> SafeString:
    """Draw columns of blocks; `lit` leads to the `goals`. Decoration: the words stand beside it."""
    n_most = max((len(column) for column in columns), default=1)
    block = max(LOWEST_BLOCK, min(TALLEST_BLOCK, TALLEST_COLUMN / max(1, n_most)))
    width, floor = COLUMN_WIDTH * max(1, len(columns)), SKY + block * n_most
    spots = _spots(columns, block, floor)
    drawn = [_column(column, spots, block, lit) for column in columns]
    roads = [
        _road(column, spots, lit, goal) for goal in goals for column in columns if goal in spots
    ]
    flags = [_flag(columns, spots, goal) for goal in goals if goal in spots]
    ground = f'<path class="sky-ground" d="M0 {floor + 3:.1f}H{width:.1f}"/>'
    return mark_safe(  # noqa: S308 - numbers and our own words
        f'<svg class="sky" viewBox="0 0 {width:.0f} {floor + GROUND:.0f}" width="100%" aria-hidden="true"'
        f' focusable="false">{ground}{"".join(drawn)}{"".join(roads)}{"".join(flags)}</svg>'
    )


def _spots(columns: Sequence[Sequence[Block]], block: float, floor: float) -> dict[int, Spot]:
    return {
        one.competency: Spot((place + 0.5) * COLUMN_WIDTH, floor - block * (height + 1))
        for place, column in enumerate(columns)
        for height, one in enumerate(column)
    }


def _column(
    column: Sequence[Block], spots: Mapping[int, Spot], block: float, lit: Collection[int]
) -> str:
    """Draw a column: blocks one by one, and low ones of the same open kind as one piece."""
    pieces = []
    for (state, is_lit), run in groupby(column, lambda one: (one.state, one.competency in lit)):
        own = list(run)
        if state in IN_ONE_PIECE and block < LOWEST_WITH_WINDOWS and len(own) > 1:
            top = spots[own[-1].competency]
            pieces.append(_piece(state, top, len(own), block, is_lit=is_lit))
        else:
            pieces += [_block(one, spots[one.competency], block, is_lit=is_lit) for one in own]
    return "".join(pieces)


def _piece(state: str, top: Spot, n_blocks: int, block: float, *, is_lit: bool) -> str:
    """Draw several blocks as one, with a thin floor between each two."""
    x, height = top.x - BLOCK_WIDTH / 2, block * n_blocks - GAP
    kind = f"sky-{state}" + (" is-lit" if is_lit else "")
    floors = "".join(
        f"M{x:.1f} {top.y + block * n - GAP / 2:.1f}h{BLOCK_WIDTH:.0f}"
        for n in range(1, n_blocks)
    )
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{top.y:.1f}" width="{BLOCK_WIDTH:.0f}"'
        f' height="{height:.1f}" rx="{CORNER:.1f}"/><path class="sky-floor" d="{floors}"/>'
    )


def _block(one: Block, spot: Spot, block: float, *, is_lit: bool) -> str:
    x, height = spot.x - BLOCK_WIDTH / 2, block - GAP
    corner = min(CORNER, height / 2)
    kind = f"sky-{one.state}" + (" is-lit" if is_lit else "")
    shape = f'x="{x:.1f}" y="{spot.y:.1f}" width="{BLOCK_WIDTH:.0f}" height="{height:.1f}" rx="{corner:.1f}"'
    glow = _glow(x, spot.y, height) if one.state == "ready" else ""
    soft = _soft(x, spot.y, height, corner) if one.state == "learning" else ""
    windows = _windows(x, spot.y, height) if one.state == "mastered" else ""
    return f'{glow}<rect class="{kind}" {shape}/>{soft}{windows}'


def _glow(x: float, y: float, height: float) -> str:
    return (
        f'<rect class="sky-glow" x="{x - GLOW:.1f}" y="{y - GLOW:.1f}" width="{BLOCK_WIDTH + 2 * GLOW:.0f}"'
        f' height="{height + 2 * GLOW:.1f}" rx="{CORNER + GLOW:.0f}"/>'
    )


def _windows(x: float, y: float, height: float) -> str:
    """Draw three small windows in a block that is high enough for them."""
    if height < LOWEST_WITH_WINDOWS:
        return ""
    size = height / 3
    places = (x + BLOCK_WIDTH * share - size / 2 for share in (0.25, 0.5, 0.75))
    squares = "".join(
        f"M{at:.1f} {y + size:.1f}h{size:.1f}v{size:.1f}h-{size:.1f}z" for at in places
    )
    return f'<path class="sky-window" d="{squares}"/>'


def _soft(x: float, y: float, height: float, corner: float) -> str:
    """Draw a block that is filled from below and fades toward its top."""
    steps = ((0.0, 0.15), (0.33, 0.45), (0.66, 1.0))
    third = height / len(steps)
    return "".join(
        f'<rect class="sky-soft" x="{x:.1f}" y="{y + share * height:.1f}" width="{BLOCK_WIDTH:.0f}"'
        f' height="{third + 0.2:.1f}" rx="{corner / 2:.1f}" fill-opacity="{opacity}"/>'
        for share, opacity in steps
    )


def _road(
    column: Sequence[Block], spots: Mapping[int, Spot], lit: Collection[int], goal: int
) -> str:
    """Draw one line from the highest lit block of a column to the goal."""
    on_the_way = [one.competency for one in column if one.competency in lit]
    if (
        not on_the_way
        or on_the_way[-1] == goal
        or any(one.competency == goal for one in column)
    ):
        return ""
    start, end = spots[on_the_way[-1]], spots[goal]
    side = BLOCK_WIDTH / 2 if start.x < end.x else -BLOCK_WIDTH / 2
    x1, x2, middle = start.x + side, end.x - side, (start.x + end.x) / 2
    y1, y2 = start.y + GAP * 2, end.y + GAP * 2
    curve = f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return f'<path class="sky-road" d="{curve}"/>'


def _flag(columns: Sequence[Sequence[Block]], spots: Mapping[int, Spot], goal: int) -> str:
    """Draw the flag beside the goal, its top above everything in that column."""
    own = next(column for column in columns if any(one.competency == goal for one in column))
    top, spot = spots[own[-1].competency].y, spots[goal]
    x = spot.x + BLOCK_WIDTH / 2 + GAP * 2
    pole = f'<path class="sky-pole" d="M{x - GAP * 2:.1f} {spot.y + 4:.1f}H{x:.1f}V{top:.1f}"/>'
    return f'{pole}<path class="sky-flag" transform="translate({x:.1f} {top:.1f})" d="{FLAG}"/>'
