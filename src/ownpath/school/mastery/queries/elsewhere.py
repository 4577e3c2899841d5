"""Read what a student has shown in frameworks that their classes do not work on now: it stays in their record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q

from ownpath.engine.knowledge import State
from ownpath.school.curriculum.words import say
from ownpath.school.mastery.models import KnowledgeState
from ownpath.school.mastery.queries.beliefs import _COLUMNS, Belief, StoredBelief, _belief

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

_UNTOLD = frozenset({State.NOT_KNOWN_YET, State.READY, State.PRESUMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownElsewhere:
    """The belief about one competency of another framework."""

    framework: str  # its title
    code: str
    words: Mapping[str, Any]
    belief: Belief

    def short(self, language: str) -> str:
        """Return the shortest name of the competency that can stand alone."""
        told = say(self.words, "short", language) or say(self.words, "statement", language)
        return told or self.code


def shown_elsewhere(
    *, student: Person, framework_id: int | None, now: datetime
) -> list[ShownElsewhere]:
    """Return what a student has shown outside the framework they work on, framework by framework; one query."""
    known = KnowledgeState.objects.filter(student=student)
    if framework_id is not None:
        known = known.exclude(competency__framework_id=framework_id)
    rows = (
        known.annotate(is_due=Q(review_due_at__lte=now))
        .order_by(
            "competency__framework__title",
            "competency__framework_id",
            "competency__sequence",
            "competency_id",
        )
        .values_list(
            *_COLUMNS, "competency__framework__title", "competency__code", "competency__words"
        )
    )
    found = [
        ShownElsewhere(
            framework=title,
            code=code,
            words=words,
            belief=_belief(cast("StoredBelief", tuple(stored))),
        )
        for *stored, title, code, words in rows
    ]
    return [one for one in found if one.belief.state not in _UNTOLD]


def count_who_showed(*, framework_id: int, district_id: int) -> int:
    """Return how many students of a district have shown something in a framework."""
    rows = KnowledgeState.objects.filter(
        competency__framework_id=framework_id, student__district_id=district_id
    )
    return rows.order_by().values("student_id").distinct().count()
