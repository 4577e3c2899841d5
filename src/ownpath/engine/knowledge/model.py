"""A fitted knowledge model: calibration, echoes or motifs, a head, and what it says about itself.

log odds = slope x (expected + trust x head's score) + shift + what the competency is off by. `expected` comes from
the streaming state alone and is sound with no data at all; `trust` grows with the answers behind the head, so a
young district leans on the prior and comes into its own without a jump. Slope and shifts mend what
is off on students the head never saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ownpath.engine.knowledge.answers import AnswerLog, Floats
from ownpath.engine.knowledge.bins import Cuts
from ownpath.engine.knowledge.calibration import Calibration, neutral_calibration
from ownpath.engine.knowledge.echoes import EchoTable, silent_echoes
from ownpath.engine.knowledge.features import ECHO_KINDS, N_FEATURES
from ownpath.engine.knowledge.glass_box import GlassBox
from ownpath.engine.knowledge.hearing import hear_echoes, hear_motifs
from ownpath.engine.knowledge.mending import mean_shift
from ownpath.engine.knowledge.motifs import MotifTable
from ownpath.engine.knowledge.spreads import Spread, wide_spread
from ownpath.engine.knowledge.trees import Trees
from ownpath.engine.knowledge.walking import Singles, walk

Head = Trees | GlassBox
ANSWERS_TO_TRUST_HALF = 500.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnowledgeModel:
    """What predicts. `about` holds data window, figures and counts, in words JSON has.

    Beliefs about competencies come from `belief_head`; a model without one (hardly any answers, or fitted before there
    were any) asks its head, at the values in `reference`. `competency_shift` is None in models fitted before there was
    one. `item_keys` and `competency_keys` name items and competencies elsewhere, in the order of their numbers.
    """

    calibration: Calibration
    echoes: tuple[EchoTable, ...]
    head: Head
    trust: float
    slope: float = 1.0
    shift: float = 0.0
    competency_shift: Floats | None = None
    belief_head: Trees | None = None
    motifs: MotifTable = field(default_factory=MotifTable)
    reference: Floats = field(default_factory=lambda: np.zeros(N_FEATURES))
    spread: Spread = field(default_factory=wide_spread)
    item_keys: tuple[str, ...] = ()
    competency_keys: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    def features(self, answers: AnswerLog) -> Singles:
        """Return what was known before each answer, answers by features."""
        which = np.zeros(answers.n_students, np.int64)
        out = walk(answers, calibrations=[self.calibration], calibration_of_student=which)
        hear_echoes(answers, self.echoes, out=out)
        hear_motifs(answers, self.motifs, out=out)
        return out

    def log_odds(self, features: Singles) -> Floats:
        """Return the log odds of a right answer for rows of features, whatever their competencies are off by."""
        score = self.head.scores(features)
        return self.slope * (features[:, 0] + self.trust * score) + self.shift

    def predict(self, answers: AnswerLog) -> Floats:
        """Return the probability of a right answer before each answer was given; the log is not changed."""
        log_odds = self.log_odds(self.features(answers))
        if self.competency_shift is not None:
            log_odds += mean_shift(answers, self.competency_shift)
        return 1.0 / (1.0 + np.exp(-log_odds))

    def shift_of(self, competencies: Sequence[int]) -> float:
        """Return what the answers to a question about some competencies are off by, in log odds."""
        if self.competency_shift is None:
            return 0.0
        return sum(float(self.competency_shift[c]) for c in competencies) / len(competencies)


def trust_after(n_answers: int) -> float:
    """Return how far a head is trusted that was grown from so many answers, 0 to 1.

    Examples
    --------
    >>> trust_after(0), trust_after(500), round(trust_after(200_000), 3)
    (0.0, 0.5, 0.998)
    """
    return n_answers / (n_answers + ANSWERS_TO_TRUST_HALF)


def neutral_model(*, n_items: int, n_competencies: int) -> KnowledgeModel:
    """Return the model of a district nobody has answered in: the streaming state over neutral levels."""
    return KnowledgeModel(
        calibration=neutral_calibration(n_items=n_items, n_competencies=n_competencies),
        echoes=tuple(silent_echoes(n_items + n_competencies) for _ in ECHO_KINDS),
        head=silent_head(),
        trust=0.0,
    )


def silent_head() -> GlassBox:
    """Return a head that adds nothing."""
    return GlassBox(
        cuts=Cuts(values=np.zeros(0), starts=np.zeros(N_FEATURES + 1, np.int64)),
        intercept=0.0,
        single=np.zeros(N_FEATURES, np.float32),
        left=np.zeros(0, np.int64),
        right=np.zeros(0, np.int64),
        pair_starts=np.zeros(1, np.int64),
        pair=np.zeros(0, np.float32),
    )
