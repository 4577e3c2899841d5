"""Who else bears somebody's first name: for an erasure, which must not take the name of another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from ownpath.school.people.models import Enrollment, Person

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """Another person of the district with the same first name, given or preferred."""

    person: Person
    is_in_a_class: bool  # with whom the name is shared, now or ever


def first_names_of(person: Person) -> frozenset[str]:
    """Return the whole first names somebody goes by.

    >>> sorted(first_names_of(Person(given_name="María José", preferred_given_name="Majo ")))
    ['Majo', 'María José']
    """
    said: Iterable[str] = (person.given_name, person.preferred_given_name)
    return frozenset(one.strip() for one in said if one.strip())


def namesakes_of(*, person: Person) -> list[Namesake]:
    """Return who else of a person's district bears one of their first names; one query."""
    names = first_names_of(person)
    if not names:
        return []
    either = reduce(
        or_, (Q(given_name__iexact=one) | Q(preferred_given_name__iexact=one) for one in names)
    )
    own = Enrollment.objects.filter(person=person).values("section")
    together = Enrollment.objects.filter(person=OuterRef("pk"), section__in=own)
    rows = Person.objects.filter(either, district=person.district_id).exclude(pk=person.pk)
    return [
        Namesake(person=one, is_in_a_class=one.shares)
        for one in rows.annotate(shares=Exists(together)).order_by("pk")
    ]
