"""What of the change stems from a person without being tied to them by a key, and how they are named in texts.

For an erasure: `privacy` follows keys by itself; here stands what keys do not tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

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


def _histories(person: Person, concerns: Q) -> list[UUID]:
    """Return the addresses of what goes: its steps go with it; one query."""
    going: list[tuple[type[Model], Q]] = [
        (Concern, concerns),
        (Idea, Q(made_by=person)),
        (EagerTeacher, Q(person=person)),
        (Visit, Q(host=person) | Q(guest=person)),
    ]
    first, *others = (
        table._default_manager.filter(which).order_by().values_list("uuid", flat=True)  # noqa: SLF001 - Django's documented way
        for table, which in going
    )
    return list(first.union(*others))


def words_of_person(*, person: Person) -> frozenset[str]:
    """Return what a person said that may stand elsewhere too: in a book, on an agenda; one query."""
    concerns = Q(mark=mark_of(person)) | Q(made_by=person)
    said: list[tuple[type[Model], Q, str]] = [
        (Voice, Q(person=person), "text"),
        (Visit, Q(host=person) | Q(guest=person), "learned"),
        (Concern, concerns, "text"),
        (Vote, Q(person=person), "dissent"),
        (Idea, Q(made_by=person), "title"),
        (Idea, Q(made_by=person), "text"),
    ]
    first, *others = (
        table._default_manager.filter(which)  # noqa: SLF001 - Django's documented way
        .order_by()
        .values_list(Cast(column, TextField()), flat=True)
        for table, which, column in said
    )
    return frozenset(one.strip() for one in first.union(*others) if one and one.strip())


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
