"""Give Live Oak's campuses their days: set up, picks for the day, two weeks of made-up records, and a plan asked for.

The plan itself is made by the worker beside the server, so that the demonstration answers at once. The records of the
days before are made up without a planner, and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.demo.campuses import set_up_campus
from ownpath.demo.cast import CAMPUSES, CAST, DISTRICT
from ownpath.demo.past import give_past
from ownpath.school.days.queries import next_school_day, school_day, stations_of
from ownpath.school.days.queries.happening import MODALITIES
from ownpath.school.days.services import ask_for_plan, set_policy
from ownpath.school.days.services.simulated import add_picks
from ownpath.school.people.queries import find_campuses, students_at
from ownpath.school.plans.queries import open_offers_of_many

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.people.models import Campus
    from ownpath.school.plans.models import Offer

SHARE_PICKING: Final = 0.9
SHARE_OWN: Final = 0.6  # of those with offers: pick one of them rather than a station
SHARE_PICKING_AHEAD: Final = 0.7  # of a day that is not locked yet
PARTS: Final = frozenset(one.username for one in CAST)
MOVES: Final = 6_000  # a student: enough for a good plan, and soon there


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
        give_past(campus, today, now, seed)
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
    picking = [
        student.pk
        for student in students_at(campus=campus, today=today)
        if rng.random() < share and not (is_ahead and student.username_key in PARTS)
    ]
    offered = open_offers_of_many(student_ids=picking, today=today)
    own = {student: _own_pick(offered.get(student, ()), rng) for student in picking}
    add_picks(
        campus=campus,
        day=day,
        station_by_student={
            student: rng.choice(open_to_all).pk for student in picking if own[student] is None
        },
        offer_by_student={student: one for student, one in own.items() if one is not None},
        now=picked_at,
    )


def _own_pick(offers: Sequence[Offer], rng: Random) -> Offer | None:
    """Return which of today's offers a student wants on that day; None: rather a station, or nothing fits a day."""
    fit = [one for one in offers if one.activity.modality in MODALITIES]
    return rng.choice(fit) if fit and rng.random() < SHARE_OWN else None
