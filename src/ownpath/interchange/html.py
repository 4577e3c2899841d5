"""Turns foreign HTML into plain text: no tag survives, raised figures stay readable.

``x<sup>2</sup>`` becomes x², ``5<sup>1/3</sup>`` becomes 5^(1/3).
"""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

from ownpath.interchange.text import lines

_TAGS = {"p", "br", "li", "sup", "sub", "h1", "h2", "h3", "h4", "div", "tr"}
_SHORT_RAISED = re.compile(r"<(sup|sub)>([^<]{1,16})</\1>")
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"</?(?:p|br|li|h[1-4]|div|tr)\b[^<>]*>")
_PLAIN = "0123456789+-\u2013\u2212=()"  # hyphen, en dash, minus
_SUPER = str.maketrans(_PLAIN + "n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")


def plain_text(markup: str, bound: int) -> str:
    r"""Return the words of some HTML, paragraphs apart, at most ``bound`` characters.

    Examples
    --------
    >>> plain_text("<p>Know 3<sup>2</sup> &gt; 3<sup>1/2</sup></p><script>x()</script>", 100)
    'Know 3² > 3^(1/2)'
    """
    sound = lines(markup, bound * 4)
    clean = nh3.clean(sound, tags=_TAGS, attributes={}, link_rel=None)
    raised = _SHORT_RAISED.sub(_as_marks, clean.replace("\n", " "))
    words = unescape(_TAG.sub("", _BLOCK.sub("\n", raised)))
    paragraphs = (part for part in lines(words, bound).split("\n") if part)
    return "\n".join(paragraphs)


def _as_marks(found: re.Match[str]) -> str:
    """Return a raised or lowered bit as marks of its own; a footnote's star stays a star."""
    place, inner = found[1], unescape(found[2])
    words = inner.strip()
    if words.startswith("*") or not words or words in ("st", "nd", "rd", "th"):
        return found[2]
    table = _SUPER if place == "sup" else _SUB
    if all(ord(mark) in table for mark in words):
        marks = words.translate(table)
    else:
        sign = "^" if place == "sup" else "_"
        marks = sign + (words if len(words) == 1 else f"({words})")
    return escape(marks + inner[len(inner.rstrip()) :])
