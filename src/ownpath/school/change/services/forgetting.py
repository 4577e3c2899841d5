"""Forget a person in texts, when they are erased: their words, and their name in words of others, of any room.

What goes as a whole row stands in `queries.stemming`. Books that were made are kept without it and say so; the worker
sets them anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
from ownpath.school.change.queries.written import APPEND_ONLY, may_name, tables_written_in
from ownpath.school.change.services.booking import BROKE, GOING
from ownpath.school.change.services.first_names import (
    FirstNames,
    Undecided,
    first_names,
    key_of,
    left_alone,
    texts_in,
)
from ownpath.school.change.services.striking import strike, strike_book
from ownpath.store.tables import (
    condition,
    delete_rows,
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
    """One row whose texts change: the table, the row, its columns as they will be, and what nobody can decide here."""

    table: type[Model]
    pk: int
    values: dict[str, Any]
    undecided: tuple[Undecided, ...] = ()


class Forgetting(NamedTuple):
    """What would be struck of a person, and what somebody has to decide about."""

    counts: dict[str, int]  # rows, by "table.column"
    undecided: tuple[Undecided, ...]  # columns of rows in which their first name stands alone


def plan_forgetting(*, person: Person) -> Forgetting:
    """Return in which texts a person's words or name would be struck, and where that is not certain."""
    counts: dict[str, int] = {}
    undecided: list[Undecided] = []
    emptied = set()
    for one in _rewritings(person, note=""):
        undecided += one.undecided
        for column, value in one.values.items():
            name = f"{name_of(one.table)}.{column}"
            counts[name] = counts.get(name, 0) + 1
            if not value:
                emptied.add(key_of(one.table, one.pk, column))
    return Forgetting(counts, tuple(one for one in undecided if one.key not in emptied))


@deed
def forget_in_change(
    *, person: Person, now: datetime, also: Collection[str] = frozenset()
) -> None:
    """Strike a person's words and name out of every text of their district; call before the rows go.

    `also` are the keys of what was undecided and is about them.
    """
    notes = _notes(person, now)
    going = BookJob.objects.filter(district=person.district_id, state__in=GOING)
    going.update(state=BookJob.State.FAILED, ended_at=now, problem=BROKE)
    for one in list(_rewritings(person, note=notes, also=also)):
        values = dict(one.values)
        if not values:
            continue
        if one.table is Book:
            # The bytes still hold it: they go at once, and the worker makes them anew.
            values |= {"pdf": b"", "digest": ""}
        _write(one.table, one.pk, values)


def _write(table: type[Model], pk: int, values: dict[str, Any]) -> None:
    """Write a row as it will be; one that nobody may change is taken out and put back without the name."""
    rows = table._default_manager.filter(pk=pk)  # noqa: SLF001 - Django's documented way
    if table._meta.label not in APPEND_ONLY:  # noqa: SLF001 - Django's documented way to a model's name
        rows.update(**values)
        return
    row = rows.get()
    for column, value in values.items():
        setattr(row, column, value)
    delete_rows(rows)
    row.save(force_insert=True)


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


def _rewritings(
    person: Person, *, note: dict[str, str] | str, also: Collection[str] = frozenset()
) -> Iterator[Rewriting]:
    """Yield the rows that stay, as they will be; a book is told anew with a note on its cover."""
    going = rows_stemming_from(person=person)
    others = [
        source_of(_rows(table, person).exclude(_goes(table, person, going)))
        for table in tables_of_change()
        if text_columns(table)
    ]
    others += [
        may_name(person, _rows(table, person).exclude(_goes(table, person, going)))
        for table in tables_written_in()
    ]
    strikes = _Strikes(
        names_of_person(person),
        words_of_person(person=person),
        first_names(person, others),
        also,
        note,
    )
    sources = [*others, *_own_words(person)]
    for row in texts_of(sources):
        source = sources[row.source]
        if row.source >= len(others):
            yield Rewriting(source.table, row.pk, {source.columns[0]: ""})
        elif (changed := strikes.rewrite(source, row)) is not None:
            yield changed


class _Strikes(NamedTuple):
    """What is struck: names everywhere, a person's own words where they may stand again, first names where sure."""

    names: re.Pattern[str]
    words: frozenset[str]
    firsts: FirstNames
    also: Collection[str]  # keys of what was decided
    note: dict[str, str] | str

    def rewrite(self, source: Source, row: TextRow) -> Rewriting | None:
        """Return a row as it will be, where anything of it changes or has to be decided."""
        told = self.words if source.table is AgendaItem else frozenset()
        columns = list(zip(source.columns, row.texts, strict=True))
        if source.table is not Book and not told:
            columns = [(name, text) for name, text in columns if self._may_name(text)]
        if not columns:
            return None
        old = {name: value_of(source, name, text) for name, text in columns}
        new = strike(old, names=self.names, words=told)
        if source.table is Book:
            new["told"] = self._book(old["told"], row.pk)
        left = tuple(left_alone(self.firsts, source.table, row.pk, new))
        if left and source.table is not Book:
            new = self._firsts_struck(source, row, new)
            left = tuple(left_alone(self.firsts, source.table, row.pk, new))
        values = {name: value for name, value in new.items() if value != old[name]}
        return Rewriting(source.table, row.pk, values, left) if values or left else None

    def _firsts_struck(
        self, source: Source, row: TextRow, values: dict[str, Any]
    ) -> dict[str, Any]:
        """Return columns without the first name, where it is theirs for certain or somebody said so."""
        if self.firsts.is_certain((source.table, row.pk), _all_said(source, row)):
            values = strike(values, names=self.firsts.whole)
        return {
            name: strike(value, names=self.firsts.alone)
            if key_of(source.table, row.pk, name) in self.also
            else value
            for name, value in values.items()
        }

    def _book(self, told: dict[str, Any], pk: int) -> dict[str, Any]:
        """Return a told book as it will be, with a note on its cover where anything goes."""
        names = self.names
        if key_of(Book, pk, "told") in self.also:
            names = re.compile(
                rf"(?i:{names.pattern})|{self.firsts.alone.pattern}"
            )  # a first name with its capital, as it is found
        said = self.note if isinstance(self.note, str) else self.note[_language(told)]
        return strike_book(told, names=names, words=self.words, note=said)

    def _may_name(self, text: str | None) -> bool:
        """Return whether a text as it is stored may hold the name; where letters are written otherwise, it may."""
        said = str(text or "")
        return "\\" in said or any(one.search(said) for one in (self.names, self.firsts.alone))


def _all_said(source: Source, row: TextRow) -> str:
    """Return all texts of a row, one a line."""
    told = (
        value_of(source, name, text)
        for name, text in zip(source.columns, row.texts, strict=True)
        if text
    )
    return "\n".join(said for one in told for said in texts_in(one))


def _language(told: dict[str, Any]) -> str:
    return str(told.get("language", "en"))


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
