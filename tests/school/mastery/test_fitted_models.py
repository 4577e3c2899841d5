"""A district's own model: fitted on its ledger, kept, in force, and never in the way of what was reported before."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest
from cast import NOW, Cast, make_students
from django_tasks import task_backends
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged import let_a_model_judge

from ownpath.engine.knowledge import DEFAULT_RULE
from ownpath.engine.knowledge.storing import hash_of
from ownpath.school.evidence.services import Shown, add_many
from ownpath.school.mastery.models import FittedModel, KnowledgeState, StudentMemory
from ownpath.school.mastery.services import rebuild, record_answer, states_as_of
from ownpath.school.mastery.services.fitting import (
    gather,
    refit,
    tells_more_than_the_share,
)
from ownpath.school.mastery.shelf import model_rule_named, rule_by_name
from ownpath.school.mastery.tasks import refit_district

DAY = timedelta(days=1)


def shown(
    cast: Cast, student_id: int, at: datetime, *, right: bool, which: int, **more: object
) -> Shown:
    given_ = {
        "attempt": uuid4(),
        "student_id": student_id,
        "competency_ids": (cast.competencies[which].pk,),
        "score": float(right),
        "is_correct": right,
        "source": "simulated",
        "answered_at": at,
        "recorded_at": at,
        "item_id": cast.items[which].pk,
        "is_mixed": True,
        "response": {},
        "reply": {},
    }
    return Shown(**{**given_, **more})  # type: ignore[arg-type]


def a_term(cast: Cast, *, n_students: int, n_answers: int, seed: int = 5) -> list[int]:
    """Write simulated answers of students of differing ability who get better; return the students."""
    rng = np.random.default_rng(seed)
    students = [one.pk for one in make_students(cast, n_students)]
    rows = []
    for student in students:
        ability = rng.normal(0.5, 1.2)
        for k in range(n_answers):
            which = int(rng.integers(3))
            chance = 1 / (1 + np.exp(-(ability - which + 0.05 * k)))
            right = bool(rng.random() < chance)
            at = NOW - (n_answers - k) * DAY
            rows.append(shown(cast, student, at, right=right, which=which))
    add_many(all_shown=rows, by=None, now=NOW)
    return students


def rules_used() -> set[str]:
    return set(KnowledgeState.objects.values_list("rule", flat=True))


def beliefs() -> list[tuple[object, ...]]:
    columns = ("competency_id", "rule", "state", "estimate", "low", "high", "memory")
    return list(KnowledgeState.objects.order_by("competency_id").values_list(*columns))


def states() -> list[bytes]:
    return [bytes(one) for one in StudentMemory.objects.values_list("state", flat=True)]


class TestRefit:
    def test_lets_a_model_of_the_ledger_judge_and_leaves_yesterdays_report_as_it_was(
        self, cast: Cast
    ) -> None:
        students = a_term(cast, n_students=60, n_answers=20)
        rebuild(student_ids=students, now=NOW)
        assert rules_used() == {DEFAULT_RULE.name}
        reported = {one: states_as_of(student_id=one, at=NOW) for one in students[:5]}

        came = refit(
            district_id=cast.live_oak.pk,
            rng=np.random.default_rng(1),
            now=NOW + DAY,
            progress=lambda *_far: None,
        )

        (model,) = came
        assert tells_more_than_the_share(model)
        assert (model.n_students, model.n_answers) == (60, 1200)
        assert (model.answers_from, model.answers_until) == (NOW - 20 * DAY, NOW - DAY)
        rule = model_rule_named(f"model-{model.version}")
        assert rule is not None
        assert hash_of(rule.model) == model.content_hash
        assert rules_used() == {rule.name}
        late = shown(cast, students[0], NOW - 3 * DAY, right=False, which=0)
        record_answer(shown=late, by=None, now=NOW + 2 * DAY)
        assert {one: states_as_of(student_id=one, at=NOW) for one in students[:5]} == reported

    def test_does_nothing_while_nothing_is_new_and_keeps_each_version(self, cast: Cast) -> None:
        first = let_a_model_judge(cast)
        FittedModel.objects.filter(pk=first.pk).update(n_answers=1_200)
        a_term(cast, n_students=60, n_answers=20)
        again = refit(
            district_id=cast.live_oak.pk,
            rng=np.random.default_rng(1),
            now=NOW + DAY,
            progress=lambda *_far: None,
        )
        assert again == []
        second = let_a_model_judge(cast, now=NOW + DAY)
        first.refresh_from_db()
        assert first.in_force_until == second.in_force_from == NOW + DAY
        assert rule_by_name(f"model-{first.version}").name == f"model-{first.version}"

    def test_leaves_a_small_district_to_the_default_rule(self, cast: Cast) -> None:
        students = a_term(cast, n_students=5, n_answers=4)
        came = refit(
            district_id=cast.live_oak.pk,
            rng=np.random.default_rng(1),
            now=NOW,
            progress=lambda *_far: None,
        )
        rebuild(student_ids=students, now=NOW)
        assert came == []
        assert rules_used() == {DEFAULT_RULE.name}

    def test_is_left_to_the_worker_by_its_task(self, cast: Cast) -> None:
        waiting = refit_district.enqueue(cast.live_oak.pk)
        assert task_backends["default"].get_result(waiting.id).args == [cast.live_oak.pk]
        assert refit_district.call(cast.live_oak.pk) == []


class TestGather:
    def test_takes_first_unaided_answers_of_the_districts_own_framework(
        self, cast: Cast
    ) -> None:
        rows = [
            shown(cast, cast.ada.pk, NOW - 2 * DAY, right=True, which=0),
            shown(cast, cast.ada.pk, NOW - DAY, right=False, which=1, hints_used=1),
            shown(cast, cast.ada.pk, NOW, right=True, which=1, number=2),
            shown(cast, cast.ben.pk, NOW, right=False, which=2),
            shown(cast, cast.lund.pk, NOW, right=True, which=2),
        ]
        add_many(all_shown=rows, by=None, now=NOW)
        found = gather(district_id=cast.live_oak.pk, framework_id=cast.framework.pk)
        assert list(found.answers.is_right) == [1.0, 0.0]
        assert found.answers.n_students == 2
        assert len(found.competency_keys) == len(cast.competencies)


answers = st.lists(
    st.tuples(st.floats(0, 60 * 24 * 20), st.booleans(), st.integers(0, 3), st.integers(0, 1)),
    max_size=12,
)


class TestAModelInForce:
    @given(history=answers)
    @settings(
        max_examples=8,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_replays_to_what_it_reckoned_row_by_row_in_any_order_of_entry(
        self, cast: Cast, history: list[tuple[float, bool, int, int]]
    ) -> None:
        if not FittedModel.objects.exists():
            let_a_model_judge(cast)
        KnowledgeState.objects.all().delete()
        cast.ada.evidence.all().delete()
        cast.ada.memories.all().delete()
        for minute, right, which, hints in history:
            at = NOW + timedelta(minutes=minute)
            one = shown(cast, cast.ada.pk, at, right=right, which=which, hints_used=hints)
            record_answer(shown=one, by=cast.ada, now=NOW)
        as_it_came = beliefs(), states()
        rebuild(student_ids=[cast.ada.pk], now=NOW)
        assert (beliefs(), states()) == as_it_came

    def test_judges_everything_anew_at_the_first_answer_after_it_came(self, cast: Cast) -> None:
        for which in (0, 1):
            one = shown(cast, cast.ada.pk, NOW - DAY, right=True, which=which)
            record_answer(shown=one, by=cast.ada, now=NOW)
        assert rules_used() == {DEFAULT_RULE.name}
        model = let_a_model_judge(cast)
        record_answer(
            shown=shown(cast, cast.ada.pk, NOW, right=True, which=0), by=cast.ada, now=NOW
        )
        assert rules_used() == {f"model-{model.version}"}
        assert KnowledgeState.objects.count() == 2

    def test_judges_nobody_of_another_district(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        one = shown(cast, cast.lund.pk, NOW, right=True, which=0)
        record_answer(shown=one, by=None, now=NOW)
        assert rules_used() == {DEFAULT_RULE.name}

    def test_gives_way_to_a_rule_the_framework_names(self, cast: Cast) -> None:
        cast.framework.mastery_rule = "row-3@2"
        cast.framework.save()
        let_a_model_judge(cast)
        one = shown(cast, cast.ada.pk, NOW, right=True, which=0)
        record_answer(shown=one, by=cast.ada, now=NOW)
        assert rules_used() == {"row-3@2"}

    def test_that_is_not_here_is_named(self, db: None) -> None:
        with pytest.raises(ValueError, match="model '7' is not here"):
            rule_by_name("model-7")
