"""The few SVG shapes our pictures are made of: classes and `currentColor` only, so that dark mode and print work."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from math import cos, radians, sin
from typing import TypeAlias

from ownpath.engine.items.number_text import MINUS, in_text, plain_number
from ownpath.engine.items.values import Number

Length: TypeAlias = "Number | float"
Point: TypeAlias = "tuple[Length, Length]"

_WEIGHTS = {
    "pic-grid": ' stroke-opacity="0.4"',
    "pic-axis": ' stroke-width="2"',
    "pic-segment": ' stroke-width="2.5"',
    "pic-hand": ' stroke-width="5" stroke-linecap="round"',
    "pic-dashed": ' stroke-width="2.5" stroke-dasharray="8 5"',
    "pic-hidden": ' stroke-dasharray="5 5" stroke-opacity="0.6"',
}
NO_FILL = 'fill="none"'
_FILLS = {
    "-on": 'fill="currentColor" fill-opacity="0.35"',
    "-half": 'fill="currentColor" fill-opacity="0.15"',
    "-second": 'fill="currentColor" fill-opacity="0.1"',
    "-full": 'fill="currentColor"',
}
_SIZES = {"pic-small": 11, "pic-clock-number": 20, "pic-money": 15}


def place(number: Length) -> str:
    """Return a coordinate with at most two places.

    >>> place(Fraction(1, 3)), place(20)
    ('0.33', '20')
    """
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def line(x1: Length, y1: Length, x2: Length, y2: Length, css: str) -> str:
    """Return a straight line."""
    ends = f'x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}"'
    weight = _WEIGHTS.get(css, "")
    return f'<line class="{css}" {ends} stroke="currentColor"{weight}/>'


def box(x: Length, y: Length, width: Length, height: Length, css: str) -> str:
    """Return a rectangle; its class says whether it is filled."""
    size = f'width="{place(width)}" height="{place(height)}"'
    return f'<rect {fill_of(css)} x="{place(x)}" y="{place(y)}" {size}/>'


def dot(x: Length, y: Length, css: str, radius: Length = 5) -> str:
    """Return a filled circle."""
    center = f'cx="{place(x)}" cy="{place(y)}" r="{place(radius)}"'
    return f'<circle class="{css}" {center} fill="currentColor"/>'


def words(x: Length, y: Length, text: str, css: str, *, anchor: str = "middle") -> str:
    """Return a label."""
    if not text:
        return ""
    size = _SIZES.get(css, 16)
    corner = f'x="{place(x)}" y="{place(y)}" text-anchor="{anchor}"'
    return f'<text class="{css}" {corner} fill="currentColor" font-size="{size}">{escape(text)}</text>'


def number_label(x: Number, y: Number, number: Number, form: str, css: str) -> str:
    """Return a number as a label; a fraction with its bar."""
    text = plain_number(number, form)
    if "/" not in text:
        return words(x, y, in_text(text), css)
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


def fill_of(css: str) -> str:
    """Return how a shape of this class is filled: `-on`, `-half`, `-second`, `-full`, or not at all."""
    ending = next((end for end in _FILLS if css.endswith(end)), "")
    return f'class="{css}" {_FILLS.get(ending, NO_FILL)} stroke="currentColor"'


def outline(points: Iterable[Point], css: str) -> str:
    """Return a closed figure with straight sides."""
    listed = " ".join(f"{place(x)},{place(y)}" for x, y in points)
    return f'<polygon {fill_of(css)} points="{listed}" stroke-linejoin="round"/>'


def curve(data: str, css: str) -> str:
    """Return a path."""
    return f'<path {fill_of(css)}{_WEIGHTS.get(css, "")} d="{data}"/>'


def ring(x: Length, y: Length, radius: Length, css: str) -> str:
    """Return a circle; its class says whether it is filled."""
    return f'<circle {fill_of(css)} cx="{place(x)}" cy="{place(y)}" r="{place(radius)}"/>'


def oval(x: Length, y: Length, across: Length, down: Length, css: str) -> str:
    """Return an ellipse with these half axes."""
    center = f'cx="{place(x)}" cy="{place(y)}"'
    return f'<ellipse {fill_of(css)} {center} rx="{place(across)}" ry="{place(down)}"/>'


def ray(x: Length, y: Length, degrees: Length, length: Length) -> Point:
    """Return the point so far from (x, y), degrees counted against the clock from the right.

    >>> ray(0, 0, 90, 10)[1]
    -10.0
    """
    turn = radians(float(degrees))
    return float(x) + float(length) * cos(turn), float(y) - float(length) * sin(turn)


def arc(x: Length, y: Length, radius: Length, start: Length, end: Length) -> str:
    """Return the path data of an arc from one direction to another, against the clock."""
    (x1, y1), (x2, y2) = ray(x, y, start, radius), ray(x, y, end, radius)
    large = 1 if end - start > 180 else 0
    size = place(radius)
    return f"M{place(x1)} {place(y1)}A{size} {size} 0 {large} 0 {place(x2)} {place(y2)}"


def sector(x: Length, y: Length, radius: Length, start: Length, end: Length, css: str) -> str:
    """Return one slice of a circle, from one direction to another against the clock."""
    if end - start >= 360:
        return ring(x, y, radius, css)
    return curve(f"{arc(x, y, radius, start, end)}L{place(x)} {place(y)}Z", css)


def letters_wide(text: str) -> int:
    """Return about how wide a label is."""
    return 9 * len(text)


def frame(width: Length, height: Length, alt: str, inside: str, kind: str) -> str:
    """Return the whole picture, named by its alternative text."""
    view = f'viewBox="0 0 {place(width)} {place(height)}"'
    size = f'width="{place(width)}" height="{place(height)}"'
    label = escape(alt)
    return f'<svg class="pic pic-{kind}" role="img" aria-label="{label}" {view} {size}>{inside}</svg>'
