"""Take in a first map: what a student probably knows before it was shown. It stands beside what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ownpath.engine.knowledge import State
from ownpath.school.mastery.models import KnowledgeState
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import deed, take_turns


@deed
def presume(
    *, student_id: int, framework_id: int, p_known: Mapping[int, float], now: datetime
) -> None:
    """Keep what a first map takes to be known, by competency; a map before it in the same framework gives way."""
    take_turns(about=student_id)
    rows = KnowledgeState.objects.filter(
        student_id=student_id, competency__framework_id=framework_id
    )
    rows.exclude(p_presumed=None).update(p_presumed=None)
    rows.filter(state=State.NOT_KNOWN_YET.value).delete()
    there = {row.competency_id: row for row in rows.filter(competency_id__in=list(p_known))}
    for competency, row in there.items():
        row.p_presumed = p_known[competency]
    KnowledgeState.objects.bulk_update(there.values(), ["p_presumed"])
    KnowledgeState.objects.bulk_create(
        _bare(student_id, competency, p, now)
        for competency, p in p_known.items()
        if competency not in there
    )


@deed
def presume_of_new(*, p_known: Mapping[int, Mapping[int, float]], now: datetime) -> None:
    """Keep the first maps of many students of whom nothing is believed yet, by student and competency."""
    insert_rows(
        KnowledgeState,
        (
            {"student_id": student_id, "competency_id": competency, "p_presumed": p}
            | _bare_fields(now)
            for student_id, known in p_known.items()
            for competency, p in known.items()
        ),
    )


def _bare(student_id: int, competency_id: int, p: float, now: datetime) -> KnowledgeState:
    return KnowledgeState(
        student_id=student_id, competency_id=competency_id, p_presumed=p, **_bare_fields(now)
    )


def _bare_fields(now: datetime) -> dict[str, Any]:
    return {
        "rule": "",
        "state": State.NOT_KNOWN_YET.value,
        "estimate": 0.5,
        "low": 0.0,
        "high": 1.0,
        "last_answered_at": now,
        "state_since": now,
    }
