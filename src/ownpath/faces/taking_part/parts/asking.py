"""Who asks for the page, from which face, and what a part of it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ownpath.school.change.access import Reach

if TYPE_CHECKING:
    from django.forms import Form

    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, as who (student, teacher or family), and when; `refused` is a form that was not taken."""

    viewer: Person
    face: str
    reach: Reach
    today: date
    now: datetime
    language: str
    refused: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the page: its template, drawn with `part` and `face`."""

    key: str
    template: str
    content: Any
