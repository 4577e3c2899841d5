"""One student's state, moved on by each answer in constant time, and the features read from it.

Abilities are log odds. `ability` overall and per competency are Gaussian, with a variance that
shrinks with each answer and grows with the days between them; the others follow at fixed rates.
Everything that a right answer moves, it raises.

The state is three tables, so that one source serves a page (one student, a few rows) and a batch
(numba): `overall` (a row of OVERALL values), `rows` (one row of COMPETENCY values for each
competency), `met` (one row of MET values an item).

Source: Glickman (1999), "Parameter estimation in large dynamic paired comparison experiments",
Applied Statistics 48; Pelánek (2016), "Applications of the Elo rating system in adaptive
educational systems", Computers & Education 98.
"""

from __future__ import annotations

from math import exp, log1p

import numpy as np

from ownpath.engine.knowledge.compiled import Kernel, part_of_kernels

# Columns of `overall`.
ABILITY, VARIANCE, SLOW, MIDDLE, FAST, SHARE_SLOW, SHARE_MIDDLE, SHARE_FAST = range(8)
RIGHT, WRONG, RIGHT_ROW, WRONG_ROW, N_SEEN, DAY, RUN, LAST_COMPETENCY = range(8, 16)
N_MET_COMPETENCIES, RIGHT_AT_MEETINGS, WRONG_AT_MEETINGS, MEETING_SLOW, MEETING_FAST = range(
    16, 21
)
N_OVERALL = 21
# Columns of a competency's row.
C_ABILITY, C_VARIANCE, C_SLOW, C_FAST, C_RIGHT, C_WRONG, C_SHARE_SLOW, C_SHARE_FAST = range(8)
C_RIGHT_ROW, C_WRONG_ROW, C_SEEN_AT, C_DAY, C_IS_MET = range(8, 13)
N_COMPETENCY = 13
# Columns of an item's row.
M_TIMES, M_OUTCOME, M_SEEN_AT = range(3)
N_MET = 3
N_STATE_READ = 36  # features the state gives; their order is that of features.STATE_FEATURES

FIRST_SHARE = 0.65
PRIOR_VARIANCE = 1.0
PRIOR_VARIANCE_COMPETENCY = 0.5
DRIFT_AN_ANSWER = 0.002
DRIFT_AN_ANSWER_COMPETENCY = 0.01
DRIFT_A_DAY = 0.002
DRIFT_A_DAY_COMPETENCY = 0.01
N_LOGS = 1024  # whole numbers whose logs are kept at hand: hardly anything is counted farther
LOGS = np.array([log1p(n) for n in range(N_LOGS)])
NEVER = 9.0  # stands for "never" among logs of answers or days since


@part_of_kernels
def begin_student(overall):  # type: ignore[no-untyped-def]
    """Set `overall` to what is believed of somebody nobody has seen."""
    for column in range(N_OVERALL):
        overall[column] = 0.0
    overall[VARIANCE] = PRIOR_VARIANCE
    overall[SHARE_SLOW] = overall[SHARE_MIDDLE] = overall[SHARE_FAST] = FIRST_SHARE
    overall[DAY] = -1.0
    overall[LAST_COMPETENCY] = -1.0


@part_of_kernels
def begin_competency(rows, c):  # type: ignore[no-untyped-def]
    """Set row `c` to what is believed of a competency nobody has seen."""
    for column in range(N_COMPETENCY):
        rows[c, column] = 0.0
    rows[c, C_VARIANCE] = PRIOR_VARIANCE_COMPETENCY
    rows[c, C_SHARE_SLOW] = rows[c, C_SHARE_FAST] = FIRST_SHARE
    rows[c, C_SEEN_AT] = -1.0
    rows[c, C_DAY] = -1.0
    rows[c, C_IS_MET] = 1.0


@part_of_kernels
def chance(z):  # type: ignore[no-untyped-def]
    """Return the probability of log odds."""
    return 1.0 / (1.0 + exp(-z))


@part_of_kernels
def log_count(n):  # type: ignore[no-untyped-def]
    """Return the log of one plus a whole number of 0 or more."""
    if n < N_LOGS:
        return LOGS[int(n)]
    return log1p(n)


@part_of_kernels
def log_answers_since(now, then):  # type: ignore[no-untyped-def]
    """Return the log of one plus the answers since `then`; NEVER if there was none (negative)."""
    if then < 0.0:
        return NEVER
    return log_count(max(now - then, 0.0))


@part_of_kernels
def log_days_since(now, then):  # type: ignore[no-untyped-def]
    """Return the log of one plus the days since `then`; NEVER if there was none (negative)."""
    if then < 0.0:
        return NEVER
    return log1p(max(now - then, 0.0))


