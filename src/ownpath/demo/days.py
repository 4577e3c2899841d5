"""Give Live Oak's campuses their days: set up, picks for the day, two weeks of made-up records, and a plan asked for.

The plan itself is made by the worker beside the server, so that the demonstration answers at once. The records of the
days before are made up without a planner, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.demo.campuses import LOWER, set_up_campus
from ownpath.demo.cast import CAMPUSES, CAST, DISTRICT
from ownpath.school.days.queries import next_school_day, school_day, school_days, stations_of
from ownpath.school.days.services import ask_for_plan, set_policy
from ownpath.school.days.services.simulated import MadeUpDay, add_days, add_picks
from ownpath.school.people.queries import find_campuses, students_at

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.people.models import Campus, Person

DAYS_BACK: Final = 16
SHARE_PICKING: Final = 0.9
SHARE_PICKING_AHEAD: Final = 0.7  # of a day that is not locked yet
SHARE_HERE: Final = 0.95
PARTS: Final = frozenset(one.username for one in CAST)
MOVES: Final = 6_000  # a student: enough for a good plan, and soon there
CHALLENGES: Final = 3  # its bit
# How often each promise is planned, and how often what is planned is kept, in the order of the promises.
PROMISED: Final = (0.97, 0.55, 0.62, 0.9, 0.97, 0.8)
KEPT: Final = (0.95, 0.9, 0.88, 0.86, 0.93, 0.94)
GROWTH: Final = 0.012  # a day, of what is planned: a campus that learns
BATCH: Final = (0.25, 0.1, 0.15, 0.0, 0.2, 0.05)  # where the whole class goes one way


def give_days(*, today: date, now: datetime, seed: int, progress: Progress) -> None:
    """Set every campus of Live Oak that has students up and give it a past of two weeks and a plan in the making."""
    by_name = {campus.name: campus.key for campus in CAMPUSES}
    campuses = [
        one
        for one in find_campuses()
        if one.district.source_key == DISTRICT and students_at(campus=one, today=today)
    ]
    for n, campus in enumerate(campuses):
        key = by_name[campus.name]
        set_up_campus(campus=campus, key=key, today=today, now=now, seed=seed)
        set_policy(campus=campus, numbers={"moves_per_student": MOVES}, by=None, now=now)
        _past(campus, today, now, seed)
        _picks_and_plan(campus, today, now, seed)
        progress("days", n + 1, len(campuses))


def _picks_and_plan(campus: Campus, today: date, now: datetime, seed: int) -> None:
    is_school = school_day(campus=campus, day=today) is not None
    day = today if is_school else next_school_day(campus=campus, after=today)
    if day is None:
        return
    _pick(campus, day, today, now - timedelta(hours=14), f"{seed}:{campus.name}:picks")
    ahead = next_school_day(campus=campus, after=day)
    if ahead is not None:
        seed_ahead = f"{seed}:{campus.name}:picks ahead"
        _pick(campus, ahead, today, now - timedelta(hours=1), seed_ahead, is_ahead=True)
    ask_for_plan(campus=campus, day=day, publishes=True, by=None, now=now)


def _pick(
    campus: Campus,
    day: date,
    today: date,
    picked_at: datetime,
    seed: str,
    *,
    is_ahead: bool = False,
) -> None:
    """Let students pick something for a day; `is_ahead`: fewer have by now, and whoever plays a part will do it."""
    rng = Random(seed)  # noqa: S311 - a simulation
    share = SHARE_PICKING_AHEAD if is_ahead else SHARE_PICKING
    open_to_all = [one for one in stations_of(campus=campus) if one.modality != "peer"]
    picks = {
        student.pk: rng.choice(open_to_all).pk
        for student in students_at(campus=campus, today=today)
        if rng.random() < share and not (is_ahead and student.username_key in PARTS)
    }
    add_picks(campus=campus, day=day, station_by_student=picks, now=picked_at)


def _past(campus: Campus, today: date, now: datetime, seed: int) -> None:
    days = school_days(
        campus=campus, since=today - timedelta(days=DAYS_BACK), until=today - timedelta(days=1)
    )
    rng = Random(f"{seed}:{campus.name}:past")  # noqa: S311 - a simulation
    made_up: list[MadeUpDay] = []
    for student in students_at(campus=campus, today=today):
        made_up += _days_of(student, days, rng)
    add_days(campus=campus, days=made_up, now=now)


def _days_of(student: Person, days: list[date], rng: Random) -> Iterator[MadeUpDay]:
    is_batch = student.grade in LOWER
    luck = rng.gauss(0.0, 0.12)  # some are reached less than others, day after day
    waits = 0
    for n, day in enumerate(days):
        was_here = rng.random() < SHARE_HERE
        chances = BATCH if is_batch else PROMISED
        held = [p > 0 and rng.random() < p + luck + GROWTH * n for p in chances]
        held[CHALLENGES] = held[CHALLENGES] and not is_batch
        promised = sum(1 << bit for bit, one in enumerate(held) if one)
        kept = sum(
            1 << bit
            for bit, one in enumerate(held)
            if one and was_here and rng.random() < KEPT[bit]
        )
        waits = waits if not was_here else 0 if kept == (1 << len(held)) - 1 else waits + 1
        yield MadeUpDay(
            student_id=student.pk,
            day=day,
            was_here=was_here,
            promised=promised,
            kept=kept,
            waiting_days=waits,
            screen_minutes=45 * rng.randint(0, 3) if was_here else 0,
            teacher_minutes=45 * rng.randint(0 if is_batch else 1, 2) if was_here else 0,
        )
