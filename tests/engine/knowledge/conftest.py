"""Made-up students and one small model of each kind, fitted once."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_students import N_COMPETENCIES, N_ITEMS, MadeUp, make_up

from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.model import KnowledgeModel, neutral_model


@pytest.fixture(scope="session")
def made_up() -> MadeUp:
    return make_up(400, seed=1)


@pytest.fixture(scope="session")
def newcomers() -> MadeUp:
    return make_up(30, seed=2)


@pytest.fixture(scope="session")
def fitted(made_up: MadeUp) -> dict[str, KnowledgeModel]:
    rng = np.random.default_rng(3)
    training, watched = split_off(made_up.answers, rng=rng)
    models = {kind.value: fit(training, watched, head=kind, rng=rng) for kind in HeadKind}
    models["neutral"] = neutral_model(n_items=N_ITEMS, n_competencies=N_COMPETENCIES)
    return models


@pytest.fixture(params=["neutral", "glass", "accuracy"])
def model(request: pytest.FixtureRequest, fitted: dict[str, KnowledgeModel]) -> KnowledgeModel:
    return fitted[request.param]
