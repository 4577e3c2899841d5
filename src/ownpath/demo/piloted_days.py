"""Make up the days of the classes that piloted and of those beside them, before, during and after; all simulated.

What is put into the records is all there is: only the classes that pilot change, and only while they do. Whatever the
pages say of it is reckoned from these rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, Final

from ownpath.engine.promises import PROMISES
from ownpath.school.curriculum.queries import get_map
from ownpath.school.days.queries import school_days
from ownpath.school.days.services.simulated import (
    MadeUpBlock,
    MadeUpDay,
    add_days,
    add_plans,
)
from ownpath.school.people.queries import students_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Section

LEARNING_BLOCKS: Final = (0, 2)  # of mathematics, in a day
SHARE_HERE: Final = 0.95
KEPT_BEFORE: Final = 0.56  # of the six promises, in every class
BATCH_BEFORE: Final = 0.9  # how often a student does what the class does
SCREEN_BEFORE: Final = 70.0  # minutes of a day
TEACHER_BEFORE: Final = 60.0
COMPETENCIES: Final = 8  # among which a class moves
DAYS_FOR_ONE: Final = 5
DAYS_TO_GROW: Final = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a pilot changes in its classes, from day to day, while it runs."""

    since: date
    until: date
    kept: float  # added to how often a promise is kept
    batch: float  # taken from how often a student does what the class does
    screen: float  # minutes added

    def on(self, day: date) -> float:
        """Return how much of the change is there on a day: all while it runs, else nothing."""
        return float(self.since <= day <= self.until)

    def grown(self, day: date) -> float:
        """Return how far a class has come in doing its own on a day: all of it after three weeks."""
        return self.on(day) * min(1.0, ((day - self.since).days + 7) / DAYS_TO_GROW)


def make_up_days(
    *,
    campus: Campus,
    piloting: Sequence[Section],
    comparing: Sequence[Section],
    change: Change,
    since: date,
    until: date,
    competencies: Sequence[int],
    now: datetime,
    seed: int,
) -> int:
    """Write closed days and mathematics blocks of both sides' classes; return how many days of students there are."""
    rng = Random(f"{seed}:{piloting[0].title}:days")  # noqa: S311 - a simulation
    days = school_days(campus=campus, since=since, until=until)
    closed: list[MadeUpDay] = []
    blocks: list[MadeUpBlock] = []
    for section in (*piloting, *comparing):
        own = change if section in piloting else None
        shift = rng.gauss(0.0, 0.02)  # classes differ a little by themselves
        for student in students_in(section=section, today=until):
            luck = shift + rng.gauss(0.0, 0.06)
            closed += _days_of(student.pk, days, own, luck, rng)
            if competencies:
                blocks += _blocks_of(student.pk, days, own, competencies, rng)
    add_days(campus=campus, days=closed, now=now)
    if blocks:
        add_plans(campus=campus, blocks=blocks, now=now)
    return len(closed)


def _days_of(
    student: int, days: Iterable[date], change: Change | None, luck: float, rng: Random
) -> Iterator[MadeUpDay]:
    waits = 0
    for day in days:
        share = change.on(day) if change else 0.0
        kept_share = KEPT_BEFORE + luck + (share * change.kept if change else 0.0)
        screen = SCREEN_BEFORE + (share * change.screen if change else 0.0)
        was_here = rng.random() < SHARE_HERE
        held = [was_here and rng.random() < kept_share for _ in PROMISES]
        kept = sum(1 << bit for bit, one in enumerate(held) if one)
        waits = waits if not was_here else 0 if all(held) else waits + 1
        yield MadeUpDay(
            student_id=student, day=day, was_here=was_here, promised=63, kept=kept,
            waiting_days=waits,
            screen_minutes=max(0, round(rng.gauss(screen, 15))) if was_here else 0,
            teacher_minutes=max(0, round(rng.gauss(TEACHER_BEFORE, 15))) if was_here else 0,
        )  # fmt: skip


def _blocks_of(
    student: int,
    days: Sequence[date],
    change: Change | None,
    competencies: Sequence[int],
    rng: Random,
) -> Iterator[MadeUpBlock]:
    """Yield mathematics blocks: with the class, or at one's own place a little before or after it."""
    for n, day in enumerate(days):
        share = change.grown(day) if change else 0.0
        together = BATCH_BEFORE - (share * change.batch if change else 0.0)
        front = n // DAYS_FOR_ONE % len(competencies)
        for block in LEARNING_BLOCKS:
            is_own = rng.random() >= together
            place = (front + rng.randint(1, 5)) % len(competencies) if is_own else front
            yield MadeUpBlock(
                student_id=student, day=day, block=block, competency_id=competencies[place],
                modality="offline" if is_own else "class_lesson",
                is_chosen=is_own and rng.random() < 0.7, is_screen=False,
            )  # fmt: skip


def competencies_of(framework_id: int) -> list[int]:
    """Return some competencies of a framework in their order: where the made-up classes are."""
    order = get_map(framework_id).order
    return list(order[-COMPETENCIES:])
