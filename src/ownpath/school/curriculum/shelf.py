"""Which frameworks are here and how much each holds: for the people who bring them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ownpath.school.curriculum.models import (
    Competency,
    Framework,
    Prerequisite,
    SectionFramework,
    SetAside,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """One framework and its counts."""

    uuid: UUID
    identifier: str
    pack: str  # identifier of the pack it came in, "" for none
    title: str
    publisher: str
    licence: str
    version: str
    n_competencies: int
    n_prerequisites: int
    n_sections: int  # of the district that asks
    is_own: bool  # the district's office brought it and may change it; else it is shared
    is_set_aside: bool  # by the district that asks: it is offered nowhere new


def frameworks_on_the_shelf(*, district_id: int) -> list[FrameworkLine]:
    """Return a district's own and the shared frameworks, by title; five queries however many there are."""
    competencies = _by_framework(Competency.objects.filter(ended_at=None), "framework")
    prerequisites = _by_framework(Prerequisite.objects.all(), "after__framework")
    sections = _by_framework(
        SectionFramework.objects.filter(section__district_id=district_id), "framework"
    )
    seen = Framework.objects.filter(Q(owner=None) | Q(owner_id=district_id))
    aside = ids_set_aside(district_id=district_id)
    return [
        FrameworkLine(
            uuid=one.uuid,
            identifier=one.identifier,
            pack=one.pack.identifier if one.pack else "",
            title=one.title,
            publisher=one.publisher,
            licence=one.licence,
            version=one.version,
            n_competencies=competencies.get(one.pk, 0),
            n_prerequisites=prerequisites.get(one.pk, 0),
            n_sections=sections.get(one.pk, 0),
            is_own=one.owner_id == district_id,
            is_set_aside=one.pk in aside,
        )
        for one in seen.select_related("pack").order_by("title", "pk")
    ]


def ids_set_aside(*, district_id: int) -> set[int]:
    """Return the frameworks a district has set aside."""
    rows = SetAside.objects.filter(district_id=district_id, taken_back_at=None)
    return set(rows.values_list("framework_id", flat=True))


def _by_framework(rows: QuerySet[Any], path: str) -> Mapping[int, int]:
    return dict(rows.order_by().values(path).annotate(n=Count("pk")).values_list(path, "n"))
