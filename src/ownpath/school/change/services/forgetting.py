"""Forget a person in the texts of the change, when they are erased: their words, and their name in words of others.

What goes as a whole row stands in `queries.stemming`. Books that were made are kept without it and say so; the worker
sets them anew.
"""

from __future__ import annotations

import re
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
from ownpath.school.change.queries.texts import Source, TextRow, source_of, texts_of, value_of
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
    strikes = _Strikes(names_of_person(person), words_of_person(person=person), note)
    others = [
        source_of(_rows(table, person).exclude(_goes(table, person, going)))
        for table in tables_of_change()
        if text_columns(table)
    ]
    sources = [*others, *_own_words(person)]
    for row in texts_of(sources):
        source = sources[row.source]
        if row.source >= len(others):
            yield Rewriting(source.table, row.pk, {source.columns[0]: ""})
        elif changed := strikes.changed(source, row):
            yield Rewriting(source.table, row.pk, changed)


class _Strikes(NamedTuple):
    """What is struck: names everywhere, a person's own words where they may stand again."""

    names: re.Pattern[str]
    words: frozenset[str]
    note: dict[str, str] | str

    def changed(self, source: Source, row: TextRow) -> dict[str, Any]:
        """Return the columns of a row that will be another, as they will be."""
        told = self.words if source.table is AgendaItem else frozenset()
        columns = list(zip(source.columns, row.texts, strict=True))
        if source.table is not Book and not told:
            columns = [(name, text) for name, text in columns if self._may_name(text)]
        old = {name: value_of(source, name, text) for name, text in columns}
        new = strike(old, names=self.names, words=told)
        if source.table is Book:
            said = self.note if isinstance(self.note, str) else self.note[_language(old)]
            new["told"] = strike_book(
                old["told"], names=self.names, words=self.words, note=said
            )
        return {name: value for name, value in new.items() if value != old[name]}

    def _may_name(self, text: str | None) -> bool:
        """Return whether a text as it is stored may hold the name; where letters are written otherwise, it may."""
        return bool(text) and ("\\" in str(text) or bool(self.names.search(str(text))))


def _language(values: dict[str, Any]) -> str:
    return str(values["told"].get("language", "en"))


def _own_words(person: Person) -> list[Source]:
    """Return what a person wrote of themselves into rows that stay: why they voted against it, why they left."""
    theirs: list[tuple[type[Model], str, Q]] = [
        (Vote, "dissent", Q(person=person)),
        (StateChange, "note", Q(by=person, kind="seat")),
    ]
    return [
        Source(table, [column], _rows(table, person).filter(which).exclude(**{column: ""}))
        for table, column, which in theirs
    ]


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
