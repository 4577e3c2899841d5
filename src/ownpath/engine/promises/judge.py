"""Judges the six promises, each one function, on a plan (promised) or on a record (kept) alike.

Every promise is a count over the day's cells, so the time grows with the number of cells only.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.promises.types import Bools, Day, Floats, Ints, Terms


def judge(*, day: Day, terms: Terms) -> Bools:
    """Return which promises the day holds for whom.

    Returns
    -------
    (n_students, 6) bool
        In the order of `PROMISES`. A student without a single cell holds none: nothing was promised.
    """
    held = np.stack(
        [
            connects(day, terms),
            is_relevant(day),
            interests(day),
            challenges(day, terms),
            engages(day, terms),
            hears(day),
        ],
        axis=1,
    )
    has_day = np.bincount(day.student, minlength=day.n_students) > 0
    result: Bools = held & has_day[:, None]
    return result


def _any(day: Day, cells: Bools) -> Bools:
    return np.bincount(day.student[cells], minlength=day.n_students) > 0


def _sum(day: Day, amounts: Floats | Bools) -> Floats:
    total = np.bincount(
        day.student, weights=amounts.astype(np.float64), minlength=day.n_students
    )
    return total.astype(np.float64)


def connects(day: Day, terms: Terms) -> Bools:
    """Return who has one block with a person for them: a small group, a conference or a peer project."""
    small = day.group_size <= terms.largest_group_that_connects
    return _any(day, day.is_done & day.has_person & small)


def is_relevant(day: Day) -> Bools:
    """Return who has one block that serves a hope or goal they stated, and did not mark it as not for them."""
    return _any(day, day.is_done & day.serves_hope & ~day.is_not_for_me)


def interests(day: Day) -> Bools:
    """Return who has one block of a live interest or of their own picking, and did not mark it boring."""
    return _any(day, day.is_done & day.meets_interest & ~day.is_boring)


def challenges(day: Day, terms: Terms) -> Bools:
    """Return who learns in the challenge band for long enough, never below readiness, and is not left stuck."""
    learning = day.is_learning & day.is_done
    n_learning = _sum(day, learning)
    n_in_band = _sum(day, learning & day.is_in_band)
    enough = (n_learning > 0) & (n_in_band >= terms.least_share_in_band * n_learning)
    too_low = _any(day, learning & day.is_below_readiness)
    left_alone = _any(day, day.is_stuck & ~day.was_helped)
    result: Bools = enough & ~too_low & ~left_alone
    return result


def engages(day: Day, terms: Terms) -> Bools:
    """Return who is active for long enough, within the screen limits, without repeats, and did most of the day."""
    minutes = _sum(day, day.minutes)
    is_active = _sum(day, day.active_minutes) >= terms.least_share_active * minutes
    screens = _sum(day, day.minutes * day.is_screen)
    within = (screens <= day.max_screen_minutes) & (
        _longest_screen_run(day) <= day.max_screen_run
    )
    repeats = _any(day, day.is_repeat & ~day.is_chosen)
    n_cells = np.bincount(day.student, minlength=day.n_students)
    done = _sum(day, day.is_done) >= terms.least_share_done * n_cells
    result: Bools = is_active & within & ~repeats & done
    return result


def hears(day: Day) -> Bools:
    """Return who has one real choice honored, and nothing they said left unanswered past the window."""
    result: Bools = _any(day, day.is_done & day.is_chosen) & (day.n_unanswered == 0)
    return result


def _longest_screen_run(day: Day) -> Ints:
    """Return (n_students,): the most screen blocks in a row."""
    longest = np.zeros(day.n_students, dtype=np.int64)
    student, block = day.student[day.is_screen], day.block[day.is_screen]
    if student.size == 0:
        return longest
    is_next = np.zeros(student.shape, dtype=bool)
    is_next[1:] = (student[1:] == student[:-1]) & (block[1:] == block[:-1] + 1)
    begins = np.flatnonzero(~is_next)
    lengths = np.diff(np.append(begins, student.shape[0]))
    np.maximum.at(longest, student[begins], lengths)
    return longest
