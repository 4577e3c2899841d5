"""Writes the changes of a planned roster import, table after table, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from secrets import token_urlsafe
from typing import Any, TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from ownpath.school.people.imports.shapes import IN_ORDER, PERSONS, TERMS, Key, Shape
from ownpath.school.people.imports.stored import Stored
from ownpath.school.people.imports.types import Added, RosterPlan, TablePlan, Update
from ownpath.school.people.models import District, Person
from ownpath.store.many_rows import insert_rows, update_rows

ROWS_IN_A_BATCH = 2_000
USERNAME_KEY = "username_key"
Progress = Callable[[int, int], None]
Thing = TypeVar("Thing")


def batches(things: Iterable[Thing], size: int = ROWS_IN_A_BATCH) -> Iterator[list[Thing]]:
    """Yield the things in lists of at most `size`."""
    source = iter(things)
    while batch := list(islice(source, size)):
        yield batch


@dataclass
class Writing:
    """One import being written, table after table."""

    plan: RosterPlan
    stored: Stored
    district: District
    today: date
    progress: Progress
    n_done: int = 0
    pks: dict[str, dict[Key, int]] = field(default_factory=dict)

    def write_all(self) -> None:
        """Write every change of the plan."""
        for shape in IN_ORDER:
            table = self.plan.tables[shape.table]
            self.pks[shape.table] = {k: row.pk for k, row in self.stored.of(shape).items()}
            if shape is PERSONS:
                self._free_names(table)
            self._end(shape, table)
            self._add(shape, table.added)
            self._alter(shape, table)
            if shape is TERMS:
                self._set_parents(table.added)
        self.n_done += self.plan.district.is_changed
        self.progress(self.n_done, self.plan.n_steps)

    def _tell(self, n_more: int) -> None:
        self.n_done += n_more
        self.progress(self.n_done, self.plan.n_steps)

    def _free_names(self, persons: TablePlan) -> None:
        """Take sign-in names from those who lose or change them, before others get them."""
        place = PERSONS.place(USERNAME_KEY)
        losing = [one.pk for one in persons.updates if one.old[place] != one.new[place]]
        for batch in batches(losing, 500):
            Person.objects.filter(pk__in=batch).update(username_key=None)

    def _end(self, shape: Shape, table: TablePlan) -> None:
        """End rows, or take them out where the table knows no end."""
        by_cause: dict[str, list[int]] = defaultdict(list)
        for update in table.updates:
            if update.ends:
                by_cause[update.cause].append(update.pk)
        for cause, pks in by_cause.items():
            for batch in batches(pks, 500):
                rows = shape.rows.filter(pk__in=batch)
                if not shape.ends:
                    rows.delete()
                elif shape.remembers_cause:
                    rows.update(ended_on=self.today, ended_with=cause)
                else:
                    rows.update(ended_on=self.today)
                self._tell(len(batch))

    def _add(self, shape: Shape, added: Sequence[Added]) -> None:
        for batch in batches(added):
            insert_rows(shape.model, [self._row(shape, one) for one in batch])
            self._tell(len(batch))
        if added and shape.is_sourced and shape.is_named:
            kept = shape.rows.filter(district=self.district).values_list("source_key", "pk")
            self.pks[shape.table].update(kept.iterator(chunk_size=ROWS_IN_A_BATCH))
        own = self.pks[shape.table]
        for column in shape.lists:
            self._link(shape, column, [(own[one.key], one.values) for one in added])

    def _row(self, shape: Shape, one: Added) -> dict[str, Any]:
        columns = [
            column
            for column in shape.plain_columns
            if shape.references.get(column) != shape.table  # set when all rows are there
        ]
        values = self._attributes(shape, columns, one.values)
        if shape.is_sourced:
            values["district_id"] = self.district.pk
            values["source_key"] = one.key
            values["source_modified_at"] = one.modified_at
        if shape is PERSONS:
            values["password"] = UNUSABLE_PASSWORD_PREFIX + token_urlsafe(30)
        return values

    def _attributes(
        self, shape: Shape, columns: Iterable[str], values: Sequence[Any]
    ) -> dict[str, Any]:
        by_column = dict(zip(shape.columns, values, strict=True))
        return {
            shape.attribute(column): self._cell(shape, column, by_column[column])
            for column in columns
        }

    def _cell(self, shape: Shape, column: str, value: Any) -> Any:
        table = shape.references.get(column)
        if table is None:
            return value
        return self.pks[table][value] if value else None

    def _alter(self, shape: Shape, table: TablePlan) -> None:
        """Change and bring back rows, those with the same columns to change together."""
        alike: dict[tuple[str, ...], list[Update]] = defaultdict(list)
        for update in table.updates:
            columns = self._columns_to_write(shape, update)
            if columns:
                alike[columns].append(update)
        for columns, updates in alike.items():
            for batch in batches(updates):
                self._alter_batch(shape, columns, batch)
                self._tell(sum(not one.ends for one in batch))
        for column in shape.lists:
            self._relink(shape, column, table)

    def _columns_to_write(self, shape: Shape, update: Update) -> tuple[str, ...]:
        if update.ends and not shape.ends:
            return ()
        place = {column: n for n, column in enumerate(shape.columns)}
        changed = [
            column
            for column in shape.plain_columns
            if update.old[place[column]] != update.new[place[column]]
        ]
        more = ["ended_on"] * (update.ends is False)
        if shape.remembers_cause and not update.ends:
            more.append("ended_with")
        if shape.is_sourced and (changed or not update.ends):
            more.append("source_modified_at")
        return (*changed, *more)

    def _alter_batch(self, shape: Shape, columns: tuple[str, ...], batch: list[Update]) -> None:
        own = [column for column in columns if column in shape.columns]
        rows: list[dict[str, Any]] = []
        for update in batch:
            values = self._attributes(shape, own, update.new)
            more = {
                "ended_on": None,
                "ended_with": update.cause,
                "source_modified_at": update.modified_at,
            }
            values |= {name: value for name, value in more.items() if name in columns}
            rows.append({"id": update.pk, **values})
        update_rows(shape.model, rows)

    def _relink(self, shape: Shape, column: str, table: TablePlan) -> None:
        place, (own, _other) = shape.place(column), shape.sides(column)
        changed = [one for one in table.updates if one.old[place] != one.new[place]]
        for batch in batches(changed, 500):
            old = shape.through(column).filter(**{f"{own}_id__in": [one.pk for one in batch]})
            old.delete()
            self._link(shape, column, [(one.pk, one.new) for one in batch])

    def _link(self, shape: Shape, column: str, rows: list[tuple[int, Sequence[Any]]]) -> None:
        own, other = shape.sides(column)
        through = shape.through(column)
        keys, place = self.pks[shape.lists[column]], shape.place(column)
        insert_rows(
            through.model,
            (
                {f"{own}_id": pk, f"{other}_id": keys[key]}
                for pk, values in rows
                for key in values[place]
            ),
        )

    def _set_parents(self, added: Sequence[Added]) -> None:
        place, own = TERMS.place("parent"), self.pks[TERMS.table]
        rows = [
            {"id": own[one.key], "parent_id": own[one.values[place]]}
            for one in added
            if one.values[place]
        ]
        update_rows(TERMS.model, rows)
