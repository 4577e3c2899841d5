"""Presentation MathML of our notation, with the spoken text as its alternative.

Source: W3C MathML Core, sections 3.2 to 3.4.
"""

from __future__ import annotations

from html import escape

from ownpath.engine.items.mathematics.notation import Node

INVISIBLE_TIMES = "\u2062"
_SHOWN = {
    "-": "\u2212",
    "*": "×",
    "·": "·",
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    "~": "≈",
}


def to_mathml(node: Node, *, spoken: str) -> str:
    """Return the `math` element of this tree."""
    return f'<math alttext="{escape(spoken)}">{_element(node)}</math>'


def group_thousands(digits: str) -> str:
    """Return a number with a comma between thousands.

    >>> group_thousands("1234567.25"), group_thousands("999")
    ('1,234,567.25', '999')
    """
    whole, point, places = digits.partition(".")
    return f"{int(whole):,}{point}{places}" if len(whole) > 3 else digits


def _element(node: Node) -> str:
    match node.kind:
        case "number":
            return f"<mn>{group_thousands(node.text)}</mn>"
        case "letter":
            return f"<mi>{escape(node.text)}</mi>"
        case "words":
            return f"<mtext>{escape(node.text)}</mtext>"
        case "blank":
            return '<mi class="math-blank">□</mi>'
        case "dots":
            return "<mo>…</mo>"
        case "operator":
            return f"<mo>{escape(_SHOWN.get(node.text, node.text))}</mo>"
        case "sign":
            shown = escape(_SHOWN.get(node.text, node.text))
            return f'<mo form="prefix">{shown}</mo>'
        case "row":
            return f"<mrow>{_row(node)}</mrow>"
        case _:
            return _compound(node)


def _row(node: Node) -> str:
    pieces: list[str] = []
    previous: Node | None = None
    for part in node.parts:
        if previous is not None and not {previous.kind, part.kind} & {"operator", "sign"}:
            pieces.append(f"<mo>{INVISIBLE_TIMES}</mo>")
        pieces.append(_element(part))
        previous = part
    return "".join(pieces)


def _compound(node: Node) -> str:
    inside = [_element(part) for part in node.parts]
    match node.kind:
        case "fraction":
            return f"<mfrac>{inside[0]}{inside[1]}</mfrac>"
        case "mixed":
            return f"<mrow>{inside[0]}{inside[1]}</mrow>"
        case "power":
            return f"<msup>{inside[0]}{inside[1]}</msup>"
        case "index":
            return f"<msub>{inside[0]}{inside[1]}</msub>"
        case "sqrt":
            return f"<msqrt>{inside[0]}</msqrt>"
        case "root":
            return f"<mroot>{inside[1]}{inside[0]}</mroot>"
        case "abs":
            return f"<mrow><mo>|</mo>{inside[0]}<mo>|</mo></mrow>"
        case "bar":
            # The sign alone is as wide as one digit; the page draws the line over all of them.
            return f'<mover class="repeating">{inside[0]}<mo>¯</mo></mover>'
        case "after":
            return f"<mrow>{inside[0]}<mo>{node.text}</mo></mrow>"
        case _:
            closing = ")" if node.text == "(" else "]"
            return f"<mrow><mo>{node.text}</mo>{inside[0]}<mo>{closing}</mo></mrow>"
