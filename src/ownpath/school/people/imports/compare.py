"""Compares one table of the records with what the roster wants of it; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.school.people.imports.shapes import Key, Shape, Values
from ownpath.school.people.imports.types import (
    Added,
    Kind,
    StoredRow,
    TablePlan,
    Update,
    Wanted,
)
from ownpath.school.people.imports.unread import keep_unread

Cause = Callable[[Values], str]


def never_held_back(values: Values) -> str:
    """Return no cause: rows of this table end only by themselves."""
    del values
    return ""


@dataclass(kw_only=True)
class Comparison:
    """One table being compared.

    Parameters
    ----------
    is_absent
        Whether a stored row that no row of the file speaks of has ended by that.
    held_back_by
        Why a row cannot be active whatever the roster says of it: "person", "section" or "".
    stays_ended
        Keys of rows that ended here by somebody's decision: the roster does not bring them back.
    unread
        For each row of the file, the columns whose value could not be read.
    """

    shape: Shape
    mode: str
    stored: Mapping[Key, StoredRow]
    findings: Findings
    is_absent: Callable[[Key, StoredRow], bool]
    held_back_by: Cause = never_held_back
    stays_ended: Container[Key] = frozenset()
    unread: Mapping[str, Set[str]] = field(default_factory=dict)
    active: dict[Key, bool] = field(default_factory=dict)

    def run(self, rows: Iterable[Wanted]) -> TablePlan:
        """Return what the table would go through, and fill `active` with how each row ends up."""
        plan = TablePlan(shape=self.shape, mode=self.mode)
        spoken_of = set()
        for row in rows:
            plan.n_rows += 1
            spoken_of.add(row.key)
            self._spoken_of(plan, row)
        for key, old in self.stored.items():
            if key not in spoken_of:
                self._not_spoken_of(plan, key, old)
        return plan

    def _spoken_of(self, plan: TablePlan, row: Wanted) -> None:
        old = self.stored.get(row.key)
        if row.is_left_out:
            plan.n_left_out += 1
            self._keep(row.key, old)
        elif old is not None and self._is_older(row, old):
            plan.n_same += 1
            self._keep(row.key, old)
        elif row.values is None:
            self._end_or_keep(plan, row.key, old)
        elif old is None:
            self._add(plan, row, row.values)
        else:
            self._compare(plan, row, row.values, old)

    def _is_older(self, row: Wanted, old: StoredRow) -> bool:
        if self.mode != "delta" or row.modified_at is None or old.modified_at is None:
            return False
        if row.modified_at >= old.modified_at:
            return False
        self.findings.note(
            "row.older",
            row.where,
            f"it is of {row.modified_at:%Y-%m-%d %H:%M}, older than the row that is kept",
            "Nothing to do; import changes in the order in which they were made.",
        )
        return True

    def _keep(self, key: Key, old: StoredRow | None) -> None:
        if old is not None:
            self.active[key] = old.ended_on is None

    def _end_or_keep(self, plan: TablePlan, key: Key, old: StoredRow | None) -> None:
        if old is not None:
            self.active[key] = False
        if old is not None and old.is_listed:
            self._end(plan, key, old, old.values, "")
        if old is None or old.ended_on is not None:
            plan.n_same += 1

    def _add(self, plan: TablePlan, row: Wanted, values: Values) -> None:
        cause = self.held_back_by(values)
        if cause:
            plan.n_left_out += 1
            self.findings.row(
                f"{cause}.ended",
                row.where,
                f"the {cause} it names has ended",
                f"Leave the row out, or send the {cause} again as active.",
            )
            return
        self.active[row.key] = True
        plan.added.append(Added(row.key, values, row.modified_at))

    def _compare(self, plan: TablePlan, row: Wanted, said: Values, old: StoredRow) -> None:
        columns = self.unread.get(row.where, frozenset())
        values, kept = keep_unread(self.shape, columns, said=said, had=old.values)
        for column, value in kept.items():
            self.findings.note(
                "value.kept",
                f"{row.where}, {column}",
                f"{shown(value)} stays as it is kept, because this could not be read",
                "Nothing is lost; correct it in the sending system.",
            )
        cause = self.held_back_by(values)
        stays_ended = row.key in self.stays_ended
        self.active[row.key] = not cause and not stays_ended
        if cause and (old.ended_on is None or old.ended_with != cause):
            self._end(plan, row.key, old, values, cause)
            plan.n_same += old.ended_on is not None
        elif not cause and old.ended_on is not None and not stays_ended:
            self._update(plan, row.key, old, "returned", values, ends=False, at=row.modified_at)
        elif values != old.values:
            self._update(
                plan,
                row.key,
                old,
                "changed",
                values,
                ends=None,
                cause=cause,
                at=row.modified_at,
            )
        else:
            plan.n_same += 1

    def _not_spoken_of(self, plan: TablePlan, key: Key, old: StoredRow) -> None:
        if self.is_absent(key, old):
            self.active[key] = False
            if old.is_listed:
                self._end(plan, key, old, old.values, "")
            return
        cause = self.held_back_by(old.values) if old.is_listed else "itself"
        self.active[key] = not cause
        if not cause and old.ended_on is not None:
            self._update(plan, key, old, "returned", old.values, ends=False, at=None)
        elif cause != "itself" and cause and cause != old.ended_with:
            self._end(plan, key, old, old.values, cause)

    def _end(
        self, plan: TablePlan, key: Key, old: StoredRow, values: Values, cause: str
    ) -> None:
        kind: Kind = "ended" if old.ended_on is None else "noted"
        ends = True if old.ended_on is None else None
        self._update(
            plan, key, old, kind, self.shape.when_ended(values), ends=ends, cause=cause
        )

    @staticmethod
    def _update(
        plan: TablePlan,
        key: Key,
        old: StoredRow,
        kind: Kind,
        new: Values,
        *,
        ends: bool | None,
        cause: str = "",
        at: datetime | None = None,
    ) -> None:
        plan.updates.append(
            Update(
                key=key,
                pk=old.pk,
                kind=kind,
                old=old.values,
                new=new,
                ends=ends,
                cause=cause,
                modified_at=at or old.modified_at,
            )
        )
