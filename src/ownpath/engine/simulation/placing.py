"""The first day of a simulated year: every student is placed by the engine's own placement, slips and guesses too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.placement import Answer, Limits, PlacementMap, Progress, first_map, make_map
from ownpath.engine.placement.belief import Belief, changed, first_belief
from ownpath.engine.placement.choose import Chooser, most_telling
from ownpath.engine.placement.placement import USUAL_LIMITS, USUAL_NOISE, next_question
from ownpath.engine.placement.types import Finished
from ownpath.engine.simulation.course import Course
from ownpath.engine.skills import SkillGraph
from ownpath.engine.skills.arrays import Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How simulated students answer; other numbers than placement itself believes in, on purpose."""

    p_slip: float = 0.08
    p_guess: float = 0.13
    share_not_yet_unknown: float = 0.55  # of what is not known and not guessed
    share_not_yet_known: float = 0.10  # of slips

    def draw(self, *, knows: bool, rng: np.random.Generator) -> Answer:
        """Return one answer."""
        if rng.random() < (1 - self.p_slip if knows else self.p_guess):
            return Answer.RIGHT
        share = self.share_not_yet_known if knows else self.share_not_yet_unknown
        return Answer.NOT_YET if rng.random() < share else Answer.WRONG


def place_one(
    placement: PlacementMap,
    *,
    knows: Mask,
    rng: np.random.Generator,
    answering: Answering,
    limits: Limits = USUAL_LIMITS,
    chooser: Chooser = most_telling,
) -> tuple[Progress, Belief]:
    """Return a student's whole placement and the belief at its end; `knows` is (n,) bool, by number."""
    progress, belief = Progress(), first_belief(placement)
    while True:
        step = next_question(placement, progress, limits=limits, chooser=chooser, belief=belief)
        if isinstance(step, Finished):
            return progress, belief
        number = placement.number[step]
        answer = answering.draw(knows=bool(knows[number]), rng=rng)
        progress = progress.after(step, answer)
        belief = changed(belief, number, USUAL_NOISE.likelihoods(answer))


def place_all(
    *,
    graph: SkillGraph[int],
    course: Course,
    known: Mask,
    rng: np.random.Generator,
    middle: float,
) -> Mask:
    """Return what placement says each student knows, (n_students, n) bool: P(known) at one half or more."""
    placement = make_map(
        graph,
        level=dict(enumerate(course.level.tolist())),
        strand=dict(enumerate(course.strand.tolist())),
        middle=middle,
    )
    placed = np.zeros_like(known)
    for row, knows in enumerate(known):
        progress, _ = place_one(placement, knows=knows, rng=rng, answering=Answering())
        found = first_map(placement, progress)
        placed[row] = [found.p_known[one] >= 0.5 for one in placement.ids]
    return placed
