"""Random lives of the council: what may be done is done with one step, what may not is refused and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, Cast
from convened import Council, convene, propose
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_history, try_deed

from ownpath.school.change.models import (
    AgendaItem,
    CampusTold,
    Decision,
    Idea,
    Meeting,
    Motion,
    Seat,
    StateChange,
)
from ownpath.school.change.services import decisions, ideas, meetings, seats
from ownpath.school.change.states import DECISION, IDEA, MEETING, SEAT, Machine

TABLES = (AgendaItem, CampusTold, Decision, Idea, Meeting, Motion, Seat)
LATER = TODAY + timedelta(days=300)
BY = {"by": None, "now": NOW}

Deeds = dict[str, Callable[[Any], Any]]


def seat_deeds(council: Council) -> Deeds:
    """Return what can be tried with the seat of Dr. Reyes."""
    term = {"person": council.cast.reyes, "starts_on": TODAY, "ends_on": LATER}
    return {
        "invite": lambda seat: seats.invite_to_seat(seat=seat, **term, **BY),
        "accept": lambda seat: seats.accept_seat(seat=seat, **BY),
        "decline": lambda seat: seats.decline_seat(seat=seat, **BY),
        "resign": lambda seat: seats.resign_seat(seat=seat, **BY),
        "name_alternate": lambda seat: seats.name_alternate(seat=seat, person=None, **BY),
        "close": lambda seat: seats.close_seat(seat=seat, **BY),
        "reopen": lambda seat: seats.reopen_seat(seat=seat, **BY),
    }


IDEA_DEEDS: Deeds = {
    "set_aside": lambda idea: ideas.set_aside_idea(idea=idea, reply="Not now.", **BY),
    "bring_back": lambda idea: ideas.bring_back_idea(idea=idea, **BY),
}
MEETING_DEEDS: Deeds = {
    "open": lambda meeting: meetings.open_meeting(meeting=meeting, **BY),
    "unopen": lambda meeting: meetings.unopen_meeting(meeting=meeting, **BY),
    "cancel": lambda meeting: meetings.cancel_meeting(meeting=meeting, **BY),
    "close": lambda meeting: meetings.close_meeting(meeting=meeting, minutes="So.", **BY),
}
DECISION_DEEDS: Deeds = {
    "withdraw": lambda one: decisions.withdraw_decision(decision=one, **BY),
    "bring_back": lambda one: decisions.bring_back_decision(decision=one, **BY),
    "finish": lambda one: decisions.finish_decision(decision=one, outcome="Done.", **BY),
    "decide": lambda one: decisions.settle_decision(
        decision=one, is_carried=True, note="", **BY
    ),
    "turn_down": lambda one: decisions.settle_decision(
        decision=one, is_carried=False, note="", **BY
    ),
}


def live(row: Any, machine: Machine, deeds: Deeds, tries: list[int]) -> None:
    """Try deeds one after another and hold each to the laws."""
    names = sorted(deeds)
    for n in tries:
        name = names[n % len(names)]
        row = type(row).objects.get(pk=row.pk)
        allowed = {one.deed for one in machine.deeds_from(state=row.state)}
        tried = try_deed(lambda row=row, do=deeds[name]: do(row), tables=TABLES)
        assert (tried.refusal is None) == (name in allowed), (row.state, name, tried.refusal)
        assert tried.n_steps == (name in allowed)
    check_history(row, machine)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tries=st.lists(st.integers(0, 20), min_size=6, max_size=10))
def test_every_life_of_the_council_keeps_the_laws(cast: Cast, tries: list[int]) -> None:
    with transaction.atomic():
        council = convene(cast)
        StateChange.objects.all().delete()
        Seat.objects.update(state="vacant", holder=None, vacant_since=TODAY)
        seats.add_seat(
            district=cast.live_oak,
            campus=council.elementary,
            kind="teacher",
            is_voting=True,
            **BY,
        )
        live(council.reyes_seat, SEAT, seat_deeds(council), tries)
        idea = ideas.write_idea(
            district=cast.live_oak, campus=None, title="A garden", text="", by=cast.ada, now=NOW
        )
        live(idea, IDEA, IDEA_DEEDS, tries)
        called = meetings.call_meeting(
            district=cast.live_oak, starts_at=NOW + timedelta(days=2), where="", **BY
        )
        live(called, MEETING, MEETING_DEEDS, tries)
        live(propose(cast, []), DECISION, DECISION_DEEDS, tries)
        transaction.set_rollback(True)
