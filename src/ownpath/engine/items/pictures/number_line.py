"""A number line with ticks, labels, points and jumps."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ownpath.engine.items.number_text import in_text, plain_number
from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import dot, frame, line, number_label, place, words
from ownpath.engine.items.values import Number

WIDTH, WIDE, MARGIN, BASE = 360, 480, 24, 64  # the wide one where many numbers stand below
MOST_NUMBERS = 9
HALF_A_DIGIT = 6  # so that a long number at an end is not cut off
MOST_TICKS = 120


def draw(arguments: Arguments, alt: str) -> str:
    """Return the number line as SVG."""
    first, last = arguments.number("from"), arguments.number("to")
    step = arguments.number("step")
    if last <= first or step <= 0 or (last - first) / Fraction(step) > MOST_TICKS:
        raise ValueError(f"a number line from {first} to {last} by {step} cannot be drawn")

    labels = arguments.numbers("labels") if arguments.has("labels") else [first, last]
    width = WIDTH if len(labels) <= MOST_NUMBERS else WIDE

    form = arguments.word("form", "fraction")
    margin = max(
        [MARGIN, *(HALF_A_DIGIT * len(in_text(plain_number(n, form))) for n in (first, last))]
    )

    def at(number: Number) -> Number:
        share = Fraction(number - first) / (last - first)
        return margin + share * (width - 2 * margin)

    ticks = [first + i * step for i in range(int((last - first) / Fraction(step)) + 1)]
    pieces = [line(8, BASE, width - 8, BASE, "pic-axis")]
    pieces += [line(at(t), BASE - 7, at(t), BASE + 7, "pic-tick") for t in ticks]
    pieces += [number_label(at(n), BASE + 26, n, form, "pic-label") for n in labels]
    pieces += _points(arguments, at)
    pieces += [_jump(at(a), at(b)) for a, b in arguments.rows("jumps", 2)]
    return frame(width, 116, alt, "".join(pieces), "number-line")


def _points(arguments: Arguments, at: Callable[[Number], Number]) -> list[str]:
    letters = arguments.texts("letters")
    pieces = []
    for i, number in enumerate(arguments.numbers("points")):
        pieces.append(dot(at(number), BASE, "pic-point"))
        if i < len(letters):
            pieces.append(words(at(number), BASE - 14, letters[i], "pic-letter"))
    return pieces


def _jump(start: Number, end: Number) -> str:
    top = BASE - 44
    path = (
        f"M{place(start)} {BASE - 8}Q{place((start + end) / 2)} {top} {place(end)} {BASE - 8}"
    )
    return f'<path class="pic-jump" d="{path}" fill="none" stroke="currentColor"/>'
