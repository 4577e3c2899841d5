"""Write a term of simulated evidence for every student from grade 3 on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.demo.classes import Prepared
from ownpath.engine.simulation import SimulatedAnswer, Target, simulate_term
from ownpath.school.curriculum.queries import FrameworkMap, servable_items
from ownpath.school.evidence.services import Shown, add_many
from ownpath.school.mastery.services import rebuild

if TYPE_CHECKING:
    from ownpath.demo.build import Progress
    from ownpath.school.curriculum.models import Item
    from ownpath.school.people.models import Person

DAYS = 84
AT_ONCE = 60  # students written together
GRADES_BELOW = 1  # how many grades below one's own are shown again at the start


def simulate_evidence(
    *, prepared: Prepared, now: datetime, seed: int, progress: Progress
) -> int:
    """Write simulated answers and make the beliefs of all students; return how many answers there are."""
    items = servable_items(competency_ids=prepared.framework.order)
    students = list(prepared.students.values())
    n_written = 0
    for begin in range(0, len(students), AT_ONCE):
        batch = students[begin : begin + AT_ONCE]
        n_written += add_many(
            all_shown=_answers(batch, prepared.framework, items, now, seed), by=None, now=now
        )
        rebuild(student_ids=[student.pk for student in batch], now=now)
        progress("evidence", min(begin + AT_ONCE, len(students)), len(students))
    return n_written


def _answers(
    students: Iterable[Person],
    framework: FrameworkMap,
    items: dict[int, list[Item]],
    now: datetime,
    seed: int,
) -> Iterator[Shown]:
    first_day = now - timedelta(days=DAYS)
    for student in students:
        rng = Random(f"{seed}:{student.sourced_id}")  # noqa: S311 - a simulation
        answers = simulate_term(
            rng=rng,
            targets=_targets(framework, _grade(student), rng),
            n_days=DAYS - 1,
            n_answers=max(15, round(rng.gauss(30, 10))),
            ability=rng.gauss(0.6, 0.7),
            slope=max(0.05, rng.gauss(0.35, 0.15)),
        )
        yield from (
            _shown(student, answer, items, first_day, rng)
            for answer in answers
            if items[answer.competency]
        )


def _grade(student: Person) -> int:
    return int(student.grade) if student.grade.isdigit() else 0


def _targets(framework: FrameworkMap, grade: int, rng: Random) -> list[Target]:
    """Return the competencies up to a student's grade in graph order; lower grades as learned before."""
    return [
        Target(
            competency=competency,
            difficulty=rng.gauss(0.0, 0.4),
            is_from_before=max(levels) < grade,
            is_long_known=max(levels) < grade - GRADES_BELOW,
        )
        for competency in framework.order
        if (levels := _levels(framework, competency)) and max(levels) <= grade
    ]


def _levels(framework: FrameworkMap, competency: int) -> list[int]:
    return [int(one) for one in framework.competencies[competency].grades if one.isdigit()]


def _shown(
    student: Person,
    answer: SimulatedAnswer,
    items: dict[int, list[Item]],
    first_day: datetime,
    rng: Random,
) -> Shown:
    midnight = (first_day + timedelta(days=answer.day)).replace(hour=0, minute=0, second=0)
    at = midnight + timedelta(seconds=answer.second)
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
