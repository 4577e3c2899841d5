"""Turn what a rule says into a stored belief, its step and its flag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ownpath.engine.knowledge import Judgment, Memory, Rule, State, is_downgrade
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag, StudentMemory

_BELIEF_FIELDS = [
    "rule", "memory", "state", "estimate", "low", "high", "n_unaided", "n_unaided_right",
    "last_answered_at", "state_since", "review_due_at", "last_evidence",
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
    row.last_answered_at = at
    row.save()


def believe(
    *,
    student_id: int,
    competency_id: int,
    rule: Rule,
    memory: Memory,
    row: KnowledgeState | None,
    evidence_id: int,
    now: datetime,
) -> Step:
    """Return the belief as it is now, and its step if it made one; nothing is stored yet."""
    before = State(row.state) if row else State.NOT_KNOWN_YET
    last_at = float(memory.by_competency[competency_id]["last"])
    judgment = rule.judge(memory=memory, competency=competency_id, at=last_at)
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
    step.row.save()
    if step.change is not None:
        step.change.save()
    _keep_flag(step.row, step.judgment, now)


def store_many(steps: Sequence[Step], *, now: datetime) -> None:
    """Store many beliefs with few queries."""
    KnowledgeState.objects.bulk_create(
        [step.row for step in steps],
        update_conflicts=True,
        unique_fields=["student", "competency"],
        update_fields=_BELIEF_FIELDS,
        batch_size=500,
    )
    StateChange.objects.bulk_create(
        [step.change for step in steps if step.change is not None], batch_size=1000
    )
    for step in steps:
        if step.judgment.is_stuck:
            _keep_flag(step.row, step.judgment, now)


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


def _keep_flag(row: KnowledgeState, judgment: Judgment, now: datetime) -> None:
    """Open a flag when a student is stuck; clear it when the student succeeds unaided."""
    fails = judgment.n_failures_in_a_row
    if judgment.is_stuck:
        StuckFlag.objects.update_or_create(
            student_id=row.student_id,
            competency_id=row.competency_id,
            cleared_at=None,
            defaults={"n_failures": fails, "last_evidence_id": row.last_evidence_id},
            create_defaults={
                "n_failures": fails,
                "last_evidence_id": row.last_evidence_id,
                "opened_at": now,
            },
        )
    elif fails == 0 and judgment.n_unaided > 0 and _was_stuck_before(row):
        StuckFlag.objects.filter(
            student_id=row.student_id, competency_id=row.competency_id, cleared_at=None
        ).update(cleared_at=now)


def _was_stuck_before(row: KnowledgeState) -> bool:
    """Return whether the answer before the newest was a miss: only then can a flag be open."""
    outcomes = str(row.memory.get("out", ""))
    return len(outcomes) > 1 and outcomes[-2] == "0"
