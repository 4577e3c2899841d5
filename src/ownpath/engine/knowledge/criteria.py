"""When is something learned? Five published answers to one question, each over unaided answers only.

Source: k in a row as in ASSISTments skill builders; m of the last n as in Kolibri; decaying average as in Canvas'
outcomes; Bayesian knowledge tracing, Corbett & Anderson (1995), "Knowledge tracing: Modeling the acquisition of
procedural knowledge", User Modeling and User-Adapted Interaction 4, 253-278.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

OUTCOMES_KEPT = 20


class Criterion(Protocol):
    """A pure yes or no over the latest unaided answers, oldest first ("1" right, "0" not)."""

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""

    def is_met(self, outcomes: str) -> bool:
        """Return whether these outcomes show that the competency is learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """At least `least` unaided answers, `right` of the last `of` right, and the last one too."""

    least: int = 3
    right: int = 3
    of: int = 4

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""
        return f"steady-{self.right}-of-{self.of}"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the last answers hold together."""
        if len(outcomes) < self.least:
            return False
        return outcomes[-1] == "1" and outcomes[-self.of :].count("1") >= self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class InARow:
    """The last `k` unaided answers right."""

    k: int = 3

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""
        return f"row-{self.k}"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the last k are right."""
        return outcomes.endswith("1" * self.k)


@dataclass(frozen=True, slots=True, kw_only=True)
class MOfN:
    """`m` of the last `n` unaided answers right."""

    m: int = 4
    n: int = 5

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""
        return f"m-of-n-{self.m}-{self.n}"

    def is_met(self, outcomes: str) -> bool:
        """Return whether enough of the last n are right."""
        return outcomes[-self.n :].count("1") >= self.m


@dataclass(frozen=True, slots=True, kw_only=True)
class DecayingAverage:
    """The newest answer counts `newest`, the average so far the rest; learned at `at_least`."""

    newest: float = 0.35
    at_least: float = 0.8
    least: int = 3

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""
        return f"decay-{self.newest:g}-{self.at_least:g}"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the decaying average is high enough."""
        if len(outcomes) < self.least:
            return False
        average = float(outcomes[0] == "1")
        for outcome in outcomes[1:]:
            average += self.newest * ((outcome == "1") - average)
        return average >= self.at_least


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeTracing:
    """P(known) by Bayesian knowledge tracing at or above `at_least`."""

    at_least: float = 0.95
    p_known_at_start: float = 0.3
    p_learn: float = 0.15
    p_guess: float = 0.2
    p_slip: float = 0.1

    @property
    def name(self) -> str:
        """Name this criterion with its numbers."""
        return f"bkt-{self.at_least:g}"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the competency is probably known."""
        p_known = self.p_known_at_start
        for outcome in outcomes:
            p_known = self.after(p_known, outcome == "1")
        return bool(outcomes) and p_known >= self.at_least

    def after(self, p_known: float, was_right: bool) -> float:  # noqa: FBT001 - an outcome
        """Return P(known) after one more outcome."""
        if was_right:
            explained = p_known * (1 - self.p_slip)
            total = explained + (1 - p_known) * self.p_guess
        else:
            explained = p_known * self.p_slip
            total = explained + (1 - p_known) * (1 - self.p_guess)
        p_known = explained / total if total > 0 else p_known
        return p_known + (1 - p_known) * self.p_learn
