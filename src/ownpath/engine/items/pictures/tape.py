"""Tape diagrams: bars made of pieces, each with its name, a brace with the whole above."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, curve, frame, words

WIDTH, MARGIN, HEIGHT, GAP, BRACE = 340, 12, 46, 16, 34
MOST_BARS, MOST_PIECES = 5, 20


def draw(arguments: Arguments, alt: str) -> str:
    """Return the bars, all to one scale."""
    bars = [[float(piece) for piece in bar] for bar in arguments.lists("bars", most=MOST_BARS)]
    if not bars or any(not 1 <= len(bar) <= MOST_PIECES or min(bar) <= 0 for bar in bars):
        raise ValueError(f"picture: 1 to {MOST_BARS} bars of 1 to {MOST_PIECES} lengths over 0")
    labels, totals = arguments.text_lists("labels"), arguments.texts("totals")
    unit = (WIDTH - 2 * MARGIN) / max(map(sum, bars))
    pieces, y = [], MARGIN
    for i, bar in enumerate(bars):
        total = totals[i] if i < len(totals) else ""
        if total:
            pieces.append(_brace(sum(bar) * unit, y, total))
            y += BRACE
        x = float(MARGIN)
        for j, piece in enumerate(bar):
            pieces.append(box(x, y, piece * unit, HEIGHT, "pic-cell-second"))
            text = labels[i][j] if i < len(labels) and j < len(labels[i]) else ""
            pieces.append(words(x + piece * unit / 2, y + HEIGHT // 2 + 6, text, "pic-label"))
            x += piece * unit
        y += HEIGHT + GAP
    return frame(WIDTH, y - GAP + MARGIN, alt, "".join(pieces), "tape")


def _brace(wide: float, top: int, text: str) -> str:
    left, right, y = MARGIN + 1, MARGIN + wide - 1, top + BRACE - 3
    middle = max((left + right) / 2, left + 8)
    path = f"M{left} {y}q0 -6 6 -6H{middle - 5:.1f}l5 -5l5 5H{right - 6:.1f}q6 0 6 6"
    at = max(middle, 4.5 * len(text) + 4)
    return curve(path, "pic-line") + words(at, top + 16, text, "pic-label")
