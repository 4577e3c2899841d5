"""First maps of many new students at once: what is probably known stands beside what is shown."""

from __future__ import annotations

from uuid import uuid4

import pytest
from cast import NOW, Cast

from ownpath.engine.knowledge import State
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.models import KnowledgeState
from ownpath.school.mastery.queries import beliefs_of
from ownpath.school.mastery.services import presume_of_new, record_answer

pytestmark = pytest.mark.django_db


class TestPresumeOfNew:
    def test_keeps_each_students_own_map(self, cast: Cast) -> None:
        first, second = (one.pk for one in cast.competencies[:2])
        presume_of_new(
            p_known={cast.ada.pk: {first: 0.9, second: 0.8}, cast.ben.pk: {first: 0.75}},
            now=NOW,
        )
        kept = KnowledgeState.objects.values_list("student_id", "competency_id", "p_presumed")
        assert set(kept) == {
            (cast.ada.pk, first, 0.9),
            (cast.ada.pk, second, 0.8),
            (cast.ben.pk, first, 0.75),
        }

    def test_counts_as_holding_but_never_as_shown(self, cast: Cast) -> None:
        first = cast.competencies[0].pk
        presume_of_new(p_known={cast.ada.pk: {first: 0.9}}, now=NOW)
        belief = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)[first]
        assert belief.state is State.PRESUMED
        assert belief.holds
        assert not belief.is_shown_to_hold
        assert (belief.estimate, belief.n_unaided, belief.last_answered_at) == (None, 0, None)

    def test_gives_way_to_the_first_miss(self, cast: Cast) -> None:
        first = cast.competencies[0].pk
        presume_of_new(p_known={cast.ada.pk: {first: 0.9}}, now=NOW)
        wrong = Shown(
            attempt=uuid4(), student_id=cast.ada.pk, competency_ids=(first,), score=0.0,
            is_correct=False, source="own_page", answered_at=NOW, response={}, reply={},
        )  # fmt: skip
        record_answer(shown=wrong, by=cast.ada, now=NOW)
        belief = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)[first]
        assert belief.state is State.LEARNING

    def test_of_nobody_writes_nothing(self, cast: Cast) -> None:
        presume_of_new(p_known={cast.ada.pk: {}}, now=NOW)
        assert not KnowledgeState.objects.exists()
