"""A mastery rule: a criterion for *learned*, and the life of a competency around it.

Learned: the criterion is met by unaided answers. Mastered: learned, and right again later (a day or more), unaided and
mixed among other things. Review is due at growing distances after each success. Two misses in the last three unaided
answers after it was learned: needs refresh, until the criterion holds again on answers given since. Stuck: several
unaided failures in a row within some days, with no success since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ownpath.engine.knowledge.criteria import (
    OUTCOMES_KEPT,
    Criterion,
    DecayingAverage,
    InARow,
    KnowledgeTracing,
    MOfN,
    Steady,
)
from ownpath.engine.knowledge.interval import estimate_with_interval
from ownpath.engine.knowledge.types import NOTHING_SHOWN, Judgment, Memory, Seen, State, Trace

DAY = 86_400.0


class Rule(Protocol):
    """What every mastery rule can do."""

    @property
    def name(self) -> str:
        """Name the rule with its version, as it is stored beside what it judged."""

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen; nothing but the touched competencies changes."""

    def judge(self, *, memory: Memory, competency: int, at: float) -> Judgment:
        """Return the belief about a competency at a moment (seconds since 1970)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycle:
    """A criterion inside the common life of a competency."""

    criterion: Criterion
    version: int = 1
    days_until_delayed: float = 1.0
    first_review_days: float = 4.0
    review_growth: float = 2.0
    longest_review_days: float = 120.0
    failures_until_stuck: int = 3
    days_stuck_lasts: float = 7.0

    @property
    def name(self) -> str:
        """Name the rule with its version."""
        return f"{self.criterion.name}@{self.version}"

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen."""
        touched = dict(memory.by_competency)
        for competency in seen.competencies:
            touched[competency] = self._trace_after(touched.get(competency, {}), seen)
        overall = {
            "n": int(memory.overall.get("n", 0)) + 1,
            "last": max(float(memory.overall.get("last", seen.at)), seen.at),
        }
        return Memory(overall=overall, by_competency=touched)

    def judge(self, *, memory: Memory, competency: int, at: float) -> Judgment:
        """Return the belief about a competency at a moment."""
        trace = memory.by_competency.get(competency)
        if not trace:
            return NOTHING_SHOWN
        outcomes = str(trace["out"])
        estimate, low, high = estimate_with_interval(outcomes)
        failures = int(trace["fails"])
        recent = at - float(trace["last"]) <= self.days_stuck_lasts * DAY
        return Judgment(
            state=self._state(trace, at),
            estimate=estimate if outcomes else None,
            low=low,
            high=high,
            n_unaided=int(trace["n"]),
            n_unaided_right=int(trace["right"]),
            last_at=float(trace["last"]),
            review_due_at=_optional(trace.get("due")),
            is_stuck=failures >= self.failures_until_stuck and recent,
            n_failures_in_a_row=failures,
        )

    def _state(self, trace: Trace, at: float) -> State:
        if trace.get("learned") is None:
            return State.LEARNING
        if trace.get("refresh") is not None:
            return State.NEEDS_REFRESH
        due = _optional(trace.get("due"))
        if due is not None and at >= due:
            return State.REVIEW_DUE
        return State.LEARNED if trace.get("mastered") is None else State.MASTERED

    def _trace_after(self, before: Trace, seen: Seen) -> Trace:
        trace: dict[str, object] = {
            "out": "",
            "n": 0,
            "right": 0,
            "fails": 0,
            "seen": 0,
        } | dict(before)
        trace["seen"] = _whole(trace["seen"]) + 1
        trace["last"] = seen.at
        if seen.is_aided:
            return trace
        trace["out"] = (str(trace["out"]) + ("1" if seen.is_correct else "0"))[-OUTCOMES_KEPT:]
        trace["n"] = _whole(trace["n"]) + 1
        if seen.is_correct:
            trace["right"] = _whole(trace["right"]) + 1
            trace["fails"] = 0
            return self._after_success(trace, seen)
        trace["fails"] = _whole(trace["fails"]) + 1
        return self._after_miss(trace)

    def _after_success(self, trace: dict[str, object], seen: Seen) -> Trace:
        outcomes = str(trace["out"])
        if trace.get("learned") is None:
            if self.criterion.is_met(outcomes):
                trace["learned"] = seen.at
                self._plan_review(trace, at=seen.at, days=self.first_review_days)
            return trace
        if trace.get("refresh") is not None:
            since = outcomes[-max(1, _whole(trace["n"]) - _whole(trace["refresh"])) :]
            if self.criterion.is_met(since):
                trace["refresh"] = None
                self._plan_review(trace, at=seen.at, days=self.first_review_days)
            return trace
        return self._after_review(trace, seen)

    def _after_review(self, trace: dict[str, object], seen: Seen) -> Trace:
        """Count a success after it was learned: it may master, and it moves the next review away."""
        planned = float(str(trace["gap_from"]))
        if seen.at - planned < self.days_until_delayed * DAY:
            return trace
        if seen.is_mixed and trace.get("mastered") is None:
            trace["mastered"] = seen.at
        longer = min(float(str(trace["gap"])) * self.review_growth, self.longest_review_days)
        self._plan_review(trace, at=seen.at, days=longer)
        return trace

    def _after_miss(self, trace: dict[str, object]) -> Trace:
        learned = trace.get("learned") is not None
        outcomes = str(trace["out"])
        if learned and trace.get("refresh") is None and outcomes[-3:].count("0") >= 2:
            trace["refresh"] = trace["n"]
            trace["mastered"] = None
        return trace

    def _plan_review(self, trace: dict[str, object], *, at: float, days: float) -> None:
        trace["gap"] = days
        trace["gap_from"] = at
        trace["due"] = at + days * DAY


def _whole(value: object) -> int:
    return int(str(value))


def _optional(value: object) -> float | None:
    return None if value is None else float(str(value))


def replay(*, rule: Rule, shown: Iterable[Seen]) -> Memory:
    """Return what `rule` remembers after everything in `shown`, in the order it was shown."""
    memory = Memory()
    for seen in sorted(shown, key=lambda one: one.at):
        memory = rule.observe(memory=memory, seen=seen)
    return memory


DEFAULT_RULE: Rule = LifeCycle(criterion=Steady())
RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        DEFAULT_RULE,
        LifeCycle(criterion=InARow(k=3)),
        LifeCycle(criterion=InARow(k=5)),
        LifeCycle(criterion=MOfN(m=4, n=5)),
        LifeCycle(criterion=MOfN(m=8, n=10)),
        LifeCycle(criterion=DecayingAverage()),
        LifeCycle(criterion=KnowledgeTracing(at_least=0.95)),
        LifeCycle(criterion=KnowledgeTracing(at_least=0.98)),
    )
}


def rule_named(name: str) -> Rule:
    """Return the rule with a name; the empty name is the default rule.

    Raises
    ------
    ValueError
        If no rule has that name.
    """
    if not name:
        return DEFAULT_RULE
    if name not in RULES:
        raise ValueError(f"mastery rule {name!r} is not known: expected one of {sorted(RULES)}")
    return RULES[name]
