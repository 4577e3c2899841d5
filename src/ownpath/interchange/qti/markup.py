"""The XHTML of items in one plain form: no namespaces, few attributes, so that equal texts are equal strings."""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ownpath.interchange.qti.names import attribute, local

KEPT = ("alt", "alttext", "src", "name")
_VOID = ("br", "img", "slot")
_SPACES = re.compile(r"\s+")


def inner(element: Element) -> str:
    """Return what stands inside an element as plain XHTML; runs of spaces are one.

    >>> inner(parse("<p class='x'>A  <b>b</b></p>"))
    '<p>A <b>b</b></p>'
    """
    pieces = [_text(element.text)]
    for child in element:
        pieces.append(_outer(child))
        pieces.append(_text(child.tail))
    return "".join(pieces).strip()


def parse(html: str) -> Element:
    """Return the tree of plain XHTML, inside a root of its own.

    Raises
    ------
    ValueError
        If it is not well-formed, or declares entities.
    """
    try:
        root: Element = fromstring(f"<root>{html}</root>")
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"not well-formed XHTML ({error})") from error
    return root


def plain(html: str) -> str:
    """Return XHTML in the plain form."""
    return inner(parse(html))


def _outer(element: Element) -> str:
    name = local(element)
    if not name:
        return ""
    attributes = "".join(
        f' {key}="{escape(attribute(element, key))}"' for key in KEPT if attribute(element, key)
    )
    if name in _VOID:
        return f"<{name}{attributes}/>"
    return f"<{name}{attributes}>{inner_of(element)}</{name}>"


def inner_of(element: Element) -> str:
    """Return what stands inside, its outer spaces kept."""
    pieces = [_text(element.text)]
    for child in element:
        pieces += [_outer(child), _text(child.tail)]
    return "".join(pieces)


def _text(text: str | None) -> str:
    return escape(_SPACES.sub(" ", text), quote=False) if text else ""
