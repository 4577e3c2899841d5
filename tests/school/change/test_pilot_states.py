"""A pilot under any sequence of deeds: each is taken whole or refused whole, and the history tells the truth."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import check_history, try_deed
from piloted import TEXTS, an_idea, fill_seat

from ownpath.school.change.models import (
    Amendment,
    Cycle,
    Measure,
    Notice,
    Pilot,
    PilotSection,
    PilotStudent,
)
from ownpath.school.change.services import pilots
from ownpath.school.change.states import CYCLE, PILOT
from ownpath.school.days.models import ModelChoice

TABLES = (
    Pilot, PilotSection, PilotStudent, Measure, Notice, Amendment, Cycle, ModelChoice,
)  # fmt: skip
ONE_STEP = {
    "propose", "rework", "approve", "start", "stop", "study", "adopt", "adapt", "abandon",
    "begin", "look", "close",
}  # fmt: skip
DEEDS = (
    *sorted(ONE_STEP), "tell", "notices", "drop", "amend", "cycle", "note", "save", "sections",
)  # fmt: skip


def do(cast: Cast, name: str, pilot: Pilot) -> object:
    """Do one deed to a pilot as the superintendent."""
    who = {"by": cast.whitfield, "now": NOW}
    this = {"pilot": pilot, **who}
    cycle = pilot.cycles.order_by("-number").first()
    on = {"cycle": cycle or Cycle(pilot=pilot, state="act"), **who}
    deeds = {
        "propose": lambda: pilots.propose(**this),
        "rework": lambda: pilots.rework(**this),
        "approve": lambda: pilots.approve(**this),
        "start": lambda: pilots.start(**this),
        "stop": lambda: pilots.stop(why="It hurts.", **this),
        "study": lambda: pilots.study(**this),
        **{
            verdict: lambda v=verdict: pilots.conclude(
                deed_name=v, learning_note="Fewer at once.", gap="The tests came late.", **this
            )
            for verdict in ("adopt", "adapt", "abandon")
        },
        "begin": lambda: pilots.begin_cycle(**on),
        "look": lambda: pilots.look_at_cycle(seen="Six chose.", **on),
        "close": lambda: pilots.conclude_cycle(learned="Ask first.", next_step="Ask.", **on),
        "tell": lambda: pilots.tell_campus(told_on=TODAY - timedelta(days=9), **this),
        "notices": lambda: [
            pilots.send_notice(audience=one, words=TEXTS, **this)
            for one in ("board", "families")
        ],
        "drop": lambda: pilots.drop_measure(measure=pilot.measures.order_by("-pk")[0], **this),
        "amend": lambda: pilots.amend(field="cost", value=pilot.measures.count(), why="x", **this),
        "cycle": lambda: pilots.plan_cycle(
            main_change="One cart", predicted="Calm", starts_on=TODAY,
            ends_on=TODAY + timedelta(days=9), **this,
        ),
        "note": lambda: pilots.note_learning(text="Fewer at once.", **this),
        "save": lambda: pilots.save_pilot(
            campus=pilot.campus, pilot=pilot, said={"problem": "Another"}, **who
        ),
        "sections": lambda: pilots.set_sections(piloting=[cast.section.uuid], **this),
    }  # fmt: skip
    return deeds[name]()


@pytest.mark.django_db
@settings(max_examples=14, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.integers(0, 8),
    st.lists(st.sampled_from(DEEDS), min_size=4, max_size=12),
)
def test_every_deed_is_taken_whole_or_refused_whole(
    cast: Cast, n_ahead: int, tries: list[str]
) -> None:
    Pilot.objects.all().delete()
    pilot = an_idea(cast)
    if not cast.section.campus.pk or n_ahead % 3 == 0:
        fill_seat(cast)
    ahead = ("propose", "tell", "notices", "approve", "start", "cycle", "study", "adopt")
    for name in (*ahead[:n_ahead], *tries):
        pilot = Pilot.objects.select_related("campus__district", "district").get(pk=pilot.pk)
        if name == "drop" and not pilot.measures.exists():
            continue
        before = pilot.state
        tried = try_deed(lambda n=name, p=pilot: do(cast, n, p), tables=TABLES)  # type: ignore[misc]
        is_legal = any(before in one.sources for one in PILOT.steps if one.deed == name)
        if name in {one.deed for one in PILOT.steps} and not is_legal:
            assert tried.refusal is not None, f"{name} was taken from {before}"
        if tried.refusal is None and name in ONE_STEP:
            assert tried.n_steps == 1
    check_history(pilot, PILOT)
    for cycle in pilot.cycles.all():
        check_history(cycle, CYCLE)
    assert pilot.cycles.exclude(state="act").count() <= 1
