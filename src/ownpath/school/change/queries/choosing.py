"""How strongly a teacher's own words speak for a pilot, part by part, and which pairs to ask.

No result of a student enters, and nobody is ranked against anybody: the parts are what the teacher and their colleagues
said. Stages of concern: G. Hall and S. Hord, Implementing Change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

Slot = tuple[int, int]  # weekday (0 is Monday), block

POINTS_A_STEP_OF_WILLINGNESS: Final = 2  # 1 not now to 5 on Monday
POINTS_OF_STAGE: Final = {"0": 0, "1": 1, "2": 1, "3": 2, "4": 3, "5": 4, "6": 4}
MOST_NOMINATIONS: Final = 3
POINTS_OF_BACKING: Final = 2
POINTS_FOR_ANOTHER_PLACE: Final = 6  # a campus, and a subject, that nobody was suggested of yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of a teacher on the list; `willingness` and `stage` are None and "" without an answer."""

    key: int
    campus: str
    subjects: frozenset[str]
    willingness: int | None
    stage: str
    n_nominations: int
    is_backed: bool
    wants_partner: bool
    planning: frozenset[Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The score of a candidate in its parts, each from 0 to its most."""

    willingness: int  # 0 to 8
    stage: int  # 0 to 4
    nominations: int  # 0 to 3
    backing: int  # 0 or 2

    @property
    def total(self) -> int:
        """The sum of the parts, 0 to 17."""
        return self.willingness + self.stage + self.nominations + self.backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two of one campus who both want a partner, and when both plan."""

    first: int
    second: int
    shared: frozenset[Slot]
    points: int


def parts_of(candidate: Candidate) -> Parts:
    """Return the parts of a candidate's score.

    >>> parts_of(Candidate(key=1, campus="a", subjects=frozenset(), willingness=5, stage="5", n_nominations=9,
    ...     is_backed=True, wants_partner=True, planning=frozenset())).total
    17
    """
    steps = max(0, (candidate.willingness or 1) - 1)
    return Parts(
        willingness=POINTS_A_STEP_OF_WILLINGNESS * steps,
        stage=POINTS_OF_STAGE.get(candidate.stage, 0),
        nominations=min(candidate.n_nominations, MOST_NOMINATIONS),
        backing=POINTS_OF_BACKING if candidate.is_backed else 0,
    )


def suggest_pairs(candidates: Sequence[Candidate], *, n_pairs: int) -> list[Pair]:
    """Return up to `n_pairs` pairs that plan at the same time, no teacher twice, campuses and subjects in turn.

    Greedy: each time the pair with the most points, where a campus and subjects not suggested yet count extra. Equal
    points go by key, so that the same list gives the same pairs.
    """
    by_key = {one.key: one for one in candidates}
    possible, chosen = _possible(candidates), list[Pair]()
    campuses: set[str] = set()
    subjects: set[str] = set()
    while possible and len(chosen) < n_pairs:
        best = max(
            possible,
            key=lambda pair: (
                pair.points + _for_another_place(pair, by_key, campuses, subjects),
                -pair.first,
                -pair.second,
            ),
        )
        chosen.append(best)
        for key in (best.first, best.second):
            campuses.add(by_key[key].campus)
            subjects |= by_key[key].subjects
        taken = {best.first, best.second}
        possible = [one for one in possible if taken.isdisjoint({one.first, one.second})]
    return chosen


def _for_another_place(
    pair: Pair, by_key: Mapping[int, Candidate], campuses: set[str], subjects: set[str]
) -> int:
    """Return what a pair earns for a campus, and for a subject, of which nobody was suggested yet."""
    first, second = by_key[pair.first], by_key[pair.second]
    is_new_campus = first.campus not in campuses
    brings_a_subject = bool((first.subjects | second.subjects) - subjects)
    return POINTS_FOR_ANOTHER_PLACE * (is_new_campus + brings_a_subject)


def _possible(candidates: Sequence[Candidate]) -> list[Pair]:
    """Return every pair of one campus that wants a partner and shares planning time."""
    ready = sorted((one for one in candidates if one.wants_partner), key=lambda one: one.key)
    found = []
    for one, other in combinations(ready, 2):
        shared = one.planning & other.planning
        if one.campus == other.campus and shared:
            points = parts_of(one).total + parts_of(other).total
            found.append(Pair(first=one.key, second=other.key, shared=shared, points=points))
    return found
