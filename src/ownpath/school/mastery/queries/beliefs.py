"""Read beliefs. Time alone can make a review due, so that state is reckoned when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, DateTimeField, Q, QuerySet

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.skills import frontier
from ownpath.school.curriculum.queries import FrameworkMap, get_map
from ownpath.school.mastery.models import (
    KnowledgeState,
    StateChange,
    StuckFlag,
    StudentMemory,
)
from ownpath.store.prepared import Param, Params, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

_HELD = frozenset({State.LEARNED.value, State.MASTERED.value})
_COLUMNS = (
    "student_id",
    "competency_id",
    "state",
    "estimate",
    "low",
    "high",
    "n_unaided",
    "n_unaided_right",
    "last_answered_at",
    "is_due",
    "p_presumed",
)
_STATES = {state.value: state for state in State}
_NOTHING = State.NOT_KNOWN_YET
# student, competency, state, estimate, low, high, unaided answers, those right, last answer, whether review is due,
# P(known) by a first map
StoredBelief = tuple[
    int, int, str, float, float, float, int, int, datetime, bool | None, float | None
]
_COULD_BE_PRESUMED = frozenset({State.NOT_KNOWN_YET.value, State.LEARNING.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What we believe of one student and one competency, at a moment.

    `estimate` is P(right, unaided), 0 to 1, None while nothing unaided was shown; `low` to `high` is its 80 % interval.
    """

    state: State
    estimate: float | None
    low: float
    high: float
    n_unaided: int
    n_unaided_right: int
    last_answered_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether later competencies may stand on it."""
        return self.state in HOLDS_AS_LEARNED

    @property
    def is_shown_to_hold(self) -> bool:
        """Whether it holds by what was shown or decided, not by a first map alone."""
        return self.holds and self.state is not State.PRESUMED


def _nothing(state: State) -> Belief:
    return Belief(
        state=state,
        estimate=None,
        low=0.0,
        high=1.0,
        n_unaided=0,
        n_unaided_right=0,
        last_answered_at=None,
    )


NOT_KNOWN_YET = _nothing(State.NOT_KNOWN_YET)
READY = _nothing(State.READY)


def beliefs_of(*, student: Person, framework_id: int, now: datetime) -> dict[int, Belief]:
    """Return the belief about every competency of a framework for one student."""
    return beliefs_of_many(student_ids=[student.pk], framework_id=framework_id, now=now)[
        student.pk
    ]


def beliefs_of_many(
    *, student_ids: Iterable[int], framework_id: int, now: datetime
) -> dict[int, dict[int, Belief]]:
    """Return the beliefs about every competency of a framework, by student; two queries for any number."""
    return beliefs_on(student_ids=student_ids, framework=get_map(framework_id), now=now)


def _belief(row: StoredBelief) -> Belief:
    _, _, stored, estimate, low, high, n_unaided, n_right, last, is_due, presumed = row
    state = _STATES[stored]
    if is_due and stored in _HELD:
        state = State.REVIEW_DUE
    elif presumed is not None and stored in _COULD_BE_PRESUMED and n_right == n_unaided:
        state = State.PRESUMED
    return Belief(
        state=state,
        estimate=estimate if n_unaided else None,
        low=low,
        high=high,
        n_unaided=n_unaided,
        n_unaided_right=n_right,
        last_answered_at=None if stored == State.NOT_KNOWN_YET.value else last,
    )


def _with_the_rest(framework: FrameworkMap, stored: dict[int, Belief]) -> dict[int, Belief]:
    """Add what nothing was shown of: ready where all hard prerequisites hold, else not known yet."""
    held = {competency for competency, belief in stored.items() if belief.holds}
    shown = {one: belief for one, belief in stored.items() if belief.state is not _NOTHING}
    ready = set(frontier(framework.graph, held))
    return {
        competency: shown.get(competency, READY if competency in ready else NOT_KNOWN_YET)
        for competency in framework.order
    }


@prepared
def _flags_up() -> QuerySet[StuckFlag]:
    return (
        StuckFlag.objects.filter(
            student_id__in=Params("students", BigIntegerField()), cleared_at=None
        )
        .select_related("student", "competency")
        .order_by("opened_at")
    )


def open_flags(*, student_ids: Iterable[int]) -> list[StuckFlag]:
    """Return who is stuck and on what, the longest waiting first."""
    return _flags_up.all(students=list(student_ids))


def changes_of(*, student: Person, since: datetime) -> list[StateChange]:
    """Return how beliefs about a student moved, newest first."""
    return list(
        StateChange.objects.filter(student=student, changed_at__gte=since)
        .select_related("competency", "evidence")
        .order_by("-changed_at", "-pk")
    )


@prepared
def _steps_down_untold() -> QuerySet[StateChange]:
    return (
        StateChange.objects.filter(
            student_id=Param("student", BigIntegerField()), is_downgrade=True, seen_at=None
        )
        .select_related("competency")
        .order_by("-changed_at")
    )


def unseen_downgrades(*, student: Person) -> list[StateChange]:
    """Return steps down the student has not been told about yet."""
    return _steps_down_untold.all(student=student.pk)


def _stored_beliefs() -> QuerySet[KnowledgeState]:
    return KnowledgeState.objects.annotate(
        is_due=Q(review_due_at__lte=Param("now", DateTimeField()))
    )


@prepared
def _one_belief() -> QuerySet[KnowledgeState, StoredBelief]:
    return (
        _stored_beliefs()
        .filter(
            student_id=Param("student", BigIntegerField()),
            competency_id=Param("competency", BigIntegerField()),
        )
        .values_list(*_COLUMNS)
    )


@prepared
def _beliefs_beside() -> QuerySet[KnowledgeState, StoredBelief]:
    return (
        _stored_beliefs()
        .filter(
            student_id=Param("student", BigIntegerField()),
            competency__framework__competencies=Param("competency", BigIntegerField()),
        )
        .values_list(*_COLUMNS)
    )


@prepared
def _beliefs_of_framework() -> QuerySet[KnowledgeState, StoredBelief]:
    return (
        _stored_beliefs()
        .filter(
            student_id__in=Params("students", BigIntegerField()),
            competency__framework_id=Param("framework", BigIntegerField()),
        )
        .values_list(*_COLUMNS)
    )


def belief_about(*, student: Person, competency_id: int, now: datetime) -> Belief | None:
    """Return the stored belief about a student and one competency, or None while nothing was shown."""
    row = _one_belief.first(student=student.pk, competency=competency_id, now=now)
    return _belief(row) if row is not None else None


def beliefs_among(*, student: Person, like_competency: int, now: datetime) -> dict[int, Belief]:
    """Return the stored beliefs about a student in the framework of one competency, touched ones only."""
    rows = _beliefs_beside.all(student=student.pk, competency=like_competency, now=now)
    return {row[1]: _belief(row) for row in rows}


def beliefs_on(
    *, student_ids: Iterable[int], framework: FrameworkMap, now: datetime
) -> dict[int, dict[int, Belief]]:
    """Return the beliefs about every competency of a map that is at hand, by student; one query for any number."""
    stored: dict[int, dict[int, Belief]] = {student_id: {} for student_id in student_ids}
    for row in _beliefs_of_framework.all(
        students=list(stored), framework=framework.framework_id, now=now
    ):
        stored[row[0]][row[1]] = _belief(row)
    return {
        student_id: _with_the_rest(framework, found) for student_id, found in stored.items()
    }


def has_shown_anything(*, student: Person) -> bool:
    """Return whether the ledger says anything about what a student knows."""
    return StudentMemory.objects.filter(student=student).exists()


def students_who_showed_since(*, district_id: int, since: datetime) -> frozenset[int]:
    """Return the students of a district who showed something since a moment."""
    rows = StudentMemory.objects.filter(
        student__district_id=district_id, last_answered_at__gte=since
    )
    return frozenset(rows.values_list("student_id", flat=True))


def open_flags_of_district(*, district_id: int) -> list[tuple[int, datetime]]:
    """Return (student, opened at) of every open flag of a district, the oldest first."""
    rows = StuckFlag.objects.filter(student__district_id=district_id, cleared_at=None)
    return list(rows.order_by("opened_at").values_list("student_id", "opened_at"))


def mastered_since(
    *, student_ids: Iterable[int], since: datetime, until: datetime
) -> list[tuple[int, datetime]]:
    """Return (student, when) of each competency some students came to master within a window, the oldest first."""
    rows = StateChange.objects.filter(
        student_id__in=list(student_ids), after=KnowledgeState.State.MASTERED,
        changed_at__gte=since, changed_at__lt=until,
    ).exclude(before=KnowledgeState.State.REVIEW_DUE)  # fmt: skip
    return list(rows.order_by("changed_at", "pk").values_list("student_id", "changed_at"))


def waits_for_a_person(
    *, student_ids: Iterable[int], since: datetime, until: datetime
) -> list[tuple[int, datetime, datetime | None]]:
    """Return (student, stuck at, a person came at) of flags raised within a window, the oldest first.

    Who freed themselves is not listed: nobody was waited for. None: nobody has come yet.
    """
    rows = StuckFlag.objects.filter(
        student_id__in=list(student_ids), opened_at__gte=since, opened_at__lt=until
    ).exclude(cleared_at__isnull=False, cleared_by=None)
    return list(
        rows.order_by("opened_at", "pk").values_list("student_id", "opened_at", "cleared_at")
    )
