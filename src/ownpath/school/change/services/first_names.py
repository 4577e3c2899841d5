"""A first name alone in texts of the change: where it is an erased person's for certain, and where an adult decides.

It is theirs in a text that names them in full, where nobody of their classes bears it, and in a text they wrote, where
nobody of the district does; never in a text that names, or is tied to, somebody else who bears it, nor with a family
name behind it, nor in a book, which tells of many. Anywhere else a person decides, or it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, IntegerField, Model, Q, QuerySet, Value

from ownpath.school.change.models import Book
from ownpath.school.change.queries.stemming import names_of_person
from ownpath.school.change.queries.written import SHORTEST_PART
from ownpath.school.people.queries.naming import Namesake, first_names_of, namesakes_of
from ownpath.store.tables import foreign_keys, name_of, target_of

if TYPE_CHECKING:
    from ownpath.school.change.queries.texts import Source
    from ownpath.school.people.models import Person

SHOWN_AROUND = 60  # letters before and after
NEVER = re.compile(r"(?!)")
NO_FAMILY_NAME = r"(?!\s+[^\W\d_a-zà-öø-ÿ])"  # no word that begins with a capital behind it
At = tuple[type[Model], int]


class Undecided(NamedTuple):
    """One column of a row in which a first name stands alone, and the words around its first place."""

    key: str
    before: str
    name: str
    after: str


class Written(NamedTuple):
    """Which rows are tied by a key to a person, and which to a namesake."""

    by_them: frozenset[At]
    by_others: frozenset[At]


class FirstNames(NamedTuple):
    """How a first name is found, and what tells whose it is."""

    alone: re.Pattern[str]  # the name or a part of it, by itself and not a namesake's
    whole: re.Pattern[str]  # the whole name, and no family name behind it
    in_full: re.Pattern[str]  # the person, for certain
    others_in_full: tuple[re.Pattern[str], ...]
    written: Callable[[], Written]  # asked only where the name stands alone at all
    is_shared: bool  # by anybody of the district
    is_shared_in_a_class: bool

    def is_certain(self, at: At, said: str) -> bool:
        """Return whether a first name alone in all that a row says is the person's."""
        if at[0] is Book or at in self.written().by_others:
            return False
        if any(one.search(said) for one in self.others_in_full):
            return False
        if self.in_full.search(said):
            return not self.is_shared_in_a_class
        return at in self.written().by_them and not self.is_shared


def first_names(person: Person, sources: Sequence[Source]) -> FirstNames:
    """Return how a person's first name is found in some rows; one query, and one more where it stands alone."""
    names, others = first_names_of(person), namesakes_of(person=person)
    parts = {part for one in names for part in one.split() if len(part) >= SHORTEST_PART}
    families = {one.person.family_name for one in others}
    families |= {one.person.preferred_family_name for one in others} - {""}
    return FirstNames(
        alone=_word(names | parts, _not_before(families)),
        whole=_word(names, NO_FAMILY_NAME),
        in_full=names_of_person(person),
        others_in_full=tuple(names_of_person(one.person) for one in others),
        written=cache(partial(_written, person, others, sources)),
        is_shared=bool(others),
        is_shared_in_a_class=any(one.is_in_a_class for one in others),
    )


def _word(names: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """Return what finds any of some names, written as names are: with their capitals."""
    listed = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-]){behind}") if listed else NEVER


def _not_before(families: Iterable[str]) -> str:
    """Return what keeps a pattern from names that go on as somebody else's."""
    listed = "|".join(re.escape(one) for one in sorted(families))
    return rf"(?!\s+(?:{listed})(?!\w))" if listed else ""


def _written(person: Person, others: Sequence[Namesake], sources: Sequence[Source]) -> Written:
    sought = ((False, [person.pk]), (True, [one.person.pk for one in others]))
    terms = [
        term
        for place, source in enumerate(sources)
        for is_other, ids in sought
        if ids and (term := _tied(place, source, type(person), ids, is_other)) is not None
    ]
    found: dict[bool, set[At]] = {False: set(), True: set()}
    if terms:
        for place, pk, is_other in terms[0].union(*terms[1:], all=True):
            found[bool(is_other)].add((sources[place].table, pk))
    return Written(frozenset(found[False]), frozenset(found[True]))


def _tied(
    place: int,
    source: Source,
    person: type[Model],
    ids: list[int],
    is_other: bool,  # noqa: FBT001 - a column of the union
) -> QuerySet[Any, Any] | None:
    keys = [key.name for key in foreign_keys(source.table) if target_of(key) is person]
    if not keys:
        return None
    tied = Q(*((f"{name}__in", ids) for name in keys), _connector=Q.OR)
    return (
        source.rows.filter(tied)
        .order_by()
        .values_list(Value(place, IntegerField()), "pk", Value(is_other, BooleanField()))
    )


def key_of(table: type[Model], pk: int, column: str) -> str:
    """Return by what a column of a row is chosen."""
    return f"{name_of(table)}.{column}.{pk}"


def left_alone(
    firsts: FirstNames, table: type[Model], pk: int, values: dict[str, Any]
) -> Iterator[Undecided]:
    """Yield the columns of a row, as they will be, in which the first name still stands alone."""
    for column, value in values.items():
        for said in texts_in(value):
            if found := firsts.alone.search(said):
                before, after = around(said, *found.span())
                yield Undecided(key_of(table, pk, column), before, found[0], after)
                break


def around(said: str, begin: int, end: int) -> tuple[str, str]:
    """Return some whole words before and after a place in a text, "…" where there are more.

    >>> around("Ask Ada.", 4, 7)
    ('Ask ', '.')
    >>> around("very " * 20 + "Ada", 100, 103)[0][:11]
    '… very very'
    """
    before, after = said[:begin], said[end:]
    if len(before) > SHOWN_AROUND:
        before = "… " + before[-SHOWN_AROUND:].partition(" ")[2]
    if len(after) > SHOWN_AROUND:
        after = after[:SHOWN_AROUND].rpartition(" ")[0] + " …"
    return before, after


def texts_in(data: Any) -> Iterator[str]:
    """Yield the texts in data.

    >>> list(texts_in({"en": ["a", 3], "es": "b"}))
    ['a', 'b']
    """
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for one in data.values() if isinstance(data, dict) else data:
            yield from texts_in(one)
