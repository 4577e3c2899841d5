"""Find what refers to rows, in whatever room it stands."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel


@dataclass(frozen=True, slots=True, kw_only=True)
class Referrer:
    """A row that refers to another, and the column by which it does."""

    row: tuple[str, str]  # the table of the database, the row's key
    column: str


def referrers_of(
    keys: Mapping[type[Model], Sequence[str]],
) -> dict[tuple[str, str], list[Referrer]]:
    """Return what refers to rows, by table of the database and key; one query a table that could."""
    found: dict[tuple[str, str], list[Referrer]] = {}
    for model, own in keys.items():
        for relation in relations_to(model):
            field = relation.field
            rows = relation.related_model._base_manager.filter(  # noqa: SLF001 - Django's own door
                **{f"{field.name}__in": own}
            )
            for named, pk in rows.values_list(field.attname, "pk"):
                by = Referrer(
                    row=(relation.related_model._meta.label, str(pk)),  # noqa: SLF001
                    column=field.attname,
                )
                found.setdefault((model._meta.label, str(named)), []).append(by)  # noqa: SLF001
    return found


def is_referred_to(row: Model, *, but_for: Container[type[Model]]) -> bool:
    """Return whether anything refers to a row, but for tables of its parts; one query a table that could."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()  # noqa: SLF001
        for relation in relations_to(type(row))
        if relation.related_model not in but_for
    )


def relations_to(model: type[Model]) -> Iterator[ForeignObjectRel]:
    """Yield the relations by which other tables refer to one, unnamed ones too."""
    for one in model._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if isinstance(one, ForeignObjectRel) and not one.many_to_many:
            yield one
