"""Carries out a planned import of content: all of it or nothing, in one transaction, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from ownpath.school.curriculum.imports.shapes import (
    ACTIVITIES,
    COMPETENCIES,
    FRAMEWORKS,
    IN_ORDER,
    ITEMS,
    End,
    Shape,
)
from ownpath.school.curriculum.imports.stored import (
    Stored,
    batches,
    ids_of_competencies,
    read_stored,
)
from ownpath.school.curriculum.imports.types import (
    Change,
    ImportPlan,
    Key,
    Outcome,
    PlanIsStale,
    Progress,
    Row,
    TablePlan,
)
from ownpath.school.curriculum.models import Framework, Item, ItemRevision

ROWS_ADDED_AT_ONCE = 1_000
ROWS_CHANGED_AT_ONCE = 250


def apply_import(*, plan: ImportPlan, now: datetime, progress: Progress | None) -> Outcome:
    """Carry out a plan: every change of it, or none.

    Parameters
    ----------
    progress
        Told (rows written, rows to write) after each batch.

    Raises
    ------
    PlanIsStale
        If the content changed after the plan was made.
    """
    with transaction.atomic():
        stored = read_stored(plan.wanted)
        if stored.fingerprint != plan.fingerprint:
            raise PlanIsStale
        _Writing(plan=plan, now=now, progress=progress, ids=_ids(plan, stored)).write_all()
    return Outcome(
        title=plan.title,
        counts_in=plan.counts_in,
        tables=plan.counts,
        problems=plan.problems,
        changed=not plan.is_nothing_to_do,
        edited=plan.edited,
    )


def _ids(plan: ImportPlan, stored: Stored) -> dict[str, dict[Key, int]]:
    """Return the ids of everything the rows of the plan name and that is there already."""
    ids: dict[str, dict[Key, int]] = {
        table: {key: pk for pk, key in keys.items()} for table, keys in stored.keys.items()
    }
    competencies = ids[COMPETENCIES.table]
    named = {key for shape in IN_ORDER for key in _named(shape, plan)}
    own = plan.wanted.tables.get(COMPETENCIES.table, {}).keys()
    missing = ids_of_competencies(named - own - competencies.keys())
    competencies.update(missing.items())
    return ids


def _named(shape: Shape, plan: ImportPlan) -> Iterable[Any]:
    columns = [c for c, table in shape.references.items() if table == COMPETENCIES.table]
    for key, row in plan.wanted.tables.get(shape.table, {}).items():
        cells = _cells(shape, key, row)
        yield from (cells[column] for column in columns if cells.get(column))
        yield from row.links.get("competencies", ())


def _cells(shape: Shape, key: Any, row: Row) -> dict[str, Any]:
    names = key if len(shape.key) > 1 else (key,)
    return {**dict(zip(shape.key, names, strict=True)), **row.values}


@dataclass(kw_only=True)
class _Writing:
    """One import being written, table after table."""

    plan: ImportPlan
    now: datetime
    progress: Progress | None
    ids: dict[str, dict[Key, int]]
    n_done: int = 0
    touched: set[str] = field(default_factory=set)

    def write_all(self) -> None:
        for shape in IN_ORDER:
            table = self.plan.tables[shape.table]
            self._end(shape, table)
            self._add(shape, table.added)
            self._alter(shape, table.changed)
            self._note_frameworks(shape, table)
        self._raise_revisions()
        as_brought = [one.pk for one in self.plan.edited if one.is_taken]
        Item.objects.filter(pk__in=as_brought).update(edited_from=None)

    def _tell(self, n_more: int) -> None:
        self.n_done += n_more
        if self.progress is not None:
            self.progress(self.n_done, self.plan.n_steps)

    def _end(self, shape: Shape, table: TablePlan) -> None:
        for batch in batches([one.pk for _key, one in table.ended]):
            rows = shape.rows.filter(pk__in=batch)
            if shape.end is End.DELETED:
                rows.delete()
            else:
                rows.update(**{shape.end.value: _mark(shape, self.now)})
            self._tell(len(batch))

    def _add(self, shape: Shape, added: list[tuple[Key, Row]]) -> None:
        for batch in batches(added, ROWS_ADDED_AT_ONCE):
            rows = [self._row(shape, key, row) for key, row in batch]
            shape.rows.bulk_create(rows)
            made = [(one.pk, row) for one, (_key, row) in zip(rows, batch, strict=True)]
            self.ids[shape.table].update(
                {key: one.pk for one, (key, _row) in zip(rows, batch, strict=True)}
            )
            for link in shape.links:
                self._link(shape, link, made)
            self._tell(len(batch))
        for column in shape.own_references:
            self._point_at_own(shape, column, added)

    def _row(self, shape: Shape, key: Key, row: Row) -> Model:
        cells = _cells(shape, key, row)
        made: Model = shape.model(
            **{
                shape.attribute(column): self._cell(shape, column, value)
                for column, value in cells.items()
                if column not in shape.own_references
            }
        )
        return made

    def _cell(self, shape: Shape, column: str, value: Any) -> Any:
        table = shape.references.get(column)
        return self.ids[table][value] if table and value is not None else value

    def _point_at_own(self, shape: Shape, column: str, added: list[tuple[Key, Row]]) -> None:
        own = self.ids[shape.table]
        pointing = [(own[key], row.values[column]) for key, row in added if row.values[column]]
        for batch in batches(pointing, ROWS_CHANGED_AT_ONCE):
            rows = [
                shape.model(pk=pk, **{shape.attribute(column): own[other]})
                for pk, other in batch
            ]
            shape.rows.bulk_update(rows, [column])

    def _alter(self, shape: Shape, changed: list[Change]) -> None:
        """Change rows, those with the same columns to change together."""
        alike: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for change in changed:
            alike[change.columns].append(change)
        for columns, changes in alike.items():
            for batch in batches(changes, ROWS_CHANGED_AT_ONCE):
                if columns:
                    self._keep_revisions(shape, columns, batch)
                    rows = [self._altered(shape, columns, change) for change in batch]
                    shape.rows.bulk_update(rows, columns)
                self._tell(len(batch))
        returning = [change.pk for change in changed if change.returns]
        for ids in batches(returning):
            nothing = None if shape.end is End.ENDED_AT else False
            shape.rows.filter(pk__in=ids).update(**{shape.end.value: nothing})
        for link in shape.links:
            self._relink(shape, link, [change for change in changed if link in change.links])

    def _keep_revisions(
        self, shape: Shape, columns: tuple[str, ...], changes: list[Change]
    ) -> None:
        """Keep what items were: a question that is open is graded as it was put."""
        if shape is not ITEMS or "definition" not in columns:
            return
        old = Item.objects.filter(pk__in=[change.pk for change in changes])
        ItemRevision.objects.bulk_create(
            ItemRevision(item_id=pk, revision=revision, definition=definition)
            for pk, revision, definition in old.values_list("pk", "revision", "definition")
        )

    def _altered(self, shape: Shape, columns: tuple[str, ...], change: Change) -> Model:
        values = {
            shape.attribute(column): self._cell(shape, column, change.row.values[column])
            for column in columns
        }
        altered: Model = shape.model(pk=change.pk, **values)
        return altered

    def _relink(self, shape: Shape, link: str, changes: list[Change]) -> None:
        own = f"{shape.name}_id"
        for batch in batches(changes, ROWS_ADDED_AT_ONCE):
            old = shape.through(link).objects.filter(
                **{f"{own}__in": [one.pk for one in batch]}
            )
            old.delete()
            self._link(shape, link, [(one.pk, one.row) for one in batch])

    def _link(self, shape: Shape, link: str, rows: list[tuple[int, Row]]) -> None:
        through, ids = shape.through(link), self.ids[shape.links[link]]
        own = f"{shape.name}_id"
        other = {"competencies": "competency_id", "themes": "theme_id"}[link]
        links = [
            through(**{own: pk, other: ids[key]})
            for pk, row in rows
            for key in sorted(row.links.get(link, ()), key=repr)
        ]
        through.objects.bulk_create(links, batch_size=ROWS_ADDED_AT_ONCE)

    def _note_frameworks(self, shape: Shape, table: TablePlan) -> None:
        """Remember which frameworks' maps are no longer what they were."""
        if table.n_steps == 0:
            return
        if shape not in (ITEMS, ACTIVITIES):
            self.touched.update(self.plan.wanted.frameworks if shape.references else ())
            return
        rows = [
            *(row for _key, row in table.added),
            *(one.row for _key, one in table.ended),
            *(change.row for change in table.changed),
        ]
        for row in rows:
            self.touched.update(_framework_of(row.links))
        lost = [change.pk for change in table.changed if "competencies" in change.links]
        if lost:
            self.touched.update(self.plan.wanted.frameworks)

    def _raise_revisions(self) -> None:
        made = {key for key, _row in self.plan.tables[FRAMEWORKS.table].added}
        for batch in batches(sorted(self.touched - made)):
            old = Framework.objects.filter(identifier__in=batch)
            old.update(revision=F("revision") + 1)
        anew = [
            change.pk
            for change in self.plan.tables[ITEMS.table].changed
            if "definition" in change.columns or "competencies" in change.links
        ]
        for ids in batches(anew):
            Item.objects.filter(pk__in=ids).update(revision=F("revision") + 1)


def _mark(shape: Shape, now: datetime) -> Any:
    return now if shape.end is End.ENDED_AT else True


def _framework_of(links: Mapping[str, frozenset[Any]]) -> set[str]:
    return {framework for framework, _own in links.get("competencies", ())}
