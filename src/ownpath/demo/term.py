"""Write a term of simulated evidence for every student from grade 3 on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from ownpath.demo.classes import Prepared
from ownpath.engine.simulation import SimulatedAnswer, Target, simulate_term
from ownpath.school.curriculum.queries import FrameworkMap, servable_items
from ownpath.school.evidence.services import Shown, add_many
from ownpath.school.mastery.services import rebuild

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.curriculum.models import Item
    from ownpath.school.people.models import Person

WEEKS = 12
SATURDAY = 5
MINUTES_AGO = (5, 150)
SHARE_HERE = 0.94
DAYS_AWAY = 15  # those who were not here this week were within the three weeks before
CAST_KEYS = "cast-"
AT_ONCE = 60  # students written together
GRADES_BELOW = 1  # how many grades below one's own are shown again at the start
GRADES_MAPPED = 2  # how many grades below one's own the first map goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The school days of the simulated term, the last of them today or the latest Friday."""

    days: tuple[date, ...]
    zone: ZoneInfo
    now: datetime

    @property
    def n_this_week(self) -> int:
        """How many school days this week has had so far, today among them; on a weekend five."""
        return self.days[-1].weekday() + 1

    def moment(self, day: int, second: float, rng: Random) -> datetime:
        """Return the moment of a day's second; what would be later than now happened a little while ago."""
        midnight = datetime.combine(self.days[day], time(), tzinfo=self.zone)
        at = midnight + timedelta(seconds=second)
        if at < self.now:
            return at
        return max(midnight, self.now - timedelta(minutes=rng.uniform(*MINUTES_AGO)))


def _calendar(prepared: Prepared, now: datetime) -> Calendar:
    district = prepared.sections[0].district
    zone = ZoneInfo(district.time_zone)
    today = now.astimezone(zone).date()
    back = (today - timedelta(days=n) for n in reversed(range(WEEKS * 7)))
    days = tuple(day for day in back if day.weekday() < SATURDAY)
    return Calendar(days=days, zone=zone, now=now)


def simulate_evidence(
    *, prepared: Prepared, now: datetime, seed: int, progress: Progress
) -> int:
    """Write simulated answers and make the beliefs of all students; return how many answers there are."""
    items = servable_items(competency_ids=prepared.framework.order)
    calendar = _calendar(prepared, now)
    students = list(prepared.students.values())
    n_written = 0
    for begin in range(0, len(students), AT_ONCE):
        batch = students[begin : begin + AT_ONCE]
        n_written += add_many(
            all_shown=_answers(batch, prepared.framework, items, calendar, seed),
            by=None,
            now=now,
        )
        rebuild(student_ids=[student.pk for student in batch], now=now)
        progress("evidence", min(begin + AT_ONCE, len(students)), len(students))
    return n_written


def _answers(
    students: Iterable[Person],
    framework: FrameworkMap,
    items: dict[int, list[Item]],
    calendar: Calendar,
    seed: int,
) -> Iterator[Shown]:
    for student in students:
        rng = Random(f"{seed}:{student.sourced_id}")  # noqa: S311 - a simulation
        answers = simulate_term(
            rng=rng,
            targets=_targets(framework, _grade(student), rng),
            n_days=len(calendar.days),
            n_answers=max(15, round(rng.gauss(30, 10))),
            n_last_days=calendar.n_this_week if _is_here(student, rng) else DAYS_AWAY,
            ability=rng.gauss(0.6, 0.7),
            slope=max(0.05, rng.gauss(0.35, 0.15)),
        )
        yield from (
            _shown(student, answer, items, calendar, rng)
            for answer in answers
            if items[answer.competency]
        )


def _is_here(student: Person, rng: Random) -> bool:
    """Return whether a student has been at school this week: all of the cast, and most others."""
    return rng.random() < SHARE_HERE or student.sourced_id.startswith(CAST_KEYS)


def _grade(student: Person) -> int:
    return int(student.grade) if student.grade.isdigit() else 0


def _targets(framework: FrameworkMap, grade: int, rng: Random) -> list[Target]:
    """Return the competencies of a student's grade and two below in graph order; lower ones as learned before."""
    return [
        Target(
            competency=competency,
            difficulty=rng.gauss(0.0, 0.4),
            is_from_before=max(levels) < grade,
            is_long_known=max(levels) < grade - GRADES_BELOW,
        )
        for competency in framework.order
        if (levels := _levels(framework, competency))
        and grade - GRADES_MAPPED <= max(levels) <= grade
    ]


def _levels(framework: FrameworkMap, competency: int) -> list[int]:
    return [int(one) for one in framework.competencies[competency].grades if one.isdigit()]


def _shown(
    student: Person,
    answer: SimulatedAnswer,
    items: dict[int, list[Item]],
    calendar: Calendar,
    rng: Random,
) -> Shown:
    at = calendar.moment(answer.day, answer.second, rng)
    return Shown(
        attempt=UUID(int=rng.getrandbits(128), version=4),
        student_id=student.pk,
        competency_ids=(answer.competency,),
        score=float(answer.is_correct),
        is_correct=answer.is_correct,
        source="simulated",
        answered_at=at,
        item_id=rng.choice(items[answer.competency]).pk,
        hints_used=answer.hints,
        is_mixed=answer.is_mixed,
        response={},
        reply={},
        shown_at=at - timedelta(seconds=answer.seconds_taken),
        recorded_at=at,
    )
