"""Make beliefs anew from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from ownpath.engine.knowledge import NOTHING_SHOWN, Judgment, Memory, Rule, Seen, State
from ownpath.school.evidence.queries import SeenRow, everything_seen
from ownpath.school.mastery.models import KnowledgeState, StateChange, StudentMemory
from ownpath.school.mastery.services.believing import (
    Step,
    believe,
    change_of,
    moment,
    remember,
    store_first_steps,
    store_many,
)
from ownpath.school.mastery.services.flagging import FlagsInReplay, store_flags, stored_flags
from ownpath.school.mastery.shelf import rule_by_name, rules_for_many
from ownpath.store.together import deed, take_turns


@deed
def rebuild(*, student_ids: Iterable[int], now: datetime) -> int:
    """Make all beliefs about some students anew from the ledger; return how many beliefs there are.

    The log of steps only grows: a belief that comes out otherwise than it stood is one more step, at `now`. Where no
    log has begun yet, every step is written with the moment its evidence was entered; so is every stuck flag.
    """
    ids = sorted(student_ids)
    for student_id in ids:  # in one order, so that two who rebuild never wait for each other
        take_turns(about=student_id)
    shown: dict[int, list[SeenRow]] = {student_id: [] for student_id in ids}
    for row in everything_seen(student_ids=ids):
        shown[row.student_id].append(row)
    rules = _rules_by_competency(shown)
    told = _whose_steps_are_told(ids)
    stands = _what_stands(shown)
    flags = stored_flags(ids)
    steps: list[Step] = []
    first_steps: list[StateChange] = []
    for student_id in ids:
        adults = flags[student_id].adults
        replayed = _replay(shown[student_id], rules[student_id], FlagsInReplay(adults=adults))
        if student_id not in told:
            first_steps += replayed.changes
        steps += _beliefs_anew(
            student_id, replayed, stands[student_id], is_told=student_id in told, now=now
        )
        store_flags(
            replayed.flags,
            flags[student_id],
            judged=replayed.judged,
            evidence_ids=[row.evidence_id for row in shown[student_id]],
            now=now,
        )
    store_first_steps(first_steps)
    store_many(steps)
    return len(steps)


@dataclass(slots=True)
class _Replayed:
    """What comes of one student's rows: memories by rule, by competency the last row and judgment, steps, flags."""

    flags: FlagsInReplay
    memories: dict[str, Memory] = field(default_factory=dict)
    last_evidence: dict[int, int] = field(default_factory=dict)
    judged: dict[int, Judgment] = field(default_factory=dict)
    changes: list[StateChange] = field(default_factory=list)


def _replay(
    shown: Iterable[SeenRow], rules: Mapping[int, str], flags: FlagsInReplay
) -> _Replayed:
    replayed = _Replayed(flags=flags)
    for row in shown:
        for rule_name, part in _split_by_rule(row.seen, rules).items():
            rule = rule_by_name(rule_name)
            before = replayed.memories.get(rule_name, Memory())
            replayed.memories[rule_name] = rule.observe(memory=before, seen=part)
            _note_steps(replayed, rule, replayed.memories[rule_name], part, row)
        replayed.last_evidence.update(dict.fromkeys(row.seen.competencies, row.evidence_id))
    return replayed


def _note_steps(
    replayed: _Replayed, rule: Rule, memory: Memory, seen: Seen, row: SeenRow
) -> None:
    for competency in seen.competencies:
        before = replayed.judged.get(competency, NOTHING_SHOWN).state
        judgment = rule.judge(memory=memory, competency=competency, at=seen.at)
        replayed.judged[competency], after = judgment, judgment.state
        replayed.flags.note(competency, judgment, row)
        if after is not before:
            replayed.changes.append(
                change_of(
                    student_id=row.student_id,
                    competency_id=competency,
                    before=before,
                    after=after,
                    evidence_id=row.evidence_id,
                    at=row.recorded_at,
                )
            )


def _whose_steps_are_told(student_ids: Iterable[int]) -> frozenset[int]:
    """Return whose log of steps has begun: what comes out otherwise now is a revision, told as of now."""
    begun = StateChange.objects.filter(student_id__in=list(student_ids))
    return frozenset(begun.values_list("student_id", flat=True).distinct())


@dataclass(slots=True)
class _Standing:
    """What is stored of one student: beliefs by competency, what adults moved on from, memories by rule."""

    rows: dict[int, KnowledgeState] = field(default_factory=dict)
    moved_on: set[int] = field(default_factory=set)
    memories: dict[str, StudentMemory] = field(default_factory=dict)


