"""The mastery rule of a fitted model: learned when it believes so, is sure enough, and has seen enough.

Learned: P(right on a reference item, unaided) at or above `at_least`, the 80 % interval no wider than
`widest`, at least `fewest` unaided answers. All else of a competency's life (delayed proof, reviews,
refresh, stuck) is the common life cycle's. Aided answers do not move the belief. A competency the model
was not fitted on is judged by the default criterion until a later model knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ownpath.engine.knowledge.beliefs import Belief, believe
from ownpath.engine.knowledge.criteria import Steady
from ownpath.engine.knowledge.live import (
    Question,
    StudentState,
    nobody_seen,
    observed,
    state_from_json,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.rules import DAY, LifeCycle
from ownpath.engine.knowledge.types import Judgment, Memory, Seen

MODEL_STATE = "model"
UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The criterion of one moment: what the model said after this answer."""

    is_learned: bool
    name: str = "model"

    def is_met(self, outcomes: str) -> bool:
        """Return whether the model said so, and anything was shown at all."""
        return bool(outcomes) and self.is_learned


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
    at_least: float = 0.75
    widest: float = 0.5
    fewest: int = 3

    @property
    def name(self) -> str:
        """Name the rule with the model's version."""
        return f"model-{self.version}"

    def observe(self, *, memory: Memory, seen: Seen) -> Memory:
        """Return what is remembered after one more thing was seen; competencies not touched stay as they are."""
        state = self._state_in(memory)
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
            MODEL_STATE: state.as_json(),
        }
        return Memory(overall=overall, by_competency=after.by_competency)

    def judge(self, *, memory: Memory, competency: int, at: float) -> Judgment:
        """Return the belief about a competency at a moment; the memory is not changed."""
        judged = LifeCycle(criterion=Steady()).judge(
            memory=memory, competency=competency, at=at
        )
        number = self.competency_numbers.get(competency)
        if not judged.n_unaided or number is None:
            return judged
        belief = believe(self.model, self._state_in(memory), competency=number, day=at / DAY)
        return replace(judged, estimate=belief.p_right, low=belief.low, high=belief.high)

    def is_enough(self, belief: Belief) -> bool:
        """Return whether a belief is high enough, sure enough, and rests on enough answers."""
        is_sure = belief.width <= self.widest and belief.n_answers >= self.fewest
        return is_sure and belief.p_right >= self.at_least

    def _cycle_for(self, state: StudentState, competency: int, at: float) -> LifeCycle:
        number = self.competency_numbers.get(competency)
        if number is None:
            return LifeCycle(criterion=Steady())
        belief = believe(self.model, state, competency=number, day=at / DAY)
        return LifeCycle(criterion=Verdict(is_learned=self.is_enough(belief)))

    def _question(self, seen: Seen) -> Question | None:
        known = [
            self.competency_numbers.get(competency, UNKNOWN) for competency in seen.competencies
        ]
        numbers = tuple(number for number in known if number != UNKNOWN)
        if not numbers:
            return None
        item = UNKNOWN if seen.item is None else self.item_numbers.get(seen.item, UNKNOWN)
        return Question(item=item, competencies=numbers, day=seen.at / DAY)

    def _state_in(self, memory: Memory) -> StudentState:
        words = memory.overall.get(MODEL_STATE)
        return nobody_seen() if words is None else state_from_json(words)
