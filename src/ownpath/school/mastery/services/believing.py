"""Turn what a rule says into a stored belief and its step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ownpath.engine.knowledge import Judgment, Memory, Rule, State, is_downgrade
from ownpath.school.mastery.models import KnowledgeState, StateChange, StudentMemory
from ownpath.school.mastery.services.flagging import keep_flag
from ownpath.store.many_rows import insert_rows, update_rows
from ownpath.store.rows import change, insert

_BELIEF_FIELDS = [
    "rule", "memory", "state", "estimate", "low", "high", "n_unaided", "n_unaided_right",
    "last_answered_at", "state_since", "review_due_at", "last_evidence",
]  # fmt: skip

_BELIEF_COLUMNS = (*_BELIEF_FIELDS[:-1], "last_evidence_id")
_NEW_BELIEF_COLUMNS = ("student_id", "competency_id", *_BELIEF_COLUMNS)
_THERE_BELIEF_COLUMNS = ("id", *_BELIEF_COLUMNS)

_CHANGE_FIELDS = [
    "student_id", "competency_id", "before", "after", "is_downgrade", "evidence_id", "changed_at", "by_id",
    "reason", "seen_at",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One belief as it comes out, what it was judged by, and how it moved (None: it did not)."""

    row: KnowledgeState
    judgment: Judgment
    change: StateChange | None

    def untold(self) -> Step:
        """Return the same belief without a step of its own."""
        return replace(self, change=None)


def remember(
    kept: StudentMemory | None, student_id: int, rule: Rule, memory: Memory, at: datetime
) -> None:
    """Store what a rule remembers of a student across competencies."""
    row = kept or StudentMemory(student_id=student_id, rule=rule.name)
    row.overall = dict(memory.overall)
    row.state = rule.packed(memory)
    row.last_answered_at = at
    if row.pk is None:
        insert(row)
    elif row.state:
        change(row, "overall", "state", "last_answered_at")
    else:
        change(row, "overall", "last_answered_at")


def believe(
    *,
    student_id: int,
    competency_id: int,
    rule: Rule,
    memory: Memory,
    judgment: Judgment,
    row: KnowledgeState | None,
    evidence_id: int,
    now: datetime,
) -> Step:
    """Return the belief as it is now, and its step if it made one; nothing is stored yet.

    `judgment` is that of the moment the competency was last shown: what is shown of others later does not move what
    is stored here, whichever way it is made.
    """
    before = State(row.state) if row else State.NOT_KNOWN_YET
    row = row or KnowledgeState(student_id=student_id, competency_id=competency_id)
    state = settled(before, judgment.state)
    _fill(row, rule, memory, judgment, state, evidence_id)
    change = None
    if state is not before:
        row.state_since = row.last_answered_at
        change = change_of(
            student_id=student_id,
            competency_id=competency_id,
            before=before,
            after=state,
            evidence_id=evidence_id,
            at=now,
        )
    return Step(row=row, judgment=judgment, change=change)


def store(step: Step, *, now: datetime) -> None:
    """Store one belief, its step and its flag."""
    if step.row.pk is None:
        insert(step.row)
    else:
        change(step.row, *_BELIEF_FIELDS)
    if step.change is not None:
        insert(step.change)
    keep_flag(step.row, step.judgment, now)


def store_many(steps: Sequence[Step]) -> None:
    """Store many beliefs and their steps with few queries."""
    new = [step.row for step in steps if step.row.pk is None]
    insert_rows(KnowledgeState, (_columns(row, _NEW_BELIEF_COLUMNS) for row in new))
    there = [step.row for step in steps if step.row.pk is not None]
    update_rows(KnowledgeState, [_columns(row, _THERE_BELIEF_COLUMNS) for row in there])
    StateChange.objects.bulk_create(
        [step.change for step in steps if step.change is not None], batch_size=1000
    )


def store_first_steps(changes: Iterable[StateChange]) -> None:
    """Store the steps of students whose log begins with them: many at once, so without objects' ceremony."""
    insert_rows(StateChange, (_columns(one, _CHANGE_FIELDS) for one in changes))


def _columns(row: KnowledgeState | StateChange, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def settled(before: State, judged: State) -> State:
    """Return the state to keep: an adult's `moved on` stands until the student shows it is learned."""
    if before is State.MOVED_ON and judged in {State.LEARNING, State.NOT_KNOWN_YET}:
        return before
    return judged


def _fill(
    row: KnowledgeState,
    rule: Rule,
    memory: Memory,
    judgment: Judgment,
    state: State,
    evidence_id: int,
) -> None:
    row.rule = rule.name
    row.memory = dict(memory.by_competency[row.competency_id])
    row.state = state.value
    row.estimate = judgment.estimate if judgment.estimate is not None else 0.5
    row.low, row.high = judgment.low, judgment.high
    row.n_unaided = judgment.n_unaided
    row.n_unaided_right = judgment.n_unaided_right
    row.last_answered_at = moment(judgment.last_at)
    row.review_due_at = moment(judgment.review_due_at) if judgment.review_due_at else None
    row.last_evidence_id = evidence_id
    if row.state_since is None:
        row.state_since = row.last_answered_at


def moment(seconds: float | None) -> datetime:
    """Return the moment so many seconds after 1970 began (UTC)."""
    return datetime.fromtimestamp(seconds or 0.0, tz=UTC)


def change_of(
    *,
    student_id: int,
    competency_id: int,
    before: State,
    after: State,
    evidence_id: int | None,
    at: datetime,
) -> StateChange:
    """Return one step of a belief, not stored yet."""
    return StateChange(
        student_id=student_id,
        competency_id=competency_id,
        before=before.value,
        after=after.value,
        is_downgrade=is_downgrade(before, after),
        evidence_id=evidence_id,
        changed_at=at,
    )
