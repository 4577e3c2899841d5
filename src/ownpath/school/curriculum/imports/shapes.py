"""Which columns an import looks after, how rows are named, and what becomes of a row its source no longer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import Model

from ownpath.school.curriculum.models import (
    Activity,
    Alignment,
    Competency,
    Framework,
    Item,
    Pack,
    Prerequisite,
    Theme,
)


class End(Enum):
    """What happens to a row that is gone from its source."""

    STAYS = "stays"  # others may use it
    ENDED_AT = "ended_at"  # kept with the moment it ended: evidence points at it
    IS_RETIRED = "is_retired"  # kept, never offered again
    DELETED = "deleted"  # says nothing by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One table: `key` columns name a row, `columns` are compared and written."""

    table: str
    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)  # column -> table
    links: Mapping[str, str] = field(default_factory=dict)  # many-to-many field -> table
    end: End = End.STAYS

    @property
    def rows(self) -> Any:
        """The rows of the table."""
        return self.model._default_manager

    @property
    def own_references(self) -> tuple[str, ...]:
        """Columns that point at the same table: set when all rows are there."""
        return tuple(c for c in self.columns if self.references.get(c) == self.table)

    def attribute(self, column: str) -> str:
        """Return the name a column has on a row."""
        return f"{column}_id" if column in self.references else column

    def through(self, link: str) -> Any:
        """Return the table of a many-to-many field."""
        return getattr(self.model, link).through

    def cells(self, row: Any) -> dict[str, Any]:
        """Return key and compared columns of a stored row."""
        return {column: getattr(row, self.attribute(column)) for column in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        """Key columns and compared columns."""
        return tuple(dict.fromkeys((*self.key, *self.columns)))

    def bounds(self) -> dict[str, int]:
        """Return the longest text of every column that has a bound."""
        fields = ((name, self.model._meta.get_field(name)) for name in self.names)
        return {
            name: one.max_length for name, one in fields if getattr(one, "max_length", None)
        }


_TERMS = ("licence", "source")

PACKS = Shape(
    table="packs",
    model=Pack,
    key=("identifier",),
    columns=("version", "words", *_TERMS, "content_hash"),
)
THEMES = Shape(table="themes", model=Theme, key=("slug",), columns=("kind", "words"))
FRAMEWORKS = Shape(
    table="frameworks",
    model=Framework,
    key=("identifier",),
    columns=(
        "title",
        "subject",
        "language",
        "publisher",
        *_TERMS,
        "version",
        "pack",
        "further",
    ),
    references={"pack": "packs"},
)
COMPETENCIES = Shape(
    table="competencies",
    model=Competency,
    key=("framework", "identifier"),
    columns=(
        *("code", "words", "kind", "domain", "grades", "parent", "sequence", "minutes"),
        *("is_assessable", "further"),
    ),
    references={"framework": "frameworks", "parent": "competencies"},
    end=End.ENDED_AT,
)
PREREQUISITES = Shape(
    table="prerequisites",
    model=Prerequisite,
    key=("before", "after"),
    columns=("strength",),
    references={"before": "competencies", "after": "competencies"},
    end=End.DELETED,
)
ALIGNMENTS = Shape(
    table="alignments",
    model=Alignment,
    key=("origin", "kind", "destination", "outside"),
    columns=("identifier",),
    references={"origin": "competencies", "destination": "competencies"},
    end=End.DELETED,
)
ITEMS = Shape(
    table="items",
    model=Item,
    key=("code",),
    columns=(
        *("pack", "kind", "definition", "representation", "languages", *_TERMS),
        "needs_figure",
    ),
    references={"pack": "packs"},
    links={"competencies": "competencies", "themes": "themes"},
    end=End.IS_RETIRED,
)
ACTIVITIES = Shape(
    table="activities",
    model=Activity,
    key=("code",),
    columns=(
        *("pack", "kind", "modality", "minutes", "group_min", "group_max", "grades"),
        *("languages", "words", "link", *_TERMS),
    ),
    references={"pack": "packs"},
    links={"competencies": "competencies", "themes": "themes"},
    end=End.IS_RETIRED,
)
IN_ORDER = (
    *(PACKS, THEMES, FRAMEWORKS, COMPETENCIES, PREREQUISITES, ALIGNMENTS),
    *(ITEMS, ACTIVITIES),
)
