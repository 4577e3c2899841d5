"""Make up the days that lie behind Live Oak: closed days, and what was planned in mathematics; all of it simulated.

A student was at school on every day on which there is an answer of theirs. Live Oak Elementary began months ago, its
piloting classes apart (`piloted_days`); the other campuses began two weeks ago.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from ownpath.demo.campuses import LOWER
from ownpath.engine.promises import PROMISES
from ownpath.school.curriculum.queries import FrameworkMap, framework_for, get_map
from ownpath.school.days.queries import school_days
from ownpath.school.days.services.simulated import MadeUpBlock, MadeUpDay, add_days, add_plans
from ownpath.school.evidence.queries import days_of_evidence
from ownpath.school.people.queries import section_titles_by_student, students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

DAYS_BACK: Final = 16
BEGAN_LONG_AGO: Final[Mapping[str, int]] = {"Live Oak Elementary": 121}  # days
PILOTED: Final = frozenset(
    {*(f"Mathematics 3{one}" for one in "ABCD"), *(f"Mathematics 5{one}" for one in "ABCDE")}
)
SHARE_HERE: Final = 0.95
CHALLENGES: Final = PROMISES.index("challenges")
HEARS: Final = PROMISES.index("hears")
# How often each promise is planned, and how often what is planned is kept, in the order of the promises.
PROMISED: Final = (0.97, 0.55, 0.62, 0.9, 0.97, 0.8)
KEPT: Final = (0.95, 0.9, 0.88, 0.86, 0.93, 0.94)
GROWTH: Final = 0.012  # a day, of what is planned, in the last two weeks: a campus that learns
DAYS_GROWING: Final = 12
BATCH: Final = (0.25, 0.1, 0.15, 0.0, 0.2, 0.05)  # where the whole class goes one way
MATHEMATICS_BLOCK: Final = 0
DAYS_FOR_ONE: Final = 4  # that a class stays at a competency
AHEAD: Final = 6  # competencies among which students of a class are


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """The days of a campus that lie behind, and on which of them each student showed something."""

    days: Sequence[date]
    lately: Sequence[date]  # the last of them: all that a campus has which began two weeks ago
    worked: Mapping[int, Collection[date]]


def give_past(campus: Campus, today: date, now: datetime, seed: int) -> None:
    """Write the days behind a campus."""
    students = students_at(campus=campus, today=today)
    lived = _lived(campus, students, today)
    titles = section_titles_by_student(student_ids=[one.pk for one in students], today=today)
    rng = Random(f"{seed}:{campus.name}:past")  # noqa: S311 - a simulation
    closed: list[MadeUpDay] = []
    for student in students:
        is_piloted = campus.name in BEGAN_LONG_AGO and not PILOTED.isdisjoint(
            titles[student.pk]
        )
        closed += _days_of(student, lived, lived.lately if is_piloted else lived.days, rng)
    add_days(campus=campus, days=closed, now=now)
    blocks = _blocks_of(students, closed, set(lived.lately), today, rng)
    add_plans(campus=campus, blocks=list(blocks), now=now)


def _lived(campus: Campus, students: Sequence[Person], today: date) -> Lived:
    back = BEGAN_LONG_AGO.get(campus.name, DAYS_BACK)
    since, until = today - timedelta(days=back), today - timedelta(days=1)
    days = school_days(campus=campus, since=since, until=until)
    first = today - timedelta(days=DAYS_BACK)
    zone = ZoneInfo(campus.district.time_zone)
    return Lived(
        days=days,
        lately=[day for day in days if day >= first],
        worked=days_of_evidence(
            student_ids=[one.pk for one in students], since=since, zone=zone
        ),
    )


def _days_of(
    student: Person, lived: Lived, days: Sequence[date], rng: Random
) -> Iterator[MadeUpDay]:
    is_batch = student.grade in LOWER
    chances = BATCH if is_batch else PROMISED
    luck = rng.gauss(0.0, 0.12)  # some are reached less than others, day after day
    worked = lived.worked.get(student.pk, ())
    waits = 0
    for n, day in enumerate(days):
        was_here = day in worked or rng.random() < SHARE_HERE
        grown = GROWTH * max(0, n - len(days) + DAYS_GROWING)
        held = [p > 0 and rng.random() < p + luck + grown for p in chances]
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


def _blocks_of(
    students: Sequence[Person],
    closed: Sequence[MadeUpDay],
    lately: Collection[date],
    today: date,
    rng: Random,
) -> Iterator[MadeUpBlock]:
    """Yield a block of mathematics for each late day: one's own where the day heard the student, else the class's."""
    by_id = {one.pk: one for one in students}
    framework = framework_for(student=students[0], today=today)
    own = _own_competencies(get_map(framework.pk)) if framework else {}
    order = {day: n for n, day in enumerate(sorted(lately))}
    for one in closed:
        grade = by_id[one.student_id].grade
        if one.day not in order or not own.get(grade):
            continue
        is_heard = bool(one.promised >> HEARS & 1)
        front = order[one.day] // DAYS_FOR_ONE
        place = front + (rng.randint(0, AHEAD) if is_heard else 0)
        yield MadeUpBlock(
            student_id=one.student_id, day=one.day, block=MATHEMATICS_BLOCK,
            competency_id=own[grade][place % len(own[grade])],
            modality="offline" if is_heard else "class_lesson",
            is_chosen=is_heard and rng.random() < 0.7, is_screen=False,
        )  # fmt: skip


def _own_competencies(framework: FrameworkMap) -> dict[str, list[int]]:
    """Return the competencies of each grade, in their order."""
    found: dict[str, list[int]] = {}
    for one in framework.order:
        for grade in framework.competencies[one].grades:
            found.setdefault(grade, []).append(one)
    return found
