"""Whom or what a row with a problem is about: a clerk knows people and classes by name, not by sourcedId."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ownpath.interchange.oneroster.records import Record, key_of

NAME_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "orgs": ("name",),
    "academicSessions": ("title",),
    "courses": ("title",),
    "classes": ("title",),
    "users": ("givenName", "familyName"),
}
POINTING_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "userProfiles": ("userSourcedId",),
    "roles": ("userSourcedId", "orgSourcedId"),
    "enrollments": ("userSourcedId", "classSourcedId"),
    "demographics": ("sourcedId",),
}
"""Of files whose rows have no name of their own: whom and what they name, by sourcedId."""
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClues:
    """What a row says of whom it is about."""

    key: str  # its own, for those who name it; empty where it has none
    name: str  # its own; empty where it has none
    named: tuple[str, ...]  # the keys of those it is about


def clues_of(file: str, cell: Callable[[str], str]) -> RowClues:
    """Return the clues of a row of a file, given its cells by column.

    >>> clues_of("users", {"sourcedId": "U1", "givenName": "Ada", "familyName": "Morales"}.get)
    RowClues(key='u1', name='Ada Morales', named=('u1',))
    """
    key = key_of(cell("sourcedId") or "")
    name = " ".join(filter(None, (cell(column) for column in NAME_COLUMNS.get(file, ()))))
    pointing = POINTING_COLUMNS.get(file, ("sourcedId",))
    named = (key_of(cell(column) or "") for column in pointing)
    return RowClues(
        key=key if file in NAME_COLUMNS else "",
        name=name[:LONGEST_NAME],
        named=tuple(filter(None, named)),
    )


def clues_of_record(file: str, record: Record) -> RowClues:
    """Return the clues of a row that was read."""
    return clues_of(file, lambda column: getattr(record, _field_of(column), ""))


def _field_of(column: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", column).lower()
