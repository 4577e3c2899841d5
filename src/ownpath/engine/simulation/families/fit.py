"""Fit the families' parameters to a real log, so that simulated students answer like real ones.

Parameters are pooled over competencies. A log is four arrays of one length, oldest answer first. Tracing is fitted by
expectation maximization; growth by penalized likelihood with one Newton step per parameter at a time; fading by the
share right as a function of the days since the answer before, after that one was right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ownpath.engine.simulation.families.fading import FadingParameters
from ownpath.engine.simulation.families.growth import GrowthParameters
from ownpath.engine.simulation.families.tracing import TracingParameters
from ownpath.engine.simulation.families.types import Floats, logistic
from ownpath.engine.skills.arrays import Mask, Numbers

LONGEST = 25  # answers of one student to one competency that are looked at
ROUNDS = 40
MOST_GUESS, MOST_SLIP = 0.30, 0.10  # bounds of Baker, Corbett & Aleven (2008), ITS 2008
RIDGE = 2.0  # one over the variance that students and competencies are believed to have, in log odds
GAPS = np.array([0.5, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0])  # days, borders of the bins
STABILITIES = np.geomspace(1.0, 400.0, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Answers, oldest first; `day` may be all zeros where a log has no times."""

    student: Numbers
    competency: Numbers
    was_right: Mask
    day: Floats

    def sequences(self) -> tuple[Mask, Mask]:
        """Return (was_right, was_given), each (n_pairs, LONGEST) bool: one row per student and competency."""
        pair, nth = self.pairs()
        kept = nth < LONGEST
        was_right = np.zeros((pair.max(initial=-1) + 1, LONGEST), dtype=bool)
        was_given = np.zeros_like(was_right)
        was_right[pair[kept], nth[kept]] = self.was_right[kept]
        was_given[pair[kept], nth[kept]] = True
        return was_right, was_given

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Return, for each answer, the number of its student-competency pair and which answer of it this is."""
        key = self.student.astype(np.int64) * (int(self.competency.max(initial=0)) + 1)
        _, pair = np.unique(key + self.competency, return_inverse=True)
        line = np.argsort(pair, kind="stable")
        begins = np.flatnonzero(np.r_[True, np.diff(pair[line]) > 0]) if len(line) else line
        nth = np.empty(len(line), dtype=np.intp)
        nth[line] = np.arange(len(line)) - np.repeat(begins, np.diff(np.r_[begins, len(line)]))
        return pair, nth


def fit_tracing(log: Log) -> tuple[TracingParameters, float]:
    """Return the parameters of tracing, forgetting left as it is, and P(known) at the first answer.

    Source: Baum-Welch on two hidden states, of which known is never left within the log.
    """
    was_right, was_given = log.sequences()
    start, learn, guess, slip = 0.4, 0.15, 0.25, 0.1
    for _ in range(ROUNDS):
        seen_known = np.where(was_given, np.where(was_right, 1 - slip, slip), 1.0)
        seen_not = np.where(was_given, np.where(was_right, guess, 1 - guess), 1.0)
        known, learns = _smoothed(seen_known, seen_not, start, learn)
        start = float(known[:, 0].mean())
        known, unknown = known * was_given, (1 - known) * was_given
        learn = float(np.clip(_share(learns * was_given[:, 1:], unknown[:, :-1]), 0.005, 0.7))
        guess = float(np.clip(_share(unknown * was_right, unknown), 0.01, MOST_GUESS))
        slip = float(np.clip(_share(known * ~was_right, known), 0.01, MOST_SLIP))
    fitted = replace(TracingParameters(), p_learn=learn, p_guess=guess, p_slip=slip)
    return fitted, start


def _share(part: Floats, whole: Floats) -> float:
    return float(part.sum() / max(float(whole.sum()), 1e-9))


def _smoothed(
    seen_known: Floats, seen_not: Floats, start: float, learn: float
) -> tuple[Floats, Floats]:
    """Return P(known) at each answer, and P(learned between this answer and the next), given all answers."""
    n_pairs, longest = seen_known.shape
    forward = np.empty((n_pairs, longest))  # P(known) given the answers so far
    p_known = np.full(n_pairs, start)
    for i in range(longest):
        explained = p_known * seen_known[:, i]
        forward[:, i] = explained / (explained + (1 - p_known) * seen_not[:, i])
        p_known = forward[:, i] + (1 - forward[:, i]) * learn
    later_known, later_not = np.ones(n_pairs), np.ones(n_pairs)
    known = np.empty((n_pairs, longest))
    goes_over = np.empty(
        (n_pairs, longest - 1)
    )  # P(learned after this answer | not known at it)
    for i in reversed(range(longest)):
        weight_known = forward[:, i] * later_known
        weight_not = (1 - forward[:, i]) * later_not
        known[:, i] = weight_known / (weight_known + weight_not)
        if i:
            later_known = seen_known[:, i] * later_known
            later_not = learn * later_known + (1 - learn) * seen_not[:, i] * later_not
            goes_over[:, i - 1] = learn * later_known / later_not
            scale = later_known + later_not
            later_known, later_not = later_known / scale, later_not / scale
    return known, (1 - known[:, :-1]) * goes_over


def fit_growth(log: Log) -> GrowthParameters:
    """Return the slope and the spreads of growth; where students start is left to the first day.

    The spread of slopes stays as it is where a log cannot tell it from chance.
    """
    _, nth = log.pairs()
    tries = np.minimum(nth, LONGEST).astype(float)
    n_students = int(log.student.max(initial=0)) + 1
    n_competencies = int(log.competency.max(initial=0)) + 1
    ability, ease = np.zeros(n_students), np.zeros(n_competencies)
    slope, own_slope = 0.1, np.zeros(n_students)
    weight = np.ones(len(tries))

    def now() -> Floats:
        """Return what is missed by the present parameters, and set how much each answer weighs."""
        log_odds = ability[log.student] + ease[log.competency]
        p_right = logistic(log_odds + (slope + own_slope[log.student]) * tries)
        weight[:] = p_right * (1 - p_right)
        return log.was_right - p_right

    for _ in range(2 * ROUNDS):
        ability += _step(log.student, now(), weight, ability, RIDGE / 2)
        ease += _step(log.competency, now(), weight, ease, RIDGE / 8)
        missed = now() * tries
        own_slope += _step(log.student, missed, weight * tries**2, own_slope, RIDGE * 20)
        missed = now() * tries
        slope += 0.5 * float(missed.sum() / max((weight * tries**2).sum(), 1e-9))
    noise = _variance_of_slopes(log.student, weight, tries, n_students)
    true_sd = float(np.sqrt(max(own_slope.var() - np.median(noise), 0.0)))
    middle = max(float(np.median(slope + own_slope)), 0.01)
    return replace(
        GrowthParameters(),
        slope=middle,
        slope_sd=true_sd / middle if true_sd else GrowthParameters().slope_sd,
        ability_sd=float(ability.std()),
        difficulty_sd=float(ease.std()),
    )


def _variance_of_slopes(
    student: Numbers, weight: Floats, tries: Floats, n_students: int
) -> Floats:
    """Return how unsure each student's slope is, their ability being unknown too: (n_students,)."""
    about_ability = np.bincount(student, weight, n_students)
    about_both = np.bincount(student, weight * tries, n_students)
    about_slope = np.bincount(student, weight * tries**2, n_students)
    return np.asarray(
        1 / (about_slope + 20 * RIDGE - about_both**2 / np.maximum(about_ability, 1e-9))
    )


