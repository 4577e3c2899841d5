"""Choose a few activities a student may do next.

Rules, in the words a principal is shown:
  - Nothing is offered while one of its hard prerequisites is not learned.
  - What an adult pinned comes first; what an adult took off is not offered.
  - What is due for review or needs refreshing comes before what is new.
  - Where the last way did not help, the next offer is another way.
  - One offer is what the class works on, one repairs what that stands on, while there are such.
  - Never three of a kind, nor three for one reason, while something else can be offered.
  - What lies above a student's grade waits while there are three other things to learn, unless what they showed leads
    to it, their goal needs it or their class works on it.
  - A finished lesson or project is not offered again.
  - While anything can be learned, something is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ownpath.engine.offers.early import without_the_early
from ownpath.engine.offers.facts import facts_of
from ownpath.engine.offers.outlooks import Outlook, outlooks
from ownpath.engine.offers.reasons import reason_of, weight_of
from ownpath.engine.offers.types import (
    Candidate,
    Exploration,
    Proposal,
    Reason,
    Situation,
    Weight,
)
from ownpath.engine.offers.variety import LEAST_CHOICES, choose_various
from ownpath.engine.offers.views import view_of, workable_of
from ownpath.engine.offers.weighing import Weighed, weigh

PINNED_WORTH = 1_000.0


def propose(
    *,
    situation: Situation,
    candidates: Sequence[Candidate],
    n_wanted: int = 6,
    exploration: Exploration | None = None,
) -> tuple[Proposal, ...]:
    """Return up to `n_wanted` offers, the pinned first, then the worthiest that differ.

    Deterministic: ties are broken by the candidates' ids. Pinned activities are offered even beyond `n_wanted`, and
    never at the cost of three real choices.
    """
    outlook = next(outlooks([situation]))
    return _propose(situation, outlook, candidates, candidates, n_wanted, exploration)


def propose_for_many(
    *,
    situations: Sequence[Situation],
    candidates: Sequence[Candidate],
    n_wanted: int = 6,
) -> list[tuple[Proposal, ...]]:
    """Return the offers of many students who share candidates: what `propose` gives each of them, together."""
    shelf: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for competency in candidate.competencies:
            shelf.setdefault(competency, []).append(candidate)
    return [
        _propose(situation, outlook, candidates, _within(shelf, outlook), n_wanted, None)
        for situation, outlook in zip(situations, outlooks(situations), strict=True)
    ]


def workable(situation: Situation) -> frozenset[int]:
    """Return the competencies a student may work on now: the frontier, and what wants review or refreshing.

    The frontier is that of the goals' closure while something in it is open, else that of the whole graph; what the
    class works on is open too, where its prerequisites are learned.
    """
    facts = facts_of(situation.graph)
    numbers = np.flatnonzero(workable_of(view_of([situation], facts), facts.arrays)[0])
    return frozenset(situation.graph.nodes[i] for i in numbers.tolist())


def _within(shelf: Mapping[int, list[Candidate]], outlook: Outlook) -> list[Candidate]:
    found = {
        candidate.activity: candidate
        for competency in outlook.open_now
        for candidate in shelf.get(competency, ())
    }
    return list(found.values())


def _propose(
    situation: Situation,
    outlook: Outlook,
    candidates: Sequence[Candidate],
    near: Iterable[Candidate],
    n_wanted: int,
    exploration: Exploration | None,
) -> tuple[Proposal, ...]:
    pinned = _pinned(situation, candidates)
    taken = {proposal.activity for proposal in pinned}
    legal = [
        weighed
        for candidate in near
        if candidate.activity not in taken
        and (weighed := weigh(situation, outlook, candidate)) is not None
    ]
    legal.sort(key=lambda one: (-one.worth, one.activity))
    legal = without_the_early(legal, situation, outlook.facts, LEAST_CHOICES)
    n_free = max(min(LEAST_CHOICES, n_wanted), n_wanted - len(pinned))
    chosen = choose_various(
        legal, n_wanted=n_free, floors=outlook.floors, exploration=exploration
    )
    offers = (_offer(situation, outlook, one, p_offered) for one, p_offered in chosen)
    return (*pinned, *offers)


def _pinned(situation: Situation, candidates: Iterable[Candidate]) -> tuple[Proposal, ...]:
    if not situation.pins:
        return ()
    by_id = {one.activity: one for one in candidates if one.activity in situation.pins}
    found = []
    for activity, override in sorted(situation.pins.items(), key=lambda pin: pin[1]):
        candidate = by_id.get(activity)
        if candidate is None or activity in situation.vetoes:
            continue
        competency = situation.pinned_competency.get(activity)
        first = next(iter(candidate.competencies), None)
        found.append(
            Proposal(
                activity=activity,
                competency=first if competency is None else competency,
                reason=Reason(kind="pinned", override=override, competency=competency),
                weight=Weight.MUST,
                worth=PINNED_WORTH,
                modality=candidate.modality,
                kind=candidate.kind,
                predicted=candidate.predicted,
            )
        )
    return tuple(found)


def _offer(
    situation: Situation, outlook: Outlook, weighed: Weighed, p_offered: float
) -> Proposal:
    candidate, competency = weighed.candidate, weighed.competency
    reason = reason_of(weighed.reason_kind, situation, candidate, competency, outlook.facts)
    standing = situation.standings.get(competency)
    known = standing.predicted if standing is not None else None
    return Proposal(
        activity=candidate.activity,
        competency=competency,
        reason=reason,
        weight=weight_of(situation, competency, reason),
        worth=weighed.worth,
        modality=candidate.modality,
        kind=candidate.kind,
        predicted=known if candidate.predicted is None else candidate.predicted,
        p_offered=p_offered,
    )
