"""Two pilots of Live Oak Elementary: one let go with what it taught, then tried again smaller and adopted; made up.

Both go through the services at the moments at which they would have happened; what is said of them is reckoned from
the days made up in `piloted_days`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ownpath.demo.apart import Judge, judging_apart
from ownpath.demo.past import DAYS_BACK
from ownpath.demo.piloted_days import Change, competencies_of, make_up_days
from ownpath.school.change.queries.seats import voting_seats
from ownpath.school.change.services import pilots
from ownpath.school.change.services.pilots.asking import open_reckoning
from ownpath.school.change.services.pilots.reckoning import do_reckoning
from ownpath.school.change.services.seats import accept_seat, add_seat, invite_to_seat
from ownpath.school.curriculum.queries import framework_for
from ownpath.school.days.queries import school_days
from ownpath.school.days.services.simulated import count_waiting_again
from ownpath.school.people.queries import find_campuses, find_person, sections_at, students_in

if TYPE_CHECKING:
    from ownpath.school.change.models import Cycle, Pilot
    from ownpath.school.people.models import Campus, District, Person, Section

CAMPUS: Final = "Live Oak Elementary"
FIRST: Final[Mapping[str, Any]] = {
    "title": "Everybody on a device in mathematics",
    "problem": "A third of grade 3 waits while the class goes on, and another third is bored.",
    "change_idea": "Two classes work on devices in every mathematics block, each at their own place.",
    "learners": "Two classes of grade 3",
    "prediction": "More promises are kept, because each child works at their own place.",
    "preset": "lab_rotation",
    "cost": 1_200,
}
AGAIN: Final[Mapping[str, Any]] = {
    "problem": "A third of the class waits in mathematics, and another third is bored.",
    "change_idea": "Three classes: each child picks one of four stations a day, only one of them a device.",
    "learners": "Three classes of grade 5",
    "prediction": "Students do more of their own, and more promises are kept.",
    "preset": "station_rotation",
    "cost": 300,
}
LEARNED: Final = (
    "Devices alone did not make the day their own: the screens took the place of the teacher, and nobody "
    "had chosen anything. Next time fewer screens, real choices, and the teacher beside those who are stuck."
)
KEPT: Final = (
    "One choice a day was enough to change the room. It needs the four stations ready by Monday, and ten minutes "
    "on Friday to look who has not chosen by themselves."
)
NOTICES: Final[Mapping[str, Mapping[str, str]]] = {
    "board": {
        "en": "We try this for four weeks in a few classes and report what we see.",
        "es": "Lo probamos cuatro semanas en algunas clases y contamos lo que vemos.",
    },
    "families": {
        "en": "Your child’s class tries another way to work in mathematics for four weeks. You may say no at "
        "any time; your child learns the same things.",
        "es": "La clase de tu hijo o hija prueba otra manera de trabajar en matemáticas durante cuatro semanas. "
        "Puedes decir que no en cualquier momento; va a aprender lo mismo.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When a pilot of the demonstration was what, in days before today."""

    idea: int
    approved: int
    starts: int
    middle: int
    ends: int
    verdict: int


