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
from weakref import WeakSet

from django.db import connection
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.query_utils import DeferredAttribute

from ownpath.store.cells import Way, as_it_is, way_in, way_out
from ownpath.store.statements import fetch, vendor_here

Row = TypeVar("Row")
Found = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value goes among the parameters of a statement."""

    name: str
    field: Field[Any, Any]
    is_list: bool = False


class Param(Value):
    """A place in a prepared query that a value of a field's type takes when the query runs."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(None, output_field=field)
        self.slot = _Slot(name, field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002 - Django's signature
        """Return the place instead of a value."""
        return "%s", [self.slot]


class Params(Param):
    """A place behind `__in` that takes a list of values of a field's type when the query runs."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(name, field)
        self.slot = _Slot(name, field, is_list=True)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002 - Django's signature
        """Return the place instead of the values, in the parentheses a list stands in."""
        return "(%s)", [self.slot]


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a statement, and how this kind of database takes what goes there."""

    name: str  # of the value that is given each time, "" for one that is always the same
    into: Way = as_it_is
    is_list: bool = False
    always: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A statement with its places (between the pieces of its text), and how its rows are read."""

    pieces: tuple[str, ...]
    places: tuple[_Place, ...]
    ways_out: tuple[tuple[int, Way], ...]
    build: Callable[[Found], Any]
    text: str  # the pieces with a place between each
    lists: tuple[str, ...]  # the names of those places that take one

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        if self.lists and not all(len(values[name]) for name in self.lists):
            return []  # nothing is in an empty list
        text = self._text(values) if self.lists else self.text
        rows, build = fetch(text, self._given(values)), self.build
        if not self.ways_out:
            return [build(row) for row in rows]
        return [build(self._read(row)) for row in rows]

    def _text(self, values: Mapping[str, Any]) -> str:
        """Return the statement with a place for each value."""
        text = [self.pieces[0]]
        for one, piece in zip(self.places, self.pieces[1:], strict=True):
            if one.is_list:
                text.append("%s, " * (len(values[one.name]) - 1))
            text += ("%s", piece)
        return "".join(text)

    def _given(self, values: Mapping[str, Any]) -> list[Any]:
        """Return what stands in the places, as the database takes it."""
        given: list[Any] = []
        for one in self.places:
            if not one.name:
                given.append(one.always)
            elif one.is_list:
                given.extend(map(one.into, values[one.name]))
            else:
                given.append(one.into(values[one.name]))
        return given

    def _read(self, row: Found) -> Found:
        read = list(row)
        for position, out in self.ways_out:
            read[position] = out(read[position])
        return read


_known: WeakSet[Prepared[Any]] = WeakSet()


def make_all() -> int:
    """Make the statements of all prepared queries that are loaded, and return how many; nothing is asked for."""
    found = list(_known)
    for one in found:
        one.make()
    return len(found)


class Prepared(Generic[Row]):
    """A query that is made once and run often; see `prepared`."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._plans: dict[str, _Plan] = {}
        self._making = Lock()
        _known.add(self)

    def make(self) -> None:
        """Make its statement now, for the kind of database this process asks."""
        self._plan()

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
        vendor = vendor_here()
        plan = self._plans.get(vendor)
        if plan is None:
            with self._making:
                plan = self._plans[vendor] = _plan_of(self._make())
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
    places = tuple(_place(one) for one in params)
    return _Plan(
        pieces=tuple(sql.split("%s")),
        places=places,
        ways_out=tuple(
            (position, way_out(many, expression))
            for position, (many, expression) in converters.items()
        ),
        build=_builder(queryset, compiler),
        text=sql,
        lists=tuple(one.name for one in places if one.is_list),
    )


def _place(param: Any) -> _Place:
    if isinstance(param, _Slot):
        return _Place(param.name, way_in(param.field), param.is_list)
    return _Place("", always=param)


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
    places = about["select_fields"]
    begin, end = places[0], places[-1] + 1
    names = [chosen[0].target.attname for chosen in compiler.select[begin:end]]
    make = _maker(about["model"], names)
    populators: Callable[..., Iterable[Any]] = get_related_populators
    related = [_filler(one) for one in populators(about, compiler.select, alias)]

    def build(row: Found) -> Any:
        made = make(row[begin:end])
        for fill in related:
            fill(row, made)
        return made

    return build


def _maker(model: type[Model], names: Sequence[str]) -> Callable[[Found], Any]:
    """Return what makes an instance of some of its columns, as `from_db` does; what is not named stays deferred."""
    alias = connection.alias
    are_plain = all(isinstance(getattr(model, name), DeferredAttribute) for name in names)
    is_usual = model.__init__ is Model.__init__
    if not are_plain or not is_usual:
        return lambda values: model.from_db(alias, names, values)

    def make(values: Found) -> Any:
        made = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, alias
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made

    return make


def _filler(related: Any) -> Callable[[Found, Any], None]:
    """Return what puts a joined row's instance onto the one it belongs to, as Django's own populator does."""
    if related.reorder_for_init is not None:
        usual: Callable[[Found, Any], None] = related.populate
        return usual
    begin, end, key = related.cols_start, related.cols_end, related.cols_start + related.pk_idx
    make = _maker(related.model_cls, related.init_list)
    further = [_filler(one) for one in related.related_populators]

    def fill(row: Found, owner: Any) -> None:
        if row[key] is None:
            related.local_setter(owner, None)
            return
        made = make(row[begin:end])
        for fill_further in further:
            fill_further(row, made)
        related.local_setter(owner, made)
        related.remote_setter(made, owner)

    return fill
