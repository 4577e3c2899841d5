"""What a plan and an outcome of a roster import are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, Refusal
from ownpath.interchange.oneroster import Package
from ownpath.interchange.problems import Problem
from ownpath.school.people.imports.shapes import Key, Shape, Values

SHARE_OF_PEOPLE_THAT_MAY_END = 0.05

Kind = Literal["added", "changed", "ended", "returned", "noted"]
"""`returned` came back after an end; `noted` changes only why something already ended."""


def _filled(sentence: object, values: Mapping[str, object]) -> str:
    return str(sentence) % values


filled = lazy(_filled, str)
"""A sentence with its values, put together only where it is read: in the language of whoever reads it."""


class ImportRefused(Refusal):
    """The file as a whole cannot be imported here."""


class ManyWouldEnd(Conflict):
    """More people would end than an ordinary week explains."""

    def __init__(self, *, n_ending: int, n_people: int) -> None:
        super().__init__(
            filled(_("%(n)s of %(all)s people would end."), {"n": n_ending, "all": n_people}),
            next_step=_("If that is right, confirm it; if not, ask for a complete file."),
        )


class PlanIsStale(Conflict):
    """The records changed after the plan was made."""

    def __init__(self) -> None:
        super().__init__(
            _("The records changed after this plan was made, so it was not carried out."),
            next_step=_("Read the file again and look at the new plan."),
        )


class NotThisDistrict(NotAllowed):
    """A person may import into their own district only."""

    def __init__(self) -> None:
        super().__init__(
            _("Only records staff of the district may import its roster."),
            next_step=_("Ask the records office of that district."),
        )


class Wanted(NamedTuple):
    """One row as the roster wants it; `values` is None when it ends the row, or cannot be taken."""

    key: Key
    values: Values | None
    modified_at: datetime | None
    where: str
    is_left_out: bool = False


class StoredRow(NamedTuple):
    """One row as it is kept, references written as keys."""

    pk: int
    values: Values
    ended_on: date | None = None
    ended_with: str = ""
    modified_at: datetime | None = None

    @property
    def is_listed(self) -> bool:
        """Whether, as far as we know, the roster itself still has the row."""
        return self.ended_on is None or bool(self.ended_with)


class Added(NamedTuple):
    """A row to make."""

    key: Key
    values: Values
    modified_at: datetime | None


class Update(NamedTuple):
    """A row to alter; `ends` is True to end it, False to bring it back, None to leave that alone."""

    key: Key
    pk: int
    kind: Kind
    old: Values
    new: Values
    ends: bool | None
    cause: str
    modified_at: datetime | None

    @property
    def leaves_it_listed(self) -> bool:
        """Whether the roster still has the row afterwards: it ends by nothing, or by another's end only."""
        return bool(self.cause) or not (self.ends or self.kind == "noted")


@dataclass(slots=True, kw_only=True)
class TablePlan:
    """What one table would go through."""

    shape: Shape
    mode: str
    n_rows: int = 0
    n_same: int = 0
    n_left_out: int = 0
    added: list[Added] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def count(self, kind: Kind) -> int:
        """Return how many rows would be altered this way."""
        return sum(update.kind == kind for update in self.updates)

    @property
    def n_steps(self) -> int:
        """How many rows would be written."""
        return len(self.added) + len(self.updates)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value before and after, in the words of the file."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that would change, for a person to read.

    Examples
    --------
    >>> print(Change(file="users", kind="changed", sourced_id="stu-1", label="Ada Reyes",
    ...     fields=(FieldChange(name="email", old="", new="ada@liveoak.example"),)))
    users stu-1 (Ada Reyes) changed: email '' -> 'ada@liveoak.example'
    """

    file: str
    kind: Kind
    sourced_id: str
    label: str
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        """Return the change as one line."""
        fields = "; ".join(f"{one.name} {one.old!r} -> {one.new!r}" for one in self.fields)
        line = f"{self.file} {self.sourced_id} ({self.label}) {self.kind}"
        return f"{line}: {fields}" if fields else line


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """What one file holds and what it would do: rows = added + changed + same + left_out + those it ends by name."""

    file: str
    mode: str
    rows: int
    added: int
    changed: int
    ended: int
    same: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictPlan:
    """The district the roster belongs to; `pk` is None when it would be made."""

    pk: int | None
    key: str
    sourced_id: str
    name: str
    identifier: str
    is_changed: bool = False


@dataclass(frozen=True, kw_only=True)
class RosterPlan:
    """What an import would do, whole, before anything is done."""

    package: Package = field(repr=False)
    today: date
    district: DistrictPlan
    tables: Mapping[str, TablePlan] = field(repr=False)
    counts: tuple[FileCount, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    n_people: int  # active before
    n_people_ending: int
    n_enrollments: int
    n_enrollments_ending: int
    names: Mapping[str, str] = field(repr=False)
    fingerprint: str

    @property
    def share_ending(self) -> float:
        """The share of active people who would end, from 0 to 1."""
        return self.n_people_ending / self.n_people if self.n_people else 0.0

    @property
    def needs_confirmation(self) -> bool:
        """Whether so many people would end that somebody must say it is right."""
        return self.share_ending > SHARE_OF_PEOPLE_THAT_MAY_END

    @property
    def n_steps(self) -> int:
        """How many rows would be written."""
        return sum(table.n_steps for table in self.tables.values()) + self.district.is_changed

    @property
    def is_nothing_to_do(self) -> bool:
        """Whether the records already are as the roster wants them."""
        return self.n_steps == 0 and self.district.pk is not None

    def count_of(self, file: str) -> FileCount:
        """Return the counts of one file, named as the standard names it."""
        return next(count for count in self.counts if count.file == file)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What an import did."""

    district_id: int
    applied_at: datetime
    by_id: int | None
    counts: tuple[FileCount, ...]
    n_rows_written: int
