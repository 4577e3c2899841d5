"""Fourteen teachers of Live Oak who answered the survey, four of them invited; what they say is made up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.school.change.queries.eager import eager_list
from ownpath.school.change.services.inviting import back, invite_pair
from ownpath.school.change.services.surveying import answer_survey, ask_for_backing, nominate
from ownpath.school.people.queries import (
    find_campuses,
    find_person,
    leaders_of,
    may_run_campus,
    staff_at,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

N_ANSWERS: Final = 14
N_PAIRS: Final = 2
SAID: Final = (
    ("5", 5, "Stations on Fridays, and children choose two of four.", "Time to plan together."),
    ("4", 4, "Conferences while the others read.", "I am alone with 24."),
    ("3", 3, "Let those who are ready go ahead.", "Where do I find the tasks?"),
    ("6", 5, "Project weeks with the science classes.", ""),
    ("1", 2, "", "I do not know enough about it yet."),
    ("2", 2, "A corner where one can work alone.", "Parents may wonder."),
    ("5", 4, "Swap groups with the class next door.", "Rooms."),
)
WHY: Final = "She tries things and tells us honestly how it went."


def seed_teachers(*, district: District, today: date, now: datetime, seed: int) -> int:
    """Let fourteen teachers answer, name one, pair and invite four, back two; return how many answered."""
    rng = Random(f"{seed}:teachers")  # noqa: S311 - a simulation
    then = now - timedelta(days=30)
    asked = _some_of_each_campus(district, today, rng)
    for place, teacher in enumerate(asked):
        stage, willingness, ideas, constraints = SAID[place % len(SAID)]
        answer_survey(
            by=teacher, stage=stage, willingness=willingness, ideas=ideas,
            constraints=constraints, wants_partner=place % 5 != 4,
            now=then + timedelta(days=place),
        )  # fmt: skip
    nominate(nominee=asked[0], why=WHY, by=asked[1], now=then + timedelta(days=16))
    _invite_pairs(district, today, now - timedelta(days=12))
    for teacher in asked[:3]:
        ask_for_backing(by=teacher, now=now - timedelta(days=3))
    _stand_behind(asked[0], district, today, now - timedelta(days=2))
    return len(asked)


def _some_of_each_campus(district: District, today: date, rng: Random) -> list[Person]:
    """Return Ms. Okafor first, then teachers of each campus in turn."""
    campuses = [one for one in find_campuses() if one.district_id == district.pk]
    okafor = find_person(username="okafor")
    pools = [_shuffled(campus, today, rng, okafor) for campus in campuses]
    found = [okafor] if okafor is not None else []
    while len(found) < N_ANSWERS and any(pools):
        found += [pool.pop() for pool in pools if pool]
    return found[:N_ANSWERS]


def _shuffled(campus: Campus, today: date, rng: Random, but: Person | None) -> list[Person]:
    staff = [one for one in staff_at(campus=campus, today=today) if one != but]
    rng.shuffle(staff)
    return staff


def _invite_pairs(district: District, today: date, now: datetime) -> None:
    runs = next(
        one for one in leaders_of(district=district, today=today) if one.username == "whitfield"
    )
    found = eager_list(viewer=runs, today=today)
    for first, second, _pair in (found.pairs if found else ())[:N_PAIRS]:
        invite_pair(
            district=district, first=first.row.uuid, second=second.row.uuid, by=runs, now=now
        )


def _stand_behind(teacher: Person, district: District, today: date, now: datetime) -> None:
    """Let the teacher's own principal stand behind them."""
    for campus in find_campuses():
        if teacher not in staff_at(campus=campus, today=today):
            continue
        for leader in leaders_of(district=district, today=today):
            if may_run_campus(leader=leader, campus=campus, today=today):
                back(district=district, teacher=teacher.eager_teacher.uuid, by=leader, now=now)
                return
