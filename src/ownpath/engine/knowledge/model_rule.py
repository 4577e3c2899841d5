"""The mastery rule of a fitted model: learned when it believes so, is sure enough, and has seen enough.

Learned: P(right on a reference item, unaided) at or above `at_least`, the 80 % interval no wider than
`widest`, at least `fewest` unaided answers. All else of a competency's life (delayed proof, reviews,
refresh, stuck) is the common life cycle's. Aided answers do not move the belief. A competency the model
was not fitted on is judged by the default criterion until a later model knows it.

A memory's state is the model's own (`StudentState`), kept as bytes between answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ownpath.engine.knowledge.beliefs import Belief, believe
from ownpath.engine.knowledge.live import (
    Question,
    StudentState,
    nobody_seen,
    observed,
    p_right,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.packing import pack, unpack
from ownpath.engine.knowledge.reviews import DAY
from ownpath.engine.knowledge.rules import DEFAULT_CRITERION, LifeCycle
from ownpath.engine.knowledge.types import Judgment, Memory, Seen

PREFIX = "model-"  # of the names of these rules
UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The criterion of one moment: what the model says after this answer, asked only where it matters."""

    is_learned: Callable[[], bool]
    name: str = "model"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the model said so, and anything was shown at all."""
        return bool(outcomes) and self.is_learned()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRule:
    """A mastery rule by a fitted model.

    `version` names the model. `competency_numbers` and `item_numbers` lead from the school's ids to the
    model's numbers.
    """

    model: KnowledgeModel
    version: str
    competency_numbers: Mapping[int, int] = field(default_factory=dict)
    item_numbers: Mapping[int, int] = field(default_factory=dict)
    at_least: float = (
        0.82  # these three: chosen on simulated students, see bench/knowledge_bars.py
    )
    widest: float = 0.30
    fewest: int = 3

    @property
    def name(self) -> str:
        """Name the rule with the model's version."""
        return f"{PREFIX}{self.version}"

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen; competencies not touched stay as they are."""
        state = _state_in(memory)
        question = self._question(seen)
        if question is not None and not seen.is_aided:
            state = observed(self.model, state, question, is_right=seen.is_correct)
        after = memory
        for competency in seen.competencies:
            cycle = self._cycle_for(state, competency, seen.at)
            after = cycle.observe(memory=after, seen=replace(seen, competencies=(competency,)))
        overall = {
            "n": int(memory.overall.get("n", 0)) + 1,
            "last": max(float(memory.overall.get("last", seen.at)), seen.at),
        }
        return Memory(overall=overall, by_competency=after.by_competency, state=state)

    def judge(self, *, memory: Memory, competency: int, at: float) -> Judgment:
        """Return the belief about a competency at a moment; the memory is not changed."""
        judged = _COMMON.judge(memory=memory, competency=competency, at=at)
        number = self.competency_numbers.get(competency)
        if not judged.n_unaided or number is None:
            return judged
        belief = believe(self.model, _state_in(memory), competency=number, day=at / DAY)
        return replace(judged, estimate=belief.p_right, low=belief.low, high=belief.high)

    def packed(self, memory: Memory) -> bytes:
        """Return the student's state as bytes."""
        return pack(_state_in(memory))

    def unpacked(self, data: bytes) -> StudentState:
        """Return the student's state in the bytes that `packed` gave."""
        return unpack(data) if data else nobody_seen()

    def predicted(self, *, memory: Memory, competency: int, at: float) -> float | None:
        """Return P(right, unaided) on some item of a competency at a moment; None where the model does not know it."""
        question = self.question_about(competency, at=at)
        return None if question is None else p_right(self.model, _state_in(memory), question)

    def question_about(self, competency: int, *, at: float) -> Question | None:
        """Return some item of a competency as a question, None where the model does not know the competency."""
        number = self.competency_numbers.get(competency)
        if number is None:
            return None
        return Question(item=UNKNOWN, competencies=(number,), day=at / DAY)

    def is_enough(self, belief: Belief) -> bool:
        """Return whether a belief is high enough, sure enough, and rests on enough answers."""
        is_sure = belief.width <= self.widest and belief.n_answers >= self.fewest
        return is_sure and belief.p_right >= self.at_least

    def _cycle_for(self, state: StudentState, competency: int, at: float) -> LifeCycle:
        number = self.competency_numbers.get(competency)
        if number is None:
            return _COMMON
        return LifeCycle(
            criterion=Verdict(
                is_learned=lambda: self.is_enough(
                    believe(self.model, state, competency=number, day=at / DAY)
                )
            )
        )

    def _question(self, seen: Seen) -> Question | None:
        known = [
            self.competency_numbers.get(competency, UNKNOWN) for competency in seen.competencies
        ]
        numbers = tuple(number for number in known if number != UNKNOWN)
        if not numbers:
            return None
        item = UNKNOWN if seen.item is None else self.item_numbers.get(seen.item, UNKNOWN)
        return Question(item=item, competencies=numbers, day=seen.at / DAY)


_COMMON = LifeCycle(criterion=DEFAULT_CRITERION)


def _state_in(memory: Memory) -> StudentState:
    return memory.state if isinstance(memory.state, StudentState) else nobody_seen()
