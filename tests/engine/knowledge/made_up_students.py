"""Made-up students with known truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats

N_ITEMS = 40
N_COMPETENCIES = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeUp:
    """A log and the truth it was drawn from."""

    answers: AnswerLog
    easiness: Floats  # of items, log odds
    p_true: Floats  # of each answer


def make_up(n_students: int, *, seed: int, has_items: bool = True) -> MadeUp:
    """Return students of logistic growth: ability plus a gain a try, over items of known easiness."""
    rng = np.random.default_rng(seed)
    easiness = rng.normal(0.5, 1.0, N_ITEMS)
    starts, items, widths, touched, right, days, chances = [0], [], [], [], [], [], []
    for _ in range(n_students):
        ability, day = rng.normal(0, 1), 0.0
        tries = np.zeros(N_COMPETENCIES)
        for _ in range(int(rng.integers(1, 50))):
            item = int(rng.integers(N_ITEMS))
            first = item % N_COMPETENCIES
            named = [first] if item % 5 else [first, (first + 1) % N_COMPETENCIES]
            z = ability + easiness[item] + 0.15 * tries[named].mean()
            chances.append(1 / (1 + np.exp(-z)))
            tries[named] += 1
            day += float(rng.exponential(0.5))
            items.append(item if has_items else -1)
            widths.append(len(named))
            touched += named
            right.append(float(rng.random() < chances[-1]))
            days.append(day)
        starts.append(len(right))
    return MadeUp(
        answers=AnswerLog(
            starts=np.array(starts, np.int64),
            items=np.array(items, np.int64),
            competency_starts=np.concatenate([[0], np.cumsum(widths)]).astype(np.int64),
            competencies=np.array(touched, np.int64),
            is_right=np.array(right),
            days=np.array(days),
            n_items=N_ITEMS if has_items else 0,
            n_competencies=N_COMPETENCIES,
        ),
        easiness=easiness,
        p_true=np.array(chances),
    )
