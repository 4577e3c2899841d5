"""A district that grows from nobody to many comes from the prior into its own without a jump."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from made_up_students import N_COMPETENCIES, N_ITEMS, MadeUp

from ownpath.engine.knowledge.answers import of_students
from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.metrics import score
from ownpath.engine.knowledge.model import neutral_model

STUDENTS = (3, 8, 15, 30, 60, 120, 300)  # of 400; the others are foretold


def test_predictions_move_little_from_one_size_to_the_next(made_up: MadeUp) -> None:
    numbers = np.arange(made_up.answers.n_students)
    others = of_students(made_up.answers, numbers >= STUDENTS[-1])
    said = [neutral_model(n_items=N_ITEMS, n_competencies=N_COMPETENCIES).predict(others)]
    for n_students in STUDENTS:
        rng = np.random.default_rng(5)
        training, watched = split_off(
            of_students(made_up.answers, numbers < n_students), rng=rng
        )
        said.append(fit(training, watched, head=HeadKind.GLASS, rng=rng).predict(others))
    moved = [float(np.abs(after - before).mean()) for before, after in pairwise(said)]
    losses = [score(others.is_right, one).log_loss for one in said]
    assert max(moved) < 0.08
    assert max(after - before for before, after in pairwise(losses)) < 0.01
    assert losses[-1] < losses[0] - 0.02
