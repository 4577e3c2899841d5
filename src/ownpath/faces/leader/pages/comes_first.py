"""What has to be set up before another kind of thing can be: bells before the week, adults before who will be out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from ownpath.faces.leader.pages.setup import KIND_OF_MISSING, TITLES
from ownpath.school.days.queries import what_is_missing

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

NEEDS: Final = {"week": "schedules", "calendar": "schedules", "absence": "staff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A kind of thing that is missing and comes first."""

    words: str  # that it is missing
    title: str
    href: str


def comes_first(*, campus: Campus, kind: str) -> First | None:
    """Return what is missing that a kind is made of; one query at most."""
    if kind not in NEEDS:
        return None
    missing = {one.what: one.words for one in what_is_missing(campus=campus)}
    if NEEDS[kind] not in missing:
        return None
    first = KIND_OF_MISSING[NEEDS[kind]]
    return First(
        words=str(missing[NEEDS[kind]]),
        title=str(TITLES[first]),
        href=reverse("leader:edit", args=[campus.uuid, first]),
    )
