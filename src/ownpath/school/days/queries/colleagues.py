"""Read what adults teach and when they plan, for finding colleagues who can work together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ownpath.school.days.models import Commitment, Staffing

SCHOOL_WEEK = range(5)
LUNCH = "lunch"

Slot = tuple[int, int]  # weekday (0 is Monday), block


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """What an adult teaches, and in which blocks of the week they lead nothing and do not have lunch."""

    subjects: frozenset[str]
    planning: frozenset[Slot]


def at_work(*, ids: Iterable[int]) -> dict[int, AtWork]:
    """Return for each of some people who are set up at a campus what they teach and when they plan; three queries."""
    rows = list(
        Staffing.objects.filter(person_id__in=list(ids), ended_on=None).prefetch_related(
            "times_off"
        )
    )
    lunches = _lunches({row.campus_id for row in rows})
    subjects: dict[int, set[str]] = defaultdict(set)
    planning: dict[int, set[Slot]] = defaultdict(set)
    for row in rows:
        subjects[row.person_id] |= set(row.subjects)
        for off in row.times_off.all():
            if off.block not in lunches[row.campus_id]:
                days = SCHOOL_WEEK if off.weekday is None else [off.weekday]
                planning[row.person_id] |= {(day, off.block) for day in days}
    return {
        one: AtWork(subjects=frozenset(subjects[one]), planning=frozenset(planning[one]))
        for one in subjects
    }


def _lunches(campus_ids: set[int]) -> dict[int, set[int]]:
    """Return the blocks in which anybody of a campus has lunch."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Commitment.objects.filter(campus__in=campus_ids, kind=LUNCH, ended_on=None)
    for campus_id, block in rows.values_list("campus_id", "block"):
        found[campus_id].add(block)
    return found
