"""One spelling for the names of QTI 2 and 3, and where each namespace begins.

QTI 2 writes `choiceInteraction responseIdentifier`, QTI 3 `qti-choice-interaction response-identifier`; we read both
as `choice-interaction response-identifier`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
MATHML = "http://www.w3.org/1998/Math/MathML"
CONTENT = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
STANDARDS = "http://www.imsglobal.org/xsd/imscsmd_v1p1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MATCH_CORRECT = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"
ITEM_TYPES = ("imsqti_item_xmlv2p1", "imsqti_item_xmlv2p2", "imsqti_item_xmlv3p0")
ITEM_TYPE = "imsqti_item_xmlv3p0"

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def local(element: Element) -> str:
    """Return an element's name without namespace, prefix or humps."""
    return spelled(element.tag if isinstance(element.tag, str) else "")


def spelled(name: str) -> str:
    """Return a name as QTI 3 spells it, without `qti-`.

    >>> spelled("choiceInteraction"), spelled("{urn:x}qti-choice-interaction"), spelled("mn")
    ('choice-interaction', 'choice-interaction', 'mn')
    """
    bare = name.rpartition("}")[2]
    return _HUMP.sub("-", bare).lower().removeprefix("qti-")


def attribute(element: Element, name: str, otherwise: str = "") -> str:
    """Return an attribute, whichever way it is spelled."""
    for key, value in element.attrib.items():
        if spelled(key) == name:
            return value.strip()
    return otherwise
