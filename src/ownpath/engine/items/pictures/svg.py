"""The few SVG shapes our pictures are made of: classes and `currentColor` only, so that dark mode and print work."""

from __future__ import annotations

from fractions import Fraction
from html import escape

from ownpath.engine.items.number_text import MINUS, plain_number
from ownpath.engine.items.values import Number

_WEIGHTS = {
    "pic-grid": ' stroke-opacity="0.3"',
    "pic-axis": ' stroke-width="2"',
    "pic-segment": ' stroke-width="2.5"',
}


def place(number: Number | float) -> str:
    """Return a coordinate with at most two places.

    >>> place(Fraction(1, 3)), place(20)
    ('0.33', '20')
    """
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def line(x1: Number, y1: Number, x2: Number, y2: Number, css: str) -> str:
    """Return a straight line."""
    ends = f'x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}"'
    weight = _WEIGHTS.get(css, "")
    return f'<line class="{css}" {ends} stroke="currentColor"{weight}/>'


def box(x: Number, y: Number, width: Number, height: Number, css: str) -> str:
    """Return a rectangle; its class says whether it is filled."""
    size = f'width="{place(width)}" height="{place(height)}"'
    fill = "currentColor" if css.endswith("-on") else "none"
    opacity = ' fill-opacity="0.35"' if fill != "none" else ""
    corner = f'x="{place(x)}" y="{place(y)}"'
    return f'<rect class="{css}" {corner} {size} fill="{fill}"{opacity} stroke="currentColor"/>'


def dot(x: Number, y: Number, css: str, radius: Number = 5) -> str:
    """Return a filled circle."""
    center = f'cx="{place(x)}" cy="{place(y)}" r="{place(radius)}"'
    return f'<circle class="{css}" {center} fill="currentColor"/>'


def words(x: Number, y: Number, text: str, css: str, *, anchor: str = "middle") -> str:
    """Return a label."""
    corner = f'x="{place(x)}" y="{place(y)}" text-anchor="{anchor}"'
    return (
        f'<text class="{css}" {corner} fill="currentColor" font-size="16">{escape(text)}</text>'
    )


def number_label(x: Number, y: Number, number: Number, form: str, css: str) -> str:
    """Return a number as a label; a fraction with its bar."""
    text = plain_number(number, form)
    if "/" not in text:
        return words(x, y, text.replace("-", MINUS), css)
    whole, _, fraction = text.rpartition(" ")
    top, bottom = fraction.split("/")
    if top.startswith("-"):
        whole, top = MINUS, top[1:]
    whole = whole.replace("-", MINUS)
    half = Fraction(9, 2) * max(len(top), len(bottom))
    middle = x + 5 * len(whole)
    start = words(middle - half - 3, y + 9, whole, css, anchor="end") if whole else ""
    bar = line(middle - half, y + 4, middle + half, y + 4, "pic-line")
    return start + words(middle, y, top, css) + bar + words(middle, y + 19, bottom, css)


def frame(width: Number, height: Number, alt: str, inside: str, kind: str) -> str:
    """Return the whole picture, named by its alternative text."""
    view = f'viewBox="0 0 {place(width)} {place(height)}"'
    size = f'width="{place(width)}" height="{place(height)}"'
    label = escape(alt)
    return f'<svg class="pic pic-{kind}" role="img" aria-label="{label}" {view} {size}>{inside}</svg>'
