"""Takes single fields out of a JSON object whose types cannot be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.frameworks.grades import grade_codes
from ownpath.interchange.frameworks.identifiers import as_uuid, derived
from ownpath.interchange.frameworks.records import Link
from ownpath.interchange.text import lines, one_line

LINE = 500
PROSE = 10_000
URI = 2_000
MANY = 50
MAX_NUMBER = 2**31 - 1
_UUID_AT_END = re.compile(r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/?$")


class Fields:
    """One JSON object, read field by field; what is odd goes to the findings."""

    def __init__(self, raw: Mapping[str, Any], where: str, findings: Findings) -> None:
        self.raw = raw
        self.where = where
        self.findings = findings

    def line(self, *names: str, bound: int = LINE) -> str:
        """Return the first of these fields that is given, on one line."""
        return next((one_line(text, bound) for text in self._texts(names, bound)), "")

    def prose(self, name: str) -> str:
        """Return a field that may have several lines."""
        return next((lines(text, PROSE) for text in self._texts((name,), PROSE)), "")

    def uri(self, name: str) -> str:
        """Return an address, without the spaces that may not stand in one."""
        return self.line(name, bound=URI).replace(" ", "%20")[:URI]

    def _texts(self, names: tuple[str, ...], bound: int) -> Iterator[str]:
        for name in names:
            value = self.raw.get(name)
            if value is None or value == "":
                continue
            if isinstance(value, bool) or not isinstance(value, (str, int, float)):
                self.odd(name, value, "text is expected", "It is left empty.")
                continue
            text = value if isinstance(value, str) else shown(value)
            if len(text) > bound:
                self.odd(name, text, f"it is longer than {bound} characters", "It is cut.")
            yield text

    def many(self, name: str) -> tuple[str, ...]:
        """Return a list of short texts; a single text counts as a list of one."""
        value = self.raw.get(name)
        if isinstance(value, str):
            value = [value]
        if value is None:
            return ()
        if not isinstance(value, list):
            self.odd(name, value, "a list is expected", "It is left empty.")
            return ()
        if len(value) > MANY:
            self.odd(name, value, f"it has more than {MANY} entries", "The rest is left out.")
        texts = (one_line(v, LINE) for v in islice(value, MANY) if isinstance(v, str))
        return tuple(dict.fromkeys(text for text in texts if text))

    def grades(self) -> tuple[str, ...]:
        """Return the grade levels as CEDS codes, in the order given."""
        name = "educationLevel" if "educationLevel" in self.raw else "educationalLevel"
        words = (part for text in self.many(name) for part in re.split(r"[,;]", text))
        codes = dict.fromkeys(code for word in words for code in grade_codes(word))
        return tuple(codes)[:MANY]

    def integer(self, name: str) -> int | None:
        """Return a whole number, also from a text or a number such as 3.0."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        found: int | None = None
        if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,10}\s*", value):
            found = int(value)
            self.odd(name, value, "it is a text where a number should stand", "Read as number.")
        elif isinstance(value, float) and value.is_integer() and abs(value) <= MAX_NUMBER:
            found = int(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            found = value
        if found is None or abs(found) > MAX_NUMBER:
            self.odd(name, value, "a whole number is expected", "It is left empty.")
            return None
        return found

    def moment(self, name: str) -> datetime | None:
        """Return a moment in UTC; one without a time zone is taken as UTC."""
        text = self.line(name, bound=60)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.odd(name, text, "a date and time is expected", "It is left empty.")
            return None

    def day(self, name: str) -> date | None:
        """Return a date, also from a date with a time."""
        text = self.line(name, bound=60)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            self.odd(name, text, "a date is expected", "It is left empty.")
            return None

    def link(self, name: str) -> Link | None:
        """Return a link whose identifier is a UUID, made from what it has if need be."""
        return self._link_by_uuid(self.raw.get(name), name)

    def end(self, name: str) -> Link | None:
        """Return the end of an association; its identifier may be of any form."""
        return self.link_of(self.raw.get(name), name)

    def _link_by_uuid(self, value: object, name: str) -> Link | None:
        link = self.link_of(value, name)
        if link is None or as_uuid(link.identifier):
            return link
        uri = link.uri or link.identifier
        return replace(link, identifier=derived("case", link.identifier), uri=uri)

    def links(self, name: str) -> tuple[Link, ...]:
        """Return a list of links; a single one counts as a list of one."""
        value = self.raw.get(name)
        entries = value if isinstance(value, list) else [value]
        found = (self._link_by_uuid(entry, name) for entry in entries[:MANY])
        return tuple(dict.fromkeys(link for link in found if link is not None))

    def link_of(self, value: object, name: str) -> Link | None:
        """Return a link from whatever stands in its place."""
        if value is None or value == "" or value == {}:
            return None
        if isinstance(value, str):
            value = {"uri": value}
        if not isinstance(value, dict):
            self.odd(name, value, "a link is expected", "It is left out.")
            return None
        inner = Fields(value, f"{self.where}, {name}", self.findings)
        uri = inner.uri("uri")
        identifier = inner.line("identifier", bound=URI) or uuid_in(uri) or uri
        if not identifier:
            self.odd(name, value, "it has no identifier and no address", "It is left out.")
            return None
        identifier = as_uuid(identifier) or identifier
        return Link(
            identifier=identifier,
            uri=said_uri(uri, identifier),
            title=inner.line("title"),
            target_type=inner.line("targetType", bound=100),
        )

    def identifier(self) -> str | None:
        """Return the object's UUID, made from what it has when it has none of that form."""
        text = self.line("identifier", bound=URI)
        uri = self.uri("uri")
        found = as_uuid(text) or ("" if text else uuid_in(uri))
        if found or not (text or uri):
            return found or None
        what = f"identifier {shown(text or uri)} is not a UUID"
        fix = "It is read under a UUID made from it, the same one each time."
        self.findings.note("case.identifier-form", self.where, what, fix)
        return derived("case", text or uri)

    def odd(self, name: str, value: object, expected: str, done: str) -> None:
        """Note a field that is not as the specification has it."""
        what = f"{shown(value)}: {expected}"
        self.findings.note("case.field", f"{self.where}, {name}", what, done)


def uuid_in(uri: str) -> str:
    """Return the UUID an address ends with, or an empty text."""
    found = _UUID_AT_END.search(uri)
    return found[1].lower() if found else ""


def said_uri(uri: str, identifier: str) -> str:
    """Return the address, or nothing when it only repeats the identifier."""
    return "" if uri == uuid_address(identifier) else uri


def uuid_address(identifier: str) -> str:
    """Return the address of a thing that has none: one made of its identifier."""
    return f"urn:uuid:{as_uuid(identifier) or derived(identifier)}"
