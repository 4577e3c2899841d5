"""XHTML with MathML to the text of our templates: paragraphs, strong words, tables and mathematics between dollars."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ownpath.interchange.qti.markup import parse

_BLOCKS = ("p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "section", "br")
_INLINE = ("span", "em", "i", "u", "a", "code", "small", "q", "sup", "sub", "label", "caption")
_SIGNS = {
    "\u2212": "-",
    "\u00d7": "*",
    "\u00b7": "*",
    "\u22c5": "*",
    "\u2062": "",
    "\u2061": "",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2260": "!=",
    "\u2248": "~",
    "\u2026": "...",
    "\u25a1": "?",
}
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r"\n{3,}")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ATOM = re.compile(r"[\w.]+|\?")


class UnsayableError(ValueError):
    """Our texts have no way to say this; the message says what."""


def as_text(html: str) -> str:
    """Return XHTML as a text of our templates.

    >>> as_text("<p>What is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of <b>$8</b>?</p>")
    'What is $1/2$ of **$$8**?'
    """
    said = "".join(_inside(parse(html)))
    lines = (_SPACES.sub(" ", line).strip() for line in said.split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def _inside(element: Element) -> list[str]:
    pieces = [_plain(element.text)]
    for child in element:
        pieces += [_element(child), _plain(child.tail)]
    return pieces


def _plain(text: str | None) -> str:
    """Return running words with our own signs doubled."""
    if not text:
        return ""
    return text.replace("$", "$$").replace("{", "{{").replace("}", "}}").replace("\n", " ")


def _element(element: Element) -> str:
    name = element.tag
    if name == "math":
        return f"${_math(element).strip()}$"
    if name in ("b", "strong"):
        return f"**{''.join(_inside(element)).strip()}**"
    if name == "table":
        return f"\n\n{_table(element)}\n\n"
    if name == "slot":
        return f"[[{element.get('name', '')}]]"
    if name in _BLOCKS:
        return f"\n\n{''.join(_inside(element))}\n\n"
    if name in _INLINE:
        return "".join(_inside(element))
    if name == "img":
        raise UnsayableError("it shows a picture file, which our items cannot hold")
    raise UnsayableError(f"it uses <{name}>")


def _table(table: Element) -> str:
    rows = [
        [" ".join("".join(_inside(cell)).split()) for cell in row if cell.tag in ("td", "th")]
        for row in table.iter("tr")
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows if row)


def _math(element: Element) -> str:
    return " ".join(piece for child in element if (piece := _node(child)))


def _node(element: Element) -> str:
    text = (element.text or "").strip()
    inside = [_node(child) for child in element]
    match element.tag:
        case "mn":
            return _GROUPED.sub("", text)
        case "mi" | "mo":
            return _SIGNS.get(text, text)
        case "mtext":
            return f'"{text}"' if text else ""
        case "mspace" | "mphantom":
            return ""
        case "mrow" | "mstyle" | "mpadded" | "semantics":
            return " ".join(inside[:1] if element.tag == "semantics" else filter(None, inside))
        case "mfrac" if len(inside) == 2:
            return f"{_grouped(inside[0])}/{_grouped(inside[1])}"
        case "msup" if len(inside) == 2:
            return f"{_grouped(inside[0])}^{_grouped(inside[1])}"
        case "msub" if len(inside) == 2:
            return f"{inside[0]}_{_grouped(inside[1])}"
        case "msqrt":
            return f"sqrt({' '.join(inside)})"
        case "mroot" if len(inside) == 2:
            return f"root({inside[1]}, {inside[0]})"
        case "mfenced":
            return f"({', '.join(inside)})"
        case "mover" if len(inside) == 2 and inside[1] in ("\u00af", "_", "\u203e"):
            return f"bar({inside[0]})"
    raise UnsayableError(f"its mathematics uses <{element.tag}>")


def _grouped(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"
