"""Follows every reference of a package, so that what is handed on points at what is there.

Where the file pointed at is complete (bulk), a reference that leads nowhere is named; the row
is left out when it means nothing without it, else the reference is emptied. A delta may point
at what came in an earlier package: there nothing is checked, only the spelling is made one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ownpath.interchange.oneroster.clues import clues_of_record
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.harvest import Harvest
from ownpath.interchange.oneroster.layout import LAYOUTS
from ownpath.interchange.oneroster.package import Mode
from ownpath.interchange.oneroster.records import Record, Role, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One reference: the record's field, the column it came from, the file it leads to."""

    field: str
    column: str
    to: str
    is_needed: bool = False


def _needed(field: str, column: str, to: str) -> Link:
    return Link(field=field, column=column, to=to, is_needed=True)


def _may(field: str, column: str, to: str) -> Link:
    return Link(field=field, column=column, to=to)


LINKS: Mapping[str, tuple[Link, ...]] = {
    "orgs": (_may("parent_sourced_id", "parentSourcedId", "orgs"),),
    "academicSessions": (_may("parent_sourced_id", "parentSourcedId", "academicSessions"),),
    "courses": (
        _may("school_year_sourced_id", "schoolYearSourcedId", "academicSessions"),
        _may("org_sourced_id", "orgSourcedId", "orgs"),
    ),
    "classes": (
        _needed("school_sourced_id", "schoolSourcedId", "orgs"),
        _may("course_sourced_id", "courseSourcedId", "courses"),
        _may("term_sourced_ids", "termSourcedIds", "academicSessions"),
    ),
    "users": (
        _may("primary_org_sourced_id", "primaryOrgSourcedId", "orgs"),
        _may("agent_sourced_ids", "agentSourcedIds", "users"),
    ),
    "userProfiles": (_needed("user_sourced_id", "userSourcedId", "users"),),
    "roles": (
        _needed("user_sourced_id", "userSourcedId", "users"),
        _needed("org_sourced_id", "orgSourcedId", "orgs"),
        _may("user_profile_sourced_id", "userProfileSourcedId", "userProfiles"),
    ),
    "demographics": (_needed("sourced_id", "sourcedId", "users"),),
    "enrollments": (
        _needed("class_sourced_id", "classSourcedId", "classes"),
        _needed("user_sourced_id", "userSourcedId", "users"),
        _may("school_sourced_id", "schoolSourcedId", "orgs"),
    ),
}


_POINTED_AT = frozenset(link.to for links in LINKS.values() for link in links)


class _Targets:
    """The sourcedIds of one file, and how each is spelled."""

    def __init__(self, records: list[Record], *, is_complete: bool) -> None:
        self.spelling = {key_of(record.sourced_id): record.sourced_id for record in records}
        self.is_complete = is_complete

    def find(self, reference: str) -> str | None:
        """Return the one spelling of a reference, or None when it leads nowhere."""
        key = key_of(reference)
        if self.is_complete:
            return self.spelling.get(key)
        return self.spelling.setdefault(key, reference)


def follow_references(harvest: Harvest, modes: Mapping[str, Mode], findings: Findings) -> None:
    """Make every reference lead to a record, or say which does not; changes the harvest."""
    targets: dict[str, _Targets] = {}
    for file in (name for name in LAYOUTS if name in LINKS):
        records = harvest.records[file]
        is_complete = modes.get(file) == "bulk"
        if file in _POINTED_AT:
            targets[file] = _Targets(records, is_complete=is_complete)
        harvest.records[file] = _Follower(file, targets, harvest, findings).follow(records)
        if len(harvest.records[file]) < len(records) and file in _POINTED_AT:
            targets[file] = _Targets(harvest.records[file], is_complete=is_complete)
    for file in ("orgs", "academicSessions"):
        harvest.records[file] = _without_rings(harvest.records[file], findings)


