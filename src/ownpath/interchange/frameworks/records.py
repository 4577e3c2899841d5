"""Frameworks, competencies and how they hang together, as plain records in CASE's words.

Every reader of standards gives these records, whatever its format. Empty text, empty
tuples and None mean that the source does not say.

Source: 1EdTech Competencies and Academic Standards Exchange (CASE) 1.0 and 1.1, the
information model's CFDocument, CFItem, CFAssociation and CFDefinition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Strength = Literal["hard", "helpful", ""]
DefinitionKind = Literal[
    "CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings"
]

CHILD = "isChildOf"
PRECEDES = "precedes"
MATCH = "exactMatchOf"
RELATED = "isRelatedTo"
KINDS_1P0 = (
    CHILD,
    "isPeerOf",
    "isPartOf",
    MATCH,
    PRECEDES,
    RELATED,
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
)
KINDS_1P1 = (*KINDS_1P0, "isTranslationOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pointer to something named elsewhere (LinkURI, LinkGenURI)."""

    identifier: str
    uri: str = ""
    title: str = ""
    target_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRecord:
    """A framework: who made it, what it is about, under which license (CFDocument)."""

    identifier: str
    title: str
    creator: str = ""
    uri: str = ""
    publisher: str = ""
    description: str = ""
    language: str = ""
    subjects: tuple[str, ...] = ()
    subject_links: tuple[Link, ...] = ()
    version: str = ""
    adoption_status: str = ""
    framework_type: str = ""  # CASE 1.1 only
    official_source: str = ""
    status_start: date | None = None
    status_end: date | None = None
    license: Link | None = None
    notes: str = ""
    last_changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyRecord:
    """One statement of what can be known or done, or a heading over some (CFItem).

    ``parent`` is the identifier of the first competency it is a child of; empty when it
    stands right under the framework. ``sequence`` is its place there.
    """

    identifier: str
    statement: str
    code: str = ""  # humanCodingScheme
    uri: str = ""
    abbreviated: str = ""
    alternative_label: str = ""
    list_enumeration: str = ""
    item_type: str = ""
    item_type_link: Link | None = None
    grades: tuple[str, ...] = ()  # CEDS: PK, KG, 01 .. 12
    keywords: tuple[str, ...] = ()
    keywords_link: Link | None = None
    subjects: tuple[str, ...] = ()  # CASE 1.1 only
    subject_links: tuple[Link, ...] = ()  # CASE 1.1 only
    language: str = ""
    license: Link | None = None
    notes: str = ""
    status_start: date | None = None
    status_end: date | None = None
    last_changed: datetime | None = None
    parent: str = ""
    sequence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationRecord:
    """How two things hang together: origin, kind, destination (CFAssociation).

    An end's link is set only when that end stands outside the package. ``strength`` is
    for ``precedes``: CASE does not say whether a prerequisite is hard or helpful.
    """

    identifier: str
    kind: str
    origin: str
    destination: str
    uri: str = ""
    sequence: int | None = None
    origin_link: Link | None = None
    destination_link: Link | None = None
    grouping: Link | None = None
    notes: str = ""  # CASE 1.1 only
    last_changed: datetime | None = None
    strength: Strength = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRecord:
    """A word the framework defines: an item type, subject, concept, license or grouping."""

    kind: DefinitionKind
    identifier: str
    title: str
    uri: str = ""
    description: str = ""
    hierarchy_code: str = ""
    type_code: str = ""
    keywords: str = ""
    license_text: str = ""
    last_changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPackage:
    """A framework with everything in it (CFPackage)."""

    framework: FrameworkRecord
    competencies: tuple[CompetencyRecord, ...] = ()
    associations: tuple[AssociationRecord, ...] = ()
    definitions: tuple[DefinitionRecord, ...] = ()
