"""Take in what a student shows: an answer, or what an adult saw."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db.models import BigIntegerField, CharField, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.engine.knowledge import Memory, Rule, Seen
from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.evidence.queries import find_attempt
from ownpath.school.evidence.services import Shown, add_evidence
from ownpath.school.mastery.models import KnowledgeState, StudentMemory
from ownpath.school.mastery.services.allowed import ensure_may_help
from ownpath.school.mastery.services.believing import believe, remember, store
from ownpath.school.mastery.services.replaying import rebuild
from ownpath.school.mastery.shelf import rule_by_name, rules_for
from ownpath.store.prepared import Param, prepared
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Evidence
    from ownpath.school.people.models import Person

NOTE_LENGTH = 1000
OBSERVED_SCORES = {"not_yet": 0.0, "with_help": 0.5, "alone": 1.0}


class UnknownDegree(OutOfBounds):
    """An observation that is none of: not yet, with help, alone."""


@prepared
def _memory_kept() -> QuerySet[StudentMemory]:
    return StudentMemory.objects.filter(
        student_id=Param("student", BigIntegerField()), rule=Param("rule", CharField())
    )


@prepared
def _memories_kept() -> QuerySet[StudentMemory, int]:
    rows = StudentMemory.objects.filter(student_id=Param("student", BigIntegerField()))
    return rows.values_list("pk", flat=True)


@prepared
def _belief_held() -> QuerySet[KnowledgeState]:
    return KnowledgeState.objects.filter(
        student_id=Param("student", BigIntegerField()),
        competency_id=Param("competency", BigIntegerField()),
    )


@deed
def record_answer(*, shown: Shown, by: Person | None, now: datetime) -> Evidence:
    """Write an answer into the ledger and move the beliefs it touches."""
    take_turns(about=shown.student_id)
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
    NotAtWorkWith
        If `by` neither teaches the student nor helps in a section of theirs.
    UnknownDegree
        If `how_well` is none of `not_yet`, `with_help`, `alone`.
    """
    ensure_may_help(student, by, now)
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
    student = evidence.student_id
    rules = rules_for(student_id=student, competency_ids=tuple(competency_ids))
    for rule_name, touched in rules.items():
        rule = rule_by_name(rule_name)
        kept = _memory_kept.first(student=student, rule=rule.name)
        if evidence.corrects_id is not None or _must_replay(evidence, kept):
            rebuild(student_ids=[student], now=now)
            return
        _learn_in_order(rule, kept, evidence, touched, now)


def _must_replay(evidence: Evidence, kept: StudentMemory | None) -> bool:
    """Return whether a row came late, or is the first since another rule came into force."""
    if kept is None:
        return bool(_memories_kept.first(student=evidence.student_id))
    return kept.last_answered_at is not None and evidence.answered_at < kept.last_answered_at


def _learn_in_order(
    rule: Rule,
    kept: StudentMemory | None,
    evidence: Evidence,
    touched: tuple[int, ...],
    now: datetime,
) -> None:
    rows = {
        competency_id: row
        for competency_id in touched
        if (row := _belief_held.first(student=evidence.student_id, competency=competency_id))
    }
    memory = Memory(
        overall=kept.overall if kept else {},
        by_competency={competency: row.memory for competency, row in rows.items()},
        state=rule.unpacked(bytes(kept.state)) if kept else None,
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
        step = believe(
            student_id=evidence.student_id,
            competency_id=competency,
            rule=rule,
            memory=after,
            judgment=rule.judge(memory=after, competency=competency, at=seen.at),
            row=rows.get(competency),
            evidence_id=evidence.pk,
            now=now,
        )
        store(step, now=now)
    remember(kept, evidence.student_id, rule, after, evidence.answered_at)


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
    take_turns(about=student.pk)
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
