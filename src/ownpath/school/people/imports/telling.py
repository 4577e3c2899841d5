"""Tells the steps of a plan in lines a records clerk can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ownpath.school.people.imports.shapes import IN_ORDER, PERSONS, Key, Shape, Values
from ownpath.school.people.imports.types import Change, FieldChange, Kind, RosterPlan, TablePlan

OF_OUR_OWN = frozenset({"username_key", "is_active"})
"""Columns that follow from others: told only where nothing else is."""
JOINED = " · "
TOLD: tuple[Kind, ...] = ("added", "changed", "returned", "ended")


def changes_of(
    plan: RosterPlan,
    *kinds: Kind,
    most_in_a_file: int | None = None,
    most_people: int | None = None,
) -> Iterator[Change]:
    """Yield the changes of these kinds (all but `noted` when none is named), in the order of the files.

    Parameters
    ----------
    most_people
        How many people at most; as many as of any other file when it is not said.
    """
    for shape in IN_ORDER:
        most = most_people if shape is PERSONS and most_people else most_in_a_file
        for kind in kinds or TOLD:
            yield from islice(_of_kind(plan, plan.tables[shape.table], kind), most)


def _of_kind(plan: RosterPlan, table: TablePlan, kind: Kind) -> Iterator[Change]:
    if kind == "added":
        for row in table.added:
            yield _told(plan, table, row.key, row.values, kind, ())
    for update in table.updates:
        if update.kind == kind:
            fields = tuple(_fields(plan, table.shape, update.old, update.new))
            yield _told(plan, table, update.key, update.new, kind, fields)


def _told(
    plan: RosterPlan,
    table: TablePlan,
    key: Key,
    values: Values,
    kind: Kind,
    fields: tuple[FieldChange, ...],
) -> Change:
    shape = table.shape
    sourced_id = values[0] if shape.columns[0] == "sourced_id" else ""
    return Change(
        file=shape.file,
        kind=kind,
        sourced_id=str(sourced_id) or JOINED.join(key if isinstance(key, tuple) else (key,)),
        label=label_of(plan, shape, values),
        fields=fields if kind == "changed" else (),
    )


def label_of(plan: RosterPlan, shape: Shape, values: Values) -> str:
    """Return what a person calls this row: a name, a title, or who and where."""
    row = dict(zip(shape.columns, values, strict=True))
    if shape.table == "persons":
        return f"{row['given_name']} {row['family_name']}".strip()
    for column in ("title", "name"):
        if column in row and "person" not in row:
            return str(row[column])
    named = [plan.names.get(str(row[c]), str(row[c])) for c in shape.references if row[c]]
    word = row.get("role") or row.get("name")
    return JOINED.join([*named, str(word)] if word else named)


def _fields(plan: RosterPlan, shape: Shape, old: Values, new: Values) -> Iterator[FieldChange]:
    different = [
        (column, before, after)
        for column, before, after in zip(shape.columns, old, new, strict=True)
        if before != after
    ]
    telling = [one for one in different if one[0] not in OF_OUR_OWN] or different
    for column, before, after in telling:
        names = plan.names if column in shape.references or column in shape.lists else {}
        yield FieldChange(name=column, old=_text(names, before), new=_text(names, after))


def _text(names: Mapping[str, str], value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(_text(names, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(names, one)}" for name, one in sorted(value.items()))
    return names.get(value, value) if isinstance(value, str) else str(value)