FIRST_PLAN: Final = Plan(idea=96, approved=87, starts=86, middle=72, ends=59, verdict=57)
AGAIN_PLAN: Final = Plan(idea=56, approved=47, starts=46, middle=33, ends=21, verdict=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """Where and by whom, and how a day ago is a moment."""

    campus: Campus
    by: Person
    now: datetime
    judge: Judge

    def ago(self, days: int) -> datetime:
        """Return the moment so many days ago, or on the next school day after it."""
        return self.now - timedelta(days=(self.today - self.day(days)).days)

    def day(self, days: int) -> date:
        """Return the day so many days ago, or the next school day after it."""
        then = self.today - timedelta(days=days)
        found = school_days(campus=self.campus, since=then, until=then + timedelta(days=4))
        return found[0] if found else then

    @property
    def today(self) -> date:
        """The day it is at the campus."""
        return self.now.astimezone(ZoneInfo(self.campus.district.time_zone)).date()

    def at(self, days: int) -> dict[str, Any]:
        """Return by whom and when, for a service."""
        return {"by": self.by, "now": self.ago(days)}


def seed_pilots(*, district: District, today: date, now: datetime, seed: int) -> int:
    """Let one pilot run and be let go, and its second try run and be adopted; return how many there are."""
    campus = next((one for one in find_campuses(name=CAMPUS) if one.district == district), None)
    by = find_person(username="reyes")
    if campus is None or by is None:
        return 0
    sections = {one.title: one for one in sections_at(campus=campus, today=today)}
    threes, fives = (
        [sections[f"Mathematics {grade}{letter}"] for letter in "ABCDE"] for grade in (3, 5)
    )
    with judging_apart() as judge:
        stage = _Stage(campus=campus, by=by, now=now, judge=judge)
        _fill_a_seat(stage, district)
        _make_up(
            stage, threes[:2], threes[2:4], FIRST_PLAN, seed, kept=-0.01, batch=0.0, screen=75.0
        )
        _make_up(
            stage, fives[:3], fives[3:], AGAIN_PLAN, seed, kept=0.16, batch=0.6, screen=-15.0
        )
        count_waiting_again(campus=campus)
        first = _first(stage, threes)
        _again(stage, first, fives)
    return 2


def _fill_a_seat(stage: _Stage, district: District) -> None:
    """Let the principal sit in the council where nobody of the campus does yet."""
    there = voting_seats(campus_ids=[stage.campus.pk])[stage.campus.pk]
    if any(one.holder_id for one in there):
        return
    at = stage.at(120)
    seat = next((one for one in there if one.kind == "principal"), None) or add_seat(
        district=district, campus=stage.campus, kind="principal", is_voting=True, by=None,
        now=at["now"],
    )  # fmt: skip
    day = stage.day(120)
    invite_to_seat(
        seat=seat, person=stage.by, starts_on=day, ends_on=day + timedelta(days=600), by=None,
        now=at["now"],
    )  # fmt: skip
    accept_seat(seat=seat, **at)


def _make_up(
    stage: _Stage, ours: list[Section], others: list[Section], plan: Plan, seed: int, *,
    kept: float, batch: float, screen: float,
) -> None:  # fmt: skip
    somebody = students_in(section=ours[0], today=stage.today)[0]
    framework = framework_for(student=somebody, today=stage.today)
    make_up_days(
        campus=stage.campus,
        piloting=ours,
        comparing=others,
        change=Change(
            since=stage.day(plan.starts),
            until=stage.day(plan.ends),
            kept=kept,
            batch=batch,
            screen=screen,
        ),
        since=stage.day(plan.starts + 35),
        until=stage.today - timedelta(days=DAYS_BACK + 1),
        competencies=competencies_of(framework.pk) if framework else [],
        now=stage.now,
        seed=seed,
    )


def _measures(predicted: float) -> tuple[pilots.MeasureSaid, ...]:
    return (
        pilots.MeasureSaid(
            kind="outcome",
            metric="promises_kept",
            is_headline=True,
            predicted=predicted,
            target=0.7,
        ),
        pilots.MeasureSaid(kind="process", metric="batch_time", predicted=-0.3, target=0.4),
        pilots.MeasureSaid(kind="balancing", metric="screen_share", stop_above=0.5),
        pilots.MeasureSaid(kind="balancing", metric="teacher_time", stop_below=0.1),
    )


def _first(stage: _Stage, sections: list[Section]) -> Pilot:
    plan = FIRST_PLAN
    pilot = pilots.save_pilot(
        campus=stage.campus, said={**FIRST, **_days(stage, plan)}, language="en", **stage.at(plan.idea)
    )  # fmt: skip
    for said in _measures(0.1):
        pilots.save_measure(pilot=pilot, said=said, **stage.at(plan.idea))
    pilot = _run(stage, pilot, plan, sections[:2], sections[2:4])
    cycle = _cycle(
        stage, pilot, plan.starts, plan.ends, "A device for each child", "Nobody waits"
    )
    _close(
        stage, cycle, plan.ends, "Nobody waited, and nobody talked.", "Choice, not only pace",
        "Ask the children what they would pick.",
    )  # fmt: skip
    return _decide(stage, pilot, plan, "abandon", LEARNED)


def _again(stage: _Stage, parent: Pilot, sections: list[Section]) -> Pilot:
    plan = AGAIN_PLAN
    pilot = pilots.retry(
        parent=parent, title="One choice a day in mathematics", **stage.at(plan.idea)
    )
    pilot = pilots.save_pilot(
        campus=stage.campus, pilot=pilot, said={**AGAIN, **_days(stage, plan)},
        **stage.at(plan.idea),
    )  # fmt: skip
    pilot = _run(stage, pilot, plan, sections[:3], sections[3:])
    one = _cycle(
        stage, pilot, plan.starts, plan.middle, "One choice a day", "Most children choose"
    )
    _reckon(stage, pilot, plan.middle)
    _close(
        stage, one, plan.middle, "Most chose; the same six went to the reading table.",
        "A choice has to be shown, not only offered", "Four stations with a picture each.",
    )  # fmt: skip
    two = _cycle(
        stage, pilot, plan.middle, plan.ends, "A picture for each station", "All choose"
    )
    _close(
        stage, two, plan.ends, "All chose, and asked for a fifth station.",
        "Ready stations are the whole work", "Show it to the other classes of grade 5.",
    )  # fmt: skip
    return _decide(stage, pilot, plan, "adopt", KEPT)


def _days(stage: _Stage, plan: Plan) -> dict[str, date]:
    return {
        "starts_on": stage.day(plan.starts),
        "ends_on": stage.day(plan.ends),
    }


def _run(
    stage: _Stage, pilot: Pilot, plan: Plan, ours: list[Section], others: list[Section]
) -> Pilot:
    """Bring a pilot from the idea to its start."""
    pilots.set_sections(
        pilot=pilot, piloting=[one.uuid for one in ours], comparing=[one.uuid for one in others],
        **stage.at(plan.idea),
    )  # fmt: skip
    pilot = pilots.propose(pilot=pilot, **stage.at(plan.idea))
    told_on = stage.day(plan.idea)
    pilot = pilots.tell_campus(pilot=pilot, told_on=told_on, **stage.at(plan.idea))
    for audience, words in NOTICES.items():
        pilots.send_notice(
            pilot=pilot, audience=audience, words=words, **stage.at(plan.idea - 1)
        )
    pilot = pilots.approve(pilot=pilot, **stage.at(plan.approved))
    return pilots.start(pilot=pilot, **stage.at(plan.starts))


def _cycle(
    stage: _Stage, pilot: Pilot, since: int, until: int, change: str, predicted: str
) -> Cycle:
    cycle = pilots.plan_cycle(
        pilot=pilot, main_change=change, predicted=predicted,
        starts_on=stage.day(since), ends_on=stage.day(until), **stage.at(since),
    )  # fmt: skip
    return pilots.begin_cycle(cycle=cycle, **stage.at(since))


def _close(
    stage: _Stage, cycle: Cycle, days: int, seen: str, learned: str, next_step: str
) -> None:
    looked = pilots.look_at_cycle(cycle=cycle, seen=seen, **stage.at(days))
    pilots.conclude_cycle(cycle=looked, learned=learned, next_step=next_step, **stage.at(days))


def _reckon(stage: _Stage, pilot: Pilot, days: int) -> None:
    at = stage.at(days)
    job = open_reckoning(pilot=pilot, until=None, headline="everyone", **at)
    do_reckoning(uuid=job.uuid, clock=lambda: at["now"], judge=stage.judge)


def _decide(stage: _Stage, pilot: Pilot, plan: Plan, verdict: str, learned: str) -> Pilot:
    pilot = pilots.study(pilot=pilot, **stage.at(plan.ends))
    _reckon(stage, pilot, plan.verdict)
    return pilots.conclude(
        pilot=pilot, deed_name=verdict, learning_note=learned, **stage.at(plan.verdict)
    )
