"""Queries whose SQL is made once: the mapper's objects without paying for the mapper's compiler at every call.

Django makes the SQL of a query anew each time it runs, which costs five to ten times what the database itself takes to
find one row. A prepared query is an ordinary queryset with `Param` where values will stand; its SQL, its converters and
the way from a row to an object are worked out once for each kind of database, and kept.

A list of any length stands as `Params` behind `__in`. Not for prefetching: that stays an ordinary queryset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, QuerySet, Value
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from ownpath.store.rows import plain_kind
from ownpath.store.statements import fetch

Row = TypeVar("Row")
Found = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value goes among the parameters of a statement."""

    name: str
    field: Field[Any, Any]
    plain: type | None  # what the database takes as it is
    is_list: bool = False

    def prepare(self, value: Any) -> Any:
        """Return a value as the database takes it."""
        if value.__class__ is self.plain:
            return value
        return self.field.get_db_prep_value(value, connection=connection, prepared=False)


class Param(Value):
    """A place in a prepared query that a value of a field's type takes when the query runs."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(None, output_field=field)
        self.slot = _Slot(name, field, plain_kind(field))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002 - Django's signature
        """Return the place instead of a value."""
        return "%s", [self.slot]


class Params(Param):
    """A place behind `__in` that takes a list of values of a field's type when the query runs."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(name, field)
        self.slot = _Slot(name, field, plain_kind(field), is_list=True)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002 - Django's signature
        """Return the place instead of the values, in the parentheses a list stands in."""
        return "(%s)", [self.slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A statement with its places (between the pieces of its text), and how its rows are read."""

    pieces: tuple[str, ...]
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
    build: Callable[[Found], Any]
    text: str  # the pieces with a place between each
    has_lists: bool

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        if self.has_lists and any(
            not len(values[one.name])
            for one in self.params
            if isinstance(one, _Slot) and one.is_list
        ):
            return []  # nothing is in an empty list
        rows, build = fetch(self._text(values), self._given(values)), self.build
        if not self.converters:
            return [build(row) for row in rows]
        return [build(self._converted(row)) for row in rows]

    def _text(self, values: Mapping[str, Any]) -> str:
        """Return the statement with a place for each value."""
        if not self.has_lists:
            return self.text
        text = [self.pieces[0]]
        for one, piece in zip(self.params, self.pieces[1:], strict=True):
            if isinstance(one, _Slot) and one.is_list:
                text.append("%s, " * (len(values[one.name]) - 1))
            text += ("%s", piece)
        return "".join(text)

    def _given(self, values: Mapping[str, Any]) -> list[Any]:
        """Return what stands in the places, as the database takes it."""
        given: list[Any] = []
        for one in self.params:
            if not isinstance(one, _Slot):
                given.append(one)
            elif one.is_list:
                given.extend(one.prepare(value) for value in values[one.name])
            else:
                given.append(one.prepare(values[one.name]))
        return given

    def _converted(self, row: Found) -> Found:
        changed = list(row)
        for position, converters, expression in self.converters:
            for convert in converters:
                changed[position] = convert(changed[position], expression, connection)
        return changed


class Prepared(Generic[Row]):
    """A query that is made once and run often; see `prepared`."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._plans: dict[str, _Plan] = {}
        self._making = Lock()

    def all(self, **values: Any) -> list[Row]:
        """Return every row, the values put into their places.

        Raises
        ------
        KeyError
            If a place has no value.
        """
        return self._plan().run(values)

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        rows = self._plan().run(values)
        return rows[0] if rows else None

    def _plan(self) -> _Plan:
        plan = self._plans.get(connection.vendor)
        if plan is None:
            with self._making:
                plan = self._plans[connection.vendor] = _plan_of(self._make())
        return plan


def prepared(make: Callable[[], QuerySet[Any, Row]]) -> Prepared[Row]:
    """Make a prepared query of a function that returns a queryset with `Param` where values will stand.

    >>> from django.db.models import IntegerField
    >>> from ownpath.school.people.models import Role
    >>> @prepared
    ... def names_of_roles():
    ...     return Role.objects.filter(person_id=Param("person", IntegerField())).values_list("name", flat=True)
    >>> isinstance(names_of_roles, Prepared)
    True
    """
    return Prepared(make)


def _plan_of(queryset: QuerySet[Any, Any]) -> _Plan:
    compiler = queryset.query.get_compiler(connection.alias)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([chosen[0] for chosen in compiler.select])
    return _Plan(
        pieces=tuple(sql.split("%s")),
        params=tuple(params),
        converters=tuple(
            (position, tuple(many), expression)
            for position, (many, expression) in converters.items()
        ),
        build=_builder(queryset, compiler),
        text=sql,
        has_lists=any(isinstance(one, _Slot) and one.is_list for one in params),
    )


def _builder(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Found], Any]:
    """Return what makes of a row the thing the queryset gives."""
    kind = queryset._iterable_class
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    is_fetching_more = queryset._prefetch_related_lookups  # type: ignore[attr-defined]
    if kind is not ModelIterable or is_fetching_more:
        raise ValueError(f"{queryset.model.__name__}: expected rows or value lists to prepare")
    return _model_builder(compiler)


def _model_builder(compiler: Any) -> Callable[[Found], Any]:
    about, alias = compiler.klass_info, connection.alias
    model, places = about["model"], about["select_fields"]
    begin, end = places[0], places[-1] + 1
    names = [chosen[0].target.attname for chosen in compiler.select[begin:end]]
    populators: Callable[..., Iterable[Any]] = get_related_populators
    related = tuple(populators(about, compiler.select, alias))

    def build(row: Found) -> Any:
        made = model.from_db(alias, names, row[begin:end])
        for one in related:
            one.populate(row, made)
        return made

    return build
