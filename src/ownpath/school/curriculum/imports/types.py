"""What content an import wants to find in the tables, what it would change there, and what it did.

Rows are named by keys that mean the same in every database: a competency by its framework's identifier and its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, Refusal
from ownpath.interchange.problems import Problem

Key: TypeAlias = Hashable
CompetencyKey: TypeAlias = tuple[str, str]  # identifier of the framework, own identifier
Progress = Callable[[int, int], None]


class ImportRefused(Refusal):
    """Nothing of the file can be imported; `problem` is the one that says why, if one does."""

    problem: Problem | None = None

    @classmethod
    def by(cls, problem: Problem) -> ImportRefused:
        """Return the refusal that a problem of the whole file is."""
        refusal = cls(f"{problem.where}: {problem.what}.", next_step=problem.fix)
        refusal.problem = problem
        return refusal


class BelongsElsewhere(Conflict):
    """The framework was brought by another pack, which alone may change it."""

    def __init__(self, *, framework: str, pack: str) -> None:
        super().__init__(
            _("The framework %(framework)s was brought by %(pack)s.")
            % {"framework": framework, "pack": pack},
            next_step=_("Give the new framework an identifier of its own."),
        )


class PlanIsStale(Conflict):
    """The content changed between plan and import."""

    def __init__(self) -> None:
        super().__init__(
            _("The content changed after this plan was made, so nothing was imported."),
            next_step=_("Make the plan again and look at it once more."),
        )


class Row(NamedTuple):
    """One row as it should be, references and links written as keys."""

    values: Mapping[str, Any]
    links: Mapping[str, frozenset[Key]] = {}


class StoredRow(NamedTuple):
    """One row as it is kept."""

    pk: int
    row: Row
    is_ended: bool


Table: TypeAlias = dict[Any, Row]


@dataclass(slots=True, kw_only=True)
class Wanted:
    """The content of one source, by table; what is absent from it is gone from the source."""

    pack: str | None  # whose items and activities these are
    frameworks: tuple[str, ...]  # whose competencies these are
    tables: dict[str, Table] = field(default_factory=dict)

    def add(self, table: str, key: Key, row: Row) -> None:
        """Want a row."""
        self.tables.setdefault(table, {})[key] = row


class Change(NamedTuple):
    """A row to alter: these columns and links are different."""

    key: Key
    pk: int
    row: Row
    columns: tuple[str, ...]
    links: tuple[str, ...]
    returns: bool


@dataclass(slots=True, kw_only=True)
class TablePlan:
    """What one table would go through."""

    added: list[tuple[Key, Row]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    ended: list[tuple[Key, StoredRow]] = field(default_factory=list)
    n_same: int = 0

    @property
    def n_steps(self) -> int:
        """How many rows would be written."""
        return len(self.added) + len(self.changed) + len(self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """What one table would go through, in figures."""

    table: str
    added: int
    changed: int
    ended: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedItem:
    """A template somebody changed here since its pack brought it, and what the pack brings now.

    It stays as it is unless somebody takes what the pack has. None here: it was taken out; None there: the pack holds
    it no more.
    """

    code: str
    pk: int
    uuid: UUID
    revision: int
    ours: Mapping[str, Any] | None = field(repr=False)
    theirs: Mapping[str, Any] | None = field(repr=False)
    is_new_in_file: bool  # the pack brings another one than last time
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What an import would do, whole, before anything is done."""

    title: str
    counts_in: Mapping[str, int]  # what the source holds, in its own words
    wanted: Wanted = field(repr=False)
    tables: Mapping[str, TablePlan] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    fingerprint: str
    edited: tuple[EditedItem, ...] = ()

    @property
    def n_steps(self) -> int:
        """How many rows would be written."""
        return sum(table.n_steps for table in self.tables.values())

    @property
    def is_nothing_to_do(self) -> bool:
        """Whether the tables already are as the source wants them."""
        return self.n_steps == 0

    @property
    def counts(self) -> tuple[TableCount, ...]:
        """What every table would go through."""
        return tuple(
            TableCount(
                table=name,
                added=len(table.added),
                changed=len(table.changed),
                ended=len(table.ended),
                same=table.n_same,
            )
            for name, table in self.tables.items()
        )

    def count_of(self, table: str) -> TableCount:
        """Return the figures of one table."""
        return next(count for count in self.counts if count.table == table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import read, what it did, and what it could not take."""

    title: str
    counts_in: Mapping[str, int]
    tables: tuple[TableCount, ...]
    problems: Sequence[Problem] = field(repr=False)
    changed: bool
    edited: tuple[EditedItem, ...] = ()

    @property
    def counts_out(self) -> dict[str, int]:
        """What was done, by table and deed, without what was done to none: `competencies added`."""
        deeds = ("added", "changed", "ended", "same")
        counted = {
            f"{one.table} {deed}": getattr(one, deed) for one in self.tables for deed in deeds
        }
        return {name: count for name, count in counted.items() if count}
