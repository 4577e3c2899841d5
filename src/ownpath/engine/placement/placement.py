"""A placement from its first question to the first map: resumable, since all of it follows from the answers so far.

Three calls: `next_question` until it says finished, `Progress.after` with each answer, `first_map` at any time.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.placement.belief import Belief, Floats, changed, first_belief
from ownpath.engine.placement.choose import Chooser, most_telling
from ownpath.engine.placement.prior import PlacementMap
from ownpath.engine.placement.types import (
    Finished,
    FirstMap,
    Limits,
    Noise,
    Place,
    Progress,
)

USUAL_NOISE = Noise()
USUAL_LIMITS = Limits()


def next_question(
    placement: PlacementMap,
    progress: Progress,
    *,
    noise: Noise = USUAL_NOISE,
    limits: Limits = USUAL_LIMITS,
    chooser: Chooser = most_telling,
    not_askable: frozenset[int] = frozenset(),
    belief: Belief | None = None,
) -> int | Finished:
    """Return the competency to ask about next, or that placement is over and why.

    `belief` is that after the answers so far, for a caller who has it already.
    """
    belief = belief or belief_after(placement, progress, noise=noise)
    done = {one.competency for one in progress.asked} | not_askable
    could_ask = np.array(
        [i for i, one in enumerate(placement.ids) if one not in done], dtype=np.intp
    )
    if not len(could_ask):
        return Finished(why="nothing_left")
    n_asked = len(progress.asked)
    if n_asked >= limits.most:
        return Finished(why="enough")
    p_known = with_graph(placement, belief.p_known)
    is_unsure = np.maximum(p_known, 1 - p_known) < limits.p_sure
    if n_asked >= limits.least and is_unsure.mean() <= limits.share_unsure:
        return Finished(why="clear")
    return placement.ids[chooser(belief, could_ask, noise)]


def belief_after(
    placement: PlacementMap, progress: Progress, *, noise: Noise = USUAL_NOISE
) -> Belief:
    """Return the belief after the answers so far; what is asked about and not on the map is passed over."""
    belief = first_belief(placement)
    for one in progress.asked:
        number = placement.number.get(one.competency)
        if number is not None:
            belief = changed(belief, number, noise.likelihoods(one.answer))
    return belief


def first_map(
    placement: PlacementMap,
    progress: Progress,
    *,
    noise: Noise = USUAL_NOISE,
    limits: Limits = USUAL_LIMITS,
) -> FirstMap:
    """Return what is known, not yet, or unsure, by the answers so far."""
    p_known = with_graph(placement, belief_after(placement, progress, noise=noise).p_known)
    values = [float(value) for value in p_known]
    place = {
        one: Place.KNOWN
        if value >= limits.p_sure
        else Place.NOT_YET
        if value <= 1 - limits.p_sure
        else Place.UNSURE
        for one, value in zip(placement.ids, values, strict=True)
    }
    return FirstMap(
        place=place,
        p_known=dict(zip(placement.ids, values, strict=True)),
        n_asked=len(progress.asked),
    )


def with_graph(placement: PlacementMap, p_known: Floats) -> Floats:
    """Return P(known) so that nothing is less likely known than what stands on it, halfway between the two wishes.

    What stands on a competency is taken to vouch for it, and a doubt about a competency to weaken what stands on it;
    each moves half of the way.
    """
    arrays = placement.arrays
    up, down = np.append(p_known, 0.0), np.append(p_known, 1.0)
    for number in arrays.order[::-1]:
        before = arrays.before[number]
        np.maximum.at(up, before, up[number])
        up[-1] = 0.0
    for number in arrays.order:
        down[number] = min(down[number], down[arrays.before[number]].min(initial=1.0))
        down[-1] = 1.0
    return np.asarray((up[:-1] + down[:-1]) / 2)