@part_of_kernels
def read_overall(overall, day, out):  # type: ignore[no-untyped-def]
    """Write the features about everything a student did."""
    out[6] = overall[ABILITY]
    out[7] = overall[SLOW]
    out[8] = overall[MIDDLE]
    out[9] = overall[FAST]
    out[10] = overall[SHARE_SLOW]
    out[11] = overall[SHARE_MIDDLE]
    out[12] = overall[SHARE_FAST]
    out[13] = log_count(overall[RIGHT])
    out[14] = log_count(overall[WRONG])
    out[15] = log_count(overall[RIGHT_ROW])
    out[16] = log_count(overall[WRONG_ROW])
    out[28] = log_days_since(day, overall[DAY]) if day >= 0.0 else 0.0


@part_of_kernels
def add_competency(rows, c, share, n_seen, day, out):  # type: ignore[no-untyped-def]
    """Add `share` (one over the number of competencies) of the features about one competency."""
    out[17] += share * rows[c, C_ABILITY]
    out[18] += share * rows[c, C_SLOW]
    out[19] += share * rows[c, C_FAST]
    out[20] += share * log_count(rows[c, C_RIGHT])
    out[21] += share * log_count(rows[c, C_WRONG])
    out[22] += share * rows[c, C_SHARE_SLOW]
    out[23] += share * rows[c, C_SHARE_FAST]
    out[24] += share * log_count(rows[c, C_RIGHT_ROW])
    out[25] += share * log_count(rows[c, C_WRONG_ROW])
    out[26] += share * log_answers_since(n_seen, rows[c, C_SEEN_AT])
    if day >= 0.0:
        out[27] += share * log_days_since(day, rows[c, C_DAY])
    out[29] = min(out[29], rows[c, C_ABILITY])


@part_of_kernels
def observe_overall(overall, easiness, outcome, expected, day):  # type: ignore[no-untyped-def]
    """Move on what is believed overall after an outcome (1.0 or 0.0) that was `expected` with a probability."""
    drift = DRIFT_AN_ANSWER
    if day >= 0.0 and overall[DAY] >= 0.0:
        drift += DRIFT_A_DAY * max(day - overall[DAY], 0.0)
    variance = min(overall[VARIANCE] + drift, PRIOR_VARIANCE)
    doubt = expected * (1.0 - expected)
    gain = variance / (1.0 + doubt * (variance + PRIOR_VARIANCE_COMPETENCY))
    overall[ABILITY] += gain * (outcome - expected)
    overall[VARIANCE] = variance * (1.0 - gain * doubt)
    overall[SLOW] += 0.05 * (outcome - chance(overall[SLOW] + easiness))
    overall[MIDDLE] += 0.2 * (outcome - chance(overall[MIDDLE] + easiness))
    overall[FAST] += 0.6 * (outcome - chance(overall[FAST] + easiness))
    overall[SHARE_SLOW] += 0.1 * (outcome - overall[SHARE_SLOW])
    overall[SHARE_MIDDLE] += 0.3 * (outcome - overall[SHARE_MIDDLE])
    overall[SHARE_FAST] += 0.6 * (outcome - overall[SHARE_FAST])
    overall[RIGHT] += outcome
    overall[WRONG] += 1.0 - outcome
    overall[RIGHT_ROW] = outcome * (overall[RIGHT_ROW] + 1.0)
    overall[WRONG_ROW] = (1.0 - outcome) * (overall[WRONG_ROW] + 1.0)
    overall[N_SEEN] += 1.0
    if day >= 0.0:
        overall[DAY] = max(day, overall[DAY])


@part_of_kernels
def observe_competency(rows, c, share, easiness, outcome, expected, var_overall, n_seen, day):  # type: ignore[no-untyped-def]
    """Move on what is believed of competency `c`, which holds `share` of the answer."""
    drift = DRIFT_AN_ANSWER_COMPETENCY
    if day >= 0.0 and rows[c, C_DAY] >= 0.0:
        drift += DRIFT_A_DAY_COMPETENCY * max(day - rows[c, C_DAY], 0.0)
    variance = min(rows[c, C_VARIANCE] + drift, PRIOR_VARIANCE_COMPETENCY)
    doubt = expected * (1.0 - expected)
    gain = variance / (1.0 + doubt * (var_overall + variance * share))
    rows[c, C_ABILITY] += gain * (outcome - expected)
    rows[c, C_VARIANCE] = variance * (1.0 - gain * doubt * share)
    rows[c, C_SLOW] += 0.15 * (outcome - chance(rows[c, C_SLOW] + easiness))
    rows[c, C_FAST] += 0.5 * (outcome - chance(rows[c, C_FAST] + easiness))
    rows[c, C_RIGHT] += outcome
    rows[c, C_WRONG] += 1.0 - outcome
    rows[c, C_SHARE_SLOW] += 0.2 * (outcome - rows[c, C_SHARE_SLOW])
    rows[c, C_SHARE_FAST] += 0.5 * (outcome - rows[c, C_SHARE_FAST])
    rows[c, C_RIGHT_ROW] = outcome * (rows[c, C_RIGHT_ROW] + 1.0)
    rows[c, C_WRONG_ROW] = (1.0 - outcome) * (rows[c, C_WRONG_ROW] + 1.0)
    rows[c, C_SEEN_AT] = n_seen
    if day >= 0.0:
        rows[c, C_DAY] = max(day, rows[c, C_DAY])


