"""What of the change stems from a person without being tied to them by a key, and how they are named in texts.

For an erasure: `privacy` follows keys by itself; here stands what keys do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q

from ownpath.school.change.models import (
    Concern,
    EagerTeacher,
    Idea,
    IdeaBacking,
    StateChange,
    Visit,
    Voice,
    Vote,
)
from ownpath.school.change.queries.concerns import mark_of

if TYPE_CHECKING:
    from uuid import UUID

    from ownpath.school.people.models import Person

SHORTEST_STRUCK_INSIDE = 24  # shorter words are struck only where they stand alone


def rows_stemming_from(*, person: Person) -> dict[type[Model], Q]:
    """Return which rows go with a person though they could be without one: concerns, ideas, and their histories."""
    concerns = Q(mark=mark_of(person)) | Q(made_by=person)
    return {
        Concern: concerns,
        Idea: Q(made_by=person),
        IdeaBacking: Q(idea__made_by=person),
        StateChange: Q(about__in=sorted(_histories(person, concerns), key=str)),
    }


def _histories(person: Person, concerns: Q) -> Iterator[UUID]:
    """Yield the addresses of what goes: its steps go with it."""
    yield from Concern.objects.filter(concerns).values_list("uuid", flat=True)
    yield from Idea.objects.filter(made_by=person).values_list("uuid", flat=True)
    yield from EagerTeacher.objects.filter(person=person).values_list("uuid", flat=True)
    visits = Visit.objects.filter(Q(host=person) | Q(guest=person))
    yield from visits.values_list("uuid", flat=True)


def words_of_person(*, person: Person) -> frozenset[str]:
    """Return what a person said that may stand elsewhere too: in a book, on an agenda."""
    said: list[str] = [
        *Voice.objects.filter(person=person).values_list("text", flat=True),
        *Visit.objects.filter(Q(host=person) | Q(guest=person)).values_list(
            "learned", flat=True
        ),
        *Concern.objects.filter(Q(mark=mark_of(person)) | Q(made_by=person)).values_list(
            "text", flat=True
        ),
        *Vote.objects.filter(person=person).values_list("dissent", flat=True),
    ]
    for title, text in Idea.objects.filter(made_by=person).values_list("title", "text"):
        said += [title, text]
    return frozenset(one.strip() for one in said if one.strip())


def names_of_person(person: Person) -> re.Pattern[str]:
    """Return what finds a person's name in a text: first and family name, title and family name, e-mail address.

    A first name alone is nobody's for certain, and is left. Two people of one title and name cannot be told apart: both
    are struck.
    """
    firsts = {person.given_name, person.preferred_given_name, person.title}
    middles = {f"{person.given_name} {person.middle_name}".strip()}
    families = {person.family_name, person.preferred_family_name}
    forms = {f"{first} {family}" for first in firsts | middles for family in families}
    forms |= {person.plain_name, person.full_name, person.email}
    sure = {one.strip() for one in forms if " " in one.strip() or "@" in one}
    listed = "|".join(re.escape(one) for one in sorted(sure, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if sure else r"(?!)", re.IGNORECASE)


def tables_of_change() -> list[type[Model]]:
    """Return every table of this room, those made by themselves left out."""
    return list(apps.get_app_config("change").get_models())


def text_columns(table: type[Model]) -> list[str]:
    """Return the columns of a table in which people write: not its words to pick from, marks and digests."""
    fields: list[Any] = list(table._meta.concrete_fields)  # noqa: SLF001 - Django's documented way to a model's fields
    return [
        field.name
        for field in fields
        if field.get_internal_type() in ("TextField", "JSONField")
        or (
            field.get_internal_type() == "CharField"
            and not field.choices
            and field.name not in ("digest", "mark")
            and (field.max_length or 0) > SHORTEST_STRUCK_INSIDE
        )
    ]
