"""Rows of a table that say the same opportunity again, or another thing of the same organization."""

from __future__ import annotations

from collections.abc import Sequence

from ownpath.interchange.opportunities.records import FoundRecord, OpportunityRecord
from ownpath.interchange.problems import Problem

Key = tuple[str, str, str]
OF_THE_ORGANIZATION = ("reach", "organization_url", "contact")


def key_of(record: OpportunityRecord) -> Key:
    """Return what makes an opportunity the same one: who offers it, what it is called, which round."""
    return record.organization, record.title, record.round


def only_once(found: Sequence[FoundRecord]) -> tuple[list[FoundRecord], list[Problem]]:
    """Return the rows that can stand together, and a problem for each that says something else than one before."""
    by_key: dict[Key, FoundRecord] = {}
    by_organization: dict[str, FoundRecord] = {}
    problems = []
    for one in found:
        known = by_key.get(key_of(one.record))
        if known is not None:
            problems.append(_twice(one, known))
            continue
        same = by_organization.setdefault(one.record.organization, one)
        other = _said_otherwise(one, same)
        if other:
            problems.append(_otherwise(one, same, other))
            continue
        by_key[key_of(one.record)] = one
    return list(by_key.values()), problems


def _said_otherwise(one: FoundRecord, same: FoundRecord) -> str:
    """Return the first column in which two rows differ about their organization."""
    for name in OF_THE_ORGANIZATION:
        if getattr(one.record, name) != getattr(same.record, name):
            return name
    return ""


def _twice(one: FoundRecord, known: FoundRecord) -> Problem:
    return Problem(
        code="row.twice",
        where=f"row {one.row}, title",
        what=f"{one.record.title!r} stands in row {known.row} already",
        fix="Give each round a name of its own, or remove one.",
    )


def _otherwise(one: FoundRecord, same: FoundRecord, name: str) -> Problem:
    return Problem(
        code="organization.otherwise",
        where=f"row {one.row}, {name}",
        what=f"{getattr(one.record, name)!r} is not what row {same.row} says of the organization",
        fix="Say the same in both rows.",
    )
