"""Which columns an import looks after, how rows are named, and what becomes of a row its source no longer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

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
    model: Any
    key: tuple[str, ...]
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)  # column -> table
    links: Mapping[str, str] = field(default_factory=dict)  # many-to-many field -> table
    end: End = End.STAYS

    @property
    def rows(self) -> Any:
        """The rows of the table."""
        return self.model.objects

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

    @property
    def names(self) -> tuple[str, ...]:
        """Key columns and compared columns."""
        return tuple(dict.fromkeys((*self.key, *self.columns)))

    @property
    def name(self) -> str:
        """The name of the model, as tables between two models write it."""
        return str(self.model.__name__).lower()

    def bounds(self) -> dict[str, int]:
        """Return the longest text of every column that has a bound."""
        options = self.model._meta  # noqa: SLF001 - public in Django for all its underscore
        longest = {name: options.get_field(name).max_length for name in self.names}
        return {name: most for name, most in longest.items() if most}


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
