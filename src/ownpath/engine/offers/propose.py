"""Choose a few activities a student may do next.

Rules, in the words a principal is shown:
  - Nothing is offered while one of its hard prerequisites is not learned.
  - What an adult pinned comes first; what an adult took off is not offered.
  - What is due for review or needs refreshing comes before what is new.
  - Where the last way did not help, the next offer is another way.
  - Never three of a kind, nor three for one reason, while something else can be offered.
  - A finished lesson or project is not offered again.
  - While anything can be learned, something is offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers.reasons import best_reason, weight_of, worth_of
from ownpath.engine.offers.types import Candidate, Proposal, Reason, Situation, Weight
from ownpath.engine.skills import closure, frontier

MOST_OF_A_KIND = 2
PINNED_WORTH = 1_000.0
AGAIN = frozenset({State.REVIEW_DUE, State.NEEDS_REFRESH})


def propose(
    *, situation: Situation, candidates: Sequence[Candidate], n_wanted: int = 6
) -> tuple[Proposal, ...]:
    """Return up to `n_wanted` offers, the pinned first, then the worthiest that differ.

    Deterministic: ties are broken by the candidates' ids. Pinned activities are offered even beyond `n_wanted`.
    """
    open_ids = workable(situation)
    pinned = _pinned(situation, candidates)
    taken = {proposal.activity for proposal in pinned}
    free = [
        proposal
        for candidate in candidates
        if candidate.activity not in taken
        and (proposal := _proposal(situation, candidate, open_ids)) is not None
    ]
    free.sort(key=lambda proposal: (-proposal.worth, proposal.activity))
    chosen = _various(free, n_wanted=max(0, n_wanted - len(pinned)))
    return (*pinned, *chosen)


def workable(situation: Situation) -> frozenset[int]:
    """Return the competencies a student may work on now: the frontier, and what wants review or refreshing.

    The frontier is that of the goals' closure while something in it is open, else that of the whole graph.
    """
    held = {
        competency
        for competency, standing in situation.standings.items()
        if standing.state in HOLDS_AS_LEARNED
    }
    within = closure(situation.graph, situation.goals) if situation.goals else None
    ahead = frontier(situation.graph, held, within) or frontier(situation.graph, held)
    again = {
        competency
        for competency, standing in situation.standings.items()
        if standing.state in AGAIN
        and held.issuperset(situation.graph.hard_before.get(competency, ()))
    }
    return frozenset(ahead) | again | _floor(situation, held)


def _floor(situation: Situation, held: set[int]) -> frozenset[int]:
    """Return what the class works on now and this student is ready for, whatever the goals say."""
    return frozenset(
        competency
        for competency in situation.due_in_days
        if competency in situation.graph.hard_before
        and competency not in held
        and held.issuperset(situation.graph.hard_before[competency])
    )


def _pinned(situation: Situation, candidates: Iterable[Candidate]) -> tuple[Proposal, ...]:
    by_id = {candidate.activity: candidate for candidate in candidates}
    found = []
    for activity, override in sorted(situation.pins.items(), key=lambda pin: pin[1]):
        candidate = by_id.get(activity)
        if candidate is None or activity in situation.vetoes:
            continue
        competency = situation.pinned_competency.get(activity)
        found.append(
            Proposal(
                activity=activity,
                competency=competency or next(iter(candidate.competencies), None),
                reason=Reason(kind="pinned", override=override, competency=competency),
                weight=Weight.MUST,
                worth=PINNED_WORTH,
                modality=candidate.modality,
                kind=candidate.kind,
            )
        )
    return tuple(found)


def _proposal(
    situation: Situation, candidate: Candidate, open_ids: frozenset[int]
) -> Proposal | None:
    """Return this activity as an offer, or None where a rule stands against it."""
    if (
        candidate.is_finished
        or candidate.activity in situation.vetoes
        or candidate.activity in situation.disliked
    ):
        return None
    held_or_open = open_ids | {
        competency
        for competency, standing in situation.standings.items()
        if standing.state in HOLDS_AS_LEARNED
    }
    serves = [competency for competency in candidate.competencies if competency in open_ids]
    if not serves or not held_or_open.issuperset(candidate.competencies):
        return None
    competency = max(serves, key=lambda one: (worth_of(situation, candidate, one), -one))
    reason = best_reason(situation, candidate, competency)
    return Proposal(
        activity=candidate.activity,
        competency=competency,
        reason=reason,
        weight=weight_of(situation, competency, reason),
        worth=worth_of(situation, candidate, competency),
        modality=candidate.modality,
        kind=candidate.kind,
    )


def _various(ranked: Sequence[Proposal], *, n_wanted: int) -> tuple[Proposal, ...]:
    """Return the worthiest that differ in kind and competency; sameness only when nothing else is left."""
    chosen: list[Proposal] = []
    kinds: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    competencies: Counter[int | None] = Counter()
    for most in (1, MOST_OF_A_KIND, len(ranked) + 1):
        for proposal in ranked:
            if len(chosen) >= n_wanted:
                return _by_worth(chosen)
            fits = competencies[proposal.competency] < most and kinds[proposal.kind] < max(
                MOST_OF_A_KIND, most
            )
            if proposal not in chosen and fits:
                chosen.append(proposal)
                kinds[proposal.kind] += 1
                reasons[proposal.reason.kind] += 1
                competencies[proposal.competency] += 1
    return _by_worth(chosen)


def _by_worth(chosen: Iterable[Proposal]) -> tuple[Proposal, ...]:
    return tuple(sorted(chosen, key=lambda proposal: (-proposal.worth, proposal.activity)))
