"""How a practice card tells what its pilots showed."""

from __future__ import annotations

from typing import Any

from cast import NOW, TODAY, Cast
from practiced import evaluate, make_card, make_pilot

from ownpath.school.change.models import Evaluation, Measure
from ownpath.school.change.queries.practices import evidence_of


class TestEvidence:
    """Each pilot's newest evaluations, in words."""

    def test_the_first_figure_is_told_first_and_whole_the_others_in_a_sentence(
        self, cast: Cast
    ) -> None:
        pilot = make_pilot(cast, [cast.section], cycles=2)
        sentences: dict[str, Any] = {"en": ["It helped.", "It rests on 2 classrooms."]}
        first = evaluate(pilot, **sentences)
        other = Measure.objects.create(pilot=pilot, kind="balancing", metric="screen_share")
        Evaluation.objects.create(
            pilot=pilot, measure=other, until=TODAY, verdict="we do not know yet",
            told={"words": {"en": ["We do not know yet.", "About 12 more weeks."]}},
            reckoned_at=NOW,
        )  # fmt: skip
        told = evidence_of(card=make_card(cast, pilot), language="en").pilots[0].verdicts
        assert [one.uuid == first.uuid for one in told] == [True, False]
        assert [one.words for one in told] == [
            "It helped. It rests on 2 classrooms.",
            "We do not know yet.",
        ]
