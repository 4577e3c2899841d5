"""Read activities and the themes they serve."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models.fields.json import KT

from ownpath.school.curriculum.models import (
    Activity,
    Competency,
    Theme,
)
from ownpath.school.curriculum.words import FALLBACK


def themes(*, kind: str) -> list[Theme]:
    """Return the interests or the hopes one can pick from."""
    return list(Theme.objects.filter(kind=kind).order_by("slug"))


def get_theme(*, slug: str) -> Theme | None:
    """Return the theme with a slug, or None."""
    return Theme.objects.filter(slug=slug).first()


def get_activity(*, uuid: UUID) -> Activity | None:
    """Return an activity that is still in use, or None."""
    return Activity.objects.filter(uuid=uuid, is_retired=False).first()


def activities_by_id(*, ids: Iterable[int]) -> list[Activity]:
    """Return activities by their ids, with competencies and themes at hand."""
    return list(
        Activity.objects.filter(pk__in=list(ids))
        .prefetch_related("competencies", "themes")
        .order_by("pk")
    )


def plain_activities_by_id(*, ids: Iterable[int]) -> dict[int, Activity]:
    """Return activities by their ids, for their words; one query."""
    return {one.pk: one for one in Activity.objects.filter(pk__in=list(ids))}


def practice_by_competency(*, competency_ids: Iterable[int]) -> dict[int, int]:
    """Return by competency the first practice about it that is in use; one query."""
    rows = Activity.competencies.through.objects.filter(
        competency_id__in=list(competency_ids),
        activity__kind=Activity.Kind.PRACTICE,
        activity__is_retired=False,
    ).order_by("-activity_id")
    return dict(rows.values_list("competency_id", "activity_id"))


def activity_words(*, ids: Iterable[int], language: str) -> dict[int, str]:
    """Return what activities are called and are about, in `language` and in English, as one text each; one query."""
    told = [
        KT(f"words__{one}__{key}")
        for one in (language, FALLBACK)
        for key in ("title", "summary")
    ]
    rows = Activity.objects.filter(pk__in=list(ids)).values_list("pk", *told)
    return {pk: " ".join(str(word) for word in words if word) for pk, *words in rows}


def competencies_by_id(*, ids: Iterable[int]) -> dict[int, Competency]:
    """Return competencies by their ids; one query."""
    return {one.pk: one for one in Competency.objects.filter(pk__in=list(ids))}


def competencies_by_uuid(*, uuids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the ids of competencies by their uuids; one query."""
    rows = Competency.objects.filter(uuid__in=list(uuids))
    return dict(rows.values_list("uuid", "pk"))
