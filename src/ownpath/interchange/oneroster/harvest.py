"""What the files of a package gave, before references between them are followed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypedDict

from ownpath.interchange.oneroster.cells import Cells
from ownpath.interchange.oneroster.records import Record


class RoleOfUser(NamedTuple):
    """The role columns of a 1.1 user row."""

    role: str
    org_sourced_ids: tuple[str, ...]


class Relationship(NamedTuple):
    """A row of School Data Sync's relationships.csv."""

    user_sourced_id: str
    agent_sourced_id: str
    role: str


@dataclass(slots=True)
class Harvest:
    """Records by file, and what some files say about the records of another."""

    records: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    left_out: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unnamed: dict[str, list[Record | None]] = field(default_factory=lambda: defaultdict(list))
    roles_by_user_row: dict[int, RoleOfUser] = field(default_factory=dict)
    grades_by_user_key: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relationships: list[Relationship] = field(default_factory=list)


class Head(TypedDict):
    """The fields every record begins with."""

    sourced_id: str
    status: Literal["active", "tobedeleted"]
    date_last_modified: datetime | None
    row: int


def head(c: Cells, sourced_id: str | None = None) -> Head:
    """Return what every record begins with; `sourced_id` if the file has no such column."""
    return {
        "sourced_id": c.own_id() if sourced_id is None else sourced_id,
        "status": "tobedeleted" if c.is_ended else "active",
        "date_last_modified": c.modified(),
        "row": c.number,
    }
