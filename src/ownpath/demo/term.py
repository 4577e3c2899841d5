"""Write a term of simulated evidence for every student: a first map of the grades before, then work on their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from ownpath.demo.answers import Made, Questions, Said
from ownpath.demo.classes import Prepared, timeline
from ownpath.demo.holidays import days_without_school
from ownpath.engine.simulation import SimulatedAnswer, Target, simulate_term
from ownpath.school.curriculum.queries import (
    FrameworkMap,
    practice_by_competency,
    servable_items,
)
from ownpath.school.evidence.services import (
    PastQuestion,
    PastSitting,
    Shown,
    add_many,
    add_past_sittings,
)
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
DAYS_OUT = 6  # school days on which those who were not here showed nothing
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
WITH_QUESTIONS = 20  # of a student's answers, the newest: with the question and what was said; of others, how it went


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
    off = days_without_school(today)
    days = tuple(day for day in back if day.weekday() < SATURDAY and day not in off)
    return Calendar(days=days, zone=zone, now=now)


def simulate_evidence(
    *, prepared: Prepared, now: datetime, seed: int, progress: Progress
) -> int:
    """Write simulated answers and make the beliefs of all students; return how many answers there are."""
    items = servable_items(competency_ids=prepared.framework.order)
    practice = practice_by_competency(competency_ids=prepared.framework.order)
    questions = Questions()
    calendar = _calendar(prepared, now)
    students = list(prepared.students.values())
    n_written = 0
    framework, today = prepared.framework, calendar.days[-1]
    for begin in range(0, len(students), AT_ONCE):
        batch = students[begin : begin + AT_ONCE]
        works = [_work(student, framework, today, seed) for student in batch]
        presume_of_new(p_known={work.student.pk: work.presumed() for work in works}, now=now)
        answered = list(_answers(works, items, questions, calendar))
        asked = add_past_sittings(sittings=list(_sittings(answered, practice)))
        shown = (_shown(one, asked.get(one.attempt)) for one in answered)
        n_written += add_many(all_shown=shown, by=None, now=now)
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
    works: Iterable[Work],
    items: dict[int, list[Item]],
    questions: Questions,
    calendar: Calendar,
) -> Iterator[Answered]:
    for work in works:
        rng = work.rng
        is_here = _is_here(work.student, rng)
        answers = simulate_term(
            rng=rng,
            targets=work.targets,
            n_days=len(calendar.days),
            n_answers=MOST_ANSWERS,
            n_last_days=calendar.n_this_week if is_here else DAYS_AWAY,
            ability=rng.gauss(0.6, 0.7),
            slope=max(0.05, rng.gauss(0.35, 0.15)),
        )
        until = len(calendar.days) - (0 if is_here else DAYS_OUT)
        told = [one for one in answers if items[one.competency] and one.day < until]
        yield from (
            _answered(
                work.student, answer, items[answer.competency],
                questions if n >= len(told) - WITH_QUESTIONS else None, calendar, rng,
            )
            for n, answer in enumerate(told)
        )  # fmt: skip


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer of a student to one question, and when."""

    student_id: int
    attempt: UUID
    answer: SimulatedAnswer
    at: datetime
    item_id: int
    made: Made | None  # None where only how it went is told
    said: Said

    @property
    def shown_at(self) -> datetime:
        """When the question was put."""
        return self.at - timedelta(seconds=self.answer.seconds_taken)


def _answered(
    student: Person,
    answer: SimulatedAnswer,
    items: Sequence[Item],
    questions: Questions | None,
    calendar: Calendar,
    rng: Random,
) -> Answered:
    at = calendar.moment(answer.day, answer.second, rng)
    item = rng.choice(items)
    made = questions.draw(item, rng) if questions else None
    return Answered(
        student_id=student.pk,
        attempt=UUID(int=rng.getrandbits(128), version=4),
        answer=answer,
        at=at,
        item_id=item.pk,
        made=made,
        said=made.said(rng, is_correct=answer.is_correct) if made else Said(words=""),
    )


def _sittings(
    answered: Iterable[Answered], practice: Mapping[int, int]
) -> Iterator[PastSitting]:
    """Yield the sittings: what one student answered of one competency on one day."""
    own: dict[tuple[int, int, int], list[tuple[Answered, Made]]] = {}
    for one in answered:
        if one.made is not None:
            key = (one.student_id, one.answer.competency, one.answer.day)
            own.setdefault(key, []).append((one, one.made))
    for (student_id, competency, _day), together in own.items():
        yield PastSitting(
            student_id=student_id,
            activity_id=practice[competency],
            competency_id=competency,
            started_at=together[0][0].shown_at,
            finished_at=together[-1][0].at,
            questions=tuple(_question(one, made) for one, made in together),
        )


def _question(one: Answered, made: Made) -> PastQuestion:
    return PastQuestion(
        attempt=one.attempt,
        item_id=one.item_id,
        revision=made.revision,
        seed=made.seed,
        is_mixed=one.answer.is_mixed,
        hints_shown=one.answer.hints,
        shown_at=one.shown_at,
    )


def _shown(one: Answered, question_id: int | None) -> Shown:
    return Shown(
        attempt=one.attempt,
        student_id=one.student_id,
        competency_ids=(one.answer.competency,),
        score=float(one.answer.is_correct),
        is_correct=one.answer.is_correct,
        source="simulated",
        answered_at=one.at,
        item_id=one.item_id,
        question_id=question_id,
        hints_used=one.answer.hints,
        is_mixed=one.answer.is_mixed,
        response={"said": one.said.words} if one.said.words else {},
        misconception=one.said.misconception,
        reply={},
        shown_at=one.shown_at,
        recorded_at=one.at,
    )
