"""What is whose, in every room: found by following foreign keys, so that no room has to say it and none is forgotten.

A district's are the rows that cannot be without one of its people, classes or campuses, and those (an audit entry, a
roster import) that point at nothing else. A person's are the rows that go with the person. Content (`curriculum`) is
nobody's: districts and evidence only point at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from ownpath.school.change.queries.stemming import rows_stemming_from
from ownpath.school.privacy.further import is_ours
from ownpath.store.tables import (
    Table,
    all_tables,
    condition,
    count_each,
    foreign_keys,
    is_cascading,
    is_required,
    name_of,
    rows_of,
    target_of,
    way_to,
)

if TYPE_CHECKING:
    from typing import Any

    from ownpath.school.people.models import District, Person

CONTENT = "curriculum"


@dataclass(frozen=True, slots=True)
class Belongings:
    """Which rows of which tables are somebody's; tables without any way to them are not named."""

    by_table: Mapping[Table, Q]

    def rows(self, table: Table) -> QuerySet[Any]:
        """Return the rows of one table that belong to them."""
        return rows_of(table).filter(self.by_table[table])

    def counts(self) -> dict[str, int]:
        """Return how many rows of each table belong to them, tables with none left out."""
        return count_each({name_of(table): self.rows(table) for table in self.by_table})


def of_district(district: District) -> Belongings:
    """Return what is a district's: its people and all that is theirs, its campuses, terms, classes, imports and log."""
    found = {
        table: belongs
        for table in all_tables()
        if not is_content(table)
        and (belongs := condition(table, _anchors(), district.pk, is_required)) is not None
    }
    return Belongings(found)


def tables_that_leave() -> list[Table]:
    """Return the tables of the school's rooms whose rows are some district's, or content; the exit kit holds these.

    What is neither (failed sign-ins, kept a day under keys) stays behind.
    """
    return [
        table
        for table in all_tables()
        if is_ours(table)
        and all(is_ours(target_of(key)) for key in foreign_keys(table))
        and (is_content(table) or condition(table, _anchors(), None, is_required) is not None)
    ]


def _anchors() -> dict[Table, str]:
    return {_table("people.Person"): "district", _table("people.District"): "pk"}


def of_person(person: Person) -> Belongings:
    """Return what goes with a person: everything that would not be there without them, by a key or by its words."""
    anchors = {_table("people.Person"): "pk"}
    found = {}
    for table in all_tables():
        belongs = None if is_content(table) else _going_with(table, anchors, person.pk)
        if belongs is not None:
            found[table] = belongs
    for table, stems in rows_stemming_from(person=person).items():
        found[table] = found[table] | stems if table in found else stems
    return Belongings(found)


def _going_with(table: Table, anchors: Mapping[Table, str], pk: int) -> Q | None:
    """Return which rows go with a person: a message goes with whoever sent it, received it, or is spoken of."""
    if table in anchors:
        return Q(pk=pk)
    found = Q()
    for key in foreign_keys(table):
        further = way_to(target_of(key), anchors, is_cascading)
        if is_cascading(key) and further is not None and target_of(key) is not table:
            found |= Q(**{f"{key.name}__{further}": pk})
    return found or None


def is_content(table: Table) -> bool:
    """Return whether a table holds content: of its room, and not what a class uses or a district decided."""
    meta = table._meta  # noqa: SLF001 - Django's documented way to a model's app
    users = {_table("people.Section"): "pk", _table("people.District"): "pk"}
    return meta.app_label == CONTENT and way_to(table, users, is_required) is None


def _table(name: str) -> Table:
    return apps.get_model(name)
