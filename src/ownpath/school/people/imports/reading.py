"""What every reader of a roster's rows needs to know, and the checks they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ownpath.interchange.oneroster import Package, Record, key_of
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.school.people.imports.shapes import Values
from ownpath.school.people.imports.stored import Stored
from ownpath.school.people.imports.types import Wanted

KEY_LIMIT = 255
_ELSEWHERE = "Send the row it names too, or correct the name; a complete file would hold both."


@dataclass(kw_only=True)
class Reading:
    """One import while it is being planned.

    `active` fills as tables are planned: for each table, every key it will hold, and whether that row will be active.
    """

    package: Package
    stored: Stored
    findings: Findings
    places: Mapping[str, str]
    active: dict[str, dict[str, bool]] = field(default_factory=dict)

    def is_known(self, table: str, sourced_id: str) -> bool:
        """Return whether a table will hold a row of this name, active or ended."""
        return key_of(sourced_id) in self.active[table]

    def is_active(self, table: str, key: str) -> bool:
        """Return whether a table will hold this row as an active one."""
        return self.active[table].get(key, False)

    def reference(self, record: Record, table: str, column: str, sourced_id: str) -> str | None:
        """Return the key of a row that must be there, or None with a problem that leaves this row out."""
        if self.is_known(table, sourced_id):
            return key_of(sourced_id)
        what = f"{shown(sourced_id)} is neither in this file nor in the records"
        self.findings.row("reference.unknown", f"{record.where}, {column}", what, _ELSEWHERE)
        return None

    def references(
        self, record: Record, table: str, column: str, ids: Iterable[str]
    ) -> list[str]:
        """Return the keys of rows that should be there; an unknown one is left out, with a note."""
        found = []
        for sourced_id in ids:
            if self.is_known(table, sourced_id):
                found.append(key_of(sourced_id))
            elif sourced_id:
                what = f"{shown(sourced_id)} is not known and was left out of this row"
                self.findings.note(
                    "reference.left_out", f"{record.where}, {column}", what, _ELSEWHERE
                )
        return found

    def cut(self, record: Record, column: str, text: str, limit: int) -> str:
        """Return a text no longer than we keep it, with a note when it was longer."""
        if len(text) <= limit:
            return text
        what = f"{shown(text)} is longer than the {limit} characters kept here"
        self.findings.note(
            "text.cut", f"{record.where}, {column}", what, "Shorten it, or leave it so."
        )
        return text[:limit]

    def has_sound_key(self, record: Record) -> bool:
        """Return whether the row's sourcedId can be a key; else say why the row is left out."""
        if len(key_of(record.sourced_id)) <= KEY_LIMIT:
            return True
        what = f"{shown(record.sourced_id)} is longer than {KEY_LIMIT} characters"
        self.findings.row(
            "text.long", f"{record.where}, sourcedId", what, "Give the row a shorter one."
        )
        return False


def row_of(record: Record, values: Values | None) -> Wanted:
    """Return the row a record makes; without values it is left out."""
    return Wanted(
        key_of(record.sourced_id),
        values,
        record.date_last_modified,
        record.where,
        is_left_out=values is None,
    )


def ended(record: Record) -> Wanted:
    """Return the row of a record that the roster ends."""
    return Wanted(key_of(record.sourced_id), None, record.date_last_modified, record.where)
