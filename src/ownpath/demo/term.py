"""Write a term of simulated evidence for every student: a first map of the grades before, then work on their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from ownpath.demo.classes import Prepared, timeline
from ownpath.engine.simulation import SimulatedAnswer, Target, simulate_term
from ownpath.school.curriculum.queries import FrameworkMap, servable_items
from ownpath.school.evidence.services import Shown, add_many
from ownpath.school.mastery.services import presume_of_new, rebuild
from ownpath.school.plans.services.placement_maps import grade_number, level_of

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
GRADES_MAPPED = 2  # how many grades below one's own the first map goes
SHARE_KNOWN = 0.93  # of the grade before, at the first map; the rest is made up for first
P_KNOWN = (0.86, 0.99)  # what a first map that takes something for known says
BEYOND_THE_CLASS = (
    0.2,
    1.5,
)  # competencies begun beyond where the class stands: mean, standard deviation
MOST_ANSWERS = 150  # before reviews


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
    framework, today = prepared.framework, calendar.days[-1]
    for begin in range(0, len(students), AT_ONCE):
        batch = students[begin : begin + AT_ONCE]
        works = [_work(student, framework, today, seed) for student in batch]
        presume_of_new(p_known={work.student.pk: work.presumed() for work in works}, now=now)
        n_written += add_many(all_shown=_answers(works, items, calendar), by=None, now=now)
        rebuild(student_ids=[student.pk for student in batch], now=now)
        progress("evidence", min(begin + AT_ONCE, len(students)), len(students))
    return n_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A student, what lies before them, and their own chance."""

    student: Person
    targets: tuple[Target, ...]
    rng: Random

    def presumed(self) -> dict[int, float]:
        """Return what the first map takes for known, with its probability."""
        return {
            one.competency: self.rng.uniform(*P_KNOWN) for one in self.targets if one.is_known
        }


def _work(student: Person, framework: FrameworkMap, today: date, seed: int) -> Work:
    rng = Random(f"{seed}:{student.sourced_id}")  # noqa: S311 - a simulation
    due_on = timeline(framework, grade=student.grade, today=today).values()
    reached = sum(day < today for day in due_on) + rng.gauss(*BEYOND_THE_CLASS)
    targets = _targets(framework, grade_number(student.grade) or 0, max(1, round(reached)), rng)
    return Work(student=student, targets=targets, rng=rng)


def _answers(
    works: Iterable[Work], items: dict[int, list[Item]], calendar: Calendar
) -> Iterator[Shown]:
    for work in works:
        rng = work.rng
        answers = simulate_term(
            rng=rng,
            targets=work.targets,
            n_days=len(calendar.days),
            n_answers=MOST_ANSWERS,
            n_last_days=calendar.n_this_week if _is_here(work.student, rng) else DAYS_AWAY,
            ability=rng.gauss(0.6, 0.7),
            slope=max(0.05, rng.gauss(0.35, 0.15)),
        )
        yield from (
            _shown(work.student, answer, items, calendar, rng)
            for answer in answers
            if items[answer.competency]
        )


def _is_here(student: Person, rng: Random) -> bool:
    """Return whether a student has been at school this week: all of the cast, and most others."""
    return rng.random() < SHARE_HERE or student.sourced_id.startswith(CAST_KEYS)


def _targets(
    framework: FrameworkMap, grade: int, n_own: int, rng: Random
) -> tuple[Target, ...]:
    """Return the first of a grade's competencies, and those of two grades below; most of these are known."""
    found = ((one, level_of(framework.competencies[one])) for one in framework.order)
    levels = [(one, level) for one, level in found if level is not None]
    own = set([one for one, level in levels if level == grade][:n_own])
    return tuple(
        Target(
            competency=competency,
            difficulty=rng.gauss(0.0, 0.4),
            is_from_before=level < grade,
            is_known=level < grade - 1 or (level < grade and rng.random() < SHARE_KNOWN),
        )
        for competency, level in levels
        if competency in own or grade - GRADES_MAPPED <= level < grade
    )


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
