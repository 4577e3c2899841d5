"""Ms. Okafor's campus, set up to plan days: two dozen students, four adults, six learning blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast, enroll, make_person, make_section, make_students

from ownpath.school.days.models import DayPlan, PlanJob, Room, Staffing, Station
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.making import plan_campus
from ownpath.school.days.services.publishing import publish_plan
from ownpath.school.days.services.setting_up.calendars import Bell
from ownpath.school.days.services.working import do_job
from ownpath.school.people.models import Campus, Person
from ownpath.school.voice.services import say_hope

TOMORROW = TODAY + timedelta(days=1)
N_STUDENTS = 23
MOVES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The cast, their campus and what it has to plan with."""

    cast: Cast
    campus: Campus
    students: list[Person]  # Ada first
    staff: list[Staffing]  # Ms. Okafor first
    stations: dict[str, Station]
    rooms: list[Room]

    def plan(self, day: date = TOMORROW, preset: str = "") -> DayPlan:
        """Plan a day and keep it as a draft."""
        return plan_campus(
            campus=self.campus, day=day, by=None, now=NOW, preset=preset, is_bound_wanted=False
        )

    def teach_whole_classes(self) -> None:
        """Put everybody into a class of language arts and one of science, each with its teacher."""
        for place, subject in enumerate(("Language arts", "Science"), start=1):
            section = make_section(
                self.campus, f"s{place}", f"{subject} 4A", self.cast.section.terms.get()
            )
            section.subjects = [subject]
            section.save()
            enroll(section, self.staff[place].person, "teacher")
            for student in self.students:
                enroll(section, student, "student")

    def publish(self, day: date = TOMORROW) -> DayPlan:
        """Plan a day and publish it."""
        plan = self.plan(day)
        return publish_plan(
            campus=self.campus, plan_uuid=plan.uuid, by=self.cast.reyes, now=NOW
        )


def at(job: PlanJob) -> PlanJob:
    """Let the worker do a job, and return it as it stands then."""
    do_job(uuid=job.uuid, clock=lambda: NOW)
    job.refresh_from_db()
    return job


def bells(n: int) -> list[Bell]:
    """Return blocks of 45 minutes from eight on; the fourth is lunch."""
    return [
        Bell(
            name=f"{i + 1}",
            kind="lunch" if i == 3 else "learning",
            starts_at=time(8 + i),
            ends_at=time(8 + i, 45),
        )
        for i in range(n)
    ]


@pytest.fixture
def grounds(cast: Cast) -> Grounds:
    """Return a campus on which a day can be planned."""
    campus = cast.section.campus
    students = [cast.ada, *make_students(cast, N_STUDENTS)]
    here: dict[str, Any] = {"campus": campus, "by": None, "now": NOW}
    schedule = setting_up.save_schedule(name="Regular", bells=bells(7), **here)
    for weekday in range(5):
        setting_up.set_weekday(weekday=weekday, schedule=schedule, **here)
    rooms = [
        setting_up.save_room(name=name, kind=kind, seats=seats, **here)
        for name, kind, seats in (
            ("101", "class", 26), ("102", "class", 26), ("103", "class", 26), ("104", "class", 26),
            ("Hall", "project", 30), ("Lab", "lab", 20),
        )
    ]  # fmt: skip
    setting_up.save_cart(name="Cart 1", n_devices=20, **here)
    stations = {
        name: setting_up.save_station(
            words={"en": {"name": name}, "es": {"name": name}}, modality=modality,
            subject=subject, seats=seats, **here,
        )
        for name, modality, subject, seats in (
            ("Reading", "offline", "language arts", 24), ("Writing", "offline", "language arts", 24),
            ("Bench", "offline", "science", 24), ("Garden", "offline", "science", 24),
            ("Sources", "independent", "science", 12), ("Typing", "independent", "language arts", 12),
            ("Guided reading", "teacher_group", "language arts", 8),
            ("Book club", "peer", "language arts", 4),
        )
    }  # fmt: skip
    adults = [
        cast.okafor,
        *(
            make_person(cast.live_oak, f"adult{i}", f"Adult{i}", "Lee", "teacher", campus)
            for i in range(3)
        ),
    ]
    staff = [
        setting_up.save_staffing(
            person=adult, subjects=["mathematics", "language arts", "science"],
            max_blocks=6, max_run=6, home_room=rooms[i], **here,
        )
        for i, adult in enumerate(adults)
    ]  # fmt: skip
    setting_up.set_adviser(staffing=staff[0], student_ids=[one.pk for one in students], **here)
    setting_up.set_policy(numbers={"moves_per_student": MOVES}, **here)
    return Grounds(
        cast=cast,
        campus=campus,
        students=students,
        staff=staff,
        stations=stations,
        rooms=rooms,
    )


@pytest.fixture
def loves_cooking(grounds: Grounds) -> Callable[[Person], None]:
    """Return what gives a student the interest that the project serves."""

    def give(student: Person) -> None:
        say_hope(
            student=student,
            kind="interest",
            theme_slug="cooking",
            words="",
            by=student,
            now=NOW,
        )

    return give


def second_section(grounds: Grounds, students: list[Person]) -> None:
    """Put students into a class of their own too, so that they are another cohort."""
    from cast import make_section

    term = grounds.cast.section.terms.get()
    section = make_section(grounds.campus, "sci", "Science 4B", term)
    enroll(section, grounds.staff[1].person, "teacher")
    for student in students:
        enroll(section, student, "student")
