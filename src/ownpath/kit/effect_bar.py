"""An effect as one line: the prediction drawn before, the result with its interval on top; the table is the page's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 640, 132
LEFT, RIGHT = 24, 24
AXIS = 70  # where the line lies
APART = 0.12  # of the reach, left free at both ends
EDGE = 70  # a word nearer to an end than this is written towards the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectBar:
    """A prediction and a result on one scale; None where there is none."""

    title: str
    predicted: float | None
    value: float | None
    low: float | None
    high: float | None
    predicted_words: str
    value_words: str
    zero_words: str

    def __str__(self) -> str:
        """Return the drawing."""
        return draw_effect_bar(self)

    def __html__(self) -> str:
        """Return the drawing, safe as it is."""
        return draw_effect_bar(self)


def draw_effect_bar(bar: EffectBar) -> SafeString:
    """Draw zero, the prediction as an open mark, then the interval and the result over it."""
    known = [0.0]
    known += [one for one in (bar.predicted, bar.value, bar.low, bar.high) if one is not None]
    low, high = min(known), max(known)
    free = (high - low or 1.0) * APART
    low, high = low - free, high + free

    def x(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low), 1)

    parts = [
        f'<path class="eb-axis" d="M{LEFT} {AXIS}H{WIDTH - RIGHT}"/>',
        f'<path class="eb-zero" d="M{x(0)} {AXIS - 34}V{AXIS + 34}"/>',
        _word(x(0), HEIGHT - 8, bar.zero_words, "eb-small"),
    ]
    if bar.predicted is not None:
        at = x(bar.predicted)
        parts.append(f'<path class="eb-predicted" d="M{at} {AXIS - 30}V{AXIS + 30}"/>')
        parts.append(
            f'<circle class="eb-predicted" cx="{at}" cy="{AXIS}" r="11"/>'
            + _word(at, 18, bar.predicted_words, "eb-name")
        )
    if bar.low is not None and bar.high is not None:
        parts.append(f'<path class="eb-interval" d="M{x(bar.low)} {AXIS}H{x(bar.high)}"/>')
    if bar.value is not None:
        at = x(bar.value)
        parts.append(f'<circle class="eb-seen" cx="{at}" cy="{AXIS}" r="7"/>')
        is_near = bar.predicted is not None and abs(at - x(bar.predicted)) < EDGE * 1.75
        parts.append(_word(at, 38 if is_near else 18, bar.value_words, "eb-name"))
    return mark_safe(  # noqa: S308 - our own shapes; all words are escaped
        f'<svg class="effect-bar" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(bar.title)}">'
        f"{''.join(parts)}</svg>"
    )


def _word(x: float, y: float, words: str, name: str) -> str:
    anchor = "start" if x < EDGE else "end" if x > WIDTH - EDGE else "middle"
    return f'<text class="{name}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
