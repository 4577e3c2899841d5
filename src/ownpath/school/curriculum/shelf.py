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
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """One framework and its counts."""

    uuid: UUID
    title: str
    publisher: str
    licence: str
    version: str
    n_competencies: int
    n_prerequisites: int
    n_sections: int  # of the district that asks
    is_own: bool  # the district's office brought it and may change it; else it is shared


def frameworks_on_the_shelf(*, district_id: int) -> list[FrameworkLine]:
    """Return a district's own and the shared frameworks, by title; four queries however many there are."""
    competencies = _by_framework(Competency.objects.filter(ended_at=None), "framework")
    prerequisites = _by_framework(Prerequisite.objects.all(), "after__framework")
    sections = _by_framework(
        SectionFramework.objects.filter(section__district_id=district_id), "framework"
    )
    return [
        FrameworkLine(
            uuid=one.uuid,
            title=one.title,
            publisher=one.publisher,
            licence=one.licence,
            version=one.version,
            n_competencies=competencies.get(one.pk, 0),
            n_prerequisites=prerequisites.get(one.pk, 0),
            n_sections=sections.get(one.pk, 0),
            is_own=one.owner_id == district_id,
        )
        for one in Framework.objects.filter(Q(owner=None) | Q(owner_id=district_id)).order_by(
            "title", "pk"
        )
    ]


def _by_framework(rows: QuerySet[Any], path: str) -> Mapping[int, int]:
    return dict(rows.order_by().values(path).annotate(n=Count("pk")).values_list(path, "n"))