class _Follower:
    """Follows the references of one file."""

    def __init__(
        self, file: str, targets: Mapping[str, _Targets], harvest: Harvest, findings: Findings
    ) -> None:
        self.file = file
        self.links = [(link, targets[link.to]) for link in LINKS[file]]
        self.harvest = harvest
        self.findings = findings

    def follow(self, records: list[Record]) -> list[Record]:
        """Return the records that may stay, their references spelled as what they name."""
        followed = (self._record(record) for record in records)
        return [record for record in followed if record is not None]

    def _record(self, record: Record) -> Record | None:
        changes: dict[str, Any] = {}
        for link, targets in self.links:
            named = getattr(record, link.field)
            if not named:
                continue
            found: str | tuple[str, ...] | None
            if isinstance(named, tuple):
                found = self._several(record, link, targets, named)
            else:
                found = targets.find(named)
                if found is None and not self._lost(record, link, named):
                    return None
            if found != named and not (found is None and record.is_ended):
                changes[link.field] = found or ""
        return replace(record, **changes) if changes else record

    def _several(
        self, record: Record, link: Link, targets: _Targets, named: tuple[str, ...]
    ) -> tuple[str, ...]:
        kept = []
        for reference in named:
            found = targets.find(reference)
            if found is not None:
                kept.append(found)
            elif record.is_ended:
                kept.append(reference)
            else:
                self._lost(record, link, reference)
        return tuple(dict.fromkeys(kept)) if kept != list(named) else named

    def _lost(self, record: Record, link: Link, reference: str) -> bool:
        """Name a reference that leads nowhere; return whether the row may stay without it."""
        if record.is_ended:
            return True
        was_left_out = key_of(reference) in self.harvest.left_out[link.to]
        reason = "whose own row was left out" if was_left_out else "which is not there"
        what = f"it names {shown(reference)} in {link.to}.csv, {reason}"
        where = f"{record.where}, {_column(record, link)}"
        code = "reference.left_out" if was_left_out else "reference.missing"
        fix = f"Add it to {link.to}.csv, or correct the reference, in the sending system."
        if link.is_needed:
            if self.findings.row(code, where, what, fix):
                self.findings.clues[record.where] = clues_of_record(self.file, record)
            self.harvest.left_out[self.file].add(key_of(record.sourced_id))
        else:
            self.findings.note(code, where, f"{what}; the row was read without it", fix)
        return not link.is_needed


def _column(record: Record, link: Link) -> str:
    is_of_user = isinstance(record, Role) and record.is_of_user_row
    return "orgSourcedIds" if is_of_user and link.to == "orgs" else link.column


def _without_rings(records: list[Record], findings: Findings) -> list[Record]:
    """Return the records with each ring of parents cut at its first row."""
    parents: dict[str, str] = {
        record.sourced_id: getattr(record, "parent_sourced_id", "") for record in records
    }
    by_id = {record.sourced_id: record for record in records}
    for ring in _rings(parents):
        first = min((by_id[sourced_id] for sourced_id in ring), key=lambda record: record.row)
        path = " > ".join(shown(sourced_id) for sourced_id in [*ring[:6], ring[0]])
        where, what = (
            f"{first.where}, parentSourcedId",
            f"these stand inside each other: {path}",
        )
        fix = "Correct it in the sending system; this one's parent was left empty."
        findings.note("reference.ring", where, what, fix)
        changes: dict[str, Any] = {"parent_sourced_id": ""}
        by_id[first.sourced_id] = replace(first, **changes)
    return list(by_id.values())


def _rings(parents: Mapping[str, str]) -> list[list[str]]:
    """Return each ring of parents once, in time linear in the number of records."""
    rings: list[list[str]] = []
    done: set[str] = set()
    for start in parents:
        place: dict[str, int] = {}
        at = start
        while at in parents and at not in done and at not in place:
            place[at] = len(place)
            at = parents[at]
        if at in place:
            rings.append(list(place)[place[at] :])
        done.update(place)
    return rings
