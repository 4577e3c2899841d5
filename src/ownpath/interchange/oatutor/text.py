"""Takes OATutor's texts apart: plain words and LaTeX between double dollar signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_FIGURE = re.compile(r"##[^#\s]{1,80}##")
_BREAK = re.compile(r"\\n(?![a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A run of plain words, or of LaTeX without its dollar signs."""

    kind: Literal["text", "math"]
    value: str


def math_of(text: str) -> tuple[TextPart, ...]:
    r"""Return the text's parts in order; a sign that is never closed stays plain.

    A single dollar sign is money.

    Examples
    --------
    >>> [(part.kind, part.value) for part in math_of("Add $$25y^2$$ to $5.")]
    [('text', 'Add '), ('math', '25y^2'), ('text', ' to $5.')]
    >>> [(part.kind, part.value) for part in math_of("no end $$x")]
    [('text', 'no end $$x')]
    """
    pieces = text.split("$$")
    if len(pieces) % 2 == 0:
        last = pieces.pop()
        pieces[-1] += "$$" + last
    parts: list[TextPart] = []
    for i, piece in enumerate(pieces):
        words = piece if i % 2 == 0 else piece.strip()
        if words:
            parts.append(TextPart(kind="math" if i % 2 else "text", value=words))
    return tuple(parts)


def names_a_figure(text: str) -> bool:
    """Return True if the text refers to a picture, such as ##figure1.gif##."""
    return _FIGURE.search(text) is not None


def without_marks(text: str) -> str:
    r"""Return the text with OATutor's written-out line breaks as real ones.

    Examples
    --------
    >>> without_marks("First.\\nThen $$x \\neq 2$$")
    'First.\nThen $$x \\neq 2$$'
    """
    return _BREAK.sub("\n", text)
