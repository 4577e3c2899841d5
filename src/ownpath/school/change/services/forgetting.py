"""Forget a person in the texts of the change, when they are erased: their words, and their name in words of others.

What goes as a whole row stands in `queries.stemming`. Books that were made are kept without it and say so; the worker
sets them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ownpath.school.change.models import AgendaItem, Book, BookJob, StateChange, Vote
from ownpath.school.change.queries.stemming import (
    names_of_person,
    rows_stemming_from,
    tables_of_change,
    text_columns,
    words_of_person,
)
from ownpath.school.change.services.booking import BROKE, GOING
from ownpath.school.change.services.striking import strike, strike_book
from ownpath.store.tables import (
    condition,
    foreign_keys,
    is_cascading,
    is_required,
    name_of,
    target_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class Rewriting(NamedTuple):
    """One row whose texts change: the table, the row, and its columns as they will be."""

    table: type[Model]
    pk: int
    values: dict[str, Any]


def count_rewritings(*, person: Person) -> dict[str, int]:
    """Return in how many rows of each column a person's words or name would be struck, by "table.column"."""
    counts: dict[str, int] = {}
    for one in _rewritings(person, note=""):
        for column in one.values:
            name = f"{name_of(one.table)}.{column}"
            counts[name] = counts.get(name, 0) + 1
    return counts


@deed
def forget_in_change(*, person: Person, now: datetime) -> None:
    """Strike a person's words and name out of every text of their district's change; call before the rows go."""
    notes = _notes(person, now)
    going = BookJob.objects.filter(district=person.district_id, state__in=GOING)
    going.update(state=BookJob.State.FAILED, ended_at=now, problem=BROKE)
    for one in list(_rewritings(person, note=notes)):
        values = dict(one.values)
        if one.table is Book:
            # The bytes still hold it: they go at once, and the worker makes them anew.
            values |= {"pdf": b"", "digest": ""}
        one.table._default_manager.filter(pk=one.pk).update(**values)  # noqa: SLF001 - Django's documented way


def _notes(person: Person, now: datetime) -> dict[str, str]:
    zone = ZoneInfo(person.district.time_zone) if person.district else None
    found = {}
    for language in ("en", "es"):
        with override(language):
            day = date_format(now.astimezone(zone), "DATE_FORMAT")
            found[language] = _(
                "On %(day)s something was taken out of this copy: somebody’s records were erased."
            ) % {"day": day}
    return found


def _rewritings(person: Person, *, note: dict[str, str] | str) -> Iterator[Rewriting]:
    """Yield the rows that stay, as they will be; a book is told anew with a note on its cover."""
    going = rows_stemming_from(person=person)
    names, words = names_of_person(person), words_of_person(person=person)
    for table in tables_of_change():
        columns = text_columns(table)
        if not columns:
            continue
        rows = _rows(table, person).exclude(_goes(table, person, going))
        for pk, *cells in rows.values_list("pk", *columns).order_by("pk").iterator():
            values = dict(zip(columns, cells, strict=True))
            if table is Book:
                said = note if isinstance(note, str) else note[_language(values)]
                new = strike(values, names=names)
                new["told"] = strike_book(values["told"], names=names, words=words, note=said)
            else:
                told = words if table is AgendaItem else ()
                new = strike(values, names=names, words=told)
            changed = {key: one for key, one in new.items() if one != values[key]}
            if changed:
                yield Rewriting(table, pk, changed)
    yield from _own_words(person, Vote, "dissent", Q(person=person))
    yield from _own_words(person, StateChange, "note", Q(by=person, kind="seat"))


def _language(values: dict[str, Any]) -> str:
    return str(values["told"].get("language", "en"))


def _own_words(
    person: Person, table: type[Model], column: str, theirs: Q
) -> Iterator[Rewriting]:
    """Yield what a person wrote of themselves into a row that stays: why they voted against it, why they left."""
    rows = _rows(table, person).filter(theirs).exclude(**{column: ""})
    for pk in rows.values_list("pk", flat=True):
        yield Rewriting(table, pk, {column: ""})


def _rows(table: type[Model], person: Person) -> QuerySet[Any]:
    district = type(person)._meta.get_field("district").related_model  # noqa: SLF001 - Django's documented way
    mine = condition(
        table, {district: "pk", type(person): "district"}, person.district_id, is_required
    )
    return table._default_manager.filter(mine if mine is not None else Q(pk=None))  # noqa: SLF001 - the same


def _goes(table: type[Model], person: Person, going: dict[type[Model], Q]) -> Q:
    """Return which rows of a table go with the person: nothing of them needs to be struck."""
    found = going.get(table, Q(pk=None))
    for key in foreign_keys(table):
        if is_cascading(key) and target_of(key) is type(person):
            found |= Q(**{key.name: person})
    return found
