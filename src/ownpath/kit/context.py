"""What every page needs to know about who is looking: language, theme, density, and whether people are simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from ownpath import clock
from ownpath.kit.whereabouts import page_of

EARLY_GRADES = frozenset({"IT", "PR", "PK", "TK", "KG", "01", "02"})
THEMES = frozenset({"light", "dark"})


@dataclass(frozen=True, kw_only=True)
class PageKit:
    """What the base layout shows; it reads nothing from the database beyond the person already at hand."""

    is_signed_in: bool = False
    called: str = ""
    full_name: str = ""
    language: str = "en"
    languages: tuple[tuple[str, str], ...] = ()
    theme: str = ""
    density: str = "upper"
    reader: str = "student"
    is_demo: bool = False
    shown_at: datetime | None = None  # what a demonstration's own clock says
    idle_minutes: int = 0
    path: str = "/"  # where this page can be opened again
    is_elsewhere: bool = False  # it came in answer to a form and has an address of its own
    who: str = ""  # a word for whoever is signed in that names nobody


def page_kit(request: HttpRequest) -> Mapping[str, PageKit]:
    """Return `page_kit`, what the base layout needs, for Django's template engine; made where a template asks."""
    return {"page_kit": cast("PageKit", SimpleLazyObject(lambda: _kit_for(request)))}


def _kit_for(request: HttpRequest) -> PageKit:
    person = getattr(request, "user", None)
    is_signed_in = bool(person and person.is_authenticated)
    grade = getattr(person, "grade", "") if is_signed_in else ""
    theme = getattr(person, "theme", "") if is_signed_in else _session(request).get("theme", "")
    return PageKit(
        is_signed_in=is_signed_in,
        called=getattr(person, "called", "") if is_signed_in else "",
        full_name=getattr(person, "full_name", "") if is_signed_in else "",
        language=get_language() or settings.LANGUAGE_CODE,
        languages=tuple((code, str(name)) for code, name in settings.LANGUAGES),
        theme=theme if theme in THEMES else "",
        density="early" if grade in EARLY_GRADES else "upper",
        reader="adult" if is_signed_in and not grade else "student",
        is_demo=bool(getattr(settings, "DEMO", False)),
        shown_at=clock.now() if settings.CLOCK_AHEAD else None,  # noqa: TID251 - only to tell it
        idle_minutes=int(_session(request).get("idle_minutes", 0)) if is_signed_in else 0,
        path=page_of(request),
        is_elsewhere=bool(getattr(request, "address", "")),
        who=_word_for(person) if is_signed_in else "",
    )


def _word_for(person: Any) -> str:
    said = str(getattr(person, "uuid", "")).encode()
    return blake2b(said, digest_size=6, person=b"ownpath who").hexdigest()


def _session(request: HttpRequest) -> Mapping[str, Any]:
    return getattr(request, "session", None) or {}
