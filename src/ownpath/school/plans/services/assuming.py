"""Reckons with a student's grade: what lies well below is taken for granted while nothing was shown of it.

Without this a new student of grade 8 would be asked to count to five. It is for planning only: pages go on to show
such a competency as not known yet, and the first unaided answer on it decides. A student beyond the framework's last
grade begins at that one. How far above their grade other things lie, offers are told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ownpath.engine.knowledge import State
from ownpath.engine.skills import frontier
from ownpath.school.curriculum.queries import FrameworkMap
from ownpath.school.mastery.queries import NOT_KNOWN_YET, READY, Belief
from ownpath.school.plans.services.placement_maps import grade_number, level_of

GRADES_BELOW: Final = 2  # so many grades below a student's own, and all under them
UNSHOWN: Final = frozenset({State.NOT_KNOWN_YET, State.READY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Beliefs as pages show them beside offers; nobody is asked for what is `granted`: it is not known yet."""

    beliefs: Mapping[int, Belief]
    granted: frozenset[int]


def with_lower_grades(
    *,
    framework: FrameworkMap,
    beliefs: Mapping[int, Belief],
    grade: str,
    on_the_way: Collection[int],
) -> Mapping[int, Belief]:
    """Return the beliefs with what nothing was shown of and lies two grades or more below taken as presumed.

    `grade` is the student's own as rosters write it (KG, 01 ... 12); where it says no number, nothing is taken. Nor is
    what the class is on its way to learn (`on_the_way`).
    """
    low = _taken_for_granted(framework, grade) - {*on_the_way}
    if not low:
        return beliefs
    return {
        one: replace(belief, state=State.PRESUMED)
        if one in low and belief.state in UNSHOWN and not belief.n_unaided
        else belief
        for one, belief in beliefs.items()
    }


def shown_beside_offers(
    *,
    framework: FrameworkMap,
    beliefs: Mapping[int, Belief],
    grade: str,
    on_the_way: Collection[int],
) -> Shown:
    """Return beliefs so that what a page calls ready is what may be offered.

    What is taken for granted is not known yet, and never ready: nobody offers it. What stands on it is ready.
    """
    low = _taken_for_granted(framework, grade) - {*on_the_way}
    bare = {
        one
        for one, belief in beliefs.items()
        if belief.state in UNSHOWN and not belief.n_unaided
    }
    granted = frozenset(low & bare)
    if not granted:
        return Shown(beliefs=beliefs, granted=granted)
    held = {one for one, belief in beliefs.items() if belief.holds} | granted
    begin = frozenset(frontier(framework.graph, held))
    own = {one: READY if one in begin else NOT_KNOWN_YET for one in bare}
    return Shown(beliefs={**beliefs, **own}, granted=granted)


def edges_of_newcomers(
    *, framework: FrameworkMap, grade: str, on_the_way: Collection[int]
) -> frozenset[int]:
    """Return where a student of a grade begins of whom nothing is known: what stands on what is taken for granted."""
    low = _taken_for_granted(framework, grade) - {*on_the_way}
    return frozenset(frontier(framework.graph, low))


def grades_ahead(*, framework: FrameworkMap, grade: str) -> dict[int, float]:
    """Return how many grades above a student's own competencies are first taught, negative below.

    Of a framework that begins above the student's grade the first grade counts as their own: it is what they work on.
    """
    own = grade_number(grade)
    first = {
        one: min(numbers)
        for one, line in framework.competencies.items()
        if (numbers := [n for name in line.grades if (n := grade_number(name)) is not None])
    }
    if own is None or not first:
        return {}
    here = max(own, min(first.values()))
    return {one: float(at - here) for one, at in first.items()}


def _taken_for_granted(framework: FrameworkMap, grade: str) -> set[int]:
    own = grade_number(grade)
    levels = {one: level_of(line) for one, line in framework.competencies.items()}
    known = {one: level for one, level in levels.items() if level is not None}
    if own is None or not known:
        return set()
    here = min(own, max(known.values()) + 1)  # beyond the last grade: that one is still to do
    return {one for one, level in known.items() if level <= here - GRADES_BELOW}
