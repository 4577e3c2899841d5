"""Judges mastery rules on what held-out students did: when each would have said "learned", and whether it was true.

The unaided answers of one student to one competency are a run. A rule gives a mark after each answer of a
run; it says "learned" at the first answer, from the third on, whose mark reaches a bar. Then:

- *coverage*: the share of runs (of at least `SHORTEST_RUN` answers) in which it says so;
- *answers needed*: the mean number of answers up to and with that one;
- *false mastery*: the share of the answers after it, up to `N_AFTER` a run, that are wrong; and the same reckoned for
  each run that has any, then the mean of the runs (so that one with a single answer left counts as one with three).

Each rule is judged along its whole curve, from the strictest bar to the loosest, so that rules are compared
at equal coverage and not at bars somebody chose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.criteria import KnowledgeTracing

SHORTEST_RUN = 3
N_AFTER = 3
FEWEST = 3
MOST_BARS = 400
Marker = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Answers by student, competency and time; `starts` cuts them into runs, `rows` are their places in the log."""

    rows: Wholes
    starts: Wholes
    is_right: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a rule does at one bar: shares 0 to 1, and a mean number of answers."""

    bar: float
    coverage: float
    answers_needed: float
    false_mastery: float
    false_by_run: float


def runs_of(answers: AnswerLog, *, shortest: int = SHORTEST_RUN) -> Runs:
    """Return the runs of a log that are long enough."""
    key = answers.student_of_answer() * answers.n_competencies + answers.first_competencies()
    order = np.argsort(key, kind="stable")
    _, lengths = np.unique(key[order], return_counts=True)
    kept = lengths >= shortest
    is_kept = np.repeat(kept, lengths)
    rows = order[is_kept]
    starts = np.concatenate([[0], np.cumsum(lengths[kept])]).astype(np.int64)
    return Runs(rows=rows, starts=starts, is_right=answers.is_right[rows])


def curve(
    runs: Runs, marks: Floats, *, n_after: int = N_AFTER, fewest: int = FEWEST
) -> list[Point]:
    """Return what a rule does at each bar, strictest first; `marks` is one for each answer of the runs."""
    bars = np.unique(marks[np.isfinite(marks)])[::-1]
    if len(bars) > MOST_BARS:
        bars = np.quantile(bars, np.linspace(1.0, 0.0, MOST_BARS))
    points = (at_bar(runs, marks, float(bar), n_after=n_after, fewest=fewest) for bar in bars)
    return [point for point in points if point]


def at_bar(
    runs: Runs, marks: Floats, bar: float, *, n_after: int = N_AFTER, fewest: int = FEWEST
) -> Point | None:
    """Return what a rule that may speak from the answer `fewest` on does at one bar; None if none ever follows."""
    n_runs = len(runs.starts) - 1
    place = np.arange(len(marks)) - np.repeat(runs.starts[:-1], np.diff(runs.starts))
    said = np.flatnonzero((marks >= bar) & (place >= fewest - 1))
    run_of = np.searchsorted(runs.starts, said, side="right") - 1
    learned, first = np.unique(run_of, return_index=True)
    at = said[first]
    right_before = np.concatenate([[0.0], np.cumsum(runs.is_right)])
    ends = np.minimum(at + 1 + n_after, runs.starts[learned + 1])
    followed = ends - at - 1
    if not len(at) or followed.sum() == 0:
        return None
    right = right_before[ends] - right_before[at + 1]
    has_any = followed > 0
    return Point(
        bar=bar,
        coverage=len(at) / n_runs,
        answers_needed=float((place[at] + 1).mean()),
        false_mastery=1.0 - float(right.sum() / followed.sum()),
        false_by_run=1.0 - float((right[has_any] / followed[has_any]).mean()),
    )


def at_coverage(points: Sequence[Point], coverage: float) -> Point | None:
    """Return what a rule does at a coverage, by a straight line between its bars; None beyond its ends."""
    ordered = sorted(points, key=lambda point: point.coverage)
    shares = [point.coverage for point in ordered]
    if not shares or not shares[0] <= coverage <= shares[-1]:
        return None
    return Point(
        bar=float(np.interp(coverage, shares, [point.bar for point in ordered])),
        coverage=coverage,
        answers_needed=float(np.interp(coverage, shares, [p.answers_needed for p in ordered])),
        false_mastery=float(np.interp(coverage, shares, [p.false_mastery for p in ordered])),
        false_by_run=float(np.interp(coverage, shares, [p.false_by_run for p in ordered])),
    )


def marks_of_the_next(runs: Runs, p_right: Floats) -> Floats:
    """Mark how likely the answer after each one is right, its item known; -1 after the last answer of a run.

    `p_right` is what was foretold of each answer of the log.
    """
    marks = np.append(p_right[runs.rows][1:], -1.0)[: len(runs.rows)]
    marks[runs.starts[1:] - 1] = -1.0
    return np.asarray(marks)


def marks_of(runs: Runs, marker: Marker) -> Floats:
    """Return the marks of every run."""
    return np.concatenate(
        [
            marker(runs.is_right[first:last])
            for first, last in zip(runs.starts[:-1], runs.starts[1:], strict=True)
        ]
    )


def in_a_row(right: Floats) -> Floats:
    """Mark how many right answers in a row there are (k in a row is the bar k)."""
    marks = np.zeros(len(right))
    row = 0.0
    for place, outcome in enumerate(right):
        row = (row + 1.0) * outcome
        marks[place] = row
    return marks


def of_the_last(n: int) -> Marker:
    """Return a marker of how many of the last n answers are right (m of n is the bar m)."""

    def mark(right: Floats) -> Floats:
        total = np.concatenate([np.zeros(n), np.cumsum(right)])
        marks: Floats = total[n:] - total[: len(right)]
        marks[: n - 1] = -1.0  # fewer than n answers are no n
        return marks

    return mark


def decaying(newest: float) -> Marker:
    """Return a marker of the decaying average."""

    def mark(right: Floats) -> Floats:
        marks = np.zeros(len(right))
        average = right[0] if len(right) else 0.0
        for place, outcome in enumerate(right):
            average += newest * (outcome - average) if place else 0.0
            marks[place] = average
        return marks

    return mark


def tracing(criterion: KnowledgeTracing) -> Marker:
    """Return a marker of P(known) by Bayesian knowledge tracing."""

    def mark(right: Floats) -> Floats:
        marks = np.zeros(len(right))
        p_known = criterion.p_known_at_start
        for place, outcome in enumerate(right):
            p_known = criterion.after(p_known, outcome > 0.5)
            marks[place] = p_known
        return marks

    return mark
