"""What an activity is worth to a student: its competency's worth, and what the activity itself adds."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np

from ownpath.engine.offers.outlooks import Open, Outlook
from ownpath.engine.offers.reasons import is_told_first, loved
from ownpath.engine.offers.types import Candidate, ReasonKind, Situation
from ownpath.engine.offers.worth import OTHER_WAY_PENALTY, PARTS, WORTH_LIKED_WAY, challenge_of


class Weighed(NamedTuple):
    """A legal activity: what it is worth, for which competency, and the kind of reason it would be told by."""

    worth: float
    activity: int
    competency: int
    candidate: Candidate
    reason_kind: ReasonKind


def weigh(situation: Situation, outlook: Outlook, candidate: Candidate) -> Weighed | None:
    """Return what an activity is worth, or None where a rule stands against it."""
    if not _is_allowed(situation, outlook, candidate):
        return None
    best, worth = -1, -inf
    for competency in candidate.competencies:
        open_one = outlook.open_now.get(competency)
        if open_one is None:
            continue
        found = open_one.worth + _for_this_way(situation, candidate, competency, open_one)
        if found > worth or (found == worth and competency < best):
            best, worth = competency, found
    if worth == -inf:
        return None
    open_one = outlook.open_now[best]
    by_heart = loved(situation, candidate) if candidate.themes else None
    kind = PARTS[open_one.best]
    if by_heart is not None:
        worth += by_heart[0]
        kind = by_heart[1].kind if is_told_first(by_heart[0], open_one) else kind
    return Weighed(worth, candidate.activity, best, candidate, kind)


def _is_allowed(situation: Situation, outlook: Outlook, candidate: Candidate) -> bool:
    """Return whether nothing stands against an activity: no adult, no dislike, nothing in it out of reach."""
    return not (
        candidate.is_finished
        or candidate.activity in situation.vetoes
        or candidate.activity in situation.disliked
    ) and outlook.in_reach.issuperset(candidate.competencies)


def _for_this_way(
    situation: Situation, candidate: Candidate, competency: int, open_one: Open
) -> float:
    """Return what the way adds: another one after one that did not help, a liked one, its own difficulty."""
    added = 0.0
    if (
        competency in situation.other_way
        and situation.last_modality.get(competency) == candidate.modality
    ):
        added -= OTHER_WAY_PENALTY
    if candidate.modality in situation.liked_modalities:
        added += WORTH_LIKED_WAY
    if candidate.predicted is not None and not open_one.is_held:
        added += float(challenge_of(np.array(candidate.predicted))) - open_one.challenge
    return added
