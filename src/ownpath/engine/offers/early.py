"""What comes too early for a student: above their grade, and not led to by what they showed.

A competency that stands on nothing, or on what is only taken for granted of a grade, is open by the graph to anybody;
a first grader would be offered powers of ten. Such things wait while there is enough to choose from without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers.facts import GraphFacts
from ownpath.engine.offers.types import Situation
from ownpath.engine.offers.weighing import Weighed

FAR_AHEAD = 2  # from so many grades above on, all that it stands on must have been shown
_UNSHOWN = frozenset({State.NOT_KNOWN_YET, State.READY})


def without_the_early(
    legal: Sequence[Weighed], situation: Situation, facts: GraphFacts, n_least: int
) -> list[Weighed]:
    """Return what may be offered without what comes too early; the nearest of it stays, last, where little is left.

    Parameters
    ----------
    n_least
        So many different competencies are kept while there are as many.
    """
    ahead = _ahead_of(legal, situation, facts)
    if not ahead:
        return list(legal)
    timely = [one for one in legal if one.activity not in ahead]
    least = min((one.worth for one in timely), default=0.0)
    later = sorted(
        (
            one._replace(worth=min(one.worth, least) - ahead[one.activity])
            for one in legal
            if one.activity in ahead
        ),
        key=lambda one: (ahead[one.activity], -one.worth, one.activity),
    )
    kept = {one.competency for one in timely}
    for one in later:
        if len(kept) < n_least:
            kept.add(one.competency)
    return [*timely, *(one for one in later if one.competency in kept)]


def _ahead_of(
    legal: Iterable[Weighed], situation: Situation, facts: GraphFacts
) -> dict[int, float]:
    """Return by how many grades activities come too early; those that do not are left out."""
    if not any(grades > 0 for grades in situation.grades_ahead.values()):
        return {}
    goals = [facts.number[goal] for goal in situation.goals if goal in facts.number]
    needed = facts.arrays.closed(goals)
    early: dict[int, float] = {}
    for one in legal:
        found = [
            situation.grades_ahead[competency]
            for competency in one.candidate.competencies
            if comes_too_early(situation, competency) and not needed[facts.number[competency]]
        ]
        if found:
            early[one.activity] = max(found)
    return early


def comes_too_early(situation: Situation, competency: int) -> bool:
    """Return whether a competency lies above the student's grade and nothing they showed leads to it.

    One grade above, something it stands directly on must have been shown; further above, all of that. What the class
    works on, what the student asked about and what was begun is never too early.
    """
    ahead = situation.grades_ahead.get(competency, 0.0)
    standing = situation.standings.get(competency)
    if (
        ahead <= 0
        or competency not in situation.graph.hard_before
        or competency in situation.due_in_days
        or competency in situation.asked
        or (standing is not None and standing.state not in _UNSHOWN)
    ):
        return False
    shown = [_is_shown(situation, one) for one in situation.graph.hard_before[competency]]
    return not (all(shown) and shown if ahead >= FAR_AHEAD else any(shown))


def _is_shown(situation: Situation, competency: int) -> bool:
    """Return whether a competency holds by what the student showed, and not by what is usual in their grade.

    What a first map found at the student's grade or above rests on their answers there, and counts.
    """
    standing = situation.standings.get(competency)
    if standing is None or standing.state not in HOLDS_AS_LEARNED:
        return False
    return (
        standing.state is not State.PRESUMED
        or situation.grades_ahead.get(competency, -1.0) >= 0
    )
