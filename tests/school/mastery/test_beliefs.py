"""Beliefs follow the ledger, whichever way its rows come."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownpath.engine.knowledge import State
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag
from ownpath.school.mastery.queries import beliefs_of, unseen_downgrades
from ownpath.school.mastery.services import (
    UnknownDegree,
    clear_flag,
    move_on,
    rebuild,
    record_answer,
    record_observation,
)


def shown(cast: Cast, minute: float, *, right: bool, which: int = 0, **more: object) -> Shown:
    given_ = {
        "attempt": uuid4(),
        "student_id": cast.ada.pk,
        "competency_ids": (cast.competencies[which].pk,),
        "score": float(right),
        "is_correct": right,
        "source": "own_page",
        "answered_at": NOW + timedelta(minutes=minute),
        "response": {},
        "reply": {},
    }
    return Shown(**{**given_, **more})  # type: ignore[arg-type]


def beliefs() -> list[tuple[object, ...]]:
    columns = (
        "competency_id",
        "state",
        "estimate",
        "low",
        "high",
        "n_unaided",
        "memory",
        "review_due_at",
    )
    return list(KnowledgeState.objects.order_by("competency_id").values_list(*columns))


def flags() -> list[tuple[object, ...]]:
    columns = ("competency_id", "opened_at", "n_failures", "last_evidence", "cleared_at")
    rows = StuckFlag.objects.order_by("competency_id", "opened_at")
    return list(rows.values_list(*columns, "cleared_by"))


answers = st.lists(
    st.tuples(st.floats(0, 60 * 24 * 20), st.booleans(), st.integers(0, 3), st.integers(0, 1)),
    max_size=14,
)


class TestReplay:
    @given(history=answers)
    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_gives_what_was_reckoned_row_by_row_in_any_order_of_entry(
        self, cast: Cast, history: list
    ) -> None:
        KnowledgeState.objects.all().delete()
        cast.ada.evidence.all().delete()
        cast.ada.memories.all().delete()
        for minute, right, which, hints in history:
            record_answer(
                shown=shown(cast, minute, right=right, which=which, hints_used=hints),
                by=cast.ada,
                now=NOW,
            )
        as_it_came = beliefs()
        KnowledgeState.objects.all().delete()
        rebuild(student_ids=[cast.ada.pk], now=NOW)
        assert beliefs() == as_it_came

    @given(history=answers, helped=st.sets(st.integers(0, 13)))
    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_raises_and_lets_down_flags_when_the_answers_did(
        self, cast: Cast, history: list, helped: set[int]
    ) -> None:
        for rows in (cast.ada.stuck_flags, cast.ada.memories, KnowledgeState.objects):
            rows.all().delete()
        StateChange.objects.all().delete()
        cast.ada.evidence.all().delete()
        for number, (_minute, right, which, hints) in enumerate(history):
            at = NOW + timedelta(minutes=10 * number)
            how = {"which": which % 2, "hints_used": hints * (which > 1)}
            record_answer(
                shown=shown(cast, 10 * number, right=right and which > 0, **how),
                by=cast.ada,
                now=at,
            )
            if number in helped:
                for flag in cast.ada.stuck_flags.filter(cleared_at=None):
                    then = at + timedelta(minutes=5)
                    clear_flag(flag_id=flag.pk, what_was_done="", by=cast.okafor, now=then)
        as_it_came = flags()
        cast.ada.stuck_flags.filter(cleared_by=None).delete()
        later = NOW + timedelta(days=30)
        if not cast.ada.stuck_flags.exists():
            rebuild(student_ids=[cast.ada.pk], now=later)
            assert flags() == as_it_came
        rebuild(student_ids=[cast.ada.pk], now=later)
        assert [one for one in flags() if one[-2] is None] == [
            one for one in as_it_came if one[-2] is None
        ]

    def test_leaves_a_flag_down_that_an_adult_let_down(self, cast: Cast) -> None:
        for minute in range(3):
            record_answer(shown=shown(cast, minute, right=False), by=cast.ada, now=NOW)
        flag = cast.ada.stuck_flags.get()
        clear_flag(flag_id=flag.pk, what_was_done="talked", by=cast.okafor, now=NOW)
        rebuild(student_ids=[cast.ada.pk], now=NOW + timedelta(days=1))
        assert cast.ada.stuck_flags.get().cleared_by == cast.okafor

    def test_lets_a_flag_down_whose_answer_was_taken_back(self, cast: Cast) -> None:
        for minute in range(3):
            last = record_answer(shown=shown(cast, minute, right=False), by=cast.ada, now=NOW)
        later = NOW + timedelta(minutes=30)
        taken_back = shown(cast, 2, right=False, corrects_id=last.pk, competency_ids=())
        record_answer(shown=taken_back, by=cast.okafor, now=later)
        rebuild(student_ids=[cast.ada.pk], now=later)
        assert cast.ada.stuck_flags.get().cleared_at == later

    def test_leaves_out_what_was_corrected(self, cast: Cast) -> None:
        wrong = record_answer(shown=shown(cast, 0, right=False), by=cast.ada, now=NOW)
        record_answer(
            shown=shown(cast, 0, right=True, corrects_id=wrong.pk), by=cast.okafor, now=NOW
        )
        belief = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)[
            cast.competencies[0].pk
        ]
        assert (belief.n_unaided, belief.n_unaided_right) == (1, 1)


class TestBeliefsOf:
    def test_tells_ready_from_not_known_yet(self, cast: Cast) -> None:
        states = [
            belief.state
            for _, belief in sorted(
                beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW).items()
            )
        ]
        assert states == [State.READY, State.NOT_KNOWN_YET, State.NOT_KNOWN_YET, State.READY]

    def test_draws_nothing_shown_as_unknown_never_as_zero(self, cast: Cast) -> None:
        belief = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)[
            cast.competencies[0].pk
        ]
        assert (belief.estimate, belief.low, belief.high) == (None, 0.0, 1.0)

    def test_lets_a_review_come_due_by_time_alone(self, cast: Cast) -> None:
        for minute in range(4):
            record_answer(shown=shown(cast, minute, right=True), by=cast.ada, now=NOW)
        later = NOW + timedelta(days=5)
        first, second = cast.competencies[0].pk, cast.competencies[1].pk
        beliefs_then = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=later)
        assert beliefs_then[first].state is State.REVIEW_DUE
        assert beliefs_then[second].state is State.READY


class TestDowngrade:
    def test_carries_its_evidence_and_waits_to_be_told(self, cast: Cast) -> None:
        for minute, right in enumerate([True, True, True, True, False, False]):
            last = record_answer(shown=shown(cast, minute, right=right), by=cast.ada, now=NOW)
        (change,) = unseen_downgrades(student=cast.ada)
        assert (change.before, change.after, change.evidence) == (
            "learned",
            "needs_refresh",
            last,
        )


class TestRecordObservation:
    def test_counts_like_an_answer(self, cast: Cast) -> None:
        observed = record_observation(
            student=cast.ada,
            competency_id=cast.competencies[0].pk,
            how_well="alone",
            note="explained it to Omar",
            attempt=uuid4(),
            by=cast.okafor,
            now=NOW,
        )
        assert (observed.source, observed.recorded_by, observed.is_aided) == (
            "observation",
            cast.okafor,
            False,
        )
        assert KnowledgeState.objects.get().n_unaided_right == 1

    def test_refuses_a_degree_it_does_not_know(self, cast: Cast) -> None:
        with pytest.raises(UnknownDegree):
            record_observation(
                student=cast.ada,
                competency_id=cast.competencies[0].pk,
                how_well="brilliantly",
                note="",
                attempt=uuid4(),
                by=cast.okafor,
                now=NOW,
            )
        assert not KnowledgeState.objects.exists()


class TestMoveOn:
    def test_stands_until_the_student_shows_it_and_survives_a_rebuild(self, cast: Cast) -> None:
        first = cast.competencies[0].pk
        record_answer(shown=shown(cast, 0, right=False), by=cast.ada, now=NOW)
        move_on(
            student=cast.ada,
            competency_id=first,
            reason="time for the next",
            by=cast.okafor,
            now=NOW,
        )
        record_answer(shown=shown(cast, 1, right=False), by=cast.ada, now=NOW)
        KnowledgeState.objects.all().delete()
        rebuild(student_ids=[cast.ada.pk], now=NOW)
        assert KnowledgeState.objects.get().state == State.MOVED_ON.value
        for minute in (2, 3, 4, 5):
            record_answer(shown=shown(cast, minute, right=True), by=cast.ada, now=NOW)
        assert KnowledgeState.objects.get().state == State.LEARNED.value


class TestClearFlag:
    def test_keeps_what_the_adult_did(self, cast: Cast) -> None:
        for minute in range(3):
            record_answer(shown=shown(cast, minute, right=False), by=cast.ada, now=NOW)
        flag = StuckFlag.objects.get()
        clear_flag(flag_id=flag.pk, what_was_done="sat with her", by=cast.okafor, now=NOW)
        flag.refresh_from_db()
        assert (flag.cleared_by, flag.what_was_done) == (cast.okafor, "sat with her")
        assert StateChange.objects.count() == 1
