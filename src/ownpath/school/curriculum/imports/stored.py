"""Reads the content that an import may change, in the form in which imports want it: keys in the place of ids."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ownpath.school.curriculum.imports.shapes import (
    COMPETENCIES,
    FRAMEWORKS,
    IN_ORDER,
    End,
    Shape,
)
from ownpath.school.curriculum.imports.types import (
    CompetencyKey,
    Key,
    Row,
    StoredRow,
    Wanted,
)
from ownpath.school.curriculum.models import Competency

MOST_NAMED = 5_000  # values in one condition
Thing = TypeVar("Thing")


def batches(things: Iterable[Thing], size: int = MOST_NAMED) -> Iterator[list[Thing]]:
    """Yield the things in lists of at most `size`."""
    source = iter(things)
    while batch := list(islice(source, size)):
        yield batch


@dataclass(slots=True)
class Stored:
    """The rows an import may change, by table and key, and the ids of all that it names."""

    tables: dict[str, dict[Any, StoredRow]] = field(default_factory=dict)
    keys: dict[str, dict[int, Any]] = field(default_factory=dict)  # table -> id -> key

    @property
    def fingerprint(self) -> str:
        """One mark of all these rows: another mark, other rows."""
        return mark_of(
            (f"{name} {key!r} {one.is_ended}", one.row)
            for name, rows in self.tables.items()
            for key, one in rows.items()
        )


def mark_of(rows: Iterable[tuple[str, Row]]) -> str:
    """Return one mark of named rows, whatever their order: another mark, other rows."""
    lines = sorted(f"{name} {_told(row)}" for name, row in rows)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=20).hexdigest()


def _told(row: Row) -> str:
    links = {name: sorted(map(repr, keys)) for name, keys in row.links.items()}
    return f"{json.dumps(row.values, sort_keys=True, default=str)} {sorted(links.items())}"


def read_stored(wanted: Wanted) -> Stored:
    """Return the rows a source may change: a number of queries that does not grow with them."""
    stored = Stored()
    for shape in IN_ORDER:
        rows = list(_scope(shape, wanted))
        linked = {link: _linked(shape, link, wanted) for link in shape.links}
        if shape is COMPETENCIES:
            stored.keys[shape.table] = {
                row.pk: (stored.keys[FRAMEWORKS.table][row.framework_id], row.identifier)
                for row in rows
            }
        _learn_competencies(stored, _named(shape, rows, linked))
        found = {_key(shape, row, stored): _stored(shape, row, linked, stored) for row in rows}
        stored.tables[shape.table] = found
        stored.keys.setdefault(shape.table, {}).update(
            {one.pk: key for key, one in found.items()}
        )
    return stored


def _scope(shape: Shape, wanted: Wanted) -> QuerySet[Any]:
    mine = {
        "packs": Q(identifier=wanted.pack) | Q(frameworks__identifier__in=wanted.frameworks),
        "themes": Q(),
        "frameworks": Q(identifier__in=wanted.frameworks),
        "competencies": Q(framework__identifier__in=wanted.frameworks),
        "prerequisites": Q(after__framework__identifier__in=wanted.frameworks),
        "alignments": Q(origin__framework__identifier__in=wanted.frameworks),
        "items": Q(pack__identifier=wanted.pack) & Q(pack__isnull=False),
        "activities": Q(pack__identifier=wanted.pack) & Q(pack__isnull=False),
    }
    found: QuerySet[Any] = shape.rows.filter(mine[shape.table]).order_by("pk")
    return found.distinct() if shape.table == "packs" else found


def _linked(shape: Shape, link: str, wanted: Wanted) -> dict[int, list[int]]:
    own = shape.name
    column = {"competencies": "competency_id", "themes": "theme_id"}[link]
    rows = shape.through(link).objects.filter(**{f"{own}__pack__identifier": wanted.pack})
    found: dict[int, list[int]] = defaultdict(list)
    for row_id, other_id in rows.values_list(f"{own}_id", column):
        found[row_id].append(other_id)
    return found


def _named(shape: Shape, rows: list[Any], linked: dict[str, dict[int, list[int]]]) -> set[int]:
    """Return the ids of competencies these rows point at."""
    columns = [c for c, table in shape.references.items() if table == COMPETENCIES.table]
    ids = {getattr(row, f"{column}_id") for row in rows for column in columns}
    ids.update(*linked.get("competencies", {}).values())
    return ids - {None}


def _learn_competencies(stored: Stored, ids: set[int]) -> None:
    known = stored.keys.setdefault(COMPETENCIES.table, {})
    for batch in batches(ids - set(known)):
        rows = Competency.objects.filter(pk__in=batch).values_list(
            "pk", "framework__identifier", "identifier"
        )
        known.update({pk: (framework, own) for pk, framework, own in rows})


def _key(shape: Shape, row: Any, stored: Stored) -> Key:
    cells = tuple(_cell(shape, column, row, stored) for column in shape.key)
    return cells if len(cells) > 1 else cells[0]


def _cell(shape: Shape, column: str, row: Any, stored: Stored) -> Any:
    value = getattr(row, shape.attribute(column))
    table = shape.references.get(column)
    return stored.keys[table][value] if table and value is not None else value


def _stored(
    shape: Shape, row: Any, linked: dict[str, dict[int, list[int]]], stored: Stored
) -> StoredRow:
    values = {column: _cell(shape, column, row, stored) for column in shape.columns}
    links = {
        link: frozenset(stored.keys[table][one] for one in linked[link].get(row.pk, ()))
        for link, table in shape.links.items()
    }
    ended = shape.end in (End.ENDED_AT, End.IS_RETIRED) and bool(getattr(row, shape.end.value))
    return StoredRow(pk=row.pk, row=Row(values=values, links=links), is_ended=ended)


def ids_of_competencies(keys: Collection[CompetencyKey]) -> dict[CompetencyKey, int]:
    """Return the ids of competencies by framework and identifier; unknown ones are absent."""
    found: dict[CompetencyKey, int] = {}
    for batch in batches(sorted(keys)):
        rows = Competency.objects.filter(
            identifier__in={own for _framework, own in batch},
            framework__identifier__in={framework for framework, _own in batch},
        ).values_list("pk", "framework__identifier", "identifier")
        found.update({(framework, own): pk for pk, framework, own in rows})
    return {key: pk for key, pk in found.items() if key in set(keys)}
