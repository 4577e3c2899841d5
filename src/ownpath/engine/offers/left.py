"""What is left for a student: "nothing to offer" and "finished" are two different things, and both are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ownpath.engine.offers.facts import facts_of
from ownpath.engine.offers.propose import propose
from ownpath.engine.offers.types import Candidate, Situation
from ownpath.engine.offers.views import view_of, workable_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a student has left.

    `is_finished`: everything of the graph is learned and nothing wants review. `goals_reached`: everything the goals
    need is learned (True without goals only when finished). `open_now` may be worked on; `without_activity` are those
    of them that nothing can be offered for: somebody has to make or find an activity.
    """

    is_finished: bool
    goals_reached: bool
    open_now: frozenset[int]
    without_activity: frozenset[int]

    @property
    def lacks_activities(self) -> bool:
        """Return whether there is something to learn and nothing at all to offer for it."""
        return bool(self.open_now) and self.open_now == self.without_activity


def what_is_left(*, situation: Situation, candidates: Sequence[Candidate]) -> Left:
    """Return what a student has left, given what could be offered."""
    facts = facts_of(situation.graph)
    view = view_of([situation], facts)
    numbers = np.flatnonzero(workable_of(view, facts.arrays)[0]).tolist()
    open_now = frozenset(facts.graph.nodes[i] for i in numbers)
    on_goal = view.on_goal if view.has_goal[0] else np.ones_like(view.on_goal)
    at_any_age = replace(situation, grades_ahead={})  # what waits for its time is not lacking
    served = {
        competency
        for proposal in propose(
            situation=at_any_age, candidates=candidates, n_wanted=len(candidates)
        )
        for candidate in candidates
        if candidate.activity == proposal.activity
        for competency in candidate.competencies
    }
    return Left(
        is_finished=not open_now and bool(view.is_held.all()),
        goals_reached=bool((view.is_held | ~on_goal).all()),
        open_now=open_now,
        without_activity=open_now - served,
    )
