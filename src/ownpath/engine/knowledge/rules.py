"""A mastery rule: a criterion for *learned*, and the life of a competency around it.

Learned: the criterion is met by unaided answers. Mastered: learned, and right again later (a day or more), unaided and
mixed among other things. Review is due when the memory of it is thought to have faded to nine in ten (`reviews`). Two
misses in the last three unaided answers after it was learned: needs refresh, until the criterion holds again on answers
given since. Stuck: several unaided failures in a row within some days, with no success since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

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
from ownpath.engine.knowledge.reviews import DAY, DoublingGaps, Remembering, Reviews
from ownpath.engine.knowledge.types import NOTHING_SHOWN, Judgment, Memory, Seen, State, Trace


class Rule(Protocol):
    """What every mastery rule can do."""

    @property
    def name(self) -> str:
        """Name the rule with its version, as it is stored beside what it judged."""

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen; nothing but the touched competencies changes."""

    def judge(self, *, memory: Memory, competency: int, at: float) -> Judgment:
        """Return the belief about a competency at a moment (seconds since 1970)."""

    def packed(self, memory: Memory) -> bytes:
        """Return `memory.state` as bytes to be kept; empty where the rule keeps nothing of its own."""

    def unpacked(self, data: bytes) -> object:
        """Return the state that `packed` gave the bytes of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycle:
    """A criterion inside the common life of a competency."""

    criterion: Criterion
    reviews: Reviews = field(default_factory=Remembering)
    days_until_delayed: float = 1.0
    failures_until_stuck: int = 3
    days_stuck_lasts: float = 7.0

    @property
    def name(self) -> str:
        """Name the rule with its version."""
        return f"{self.criterion.name}@{self.reviews.version}"

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen."""
        touched = dict(memory.by_competency)
        for competency in seen.competencies:
            touched[competency] = self._trace_after(touched.get(competency, {}), seen)
        overall = {
            "n": int(memory.overall.get("n", 0)) + 1,
            "last": max(float(memory.overall.get("last", seen.at)), seen.at),
        }
        return replace(memory, overall=overall, by_competency=touched)

    def packed(self, memory: Memory) -> bytes:  # noqa: ARG002 - the state of other rules
        """Return nothing: all of it stands in the traces."""
        return b""

    def unpacked(self, data: bytes) -> object:  # noqa: ARG002 - the state of other rules
        """Return no state."""
        return None

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
        trace: dict[str, Any] = {
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
        return self._after_miss(trace, seen)

    def _after_success(self, trace: dict[str, Any], seen: Seen) -> Trace:
        outcomes = str(trace["out"])
        if trace.get("learned") is None:
            if self.criterion.is_met(outcomes):
                trace["learned"] = seen.at
                self.reviews.begin(trace, at=seen.at)
            return trace
        if trace.get("refresh") is not None:
            since = outcomes[-max(1, _whole(trace["n"]) - _whole(trace["refresh"])) :]
            if self.criterion.is_met(since):
                trace["refresh"] = None
                self.reviews.begin(trace, at=seen.at)
            return trace
        if self._is_delayed(trace, seen):
            if seen.is_mixed and trace.get("mastered") is None:
                trace["mastered"] = seen.at
            self.reviews.after(trace, at=seen.at, is_right=True)
        return trace

    def _after_miss(self, trace: dict[str, Any], seen: Seen) -> Trace:
        if trace.get("learned") is None or trace.get("refresh") is not None:
            return trace
        if self._is_delayed(trace, seen):
            self.reviews.after(trace, at=seen.at, is_right=False)
        if str(trace["out"])[-3:].count("0") >= 2:
            trace["refresh"] = trace["n"]
            trace["mastered"] = None
        return trace

    def _is_delayed(self, trace: Trace, seen: Seen) -> bool:
        """Return whether an answer came late enough after the last look to say something about memory."""
        return seen.at - self.reviews.last_at(trace) >= self.days_until_delayed * DAY


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


DEFAULT_CRITERION = Steady(least=4, right=4, of=5)
DEFAULT_RULE: Rule = LifeCycle(criterion=DEFAULT_CRITERION)
_CRITERIA: tuple[Criterion, ...] = (
    DEFAULT_CRITERION,
    Steady(),
    InARow(k=3),
    InARow(k=5),
    MOfN(m=4, n=5),
    MOfN(m=8, n=10),
    DecayingAverage(),
    KnowledgeTracing(at_least=0.95),
    KnowledgeTracing(at_least=0.98),
)
RULES: Mapping[str, Rule] = {
    rule.name: rule for rule in (LifeCycle(criterion=one) for one in _CRITERIA)
}
# By these no belief is judged any more; reports made by them can be made again.
EARLIER_RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (LifeCycle(criterion=one, reviews=DoublingGaps()) for one in _CRITERIA[1:])
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
    rule = RULES.get(name) or EARLIER_RULES.get(name)
    if rule is None:
        raise ValueError(f"mastery rule {name!r} is not known: expected one of {sorted(RULES)}")
    return rule