def _what_stands(shown: Mapping[int, Iterable[SeenRow]]) -> dict[int, _Standing]:
    """Return what is stored of some students; three queries for any number.

    What a first map takes for known and nobody touched is left out: it stands whatever comes.
    """
    ids = list(shown)
    touched = {one for rows in shown.values() for row in rows for one in row.seen.competencies}
    found = {student_id: _Standing() for student_id in ids}
    is_more = ~Q(state=State.NOT_KNOWN_YET.value) | Q(p_presumed=None)
    rows = KnowledgeState.objects.filter(student_id__in=ids)
    for row in rows.filter(is_more | Q(competency_id__in=touched)):
        found[row.student_id].rows[row.competency_id] = row
    moved_on = StateChange.objects.filter(
        student_id__in=ids, after=State.MOVED_ON.value, by__isnull=False
    )
    for student_id, competency_id in moved_on.values_list("student_id", "competency_id"):
        found[student_id].moved_on.add(competency_id)
    for memory in StudentMemory.objects.filter(student_id__in=ids):
        found[memory.student_id].memories[memory.rule] = memory
    return found


def _beliefs_anew(
    student_id: int,
    replayed: _Replayed,
    stands: _Standing,
    *,
    is_told: bool,
    now: datetime,
) -> list[Step]:
    _forget_what_is_gone(stands, set(replayed.last_evidence), set(replayed.memories))
    steps = []
    for rule_name, memory in replayed.memories.items():
        rule = rule_by_name(rule_name)
        for competency_id in memory.by_competency:
            row = stands.rows.get(competency_id)
            if row is None and competency_id in stands.moved_on:
                row = KnowledgeState(
                    student_id=student_id,
                    competency_id=competency_id,
                    state=State.MOVED_ON.value,
                )
            step = believe(
                student_id=student_id,
                competency_id=competency_id,
                rule=rule,
                memory=memory,
                judgment=replayed.judged[competency_id],
                row=row,
                evidence_id=replayed.last_evidence[competency_id],
                now=now,
            )
            steps.append(step if is_told else step.untold())
        kept = stands.memories.get(rule.name)
        remember(kept, student_id, rule, memory, moment(float(memory.overall["last"])))
    return steps


def states_as_of(*, student_id: int, at: datetime) -> dict[int, State]:
    """Return the states of a student's competencies as they were reckoned at a moment.

    By what was entered until then and by the rules in force then, so that a report of that day comes out the same.
    """
    shown = list(everything_seen(student_ids=[student_id], until=at))
    rules = _rules_by_competency({student_id: shown}, at=at)[student_id]
    replayed = _replay(shown, rules, FlagsInReplay())
    return {
        competency: rule_by_name(name)
        .judge(memory=memory, competency=competency, at=at.timestamp())
        .state
        for name, memory in replayed.memories.items()
        for competency in memory.by_competency
    }


def _rules_by_competency(
    shown: Mapping[int, Iterable[SeenRow]], *, at: datetime | None = None
) -> dict[int, dict[int, str]]:
    """Return by student the rule that judges each competency touched."""
    touched = {
        competency
        for rows in shown.values()
        for row in rows
        for competency in row.seen.competencies
    }
    found = rules_for_many(student_ids=shown, competency_ids=tuple(sorted(touched)), at=at)
    return {
        student: {competency: name for name, ids in rules.items() for competency in ids}
        for student, rules in found.items()
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


def _forget_what_is_gone(stands: _Standing, touched: set[int], rules: set[str]) -> None:
    """Drop beliefs that no row of the ledger supports any more (adults' decisions and first maps stay)."""
    gone = [row for competency, row in stands.rows.items() if competency not in touched]
    unsupported = [
        row.pk for row in gone if row.p_presumed is None and row.state != State.MOVED_ON.value
    ]
    bare = [
        row.pk
        for row in gone
        if row.p_presumed is not None
        and row.state not in (State.MOVED_ON.value, State.NOT_KNOWN_YET.value)
    ]
    names = {rule_by_name(name).name for name in rules}
    memories = [one.pk for name, one in stands.memories.items() if name not in names]
    if unsupported:
        KnowledgeState.objects.filter(pk__in=unsupported).delete()
    if bare:
        KnowledgeState.objects.filter(pk__in=bare).update(
            state=State.NOT_KNOWN_YET.value, memory={}, n_unaided=0, n_unaided_right=0, rule=""
        )
    if memories:
        StudentMemory.objects.filter(pk__in=memories).delete()
