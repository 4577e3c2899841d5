"""The one reason a student is told: the largest part of what an offer is worth, with the rows that bear it out."""

from __future__ import annotations

from dataclasses import replace

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers.facts import GraphFacts
from ownpath.engine.offers.outlooks import Open
from ownpath.engine.offers.types import (
    Candidate,
    Reason,
    ReasonKind,
    Situation,
    Standing,
    Weight,
)
from ownpath.engine.offers.worth import PARTS, WORTH_HOPE, WORTH_INTEREST

BARE = Standing(state=State.NOT_KNOWN_YET)
TOLD_BEFORE_LOVED = (
    PARTS.index("asked") + 1
)  # among equals a hope is told after these, before the others


def loved(situation: Situation, candidate: Candidate) -> tuple[float, Reason] | None:
    """Return what serving a hope or an interest of the student is worth, and the reason that says so."""
    for theme in candidate.themes:
        hope = situation.hopes.get(theme)
        if hope is not None:
            is_interest = theme in situation.interest_themes
            return (
                WORTH_INTEREST if is_interest else WORTH_HOPE,
                Reason(kind="interest" if is_interest else "hope", theme=theme, hope=hope),
            )
    return None


def is_told_first(by_heart: float, open_one: Open) -> bool:
    """Return whether a hope or interest is the largest part of the worth, or the first among equals."""
    if by_heart == open_one.best_worth:
        return open_one.best >= TOLD_BEFORE_LOVED
    return by_heart > open_one.best_worth


def reason_of(
    kind: ReasonKind,
    situation: Situation,
    candidate: Candidate,
    competency: int,
    facts: GraphFacts,
) -> Reason:
    """Return the reason of a kind, with the rows that bear it out."""
    if kind in {"hope", "interest"}:
        by_heart = loved(situation, candidate)
        if by_heart is not None:
            return replace(by_heart[1], competency=competency)
    if kind == "next":
        return _plain_reason(situation, competency)
    if kind == "asked":
        return Reason(kind=kind, competency=competency, signal=situation.asked[competency])
    if kind == "goal":
        return Reason(
            kind=kind, competency=competency, goal=_goal(situation, competency, facts)
        )
    if kind == "close":
        standing = situation.standings.get(competency, BARE)
        return Reason(kind=kind, competency=competency, count=standing.n_right)
    if kind == "unlocks":
        n_behind = int(facts.arrays.n_behind[facts.number[competency]])
        return Reason(kind=kind, competency=competency, count=n_behind)
    return Reason(kind=kind, competency=competency)


def weight_of(situation: Situation, competency: int, reason: Reason) -> Weight:
    """Return how much it is asked: review and what is past due should be done, the rest could."""
    if reason.kind in {"review_due", "needs_refresh"}:
        return Weight.SHOULD
    due = situation.due_in_days.get(competency)
    return Weight.SHOULD if due is not None and due < 0 else Weight.COULD


def _plain_reason(situation: Situation, competency: int) -> Reason:
    """Return the reason that is always true: what it stands on is learned, or it stands on nothing.

    What was shown is named before what is only taken for granted.
    """
    stands_on = [
        (situation.standings.get(before, BARE).state is State.PRESUMED, place, before)
        for place, before in enumerate(situation.graph.hard_before.get(competency, ()))
        if situation.standings.get(before, BARE).state in HOLDS_AS_LEARNED
    ]
    if not stands_on:
        return Reason(kind="next", competency=competency)
    return Reason(kind="stands_on", competency=competency, goal=min(stands_on)[2])


def _goal(situation: Situation, competency: int, facts: GraphFacts) -> int | None:
    """Return the first of the student's goals that needs this competency."""
    number = facts.number
    for goal in situation.goals:
        if goal in number and facts.arrays.needs[number[goal], number[competency]]:
            return goal
    return None
