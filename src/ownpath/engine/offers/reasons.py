"""What an offer is worth, and the one reason a student is told.

Worth is a plain sum of parts, so that it can be read: each part is also the reason it would be told by, and the reason
told is the largest part.
"""

from __future__ import annotations

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers.types import Candidate, Reason, Situation, Standing, Weight
from ownpath.engine.skills import closure, unlocks

WORTH_REFRESH = 9.0
WORTH_REVIEW = 8.0
WORTH_ASKED = 7.0
WORTH_HOPE = 4.5
WORTH_INTEREST = 4.0
WORTH_GOAL = 3.5
WORTH_CLOSE = 3.0
WORTH_PAST_DUE = 5.0
WORTH_PER_UNLOCKED = 0.25
MOST_FOR_UNLOCKING = 2.5
WORTH_NEXT = 1.0
OTHER_WAY_PENALTY = 6.0
DAYS_AHEAD = 14
CLOSE_FROM = 0.5  # the estimate from which one is close to having it

BARE = Standing(state=State.NOT_KNOWN_YET)


def worth_of(situation: Situation, candidate: Candidate, competency: int) -> float:
    """Return what this activity is worth to the student now, for one competency (no unit; higher is better)."""
    parts = sum(worth for worth, _ in _parts(situation, candidate, competency))
    same_way = situation.last_modality.get(competency) == candidate.modality
    if competency in situation.other_way and same_way:
        parts -= OTHER_WAY_PENALTY
    return parts


def best_reason(situation: Situation, candidate: Candidate, competency: int) -> Reason:
    """Return the largest part of the worth as the reason to tell."""
    return max(_parts(situation, candidate, competency), key=lambda part: part[0])[1]


def weight_of(situation: Situation, competency: int, reason: Reason) -> Weight:
    """Return how much it is asked: review and what is past due should be done, the rest could."""
    if reason.kind in {"review_due", "needs_refresh"}:
        return Weight.SHOULD
    due = situation.due_in_days.get(competency)
    return Weight.SHOULD if due is not None and due < 0 else Weight.COULD


def _parts(
    situation: Situation, candidate: Candidate, competency: int
) -> list[tuple[float, Reason]]:
    standing = situation.standings.get(competency, BARE)
    found = [(WORTH_NEXT, _plain_reason(situation, competency))]
    found += _again(standing, competency)
    if competency in situation.asked:
        asked = Reason(kind="asked", competency=competency, signal=situation.asked[competency])
        found.append((WORTH_ASKED, asked))
    found += _loved(situation, candidate, competency)
    found += _goal(situation, competency)
    found += _close(standing, competency)
    found += _due(situation, competency)
    return found + _unlocking(situation, competency)


def _plain_reason(situation: Situation, competency: int) -> Reason:
    """Return the reason that is always true: what it stands on is learned, or it stands on nothing."""
    held = [
        before
        for before in situation.graph.hard_before.get(competency, ())
        if situation.standings.get(before, BARE).state in HOLDS_AS_LEARNED
    ]
    if held:
        return Reason(kind="stands_on", competency=competency, goal=held[0])
    return Reason(kind="next", competency=competency)


def _again(standing: Standing, competency: int) -> list[tuple[float, Reason]]:
    if standing.state is State.NEEDS_REFRESH:
        return [(WORTH_REFRESH, Reason(kind="needs_refresh", competency=competency))]
    if standing.state is State.REVIEW_DUE:
        return [(WORTH_REVIEW, Reason(kind="review_due", competency=competency))]
    return []


def _loved(
    situation: Situation, candidate: Candidate, competency: int
) -> list[tuple[float, Reason]]:
    found = []
    for theme in candidate.themes:
        if theme in situation.hopes:
            is_interest = theme in situation.interest_themes
            worth = WORTH_INTEREST if is_interest else WORTH_HOPE
            reason = Reason(
                kind="interest" if is_interest else "hope",
                competency=competency,
                theme=theme,
                hope=situation.hopes[theme],
            )
            found.append((worth, reason))
    return found[:1]


def _goal(situation: Situation, competency: int) -> list[tuple[float, Reason]]:
    for goal in situation.goals:
        if competency in closure(situation.graph, [goal]):
            return [(WORTH_GOAL, Reason(kind="goal", competency=competency, goal=goal))]
    return []


def _close(standing: Standing, competency: int) -> list[tuple[float, Reason]]:
    is_close = (
        standing.state is State.LEARNING
        and standing.estimate is not None
        and standing.estimate >= CLOSE_FROM
    )
    if not is_close:
        return []
    return [(WORTH_CLOSE, Reason(kind="close", competency=competency, count=standing.n_right))]


def _due(situation: Situation, competency: int) -> list[tuple[float, Reason]]:
    due = situation.due_in_days.get(competency)
    if due is None or due > DAYS_AHEAD:
        return []
    worth = WORTH_PAST_DUE if due < 0 else WORTH_PAST_DUE * (1 - due / (2 * DAYS_AHEAD)) / 2
    return [(worth, Reason(kind="timeline", competency=competency))]


def _unlocking(situation: Situation, competency: int) -> list[tuple[float, Reason]]:
    n_behind = unlocks(situation.graph, competency)
    if not n_behind:
        return []
    worth = min(MOST_FOR_UNLOCKING, n_behind * WORTH_PER_UNLOCKED)
    return [(worth, Reason(kind="unlocks", competency=competency, count=n_behind))]
