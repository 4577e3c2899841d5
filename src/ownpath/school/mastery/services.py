"""Move beliefs: after each row of the ledger, by replay, or by an adult's own decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from ownpath.engine.knowledge import (
    Judgment,
    Memory,
    Rule,
    Seen,
    State,
    is_downgrade,
    rule_named,
)
from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.curriculum.queries import rules_of
from ownpath.school.evidence.queries import everything_seen, find_attempt
from ownpath.school.evidence.services import Shown, add_evidence
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag, StudentMemory
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Evidence
    from ownpath.school.people.models import Person

NOTE_LENGTH = 1000
WORDS_LENGTH = 300
OBSERVED_SCORES = {"not_yet": 0.0, "with_help": 0.5, "alone": 1.0}


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


class UnknownDegree(OutOfBounds):
    """An observation that is none of: not yet, with help, alone."""


@deed
def record_answer(*, shown: Shown, by: Person | None, now: datetime) -> Evidence:
    """Write an answer into the ledger and move the beliefs it touches."""
    evidence = add_evidence(shown=shown, by=by, now=now)
    learn_from(evidence=evidence, competency_ids=shown.competency_ids, now=now)
    return evidence


@deed
def record_observation(
    *,
    student: Person,
    competency_id: int,
    how_well: str,
    note: str,
    attempt: UUID,
    by: Person,
    now: datetime,
) -> Evidence:
    """Write what an adult saw a student do, and move the belief it touches.

    Raises
    ------
    UnknownDegree
        If `how_well` is none of `not_yet`, `with_help`, `alone`.
    """
    if how_well not in OBSERVED_SCORES:
        raise UnknownDegree(
            _("We do not know that answer."),
            next_step=_("Pick one of: not yet, with help, alone."),
        )
    shown = Shown(
        attempt=attempt,
        student_id=student.pk,
        competency_ids=(competency_id,),
        score=OBSERVED_SCORES[how_well],
        is_correct=how_well != "not_yet",
        is_aided=how_well == "with_help",
        is_mixed=True,  # seen in the middle of other work, not in a row of the same
        source="observation",
        answered_at=now,
        response={"how_well": how_well},
        note=note[:NOTE_LENGTH],
        reply={},
    )
    return record_answer(shown=shown, by=by, now=now)


def learn_from(*, evidence: Evidence, competency_ids: Iterable[int], now: datetime) -> None:
    """Move the beliefs that one new row touches; a late or correcting row makes them anew by replay."""
    for rule_name, touched in rules_of(competency_ids=tuple(competency_ids)).items():
        rule = rule_named(rule_name)
        kept = StudentMemory.objects.filter(
            student_id=evidence.student_id, rule=rule.name
        ).first()
        late = (
            kept is not None
            and kept.last_answered_at is not None
            and (evidence.answered_at < kept.last_answered_at)
        )
        if late or evidence.corrects_id is not None:
            rebuild(student_ids=[evidence.student_id], now=now)
            return
        _learn_in_order(rule, kept, evidence, touched, now)


def _learn_in_order(
    rule: Rule,
    kept: StudentMemory | None,
    evidence: Evidence,
    touched: tuple[int, ...],
    now: datetime,
) -> None:
    rows = {
        row.competency_id: row
        for row in KnowledgeState.objects.filter(
            student_id=evidence.student_id, competency_id__in=touched
        )
    }
    memory = Memory(
        overall=kept.overall if kept else {},
        by_competency={competency: row.memory for competency, row in rows.items()},
    )
    seen = Seen(
        competencies=touched,
        at=evidence.answered_at.timestamp(),
        is_correct=evidence.is_correct,
        score=evidence.score,
        is_aided=evidence.is_aided,
        is_mixed=evidence.is_mixed,
        item=evidence.item_id,
    )
    after = rule.observe(memory=memory, seen=seen)
    for competency in touched:
        step = _believe(
            student_id=evidence.student_id,
            competency_id=competency,
            rule=rule,
            memory=after,
            row=rows.get(competency),
            evidence_id=evidence.pk,
            now=now,
        )
        _store(step, now=now)
    _remember(kept, evidence.student_id, rule, after, evidence.answered_at)


def _remember(
    kept: StudentMemory | None, student_id: int, rule: Rule, memory: Memory, at: datetime
) -> None:
    row = kept or StudentMemory(student_id=student_id, rule=rule.name)
    row.overall = dict(memory.overall)
    row.last_answered_at = at
    row.save()


def _believe(
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
    state = _settled(before, judgment.state)
    _fill(row, rule, memory, judgment, state, evidence_id)
    change = None
    if state is not before:
        row.state_since = row.last_answered_at
        change = _change(row, before, state, evidence_id, now)
    return Step(row=row, judgment=judgment, change=change)


def _store(step: Step, *, now: datetime) -> None:
    step.row.save()
    if step.change is not None:
        step.change.save()
    _keep_flag(step.row, step.judgment, now)


def _store_many(steps: Sequence[Step], *, now: datetime) -> None:
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


def _settled(before: State, judged: State) -> State:
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
    row.last_answered_at = _moment(judgment.last_at)
    row.review_due_at = _moment(judgment.review_due_at) if judgment.review_due_at else None
    row.last_evidence_id = evidence_id
    if row.state_since is None:
        row.state_since = row.last_answered_at


def _moment(seconds: float | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0.0, tz=UTC)


def _change(
    row: KnowledgeState, before: State, after: State, evidence_id: int | None, now: datetime
) -> StateChange:
    return StateChange(
        student_id=row.student_id,
        competency_id=row.competency_id,
        before=before.value,
        after=after.value,
        is_downgrade=is_downgrade(before, after),
        evidence_id=evidence_id,
        changed_at=now,
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


@deed
def rebuild(*, student_ids: Iterable[int], now: datetime) -> int:
    """Make all beliefs about some students anew from the ledger; return how many beliefs there are.

    The log of steps only grows: a belief that comes out otherwise than it stood is one more step, at `now`.
    """
    ids = list(student_ids)
    shown: dict[int, list[tuple[int, Seen]]] = {student_id: [] for student_id in ids}
    for student_id, evidence_id, seen in everything_seen(student_ids=ids):
        shown[student_id].append((evidence_id, seen))
    rules = _rules_by_competency(seen for rows in shown.values() for _, seen in rows)
    steps = [
        step
        for student_id in ids
        for step in _rebuild_one(student_id, shown[student_id], rules, now)
    ]
    _store_many(steps, now=now)
    return len(steps)


def _rebuild_one(
    student_id: int, shown: list[tuple[int, Seen]], rules: Mapping[int, str], now: datetime
) -> list[Step]:
    memories: dict[str, Memory] = {}
    last_evidence: dict[int, int] = {}
    for evidence_id, seen in shown:
        for rule_name, part in _split_by_rule(seen, rules).items():
            before = memories.get(rule_name, Memory())
            memories[rule_name] = rule_named(rule_name).observe(memory=before, seen=part)
        last_evidence.update(dict.fromkeys(seen.competencies, evidence_id))
    _forget_what_is_gone(student_id, set(last_evidence), set(memories))
    rows = {
        row.competency_id: row for row in KnowledgeState.objects.filter(student_id=student_id)
    }
    moved_on = _moved_on_by_adults(student_id)
    steps = []
    for rule_name, memory in memories.items():
        rule = rule_named(rule_name)
        for competency_id in memory.by_competency:
            row = rows.get(competency_id)
            if row is None and competency_id in moved_on:
                row = KnowledgeState(
                    student_id=student_id,
                    competency_id=competency_id,
                    state=State.MOVED_ON.value,
                )
            steps.append(
                _believe(
                    student_id=student_id,
                    competency_id=competency_id,
                    rule=rule,
                    memory=memory,
                    row=row,
                    evidence_id=last_evidence[competency_id],
                    now=now,
                )
            )
        kept = StudentMemory.objects.filter(student_id=student_id, rule=rule.name).first()
        _remember(kept, student_id, rule, memory, _moment(float(memory.overall["last"])))
    return steps


def _rules_by_competency(shown: Iterable[Seen]) -> dict[int, str]:
    touched = {competency for seen in shown for competency in seen.competencies}
    return {
        competency: rule_name
        for rule_name, competencies in rules_of(competency_ids=tuple(sorted(touched))).items()
        for competency in competencies
    }


def _split_by_rule(seen: Seen, rules: Mapping[int, str]) -> dict[str, Seen]:
    parts: dict[str, list[int]] = {}
    for competency in seen.competencies:
        parts.setdefault(rules[competency], []).append(competency)
    if len(parts) == 1:
        return {next(iter(parts)): seen}
    return {
        rule_name: Seen(
            competencies=tuple(competencies),
            at=seen.at,
            is_correct=seen.is_correct,
            score=seen.score,
            is_aided=seen.is_aided,
            is_mixed=seen.is_mixed,
            item=seen.item,
        )
        for rule_name, competencies in parts.items()
    }


def _forget_what_is_gone(student_id: int, touched: set[int], rules: set[str]) -> None:
    """Drop beliefs that no row of the ledger supports any more (adults' decisions stay)."""
    KnowledgeState.objects.filter(student_id=student_id).exclude(
        competency_id__in=touched
    ).exclude(state=State.MOVED_ON.value).delete()
    names = [rule_named(name).name for name in rules]
    StudentMemory.objects.filter(student_id=student_id).exclude(rule__in=names).delete()


def _moved_on_by_adults(student_id: int) -> frozenset[int]:
    return frozenset(
        StateChange.objects.filter(
            student_id=student_id, after=State.MOVED_ON.value, by__isnull=False
        ).values_list("competency_id", flat=True)
    )


@deed
def move_on(
    *, student: Person, competency_id: int, reason: str, by: Person, now: datetime
) -> None:
    """Let a student move on from a competency that is not mastered, by an adult's decision, with its reason."""
    row = KnowledgeState.objects.filter(student=student, competency_id=competency_id).first()
    before = State(row.state) if row else State.NOT_KNOWN_YET
    if row is None:
        row = KnowledgeState(
            student=student,
            competency_id=competency_id,
            rule="",
            estimate=0.5,
            low=0.0,
            high=1.0,
            last_answered_at=now,
        )
    row.state = State.MOVED_ON.value
    row.state_since = now
    row.save()
    StateChange.objects.create(
        student=student,
        competency_id=competency_id,
        before=before.value,
        after=State.MOVED_ON.value,
        changed_at=now,
        by=by,
        reason=reason[:WORDS_LENGTH],
    )


@deed
def clear_flag(*, flag_id: int, what_was_done: str, by: Person, now: datetime) -> StuckFlag:
    """Clear a stuck flag because an adult acted, and keep what was done.

    Raises
    ------
    NotFound
        If there is no such flag, or it is cleared already.
    """
    flag = (
        StuckFlag.objects.select_related("student").filter(pk=flag_id, cleared_at=None).first()
    )
    if flag is None:
        raise NotFound(
            _("Somebody has been there already."), next_step=_("Look at the list again.")
        )
    flag.cleared_at = now
    flag.cleared_by = by
    flag.what_was_done = what_was_done[:WORDS_LENGTH]
    flag.save(update_fields=["cleared_at", "cleared_by", "what_was_done"])
    return flag


@deed
def mark_changes_seen(*, student: Person, now: datetime) -> None:
    """Remember that the student was told about every step so far."""
    StateChange.objects.filter(student=student, seen_at=None).update(seen_at=now)


@deed
def take_back_observation(
    *, student: Person, attempt: UUID, by: Person, now: datetime
) -> Evidence:
    """Correct an observation one made oneself: a new row points at it, and beliefs are made anew without it.

    Raises
    ------
    NotFound
        If there is no such observation of this student by this adult, or it was taken back already.
    """
    seen = find_attempt(attempt=attempt)
    is_own = (
        seen is not None
        and seen.student_id == student.pk
        and seen.recorded_by_id == by.pk
        and seen.source == "observation"
        and seen.corrects_id is None
        and not seen.corrections.exists()
    )
    if seen is None or not is_own:
        raise NotFound(
            _("There is no such note of yours to take back."),
            next_step=_("Look at the evidence again."),
        )
    correction = Shown(
        attempt=uuid5(attempt, "taken back"),
        student_id=student.pk,
        competency_ids=(),
        score=0.0,
        is_correct=False,
        source="observation",
        answered_at=seen.answered_at,
        response={"taken_back": True},
        reply={},
        corrects_id=seen.pk,
    )
    evidence = add_evidence(shown=correction, by=by, now=now)
    rebuild(student_ids=[student.pk], now=now)
    return evidence