def _step(group: Numbers, missed: Floats, weight: Floats, now: Floats, ridge: float) -> Floats:
    """Return half a Newton step for one parameter of each group."""
    slope = np.bincount(group, missed, len(now)) - ridge * now
    return np.asarray(0.5 * slope / (np.bincount(group, weight, len(now)) + ridge))


def fit_fading(log: Log) -> FadingParameters:
    """Return stability, guess and slip of fading; stability stays as it is where a log has no times."""
    tracing, _ = fit_tracing(log)
    found = replace(
        FadingParameters(),
        learned_per_try=tracing.p_learn,
        p_guess=tracing.p_guess,
        p_slip=tracing.p_slip,
    )
    pair, _ = log.pairs()
    line = np.argsort(pair, kind="stable")
    follows = (np.diff(pair[line]) == 0) & log.was_right[line][:-1]
    gap = np.diff(log.day[line])[follows]
    was_right = log.was_right[line][1:][follows]
    number = np.digitize(gap, GAPS)
    n_in_bin = np.bincount(number, minlength=len(GAPS) + 1)
    filled = n_in_bin >= 20
    if filled.sum() < 3:
        return found
    share = np.bincount(number, was_right, len(GAPS) + 1)[filled] / n_in_bin[filled]
    days = (np.bincount(number, gap, len(GAPS) + 1) / np.maximum(n_in_bin, 1))[filled]
    recalled = (1 + days[None, :] / STABILITIES[:, None]) ** -found.decay
    # What was learned at best is free: the share right is a line in what is recalled.
    top = ((share - found.p_guess) * recalled).sum(1) / (recalled**2).sum(1)
    error = (n_in_bin[filled] * (share - found.p_guess - top[:, None] * recalled) ** 2).sum(1)
    return replace(found, days_stable=float(STABILITIES[int(error.argmin())]))
