"""How hard each item and each competency is: a Rasch model by maximum a posteriori.

log odds of a right answer = mean + student + competency + item, the competencies of an answer
averaged. Items are drawn to their competencies, competencies to the mean, students to zero; how
strongly is itself reckoned from the answers.

Source: Rasch (1960), "Probabilistic models for some intelligence and attainment tests"; the shrinkage by the
expectation-maximization step for variances, Laird & Ware (1982), "Random-effects models for longitudinal data".
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats
from ownpath.engine.knowledge.compiled import Kernel, part_of_kernels

N_PASSES = 24  # students, items, competencies in turn
NEUTRAL_LEVEL = log(0.65 / 0.35)  # where no answer is known yet: two of three right
ANSWERS_OF_THE_PRIOR = 20.0  # how many answers that is worth
STUBBORN = ANSWERS_OF_THE_PRIOR * 0.65 * 0.35  # the same as doubt


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """What is easy: all in log odds, higher is easier; counts are answers.

    `competency_level` already holds the mean. `item_shift` is an item's distance from its
    competency, 0 for an item nobody answered. `competency_position` is how far into a student's
    answers a competency comes, as a mean of log counts.
    """

    competency_level: Floats
    item_shift: Floats
    n_of_item: Floats
    n_of_competency: Floats
    competency_position: Floats


def neutral_calibration(*, n_items: int, n_competencies: int) -> Calibration:
    """Return what is believed before any answer."""
    return Calibration(
        competency_level=np.full(n_competencies, NEUTRAL_LEVEL),
        item_shift=np.zeros(n_items),
        n_of_item=np.zeros(n_items),
        n_of_competency=np.zeros(n_competencies),
        competency_position=np.zeros(n_competencies),
    )


def calibrate(
    answers: AnswerLog, *, is_used: NDArray[np.bool_] | None = None, scale: float = 1.0
) -> Calibration:
    """Return the calibration by the answers of the used students (all, if not said).

    Parameters
    ----------
    is_used
        One truth for each student.
    scale
        What counts are multiplied by, to stand for the whole when only a part is used.
    """
    used = np.ones(answers.n_students, np.bool_) if is_used is None else is_used
    level, shift, n_item, n_competency, position = _posterior_mode(
        answers.starts,
        answers.items,
        answers.competency_starts,
        answers.competencies,
        answers.is_right,
        used,
        answers.n_items,
        answers.n_competencies,
        N_PASSES,
    )
    return Calibration(
        competency_level=level,
        item_shift=shift,
        n_of_item=n_item * scale,
        n_of_competency=n_competency * scale,
        competency_position=position / np.maximum(n_competency, 1.0),
    )


@part_of_kernels
def settle_common(values, chosen, mean, variance):  # type: ignore[no-untyped-def]
    """Take out of the chosen values what they have in common, and return it: it belongs to the mean."""
    total, n = 0.0, 0.0
    for i in range(len(values)):
        if chosen[i]:
            total += values[i]
            n += 1.0
    pull = total / variance - STUBBORN * (mean - NEUTRAL_LEVEL)
    common = pull / (n / variance + STUBBORN)
    for i in range(len(values)):
        if chosen[i]:
            values[i] -= common
    return common


@part_of_kernels
def settle(  # type: ignore[no-untyped-def]
    mean,
    student,
    used,
    level,
    shift,
    met_at,
    is_met,
    is_bare,
    slices,
    competencies,
    var_student,
    var_level,
    var_shift,
):
    """Move what is common to students, to a competency's items and to all competencies where it belongs.

    No prediction changes by it; it keeps parts from hiding in one another (all items of a competency easy, and the
    competency itself said to be hard), which passes over one part at a time take very long to find out.

    `met_at` is some answer to each item (-1: none); `is_bare` says of which competencies there are answers without an
    item: those stay. Returns what is to be added to the mean.
    """
    begun_at = mean
    mean += settle_common(student, used, mean, var_student)
    mean += settle_common(level, is_met, mean, var_level)
    if is_bare.sum() == 0.0:
        mean += settle_common(shift, met_at >= 0, mean, var_shift)
    pull = np.zeros(len(level))
    weight = np.zeros(len(level))
    for i in range(len(shift)):
        if met_at[i] >= 0:
            home = competencies[slices[met_at[i]]]
            pull[home] += shift[i] / var_shift
            weight[home] += 1.0 / var_shift
    for c in range(len(level)):
        if weight[c] > 0.0 and is_bare[c] == 0.0:
            pull[c] = (pull[c] - level[c] / var_level) / (weight[c] + 1.0 / var_level)
            level[c] += pull[c]
        else:
            pull[c] = 0.0
    for i in range(len(shift)):
        if met_at[i] >= 0:
            first, last = slices[met_at[i]], slices[met_at[i] + 1]
            for j in range(first, last):
                shift[i] -= pull[competencies[j]] / (last - first)
    return mean - begun_at


def _posterior_mode_plain(  # type: ignore[no-untyped-def]
    starts, items, slices, competencies, right, used, n_items, n_competencies, n_passes
):
    n_students = len(starts) - 1
    student = np.zeros(n_students)
    level = np.zeros(n_competencies)
    shift = np.zeros(n_items)
    n_of_item = np.zeros(n_items)
    n_of_competency = np.zeros(n_competencies)
    position = np.zeros(n_competencies)
    met_at = np.full(n_items, -1)
    is_met = np.zeros(n_competencies, np.bool_)
    is_bare = np.zeros(n_competencies)
    n = 0.0
    n_right = 0.0
    for s in range(n_students):
        if not used[s]:
            continue
        for k in range(starts[s], starts[s + 1]):
            n += 1.0
            n_right += right[k]
            if items[k] >= 0:
                n_of_item[items[k]] += 1.0
                met_at[items[k]] = k
            part = 1.0 / (slices[k + 1] - slices[k])
            for j in range(slices[k], slices[k + 1]):
                n_of_competency[competencies[j]] += part
                is_met[competencies[j]] = True
                if items[k] < 0:
                    is_bare[competencies[j]] = 1.0
                position[competencies[j]] += part * log(1.0 + k - starts[s])
    share = (n_right + ANSWERS_OF_THE_PRIOR * 0.65) / (n + ANSWERS_OF_THE_PRIOR)
    mean = log(share / (1.0 - share))
    var_student = 1.0
    var_level = 0.5
    var_shift = 0.6
    for turn in range(n_passes):
        mean += settle(
            mean, student, used, level, shift, met_at, is_met, is_bare, slices, competencies,
            var_student, var_level, var_shift,
        )  # fmt: skip
        pull = -shift / var_shift
        weight = np.full(n_items, 1.0 / var_shift)
        pull_level = -level / var_level
        weight_level = np.full(n_competencies, 1.0 / var_level)
        spread = 0.0
        n_used = 0.0
        for s in range(n_students):
            if not used[s]:
                continue
            pull_student = -student[s] / var_student
            weight_student = 1.0 / var_student
            for k in range(starts[s], starts[s + 1]):
                width = slices[k + 1] - slices[k]
                z = 0.0
                for j in range(slices[k], slices[k + 1]):
                    z += level[competencies[j]]
                z = z / width + mean + student[s]
                if items[k] >= 0:
                    z += shift[items[k]]
                p = 1.0 / (1.0 + exp(-z))
                left = right[k] - p
                doubt = p * (1.0 - p)
                pull_student += left
                weight_student += doubt
                if items[k] >= 0:
                    pull[items[k]] += left
                    weight[items[k]] += doubt
                for j in range(slices[k], slices[k + 1]):
                    pull_level[competencies[j]] += left / width
                    weight_level[competencies[j]] += doubt / width
            if turn % 3 == 0:
                student[s] += pull_student / weight_student
            spread += student[s] * student[s] + 1.0 / weight_student
            n_used += 1.0
        if turn % 3 == 0:
            var_student = min(max((spread + 1.0) / (n_used + 1.0), 0.1), 4.0)
            continue
        if turn % 3 == 1:
            total = 0.0
            count = 1.0
            for i in range(n_items):
                shift[i] += pull[i] / weight[i]
                if n_of_item[i] > 0.0:
                    total += shift[i] * shift[i] + 1.0 / weight[i]
                    count += 1.0
            var_shift = min(max((total + 0.6) / count, 0.05), 4.0)
            continue
        total = 0.0
        count = 1.0
        for c in range(n_competencies):
            level[c] += pull_level[c] / weight_level[c]
            if n_of_competency[c] > 0.0:
                total += level[c] * level[c] + 1.0 / weight_level[c]
                count += 1.0
        var_level = min(max((total + 0.5) / count, 0.05), 4.0)
    mean += settle(
        mean, student, used, level, shift, met_at, is_met, is_bare, slices, competencies,
        var_student, var_level, var_shift,
    )  # fmt: skip
    return level + mean, shift, n_of_item, n_of_competency, position


_posterior_mode = Kernel(_posterior_mode_plain)