@part_of_kernels
def read_answer(overall, rows, numbers, first, last, facts, met, m, day, out):  # type: ignore[no-untyped-def]
    """Write every state feature of the question about to be answered.

    `numbers[first:last]` are the rows of its competencies. `facts` are its easiness, its
    competencies' mean level, the counts of answers to item and competencies, and the competencies'
    position. `met[m]` is what the student did on this item.
    """
    for column in range(17, 30):
        out[column] = 0.0
    out[29] = 99.0
    share = 1.0 / (last - first)
    same = 0.0
    for j in range(first, last):
        c = numbers[j]
        if rows[c, C_IS_MET] == 0.0:
            begin_competency(rows, c)
        add_competency(rows, c, share, overall[N_SEEN], day, out)
        if c == overall[LAST_COMPETENCY]:
            same = 1.0
    read_overall(overall, day, out)
    out[0] = overall[ABILITY] + out[17] + facts[0]
    out[1] = facts[0]
    out[2] = facts[1]
    out[3] = facts[2]
    out[4] = facts[3]
    out[5] = facts[4]
    out[30] = last - first
    out[31] = (overall[RUN] + 1.0) * same
    out[32] = same
    out[33] = met[m, M_OUTCOME] if met[m, M_TIMES] > 0.0 else -1.0
    out[34] = met[m, M_TIMES]
    out[35] = (
        log_answers_since(overall[N_SEEN], met[m, M_SEEN_AT])
        if met[m, M_TIMES] > 0.0
        else NEVER
    )


@part_of_kernels
def read_meetings(overall, at, out):  # type: ignore[no-untyped-def]
    """Write the features about first answers to competencies, from column `at` on."""
    out[at] = log_count(overall[N_MET_COMPETENCIES])
    out[at + 1] = overall[MEETING_SLOW]
    out[at + 2] = overall[MEETING_FAST]
    out[at + 3] = log_count(overall[RIGHT_AT_MEETINGS])
    out[at + 4] = log_count(overall[WRONG_AT_MEETINGS])


@part_of_kernels
def observe_meeting(overall, n_new, share, easiness, outcome):  # type: ignore[no-untyped-def]
    """Move on what is believed of first answers by one that met `n_new` competencies, `share` of all it touched."""
    overall[N_MET_COMPETENCIES] += n_new
    overall[RIGHT_AT_MEETINGS] += outcome
    overall[WRONG_AT_MEETINGS] += 1.0 - outcome
    slow, fast = overall[MEETING_SLOW], overall[MEETING_FAST]
    overall[MEETING_SLOW] += 0.1 * share * (outcome - chance(slow + easiness))
    overall[MEETING_FAST] += 0.3 * share * (outcome - chance(fast + easiness))


@part_of_kernels
def observe_answer(overall, rows, numbers, first, last, easiness, met, m, day, outcome):  # type: ignore[no-untyped-def]
    """Move the whole state on by one answer, and return how likely it was; every touched competency learns of it."""
    share = 1.0 / (last - first)
    ability = 0.0
    same = 0.0
    n_new = 0.0
    for j in range(first, last):
        c = numbers[j]
        if rows[c, C_IS_MET] == 0.0:
            begin_competency(rows, c)
        if rows[c, C_SEEN_AT] < 0.0:
            n_new += 1.0
        ability += share * rows[c, C_ABILITY]
        if c == overall[LAST_COMPETENCY]:
            same = 1.0
    expected = chance(overall[ABILITY] + ability + easiness)
    for j in range(first, last):
        observe_competency(
            rows,
            numbers[j],
            share,
            easiness,
            outcome,
            expected,
            overall[VARIANCE],
            overall[N_SEEN],
            day,
        )
    overall[RUN] = (overall[RUN] + 1.0) * same
    overall[LAST_COMPETENCY] = numbers[last - 1]
    met[m, M_TIMES] += 1.0
    met[m, M_OUTCOME] = outcome
    met[m, M_SEEN_AT] = overall[N_SEEN]
    if n_new > 0.0:
        observe_meeting(overall, n_new, n_new * share, easiness, outcome)
    observe_overall(overall, easiness, outcome, expected, day)
    return expected


READ_ANSWER = Kernel(read_answer)
OBSERVE_ANSWER = Kernel(observe_answer)
BEGIN_STUDENT = Kernel(begin_student)
