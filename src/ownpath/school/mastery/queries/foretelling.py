"""How a student would do at a competency today, and why: by the model that judges them, else by their last answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ownpath.engine.knowledge import Memory
from ownpath.engine.knowledge.explaining import Term, explain
from ownpath.engine.knowledge.foretelling import p_right_of_many
from ownpath.engine.knowledge.interval import estimate_with_interval
from ownpath.engine.knowledge.live import Question, StudentState
from ownpath.engine.knowledge.model_rule import PREFIX, ModelRule
from ownpath.school.mastery.models import KnowledgeState, StudentMemory
from ownpath.school.mastery.shelf import model_rule_named, rules_for

N_LATELY = 4
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """P(right, unaided) on some item of a competency at a moment, 0 to 1, and what it comes from.

    `terms` are the parts of the model's own sum, the strongest first; none where no model judges. `facts` hold what
    words are made of: see `engine.knowledge.explaining.Explanation`.
    """

    p_right: float
    terms: tuple[Term, ...]
    facts: Mapping[str, float]


def foretell(
    *, student_id: int, competency_ids: Collection[int], now: datetime
) -> dict[int, float]:
    """Return P(right, unaided) today by competency, where a fitted model judges the student; two queries."""
    found: dict[int, float] = {}
    for rule, memory, competencies in _models_of(student_id, competency_ids):
        for competency in competencies:
            p_right = rule.predicted(memory=memory, competency=competency, at=now.timestamp())
            if p_right is not None:
                found[competency] = p_right
    return found


def foretell_many(
    *, asked: Mapping[int, Collection[int]], like: int, now: datetime
) -> dict[int, dict[int, float]]:
    """Return the same for many students of one district, by student, then competency; three queries.

    `like` is any one of them: which rule judges is the same for all students of a district.
    """
    everything = tuple(sorted({one for own in asked.values() for one in own}))
    rules = rules_for(student_id=like, competency_ids=everything) if everything else {}
    found: dict[int, dict[int, float]] = {}
    for name, judged in rules.items():
        rule = model_rule_named(name)
        if rule is None:
            continue
        kept = StudentMemory.objects.filter(student_id__in=list(asked), rule=name)
        states = {one: bytes(state) for one, state in kept.values_list("student_id", "state")}
        for student_id, competency, p_right in _foretold_by(rule, asked, judged, states, now):
            found.setdefault(student_id, {})[competency] = p_right
    return found


def _foretold_by(
    rule: ModelRule,
    asked: Mapping[int, Collection[int]],
    judged: Collection[int],
    states: Mapping[int, bytes],
    now: datetime,
) -> Iterator[tuple[int, int, float]]:
    """Yield student, competency and P(right, unaided) of all that one model judges."""
    among = frozenset(judged)
    keys: list[tuple[int, int]] = []
    posed: list[tuple[StudentState, Question]] = []
    for student_id, own in asked.items():
        state = rule.unpacked(states.get(student_id, b""))
        for competency in sorted(among.intersection(own)):
            question = rule.question_about(competency, at=now.timestamp())
            if question is not None:
                keys.append((student_id, competency))
                posed.append((state, question))
    foretold = p_right_of_many(rule.model, posed).tolist()
    yield from ((*key, p_right) for key, p_right in zip(keys, foretold, strict=True))


def foretell_why(
    *, student_id: int, competency_ids: Collection[int], now: datetime
) -> dict[int, Foretold]:
    """Return what is foretold of competencies and why; those of which nothing unaided was shown are left out."""
    rows = KnowledgeState.objects.filter(
        student_id=student_id, competency_id__in=list(competency_ids), n_unaided__gt=0
    )
    shown = {row.competency_id: row for row in rows}
    found = {
        competency: _by_last_answers(row, now)
        for competency, row in shown.items()
        if row.memory
    }
    for rule, memory, competencies in _models_of(student_id, list(shown)):
        for competency in competencies:
            question = rule.question_about(competency, at=now.timestamp())
            if question is None or not isinstance(memory.state, StudentState):
                continue
            why = explain(rule.model, memory.state, question)
            found[competency] = Foretold(p_right=why.p_right, terms=why.terms, facts=why.facts)
    return found


def _models_of(
    student_id: int, competency_ids: Collection[int]
) -> list[tuple[ModelRule, Memory, tuple[int, ...]]]:
    """Return the models that judge a student in some competencies, with what they remember of the student."""
    rules = rules_for(student_id=student_id, competency_ids=tuple(sorted(competency_ids)))
    names = [name for name in rules if name.startswith(PREFIX)]
    if not names:
        return []
    kept = StudentMemory.objects.filter(student_id=student_id, rule__in=names)
    states = dict(kept.values_list("rule", "state"))
    found = []
    for name in names:
        rule = model_rule_named(name)
        if rule is not None:
            memory = Memory(state=rule.unpacked(bytes(states.get(name, b""))))
            found.append((rule, memory, rules[name]))
    return found


def _by_last_answers(row: KnowledgeState, now: datetime) -> Foretold:
    """Return what the last answers to the competency itself say."""
    outcomes = str(row.memory.get("out", ""))
    lately = outcomes[-N_LATELY:]
    return Foretold(
        p_right=estimate_with_interval(outcomes)[0],
        terms=(),
        facts={
            "right_lately": float(lately.count("1")),
            "n_lately": float(len(lately)),
            "n_right": float(row.n_unaided_right),
            "n_wrong": float(row.n_unaided - row.n_unaided_right),
            "days_since": max((now - row.last_answered_at).total_seconds(), 0.0)
            / SECONDS_A_DAY,
        },
    )
