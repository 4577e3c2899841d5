"""Which columns of each table a roster decides, in one order that plans, comparisons and writes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from ownpath.school.people.models import (
    Account,
    Campus,
    Course,
    Demographics,
    Enrollment,
    Guardianship,
    Person,
    Role,
    Section,
    Term,
)

Values = tuple[Any, ...]
Key = Any
"""A table's own key: a folded sourcedId, or a tuple of them (roles, guardianships)."""


def _as_they_are(values: Values) -> Values:
    return values


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One table as a roster sees it."""

    table: str
    file: str  # the file of the standard that speaks of it
    model: type[Model]
    columns: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)  # column -> the table it names
    lists: Mapping[str, str] = field(default_factory=dict)  # many-to-many column -> table
    is_sourced: bool = True  # has district, source_key and source_modified_at of its own
    is_named: bool = True  # other tables name its rows
    ends: bool = True  # has ended_on; otherwise an end removes the row
    remembers_cause: bool = False  # has ended_with
    when_ended: Callable[[Values], Values] = _as_they_are

    def place(self, column: str) -> int:
        """Return where a column stands in the values."""
        return self.columns.index(column)

    def attribute(self, column: str) -> str:
        """Return the model's attribute behind a column."""
        return f"{column}_id" if column in self.references else column

    @property
    def rows(self) -> QuerySet[Any]:
        """Every row of the table, of every district."""
        return QuerySet(self.model)

    def through(self, column: str) -> QuerySet[Any]:
        """Return the rows that hold a many-to-many column."""
        return QuerySet(getattr(self.model, column).through)

    def sides(self, column: str) -> tuple[str, str]:
        """Return the fields of those rows that name this table and the other."""
        many = getattr(self.model, column).field
        return many.m2m_field_name(), many.m2m_reverse_field_name()

    @property
    def plain_columns(self) -> tuple[str, ...]:
        """The columns that stand in the table itself."""
        return tuple(column for column in self.columns if column not in self.lists)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PERSON_COLUMNS = _words(
    "sourced_id given_name family_name middle_name preferred_given_name preferred_middle_name"
    " preferred_family_name pronouns username username_key identifier email sms phone grade"
    " further is_active"
)
_USERNAME_KEY = PERSON_COLUMNS.index("username_key")
_IS_ACTIVE = PERSON_COLUMNS.index("is_active")


def _person_ended(values: Values) -> Values:
    ended = list(values)
    ended[_USERNAME_KEY], ended[_IS_ACTIVE] = None, False
    return tuple(ended)


TERMS = Shape(
    table="terms",
    file="academicSessions",
    model=Term,
    columns=_words("sourced_id title kind starts_on ends_on school_year parent"),
    references={"parent": "terms"},
)
CAMPUSES = Shape(
    table="campuses", file="orgs", model=Campus, columns=_words("sourced_id name identifier")
)
COURSES = Shape(
    table="courses",
    file="courses",
    model=Course,
    columns=_words("sourced_id title code campus term grades subjects subject_codes"),
    references={"campus": "campuses", "term": "terms"},
)
SECTIONS = Shape(
    table="sections",
    file="classes",
    model=Section,
    columns=_words(
        "sourced_id title code kind course campus room periods grades subjects subject_codes terms"
    ),
    references={"course": "courses", "campus": "campuses"},
    lists={"terms": "terms"},
)
PERSONS = Shape(
    table="persons",
    file="users",
    model=Person,
    columns=PERSON_COLUMNS,
    when_ended=_person_ended,
)
ROLES = Shape(
    table="roles",
    file="roles",
    is_named=False,
    model=Role,
    columns=_words(
        "sourced_id person campus name is_primary starts_on ends_on profile_sourced_id"
    ),
    references={"person": "persons", "campus": "campuses"},
    is_sourced=False,
    remembers_cause=True,
)
ACCOUNTS = Shape(
    table="accounts",
    file="userProfiles",
    is_named=False,
    model=Account,
    columns=_words("sourced_id person kind vendor application description credential username"),
    references={"person": "persons"},
)
ENROLLMENTS = Shape(
    table="enrollments",
    file="enrollments",
    is_named=False,
    model=Enrollment,
    columns=_words("sourced_id person section role is_primary starts_on ends_on"),
    references={"person": "persons", "section": "sections"},
    remembers_cause=True,
)
DEMOGRAPHICS = Shape(
    table="demographics",
    file="demographics",
    is_named=False,
    model=Demographics,
    columns=_words("person birth_date sex further"),
    references={"person": "persons"},
    is_sourced=False,
    ends=False,
)
GUARDIANSHIPS = Shape(
    table="guardianships",
    file="guardians",
    is_named=False,
    model=Guardianship,
    columns=_words("student guardian relation"),
    references={"student": "persons", "guardian": "persons"},
    is_sourced=False,
)

IN_ORDER = (
    CAMPUSES,
    TERMS,
    COURSES,
    SECTIONS,
    PERSONS,
    ROLES,
    ACCOUNTS,
    ENROLLMENTS,
    DEMOGRAPHICS,
    GUARDIANSHIPS,
)
"""Every table after those it names."""
