"""Reads what a district's records hold now, references written as keys, with a fingerprint of all of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from ownpath.school.people.imports.shapes import IN_ORDER, PERSONS, ROLES, Key, Shape
from ownpath.school.people.imports.types import StoredRow
from ownpath.school.people.models import Campus, District, Person

ROWS_AT_A_TIME = 5_000
SELDOM_TWICE = frozenset({"sourced_id", "username", "username_key", "email", "further"})
SCOPES = {
    "roles": "person__district",
    "demographics": "person__district",
    "guardianships": "student__district",
}


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The records of one district; empty for one that does not exist yet."""

    rows: Mapping[str, Mapping[Key, StoredRow]]
    fingerprint: str
    closed: Mapping[Key, date] = field(default_factory=dict)  # campuses the district closed

    def of(self, shape: Shape) -> Mapping[Key, StoredRow]:
        """Return the rows of one table by their key."""
        return self.rows[shape.table]


@dataclass(slots=True)
class _Reader:
    """Turns ids into keys while it goes from table to table."""

    district: District
    keys: dict[str, dict[int, Key]] = field(default_factory=lambda: defaultdict(dict))
    seen: dict[Any, Any] = field(default_factory=dict)

    def read(self, shape: Shape, digest: hashlib.blake2b) -> dict[Key, StoredRow]:
        found = {}
        for key, row in self._rows(shape):
            found[key] = row
            if shape.is_named:
                self.keys[shape.table][row.pk] = key
            digest.update(repr((shape.table, key, row[:4])).encode())
        return found

    def _rows(self, shape: Shape) -> Iterator[tuple[Key, StoredRow]]:
        columns = [shape.attribute(column) for column in shape.plain_columns]
        more = [
            *(["source_key", "source_modified_at"] if shape.is_sourced else []),
            *(["ended_on"] if shape.ends else []),
            *(["ended_with"] if shape.remembers_cause else []),
            *(["uuid"] if shape is PERSONS else []),
        ]
        lists = {column: self._listed(shape, column) for column in shape.lists}
        turns = self._turns(shape)
        found = self._of_district(shape).order_by("pk").values_list("pk", *columns, *more)
        for pk, *cells in found.iterator(chunk_size=ROWS_AT_A_TIME):
            values = [
                self._shared(turn(cell)) for turn, cell in zip(turns, cells, strict=False)
            ]
            for column, by_pk in lists.items():
                values.insert(shape.place(column), by_pk.get(pk, ()))
            rest = dict(zip(more, cells[len(columns) :], strict=True))
            row = StoredRow(
                pk=pk,
                values=tuple(values),
                ended_on=rest.get("ended_on"),
                ended_with=rest.get("ended_with", ""),
                modified_at=rest.get("source_modified_at"),
            )
            yield self._key(shape, row, rest), row

    def _of_district(self, shape: Shape) -> QuerySet[Any]:
        scope = SCOPES.get(shape.table, "district")
        return shape.rows.filter(**{scope: self.district})

    def _turns(self, shape: Shape) -> list[Callable[[Any], Any]]:
        """Return, for each column of the table, how its cell becomes a value."""
        # A term may name a term that comes later: its parent is turned into a key after all are read.
        return [self._turn(shape, column) for column in shape.plain_columns]

    def _turn(self, shape: Shape, column: str) -> Callable[[Any], Any]:
        if column in shape.references:
            return self._keys_of(shape, column)
        return _as_it_is if column in SELDOM_TWICE else self._shared

    def _keys_of(self, shape: Shape, column: str) -> Callable[[Any], Any]:
        table = shape.references[column]
        if table == shape.table:
            pairs = self._of_district(shape).values_list("pk", "source_key")
            self.keys[table].update(pairs)
        by_pk = self.keys[table]
        return lambda pk: by_pk.get(pk, "") if pk else ""

    def _shared(self, value: Any) -> Any:
        """Return one object for all equal texts and days: a roster says the same words often."""
        return value if isinstance(value, list | dict) else self.seen.setdefault(value, value)

    def _listed(self, shape: Shape, column: str) -> dict[int, tuple[Key, ...]]:
        table = shape.lists[column]
        own, other = shape.sides(column)
        pairs = shape.through(column).filter(**{f"{own}__district": self.district})
        found: dict[int, list[Key]] = defaultdict(list)
        for own_pk, other_pk in pairs.values_list(f"{own}_id", f"{other}_id"):
            found[own_pk].append(self.keys[table].get(other_pk, ""))
        return {pk: tuple(sorted(keys)) for pk, keys in found.items()}

    @staticmethod
    def _key(shape: Shape, row: StoredRow, rest: Mapping[str, Any]) -> Key:
        if shape.is_sourced:
            key = rest["source_key"] or str(rest["uuid"])  # by hand, not from a roster
            return (
                row.values[0] if key == row.values[0] else key
            )  # one text where they are equal
        if shape is ROLES:
            return row.values[1:4]
        return row.values[0] if shape.table == "demographics" else row.values[0:2]


def _as_it_is(value: Any) -> Any:
    return value


@contextmanager
def read_sparingly() -> Iterator[None]:
    """Read the whole of a SQLite file without mapping the whole of it into memory.

    Mapping pays where a few pages are read often; here every page is read once, and 100 MB of them would stay.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size=0")
    try:
        yield
    finally:
        if before:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA mmap_size={int(before[0])}")


def read_stored(district: District | None) -> Stored:
    """Return the roster records of a district as they are now."""
    digest = hashlib.blake2b(digest_size=20)
    if district is None:
        return Stored(
            rows={shape.table: {} for shape in IN_ORDER}, fingerprint=digest.hexdigest()
        )
    digest.update(repr((district.source_key, district.name, district.identifier)).encode())
    reader = _Reader(district)
    rows = {shape.table: reader.read(shape, digest) for shape in IN_ORDER}
    closed = _closed(district)
    digest.update(repr(sorted(closed.items())).encode())
    return Stored(rows=rows, fingerprint=digest.hexdigest(), closed=closed)


def _closed(district: District) -> dict[Key, date]:
    rows = Campus.objects.filter(district=district, closed_on__isnull=False)
    return {key: on for key, on in rows.values_list("source_key", "closed_on") if on}


def names_taken_elsewhere(district: District | None, wanted: frozenset[str]) -> frozenset[str]:
    """Return which of the wanted sign-in names belong to people of other districts."""
    others = Person.objects.exclude(username_key=None)
    if district is not None:
        others = others.exclude(district=district)
    found = others.values_list("username_key", flat=True).iterator(chunk_size=ROWS_AT_A_TIME)
    return frozenset(name for name in found if name in wanted)
