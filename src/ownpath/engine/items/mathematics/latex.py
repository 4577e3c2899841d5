"""LaTeX of imported content as MathML: converted, then rebuilt from a list of known elements only."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from latex2mathml import converter, exceptions

from ownpath.engine.items.mathematics.number_words import fraction_words
from ownpath.engine.items.mathematics.speech import phrase

LONGEST = 2_000
_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mfrac",
        "msqrt",
        "mroot",
        "msup",
        "msub",
        "msubsup",
        "mover",
        "munder",
        "munderover",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mtable",
        "mtr",
        "mtd",
        "mpadded",
        "mphantom",
        "menclose",
        "mstyle",
        "mfenced",
    ]
)
_UNWRAPPED = frozenset(
    {"mstyle", "mpadded", "mfenced", "menclose"}
)  # content kept, element not
_ATTRIBUTES = {"mo": {"stretchy", "form"}, "mfrac": {"linethickness"}, "mi": {"mathvariant"}}
_SPOKEN = {
    "\u2212": "-",
    "×": "*",
    "⋅": "·",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "\u2217": "*",
}
_FAULTS: tuple[type[Exception], ...] = (
    ParseError,
    DefusedXmlException,
    RuntimeError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    StopIteration,
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
)
_SILENT = ("\u2062", "\u2061", "{", "}", "|")


@lru_cache(maxsize=4096)
def latex_to_mathml(latex: str, language: str) -> tuple[str, str] | None:
    """Return (MathML, spoken text), or None when this is not LaTeX we can show."""
    if len(latex) > LONGEST or latex.count("{") > 200:
        return None
    try:
        root = ElementTree.fromstring(converter.convert(latex))
    except _FAULTS:
        return None
    spoken = " ".join(_say(root, language).split())
    inside = "".join(_rebuilt(child) for child in root)
    return f'<math alttext="{escape(spoken)}">{inside}</math>', spoken


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _rebuilt(element: Element) -> str:
    tag = _tag(element)
    inside = escape(element.text or "") + "".join(_rebuilt(child) for child in element)
    if tag not in _ELEMENTS:
        return f"<mrow>{inside}</mrow>"
    if tag in _UNWRAPPED:
        return f"<mrow>{inside}</mrow>"
    allowed = _ATTRIBUTES.get(tag, set())
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in allowed
    )
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _say(element: Element, language: str) -> str:
    tag, children = _tag(element), list(element)
    text = (element.text or "").strip()
    if not children:
        return _sign(text, language)
    said = [_say(child, language) for child in children]
    if tag == "mfrac" and len(said) == 2:
        if all(part.isdigit() and len(part) < 9 for part in said):
            return fraction_words(int(said[0]), int(said[1]), language)
        return f"{said[0]} {phrase('over', language)} {said[1]}"
    if tag == "msup" and len(said) == 2:
        if said[1] in ("2", "3"):
            name = "squared" if said[1] == "2" else "cubed"
            return f"{said[0]} {phrase(name, language)}"
        return f"{said[0]} {phrase('power', language)} {said[1]}"
    if tag == "msqrt":
        return f"{phrase('sqrt', language)} {' '.join(said)}"
    if tag == "mroot" and len(said) == 2:
        return f"{phrase('root', language)} {said[1]} {phrase('of', language)} {said[0]}"
    return " ".join(said)


def _sign(text: str, language: str) -> str:
    if text in _SILENT:
        return ""
    if text in "()[]" and text:
        return phrase("open" if text in "([" else "close", language)
    sign = _SPOKEN.get(text, text)
    known = ("+", "-", "*", "·", "÷", "=", "<", ">", "<=", ">=", "!=", "~", "%", "±")
    return phrase(sign, language) if sign in known else text
