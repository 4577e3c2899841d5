"""Tell two states of a set-up apart: which rows of which table are new, changed or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from ownpath.school.days.imports.tables import TABLES
from ownpath.school.days.queries.cell_words import cell_of

Kind: TypeAlias = Literal["added", "changed", "removed"]
Rows: TypeAlias = Sequence[Mapping[str, Any]]
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "blocks": ("schedule", "name"), "letters": (), "week": ("weekday", "letter"),
    "calendar": ("day",), "policy": ("name",), "rooms": ("name",), "carts": ("name",),
    "stations": ("name_en",), "staff": ("username",), "sizes": ("modality",),
    "models": ("grade", "class"),
    "commitments": ("name_en", "block", "grades", "class", "student", "schedule"),
    "accommodations": ("student", "kind"), "programs": ("student", "program"),
    "opt_outs": ("student",), "ties": ("one", "other"), "advisers": ("student",),
}  # fmt: skip


UNITS: Final[dict[str, tuple[str, ...]]] = {"blocks": ("schedule",)}
"""Where several rows are one thing that is written whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that would not stand as it does: its cells of what tells it from others, and what differs."""

    table: str
    kind: Kind
    key: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...]  # the column, before, after


def changes_between(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> list[RowChange]:
    """Return what differs, table by table in the order of `TABLES`."""
    return [
        change
        for table in TABLES
        for change in _of_table(table, before.get(table, ()), after.get(table, ()))
    ]


def standing_rows(table: str, rows: Rows, now: Rows) -> frozenset[int]:
    """Return which rows, counted from 1, say only what stands already: nothing has to be written for them.

    >>> now = [{"name": "101", "kind": "class", "seats": 20, "is_open": True}]
    >>> sorted(standing_rows("rooms", [{"name": "101", "seats": "20"}, {"name": "102", "seats": "20"}], now))
    [1]
    """
    here, unit = _by_key(table, now), UNITS.get(table, KEYS[table])
    n_here = Counter(tuple(cells[one] for one in unit) for cells in here.values())
    numbers: dict[tuple[str, ...], list[int]] = {}
    differing = set()
    for number, row in enumerate(rows, start=1):
        key = tuple(row.get(one, "") for one in unit)
        numbers.setdefault(key, []).append(number)
        standing = here.get((tuple(row.get(one, "") for one in KEYS[table]), 0))
        if standing is None or any(standing[name] != cell for name, cell in row.items()):
            differing.add(key)
    whole = {
        key for key, own in numbers.items() if table not in UNITS or len(own) == n_here[key]
    }
    return frozenset(n for key in whole - differing for n in numbers[key])


def _of_table(table: str, before: Rows, after: Rows) -> Iterator[RowChange]:
    old, new = _by_key(table, before), _by_key(table, after)
    for key in dict.fromkeys((*old, *new)):
        fields = tuple(_differing(table, old.get(key, {}), new.get(key, {})))
        if fields:
            kind: Kind = "added" if key not in old else "changed" if key in new else "removed"
            yield RowChange(table=table, kind=kind, key=key[0], fields=fields)


def _by_key(table: str, rows: Rows) -> dict[tuple[tuple[str, ...], int], dict[str, str]]:
    """Return rows by what tells them apart; of two that nothing tells apart, the second is the second."""
    found: dict[tuple[tuple[str, ...], int], dict[str, str]] = {}
    for row in rows:
        cells = {column.name: cell_of(row.get(column.name)) for column in TABLES[table]}
        key, nth = tuple(cells[one] for one in KEYS[table]), 0
        while (key, nth) in found:
            nth += 1
        found[key, nth] = cells
    return found


def _differing(
    table: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for column in TABLES[table]:
        was, now = old.get(column.name, ""), new.get(column.name, "")
        if was != now:
            yield column.name, was, now
