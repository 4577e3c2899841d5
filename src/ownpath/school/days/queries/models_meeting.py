"""Where blended models meet: students whose classes work by different ones, and which of them their day goes by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownpath.school.days.queries.campuses import models_of
from ownpath.school.days.queries.fixed import classes_on
from ownpath.school.people.queries import students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsMeet:
    """Students of two classes that work by different models; their whole day goes by that of the first."""

    first: str  # the title of the class whose model counts
    preset: str  # that model
    other: str
    n_students: int


def where_models_meet(*, campus: Campus, today: date) -> list[ModelsMeet]:
    """Return which classes of a campus with different models share students; four queries.

    As the planner does it (`services.drafting.models_of`): the first class by title of those with a model of their own.
    """
    preset_of = {
        one.section_id: str(one.preset) for one in models_of(campus=campus) if one.section_id
    }
    if len(set(preset_of.values())) < 2:
        return []
    ids = [one.pk for one in students_at(campus=campus, today=today)]
    sections = classes_on(student_ids=ids, day=today)
    counted: Counter[tuple[str, str, str]] = Counter()
    for classes in sections.values():
        own = [one for one in classes if one.pk in preset_of]
        for other in own[1:]:
            preset = preset_of[own[0].pk]
            if preset_of[other.pk] != preset:
                counted[own[0].title, preset, other.title] += 1
    return [
        ModelsMeet(first=first, preset=preset, other=other, n_students=n)
        for (first, preset, other), n in sorted(counted.items())
    ]
