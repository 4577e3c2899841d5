"""Plan and go the way back from tables that were brought in: what comes back, what stays and why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ownpath.school.days.imports.comparing import RowChange
from ownpath.school.days.imports.rehearsing import tried
from ownpath.school.days.imports.undoing import (
    Changed,
    Stay,
    changed_between,
    take_back,
    units_at,
)
from ownpath.school.days.queries.setup_tables import tables_of
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.school.people.queries import persons_by_id
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

STUDENTS = ("student_id", "one_id", "other_id")
PEOPLE = (*STUDENTS, "person_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that is not brought back: its table, its name, why, and the table that names it ("": none)."""

    table: str
    label: str
    why: str  # changed, planned, named
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What going back would do."""

    changes: tuple[RowChange, ...]
    stays: tuple[Kept, ...]
    about: frozenset[int]  # the students who are named

    @property
    def mark(self) -> str:
        """Return what tells this plan from one that would change something else."""
        return hashlib.sha256(repr((self.changes, self.stays)).encode()).hexdigest()


def plan_way_back(*, campus: Campus, changed: Sequence[Changed], now: datetime) -> WayBack:
    """Try to bring back what was before, tell what would differ and what would stay; nothing is kept."""
    stays, changes = tried(
        lambda: take_back(campus=campus, changed=changed, now=now),
        campus=campus,
        before=tables_of(campus=campus, students_on=today_at(campus, now)),
        now=now,
    )
    rows = [row for one in changed for own in (one.before, one.after) for row in own.values()]
    students = {int(row[name]) for row in rows for name in STUDENTS if row.get(name)}
    return WayBack(
        changes=tuple(changes), stays=tuple(_named(stays)), about=frozenset(students)
    )


def apply_way_back(
    *, campus: Campus, changed: Sequence[Changed], now: datetime
) -> list[Changed]:
    """Bring back what was before; return what that changed, so that it can be taken back too."""

    def go() -> list[Changed]:
        before = units_at(campus, now)
        take_back(campus=campus, changed=changed, now=now)
        return changed_between(before, units_at(campus, now))

    return commit_together(go)


def _named(stays: Sequence[Stay]) -> list[Kept]:
    ids = [int(one.cells[name]) for one in stays for name in PEOPLE if one.cells.get(name)]
    names = {pk: person.full_name for pk, person in persons_by_id(ids=ids).items()}
    return [
        Kept(table=one.table, label=_label(one.cells, names), why=one.why, by=one.by)
        for one in stays
    ]


def _label(cells: dict[str, Any], names: dict[int, str]) -> str:
    if "words" in cells:
        return str(cells["words"].get("en", {}).get("name", ""))
    people = [names[int(cells[one])] for one in PEOPLE if cells.get(one)]
    return " · ".join(people) or str(cells.get("name") or cells.get("day") or "")
