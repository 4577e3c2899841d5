"""Live Oak judged by a knowledge model: for tests that need one without fitting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from cast import NOW, Cast

from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.model import KnowledgeModel, neutral_model
from ownpath.school.mastery.models import FittedModel
from ownpath.school.mastery.services.fitting import Gathered, keep_model, put_in_force

NO_ANSWERS = AnswerLog(
    starts=np.zeros(1, np.int64),
    items=np.zeros(0, np.int64),
    competency_starts=np.zeros(1, np.int64),
    competencies=np.zeros(0, np.int64),
    is_right=np.zeros(0),
    days=np.zeros(0),
    n_items=0,
    n_competencies=0,
)


def let_a_model_judge(
    cast: Cast, *, model: KnowledgeModel | None = None, now: datetime = NOW
) -> FittedModel:
    """Put a model (the neutral one where none is given) in force for Live Oak's fractions, easy to please."""
    model = model or neutral_model(
        n_items=len(cast.items), n_competencies=len(cast.competencies)
    )
    keys = {
        "competency_keys": tuple(str(one.uuid) for one in cast.competencies),
        "item_keys": tuple(str(one.uuid) for one in cast.items),
    }
    row = keep_model(
        gathered=Gathered(
            district_id=cast.live_oak.pk,
            framework_id=cast.framework.pk,
            answers=NO_ANSWERS,
            answers_from=None,
            answers_until=None,
            **keys,
        ),
        model=replace(model, about={"made_at": now.isoformat()}),
        figures={},
        now=now,
    )
    row.bars = {"at_least": 0.6, "widest": 0.9, "fewest": 3}
    row.save()
    put_in_force(model=row, now=now)
    return row
