"""One student's term: logistic growth, a slope of their own, and a few things that will not come without a person.

Source: additive factors model, Cen, Koedinger & Junker (2006), "Learning factors analysis", ITS 2006: the log odds of a
right answer are ability plus a slope times the opportunities so far, minus difficulty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp
from random import Random

RIGHT_TO_LEAVE = 4  # right in a row, as the default rule asks; then the student goes on
MOST_TRIES = 12
DAYS_OF_THE_MAP = 3
ASKED_FOR_THE_MAP = 6  # of what is known, at most
SECONDS_A_DAY = 86_400
SCHOOL_OPENS = 8.5 * 3600
FIRST_REVIEW_GAP = 4  # days
SHARE_REVIEWED = 0.85
DAY_TO_COME = 0  # until the work is spread over the term


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A competency to work on; `difficulty` is in log odds (0 is even for an average student)."""

    competency: int
    difficulty: float
    is_from_before: bool = False  # of a grade before: comes back soon
    is_known: bool = False  # nothing to work on; some is asked for the first map


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedAnswer:
    """One answer: the day of the term (0 is the first), the second of that day, and how it went."""

    competency: int
    day: int
    second: float
    is_correct: bool
    hints: int
    is_mixed: bool
    seconds_taken: float


def simulate_term(
    *,
    rng: Random,
    targets: Sequence[Target],
    n_days: int,
    n_answers: int,
    n_last_days: int,
    ability: float,
    slope: float,
) -> list[SimulatedAnswer]:
    """Return up to `n_answers` answers over `n_days` days and what follows from them, in the order they were given.

    The work is spread over the whole term, however soon the targets are used up.

    Parameters
    ----------
    targets
        What the student works on, in order.
    n_last_days
        Within how many days before the end the last of the work falls, at least 1.
    ability, slope
        In log odds; the slope is gained at every try.
    """
    answers: list[SimulatedAnswer] = []
    for target in targets:
        if target.is_known:
            continue
        _work_on(target, rng, n_answers, answers, ability, slope)
        if len(answers) >= n_answers:
            break
    answers = _spread(answers, rng, n_days, n_last_days)
    known = [target.competency for target in targets if target.is_known]
    mapped = _first_map(known, rng, n_days)
    return _in_order(answers + _reviews(answers, rng, n_days, ability) + mapped)


def _spread(
    answers: Sequence[SimulatedAnswer], rng: Random, n_days: int, n_last_days: int
) -> list[SimulatedAnswer]:
    """Give each answer its day, in order; the last falls into the last days."""
    days = sorted(rng.randrange(n_days) for _ in answers)
    if days:
        days[-1] = n_days - 1 - rng.randrange(n_last_days)
    return [replace(answer, day=day) for answer, day in zip(answers, sorted(days), strict=True)]


def _first_map(competencies: Sequence[int], rng: Random, n_days: int) -> list[SimulatedAnswer]:
    """Return a right answer to some of what the student knew before, in the first days."""
    asked = rng.sample(competencies, k=min(len(competencies), ASKED_FOR_THE_MAP))
    within = min(n_days, DAYS_OF_THE_MAP)
    return [
        _answer(one, rng.randrange(within), rng, is_correct=True, hints=0, is_mixed=True)
        for one in asked
    ]


def _work_on(
    target: Target,
    rng: Random,
    n_answers: int,
    answers: list[SimulatedAnswer],
    ability: float,
    slope: float,
) -> None:
    in_a_row = 0
    lift = 2.0 if target.is_from_before else 0.0
    for attempt in range(MOST_TRIES):
        if len(answers) >= n_answers or in_a_row == RIGHT_TO_LEAVE:
            return
        p_right = _logistic(ability + lift + slope * attempt - target.difficulty)
        is_correct = rng.random() < p_right
        hints = 1 if not is_correct and rng.random() < 0.3 else 0
        answers.append(
            _answer(target.competency, DAY_TO_COME, rng, is_correct=is_correct, hints=hints)
        )
        in_a_row = in_a_row + 1 if is_correct else 0


def _answer(
    competency: int,
    day: int,
    rng: Random,
    *,
    is_correct: bool,
    hints: int,
    is_mixed: bool = False,
) -> SimulatedAnswer:
    return SimulatedAnswer(
        competency=competency,
        day=day,
        second=SCHOOL_OPENS + rng.uniform(0, 6 * 3600),
        is_correct=is_correct,
        hints=hints,
        is_mixed=is_mixed,
        seconds_taken=rng.uniform(12, 90),
    )


def _reviews(
    answers: Sequence[SimulatedAnswer], rng: Random, n_days: int, ability: float
) -> list[SimulatedAnswer]:
    """Return later, mixed answers to what was worked on."""
    last_day: dict[int, int] = {}
    for answer in answers:
        last_day[answer.competency] = max(answer.day, last_day.get(answer.competency, 0))
    found = []
    for competency, day in last_day.items():
        for later in _review_days(day, n_days, rng):
            is_correct = rng.random() < _logistic(1.8 + ability)
            found.append(
                _answer(competency, later, rng, is_correct=is_correct, hints=0, is_mixed=True)
            )
    return found


def _review_days(day: int, n_days: int, rng: Random) -> list[int]:
    """Return on which later days something is looked at again: at growing distances, now and then not at all."""
    found, gap = [], FIRST_REVIEW_GAP
    while day + gap < n_days:
        day += gap + rng.randint(0, 1)
        gap *= 2
        if rng.random() < SHARE_REVIEWED and day < n_days:
            found.append(day)
    return found


def _in_order(answers: Sequence[SimulatedAnswer]) -> list[SimulatedAnswer]:
    """Return the answers by time; those of one competency on one day keep their order."""
    return sorted(answers, key=lambda answer: (answer.day, answer.second))


def _logistic(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
