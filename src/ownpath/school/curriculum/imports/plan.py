"""Plans an import of content: compares what a source holds with the tables. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem
from ownpath.school.curriculum.imports.edited import find_edited, keep_edited
from ownpath.school.curriculum.imports.shapes import FRAMEWORKS, IN_ORDER, End, Shape
from ownpath.school.curriculum.imports.stored import Stored, read_stored
from ownpath.school.curriculum.imports.types import (
    BelongsElsewhere,
    Change,
    ImportPlan,
    Key,
    Row,
    StoredRow,
    TablePlan,
    Wanted,
)


def compare(
    *,
    title: str,
    counts_in: Mapping[str, int],
    wanted: Wanted,
    problems: Sequence[Problem],
    take: Collection[str] = (),
) -> ImportPlan:
    """Return what it takes to make the tables as the source wants them.

    Parameters
    ----------
    take
        The codes of templates changed here that shall be as the source has them; the others stay.

    Raises
    ------
    BelongsElsewhere
        If a framework of that identifier was brought by another pack.
    """
    findings = Findings()
    for shape in IN_ORDER:
        _keep_in_bounds(shape, wanted, findings)
    stored = read_stored(wanted)
    _refuse_strangers(wanted, stored)
    tables = {shape.table: _table_plan(shape, wanted, stored) for shape in IN_ORDER}
    edited = find_edited(wanted, take=take)
    keep_edited(tables, edited)
    return ImportPlan(
        title=title,
        counts_in=counts_in,
        wanted=wanted,
        tables=tables,
        problems=(*problems, *findings.listed()),
        fingerprint=stored.fingerprint,
        edited=edited,
    )


def _refuse_strangers(wanted: Wanted, stored: Stored) -> None:
    for identifier, one in stored.tables[FRAMEWORKS.table].items():
        bringer = one.row.values["pack"]
        if bringer is not None and bringer != wanted.pack:
            raise BelongsElsewhere(framework=identifier, pack=bringer)


def _keep_in_bounds(shape: Shape, wanted: Wanted, findings: Findings) -> None:
    """Cut texts that are longer than their column, and name them."""
    bounds = shape.bounds()
    for key, row in list(wanted.tables.get(shape.table, {}).items()):
        long = {c: v for c, v in row.values.items() if _is_longer(v, bounds.get(c))}
        if not long:
            continue
        cut = {column: text[: bounds[column] - 1] + "…" for column, text in long.items()}
        wanted.add(shape.table, key, Row(values={**row.values, **cut}, links=row.links))
        for column in long:
            what = f"its {column} is longer than {bounds[column]} signs"
            findings.note("content.long", f"{shape.table}, {key}", what, "It is cut short.")


def _is_longer(value: Any, bound: int | None) -> bool:
    return bound is not None and isinstance(value, str) and len(value) > bound


def _table_plan(shape: Shape, wanted: Wanted, stored: Stored) -> TablePlan:
    plan, there = TablePlan(), stored.tables[shape.table]
    rows = wanted.tables.get(shape.table, {})
    for key, row in rows.items():
        if key not in there:
            plan.added.append((key, row))
        elif change := _change(key, row, there[key]):
            plan.changed.append(change)
        else:
            plan.n_same += 1
    if shape.end is not End.STAYS:
        plan.ended = [
            (key, one) for key, one in there.items() if key not in rows and not one.is_ended
        ]
    return plan


def _change(key: Key, row: Row, there: StoredRow) -> Change | None:
    columns = tuple(c for c, value in row.values.items() if value != there.row.values[c])
    links = tuple(name for name, keys in row.links.items() if keys != there.row.links[name])
    if not (columns or links or there.is_ended):
        return None
    return Change(
        key=key, pk=there.pk, row=row, columns=columns, links=links, returns=there.is_ended
    )
