"""Something of everything in the change of Live Oak, for those who open every address; one file a subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import changed_books
import changed_council
import changed_opportunities
import changed_pilots
import changed_teachers
import changed_vision
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile

AREAS = (
    changed_books.make,
    changed_council.make,
    changed_opportunities.make,
    changed_pilots.make,
    changed_teachers.make,
    changed_vision.make,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a subject's addresses need, and the pages of it that each person of the cast looks at."""

    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)  # by the names of TABLE


def from_the_beginning(fields: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return fields with every file at its beginning: somebody may have read it."""
    for sent in fields.values():
        for value in sent.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
    return fields


def make_changes(cast: Cast) -> Changed:
    """Make something of every subject and return all of it together."""
    together = Changed()
    for make in AREAS:
        places, fields, pages = make(cast)
        together.places.update(places)
        together.fields.update(fields)
        for who, paths in pages.items():
            together.pages.setdefault(who, []).extend(paths)
    return together
