"""Whatever is tried with an application: legal steps move it once, others leave everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cast import NOW, Cast
from django.db import transaction
from found import REPORT, meet_all, move, watched
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_columns, check_every_step, check_history, check_machine, try_deed

from ownpath.school.change.models import (
    Application,
    Duty,
    Gain,
    Mentor,
    Opportunity,
    RequirementMet,
)
from ownpath.school.change.queries.applications import duties_of
from ownpath.school.change.services.duties import set_duty_done
from ownpath.school.change.services.outcomes import GainWords, record_award, record_loss
from ownpath.school.change.states import APPLICATION

TABLES = (Application, Duty, Gain, Mentor, Opportunity, RequirementMet)
PLAIN = ("plan", "draft", "submit", "name_finalist", "withdraw", "report", "close", "step_back")
OTHERS = ("award", "award without duty", "lose", "lose without gain", "tick", "do duties")
MOVING = {"award without duty": "award", "lose without gain": "lose"}


def deeds(cast: Cast, application: Application) -> dict[str, Callable[[], Any]]:
    """Return everything that can be tried with an application, by name."""
    mentor = GainWords(kind="mentor", text="Dr. Pell walks along")

    def told(**more: Any) -> dict[str, Any]:
        return {"application": application, "by": cast.whitfield, "now": NOW, **more}

    def do_duties() -> None:
        for one in duties_of(application=application):
            set_duty_done(**told(duty_uuid=one.uuid, is_done=True))

    return {
        **{name: lambda name=name: move(cast, application, name) for name in PLAIN},
        "award": lambda: record_award(**told(amount=5, duties=[REPORT])),
        "award without duty": lambda: record_award(**told(amount=5, duties=[])),
        "lose": lambda: record_loss(**told(gains=[mentor])),
        "lose without gain": lambda: record_loss(**told(gains=[])),
        "tick": lambda: meet_all(cast, application),
        "do duties": do_duties,
    }


def test_the_table_is_sound() -> None:
    check_machine(APPLICATION)
    check_columns(APPLICATION)
    check_every_step(APPLICATION)


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tried=st.lists(st.sampled_from(PLAIN + OTHERS), max_size=14))
def test_no_order_of_deeds_breaks_an_application(cast: Cast, tried: list[str]) -> None:
    with transaction.atomic():
        application = watched(cast)
        for name in tried:
            application.refresh_from_db()
            before = application.state
            came = try_deed(deeds(cast, application)[name], tables=TABLES)
            application.refresh_from_db()
            if came.refusal is not None or name in {"tick", "do duties"}:
                assert came.n_steps == 0
                assert application.state == before
            else:
                assert came.n_steps == 1
                deed = MOVING.get(name, name)
                assert application.state == APPLICATION.after(state=before, deed=deed)
            assert name not in MOVING or came.refusal is not None
        check_history(application, APPLICATION)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_deed_from_every_state(cast: Cast) -> None:
    application = watched(cast)
    meet_all(cast, application)
    for state in APPLICATION.states:
        for name in {one.deed for one in APPLICATION.steps}:
            with transaction.atomic():
                Application.objects.filter(pk=application.pk).update(state=state)
                application.refresh_from_db()
                came = try_deed(deeds(cast, application)[name], tables=TABLES)
                transaction.set_rollback(True)
            steps = APPLICATION.deeds_from(state=state)
            is_legal = name in {one.deed for one in steps}
            assert (came.refusal is None) == is_legal, (state, name)
            assert came.n_steps == int(is_legal), (state, name)
