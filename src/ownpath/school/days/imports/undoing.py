"""Remember what tables changed at a campus, row by row, and bring back what was before.

Rows that belong together (a bell schedule and its blocks, an adult and their times off, all that a student was ever
owed of one kind) are one unit. A unit is brought back whole: rows that were new are taken away, rows that were changed
or replaced stand again as they stood. A unit that was changed since, or a new one that something refers to meanwhile,
stays as it is and is named with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db.models import Model

from ownpath.school.days import models
from ownpath.school.days.queries.as_json import Cells, cells_of, values_of
from ownpath.school.days.queries.referring import Referrer, referrers_of
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.school.people.queries import students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

RowKey: TypeAlias = tuple[str, str]  # the table of the database, the row's key
Rows: TypeAlias = dict[RowKey, Cells]
UnitKey: TypeAlias = tuple[str, ...]  # the table of the set-up, then what tells its rows apart
Units: TypeAlias = dict[UnitKey, Rows]
CAMPUS, STUDENTS = "campus", "students"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table of the database that set-ups write: where its rows of a campus are found, and their unit."""

    model: type[Model]
    table: str  # of the set-up
    path: str  # to the campus, or to a student of it
    unit: tuple[str, ...]  # columns; "pk" is the row by itself


def _source(model: type[Model], table: str, path: str, *unit: str) -> Source:
    return Source(model=model, table=table, path=path, unit=unit)


# Who is named stands before who names.
SOURCES: Final = (
    _source(models.Policy, "policy", "campus", "campus_id"),
    _source(models.BellSchedule, "blocks", "campus", "pk"),
    _source(models.Block, "blocks", "schedule__campus", "schedule_id"),
    _source(models.WeekDay, "week", "campus", "weekday", "letter"),
    _source(models.CalendarDay, "calendar", "campus", "day"),
    _source(models.Room, "rooms", "campus", "pk"),
    _source(models.DeviceCart, "carts", "campus", "pk"),
    _source(models.Station, "stations", "campus", "pk"),
    _source(models.Station.themes.through, "stations", "station__campus", "station_id"),
    _source(models.Staffing, "staff", "campus", "pk"),
    _source(models.StaffTime, "staff", "staffing__campus", "staffing_id"),
    _source(models.GroupSize, "sizes", "campus", "modality"),
    _source(models.ModelChoice, "models", "campus", "section_id", "grade"),
    _source(models.Commitment, "commitments", "campus", "pk"),
    _source(models.Accommodation, "accommodations", "student", "student_id", "kind"),
    _source(models.ProgramMember, "programs", "student", "student_id", "name"),
    _source(models.OptOut, "opt_outs", "student", "student_id", "what"),
    _source(models.Tie, "ties", "one", "one_id", "other_id"),
    _source(models.Adviser, "advisers", "student", "student_id"),
)
MODELS: Final = {source.model._meta.label: source.model for source in SOURCES}  # noqa: SLF001 - Django's own door


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A unit that tables changed: its rows before and after."""

    key: UnitKey
    before: Rows
    after: Rows

    @property
    def new(self) -> list[RowKey]:
        """Return the rows that came with the tables."""
        return [row for row in self.after if row not in self.before]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A unit that is not brought back: which it is, and why (changed, planned, named)."""

    table: str
    cells: Cells  # of its first row
    why: str
    by: str = ""  # the table of the set-up that names it


def units_at(campus: Campus, now: datetime) -> Units:
    """Return all that stands at a campus and tables could change; one query a source."""
    ids = [one.pk for one in students_at(campus=campus, today=today_at(campus, now))]
    found: Units = {}
    for source in SOURCES:
        is_of_campus = source.path.endswith("campus")
        asked = {source.path: campus.pk} if is_of_campus else {f"{source.path}__in": ids}
        for row in source.model._default_manager.filter(**asked).order_by("pk"):  # noqa: SLF001
            cells = cells_of(row)
            key = (source.table, *(str(cells[one]) for one in source.unit))
            label = row._meta.label  # noqa: SLF001
            found.setdefault(key, {})[label, cells["pk"]] = cells
    return found


def changed_between(before: Units, after: Units) -> list[Changed]:
    """Return the units that differ."""
    return [
        Changed(key=key, before=before.get(key, {}), after=after.get(key, {}))
        for key in dict.fromkeys((*before, *after))
        if before.get(key, {}) != after.get(key, {})
    ]


def take_back(*, campus: Campus, changed: Iterable[Changed], now: datetime) -> list[Stay]:
    """Bring back how units were before; return what stays. The caller makes it one deed."""
    stands = units_at(campus, now)
    stays, ready = [], {}
    for one in changed:
        if stands.get(one.key, {}) == one.after:
            ready[one.key] = one
        else:
            stays.append(_stay(one, stands.get(one.key, {}), "changed"))
    stays += _leave_what_is_named(ready)
    _write(list(ready.values()))
    return stays


def _leave_what_is_named(ready: dict[UnitKey, Changed]) -> Iterator[Stay]:
    """Yield, and take out of `ready`, units with a new row that something else refers to and would go on to."""
    referrers = referrers_of(_by_model(row for one in ready.values() for row in one.new))
    is_over = False
    while not is_over:
        is_over = True
        going = {row: one for one in ready.values() for row in one.new}
        standing = {row: cells for one in ready.values() for row, cells in one.before.items()}
        for row, one in going.items():
            held = [by for by in referrers.get(row, ()) if _holds(by, row, going, standing)]
            if held and one.key in ready:
                del ready[one.key]
                yield _stay(one, one.after, *_why(held[0]))
                is_over = False


def _holds(
    by: Referrer, row: RowKey, going: Mapping[RowKey, Changed], standing: Mapping[RowKey, Cells]
) -> bool:
    """Return whether what refers to a row would still do so once everything is back."""
    if by.row in going:
        return False
    return by.row not in standing or str(standing[by.row][by.column]) == row[1]


def _why(by: Referrer) -> tuple[str, str]:
    tables = {source.model._meta.label: source.table for source in SOURCES}  # noqa: SLF001
    table = tables.get(by.row[0], "")
    return ("named", table) if table else ("planned", "")


def _stay(one: Changed, rows: Rows, why: str, by: str = "") -> Stay:
    first = next(iter((rows or one.after or one.before).values()))
    return Stay(table=one.key[0], cells=first, why=why, by=by)


def _by_model(rows: Iterable[RowKey]) -> dict[type[Model], list[str]]:
    found: dict[type[Model], list[str]] = {}
    for label, pk in rows:
        found.setdefault(MODELS[label], []).append(pk)
    return found


def _write(ready: list[Changed]) -> None:
    """Change back, take away who names before who is named, then put back what was replaced."""
    for one in ready:
        for row, cells in one.before.items():
            if row in one.after and cells != one.after[row]:
                own = values_of(MODELS[row[0]], cells)
                MODELS[row[0]]._default_manager.filter(pk=row[1]).update(**own)  # noqa: SLF001
    new = _by_model(row for one in ready for row in one.new)
    for source in reversed(SOURCES):
        if source.model in new:
            source.model._default_manager.filter(pk__in=new[source.model]).delete()  # noqa: SLF001
    for source in SOURCES:
        label = source.model._meta.label  # noqa: SLF001
        for one in ready:
            for row, cells in one.before.items():
                if row[0] == label and row not in one.after:
                    source.model(**values_of(source.model, cells)).save(force_insert=True)
