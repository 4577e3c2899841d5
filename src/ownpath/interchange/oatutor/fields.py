"""Takes single fields out of OATutor's JSON, whose types cannot be trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.oatutor.text import without_marks
from ownpath.interchange.text import lines, one_line

LINE = 500
PROSE = 10_000
MANY = 60


def parsed(data: bytes, where: str, findings: Findings) -> object:
    """Return what a JSON file holds; None after recording that it is not readable."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        what = "it is not readable as JSON"
        findings.row("oatutor.not-json", where, what, "It is left out.")
        return None


def line(raw: Mapping[str, Any], name: str) -> str:
    """Return a field on one line; empty when it is missing or not a text."""
    value = raw.get(name)
    return one_line(value, LINE) if isinstance(value, str) else ""


def prose(raw: Mapping[str, Any], name: str) -> str:
    """Return a field that may have several lines."""
    value = raw.get(name)
    return without_marks(lines(value, PROSE)) if isinstance(value, str) else ""


def texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts, numbers too, in the file's order, repeats and all."""
    value = raw.get(name)
    entries = value if isinstance(value, list) else []
    found = []
    for entry in entries[:MANY]:
        if isinstance(entry, (int, float)) and not isinstance(entry, bool):
            found.append(shown(entry))
        elif isinstance(entry, str):
            found.append(without_marks(lines(entry, PROSE)))
    return tuple(text for text in found if text)
