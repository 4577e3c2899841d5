"""The deeds of mastery ask for themselves who may do them, whoever calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, Cast, enroll, make_person

from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag
from ownpath.school.mastery.services import clear_flag, move_on, record_observation
from ownpath.school.mastery.services.allowed import NotAtWorkWith
from ownpath.school.people.models import Enrollment, Person, Role

NOBODY_ELSE = ["ada", "ben", "ito", "rosa", "reyes", "whitfield", "clerk", "lund"]


def observe(cast: Cast, by: Person) -> Any:
    """Let somebody write down what they saw Ada do."""
    return record_observation(
        student=cast.ada,
        competency_id=cast.competencies[0].pk,
        how_well="alone",
        note="",
        attempt=uuid4(),
        by=by,
        now=NOW,
    )


def clear(cast: Cast, by: Person) -> Any:
    """Let somebody go to Ada, who is stuck."""
    flag = StuckFlag.objects.create(
        student=cast.ada, competency=cast.competencies[0], opened_at=NOW, n_failures=3
    )
    return clear_flag(flag_id=flag.pk, what_was_done="sat with her", by=by, now=NOW)


def decide(cast: Cast, by: Person) -> Any:
    """Let somebody decide that Ada moves on."""
    return move_on(
        student=cast.ada,
        competency_id=cast.competencies[0].pk,
        reason="later again",
        by=by,
        now=NOW,
    )


Deed = Callable[[Cast, Person], Any]
deeds = pytest.mark.parametrize("deed", [observe, clear, decide])


def nothing_was_kept() -> bool:
    """Return whether no deed left anything."""
    n_cleared = StuckFlag.objects.exclude(cleared_at=None).count()
    return not (KnowledgeState.objects.exists() or StateChange.objects.exists() or n_cleared)


class TestEveryDeed:
    @deeds
    def test_is_done_by_the_teacher_of_the_section(self, cast: Cast, deed: Deed) -> None:
        deed(cast, cast.okafor)
        assert not nothing_was_kept()

    @deeds
    @pytest.mark.parametrize("who", NOBODY_ELSE)
    def test_is_refused_to_everybody_else(self, cast: Cast, deed: Deed, who: str) -> None:
        with pytest.raises(NotAtWorkWith):
            deed(cast, cast.everybody[who])
        assert nothing_was_kept()

    @deeds
    def test_is_refused_once_the_student_has_left_the_section(
        self, cast: Cast, deed: Deed
    ) -> None:
        Enrollment.objects.filter(person=cast.ada).update(
            ended_on=(NOW - timedelta(days=1)).date()
        )
        with pytest.raises(NotAtWorkWith):
            deed(cast, cast.okafor)

    @deeds
    def test_is_refused_to_a_teacher_for_a_child_they_only_raise(
        self, cast: Cast, deed: Deed
    ) -> None:
        cast.ada.guardianships.create(guardian=cast.ito)
        with pytest.raises(NotAtWorkWith):
            deed(cast, cast.ito)


class TestAnAide:
    @pytest.mark.parametrize("deed", [observe, clear])
    def test_helps(self, cast: Cast, deed: Deed) -> None:
        campus = cast.section.campus
        bell = make_person(cast.live_oak, "bell", "Tom", "Bell", Role.Name.AIDE, campus)
        enroll(cast.section, bell, Role.Name.AIDE)
        deed(cast, bell)
        assert not nothing_was_kept()

    def test_who_raises_the_child_does_not_let_it_move_on(self, cast: Cast) -> None:
        enroll(cast.section, cast.rosa, Role.Name.AIDE)
        observe(cast, cast.rosa)
        with pytest.raises(NotAtWorkWith):
            decide(cast, cast.rosa)
        assert not StateChange.objects.filter(after="moved_on").exists()
