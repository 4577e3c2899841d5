"""A district that grows from nobody to many comes from the prior into its own without a jump."""

from __future__ import annotations

import numpy as np
from made_up_students import N_COMPETENCIES, N_ITEMS, MadeUp

from ownpath.engine.knowledge.answers import of_students
from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.metrics import score
from ownpath.engine.knowledge.model import neutral_model

STUDENTS = (3, 8, 15, 30, 60, 120, 300)


def test_predictions_move_little_from_one_size_to_the_next(
    made_up: MadeUp, newcomers: MadeUp
) -> None:
    said = [
        neutral_model(n_items=N_ITEMS, n_competencies=N_COMPETENCIES).predict(newcomers.answers)
    ]
    for n_students in STUDENTS:
        rng = np.random.default_rng(5)
        is_here = np.arange(made_up.answers.n_students) < n_students
        training, watched = split_off(of_students(made_up.answers, is_here), rng=rng)
        model = fit(training, watched, head=HeadKind.GLASS, rng=rng)
        said.append(model.predict(newcomers.answers))
    steps = [
        float(np.abs(after - before).mean())
        for before, after in zip(said, said[1:], strict=False)
    ]
    losses = [score(newcomers.answers.is_right, one).log_loss for one in said]
    assert max(steps) < 0.08, steps
    assert max(after - before for before, after in zip(losses, losses[1:], strict=False)) < 0.01
    assert losses[-1] < losses[0] - 0.02
