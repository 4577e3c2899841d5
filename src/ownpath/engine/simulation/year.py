"""A simulated year: the same students and the same hours under a policy, and how much is truly mastered at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.simulation.families import Students
from ownpath.engine.simulation.families.types import Floats
from ownpath.engine.simulation.policies.types import NOTHING, Policy, School
from ownpath.engine.skills.arrays import Mask, Numbers

SCHOOL_DAYS_A_WEEK = 5
DIFFICULTY_SD = 0.5  # of items, in log odds
FULL_STRENGTH = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """What a policy brought.

    Attributes
    ----------
    gained_per_hour
        Competencies truly mastered at the end less those at the beginning, per student and hour; what was forgotten
        meanwhile counts against it.
    newly_per_hour
        Truly mastered at the end and not at the beginning.
    gap_at_end, gap_at_start
        Truly mastered by the quarter of the students who knew most at the beginning, less by the quarter who knew
        least, per student.
    spread_at_end
        Distance between the quartiles of what students have truly mastered at the end.
    gained_lowest_quarter
        `gained_per_hour` of the quarter who knew least at the beginning.
    """

    policy: str
    family: str
    hours: float
    gained_per_hour: float
    newly_per_hour: float
    lost_per_hour: float
    gained_lowest_quarter: float
    gained_highest_quarter: float
    gap_at_start: float
    gap_at_end: float
    spread_at_end: float
    mastered_at_start: float
    mastered_at_end: float
    share_of_topics_mastered: float
    n_answers: int
    n_helped: int


def run_year(
    *,
    students: Students,
    policy: Policy,
    school: School,
    n_days: int,
    placed: Mask,
    rng: np.random.Generator,
) -> YearReport:
    """Return what a policy brings in `n_days` school days; `students` are changed by it.

    Parameters
    ----------
    placed : (n_students, n) bool
        What placement on the first day says is known, for policies that place first; that day holds nothing else.
    """
    mastered_before = students.truly_mastered(at=0.0)
    policy.begin(school=school, n_days=n_days, placed=placed)
    n_answers = n_helped = 0
    for day in range(1 if policy.places_first else 0, n_days):
        answered, helped = _run_day(students, policy, school, day, rng)
        n_answers += answered
        n_helped += helped
    at = _moment(n_days)
    return _report(
        students, policy, school, n_days, mastered_before, students.truly_mastered(at=at), n_answers, n_helped
    )  # fmt: skip


def _moment(day: int) -> float:
    """Return the day of the calendar on which a school day falls."""
    return float(day + 2 * (day // SCHOOL_DAYS_A_WEEK))


def _run_day(
    students: Students, policy: Policy, school: School, day: int, rng: np.random.Generator
) -> tuple[int, int]:
    at = _moment(day)
    morning = policy.morning(day=day, at=at, rng=rng)
    minutes = np.full(school.n_students, school.minutes_a_day)
    if morning.lesson != NOTHING:
        everyone = np.arange(school.n_students)
        topic = np.full(school.n_students, morning.lesson)
        students.teach(everyone, topic, strength=school.lesson_strength, at=at, rng=rng)
        minutes -= school.minutes_of_lesson
    if len(morning.helped):
        students.teach(
            morning.helped, morning.helped_with, strength=FULL_STRENGTH, at=at, rng=rng
        )
        minutes[morning.helped] -= school.minutes_with_person
    n_slots = minutes // school.minutes_per_answer
    n_answers = 0
    for slot in range(int(n_slots.max(initial=0))):
        n_answers += _answer(students, policy, np.flatnonzero(n_slots > slot), at, rng)
    return n_answers, len(morning.helped)


def _answer(
    students: Students, policy: Policy, who: Numbers, at: float, rng: np.random.Generator
) -> int:
    chosen = policy.choose(who, at=at, rng=rng)
    has_one = chosen != NOTHING
    who, chosen = who[has_one], chosen[has_one]
    if not len(who):
        return 0
    difficulty = rng.normal(0.0, DIFFICULTY_SD, size=len(who))
    was_right = students.practice(who, chosen, difficulty=difficulty, at=at, rng=rng)
    policy.observe(who, chosen, was_right, at=at)
    return len(who)


def _report(
    students: Students,
    policy: Policy,
    school: School,
    n_days: int,
    before: Mask,
    after: Mask,
    n_answers: int,
    n_helped: int,
) -> YearReport:
    hours = n_days * school.minutes_a_day / 60
    n_before, n_after = before.sum(axis=1).astype(float), after.sum(axis=1).astype(float)
    lowest, highest = _outer_quarters(n_before)
    low_quartile, high_quartile = np.quantile(n_after, (0.25, 0.75))
    gained = (n_after - n_before) / hours
    return YearReport(
        policy=policy.name,
        family=students.name,
        hours=hours,
        gained_per_hour=float(gained.mean()),
        newly_per_hour=float((after & ~before).sum(axis=1).mean() / hours),
        lost_per_hour=float((before & ~after).sum(axis=1).mean() / hours),
        gained_lowest_quarter=float(gained[lowest].mean()),
        gained_highest_quarter=float(gained[highest].mean()),
        gap_at_start=float(n_before[highest].mean() - n_before[lowest].mean()),
        gap_at_end=float(n_after[highest].mean() - n_after[lowest].mean()),
        spread_at_end=float(high_quartile - low_quartile),
        mastered_at_start=float(n_before.mean()),
        mastered_at_end=float(n_after.mean()),
        share_of_topics_mastered=float(after[:, school.topics].mean()),
        n_answers=n_answers,
        n_helped=n_helped,
    )


def _outer_quarters(known: Floats) -> tuple[Numbers, Numbers]:
    """Return the quarter of students with the least and the quarter with the most."""
    line = np.argsort(known, kind="stable")
    quarter = max(1, len(line) // 4)
    return line[:quarter], line[-quarter:]
