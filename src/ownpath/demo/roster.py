"""The demonstration's rosters as OneRoster packages, so that they come in by the same door as a real district's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from ownpath.demo.cast import (
    CAMPUSES,
    CAST,
    DISTRICT,
    FIRST_ROOM,
    ITO,
    LUND,
    MIDDLE_GRADES,
    OKAFOR,
    OTHER_DISTRICT,
    CampusPlan,
    Character,
)
from ownpath.demo.names import FAMILY, GIVEN
from ownpath.interchange.oneroster import Package
from ownpath.interchange.oneroster.records import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Role,
    User,
)

SECTION_SIZE = 24
DAYS_BEFORE = 100  # the term began this long ago
DAYS_AFTER = 150
SUBJECTS = ("Mathematics", "Language arts", "Science")
SECTIONS_SHARED = 3


LED_BY_THE_CAST = "loe"
STAFF_BEFORE_STUDENTS = 3  # teachers of a campus that has no classes yet


@dataclass(slots=True)
class _Making:
    """A package in the making."""

    rng: Random
    today: date
    users: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    demographics: list[Demographics] = field(default_factory=list)
    teachers: dict[tuple[str, str, int, str], str] = field(default_factory=dict)
    n_people: int = 0
    rooms: dict[str, dict[str, str]] = field(default_factory=dict)  # by campus, then teacher

    def name(self) -> tuple[str, str]:
        return self.rng.choice(GIVEN), self.rng.choice(FAMILY)

    def next_key(self, kind: str) -> str:
        self.n_people += 1
        return f"{kind}{self.n_people:05d}"

    def room_of(self, teacher: str, campus: CampusPlan) -> str:
        """Return the room of a teacher: one each as long as there are as many as classes, then shared."""
        own = self.rooms.setdefault(campus.key, {})
        n_rooms = len(campus.grades) * campus.sections_a_grade
        return own.setdefault(teacher, str(FIRST_ROOM + len(own) % n_rooms))

    def person(self, user: User, *, role: str, org: str) -> None:
        self.users.append(user)
        self.roles.append(
            Role(
                sourced_id=f"{user.sourced_id}:{org}:{role}",
                user_sourced_id=user.sourced_id,
                role=role,
                org_sourced_id=org,
            )
        )

    def somebody(self, kind: str, *, family: str = "", **more: Any) -> User:
        """Return a made-up user; the key is also the name to sign in with."""
        key = self.next_key(kind)
        given, any_family = self.name()
        return User(
            sourced_id=key,
            username=key,
            given_name=given,
            family_name=family or any_family,
            **more,
        )


def live_oak(*, today: date, seed: int) -> Package:
    """Return the roster of Live Oak: five campuses, about 2,000 students and their guardians, staff, and the cast."""
    making = _Making(rng=Random(seed), today=today)  # noqa: S311 - names of people who do not exist
    for character in CAST:
        _add_character(making, character)
    for campus in CAMPUSES:
        _fill_campus(making, campus)
    for campus in CAMPUSES:
        _lead_campus(making, campus)
    orgs = [Org(sourced_id=DISTRICT, name="Live Oak", type="district")]
    orgs += [
        Org(sourced_id=campus.key, name=campus.name, type="school", parent_sourced_id=DISTRICT)
        for campus in CAMPUSES
    ]
    return _package(making, orgs, prefix="lo")


def cedar(*, today: date, seed: int) -> Package:
    """Return the roster of Cedar, a second district: one teacher with one class."""
    making = _Making(rng=Random(seed), today=today)  # noqa: S311 - names of people who do not exist
    making.n_people = 90_000
    _add_character(making, LUND)
    campus = CampusPlan(key="ced", name="Cedar School", grades=("04",), sections_a_grade=1)
    _fill_campus(making, campus, teacher=LUND.sourced_id)
    orgs = [
        Org(sourced_id=OTHER_DISTRICT, name="Cedar", type="district"),
        Org(
            sourced_id="ced",
            name="Cedar School",
            type="school",
            parent_sourced_id=OTHER_DISTRICT,
        ),
    ]
    return _package(making, orgs, prefix="ce")


def _add_character(making: _Making, character: Character) -> None:
    user = User(
        sourced_id=character.sourced_id,
        username=character.username,
        given_name=character.given_name,
        family_name=character.family_name,
        grades=(character.grade,) if character.grade else (),
        agent_sourced_ids=(character.guardian,) if character.guardian else (),
    )
    making.person(user, role=character.role, org=character.org)


def _fill_campus(making: _Making, campus: CampusPlan, teacher: str = "") -> None:
    for grade in campus.grades:
        for number in range(campus.sections_a_grade):
            students = _students(making, campus, grade, number)
            _sections(making, campus, grade, number, students, teacher)


def _lead_campus(making: _Making, campus: CampusPlan) -> None:
    """Give a campus a principal, and teachers where no class gives it any."""
    if campus.key != LED_BY_THE_CAST:
        making.person(making.somebody("p"), role="principal", org=campus.key)
    if not campus.grades:
        for _ in range(STAFF_BEFORE_STUDENTS):
            making.person(making.somebody("t"), role="teacher", org=campus.key)


def _students(making: _Making, campus: CampusPlan, grade: str, number: int) -> list[str]:
    named = [
        one.sourced_id
        for one in CAST
        if one.role == "student" and (one.org, one.grade) == (campus.key, grade) and number == 0
    ]
    return named + [_student(making, campus, grade) for _ in range(SECTION_SIZE - len(named))]


def _student(making: _Making, campus: CampusPlan, grade: str) -> str:
    guardian = making.somebody("g")
    making.person(guardian, role="guardian", org=campus.key)
    student = making.somebody(
        "s",
        family=guardian.family_name,
        grades=(grade,),
        agent_sourced_ids=(guardian.sourced_id,),
    )
    making.person(student, role="student", org=campus.key)
    return student.sourced_id


def _sections(
    making: _Making,
    campus: CampusPlan,
    grade: str,
    number: int,
    students: list[str],
    teacher: str,
) -> None:
    letter = "ABCDEFGHI"[number]
    shown = grade.lstrip("0").replace("KG", "K")
    for place, subject in enumerate(SUBJECTS):
        key = f"{campus.key}-{grade}{letter}-{place}"
        taught_by = teacher or _teacher(making, campus, grade, number, subject)
        making.classes.append(
            Class(
                sourced_id=key,
                title=f"{subject} {shown}{letter}",
                school_sourced_id=campus.key,
                grades=(grade,),
                course_sourced_id=_course(making, campus, grade, subject),
                class_code=f"{shown}{letter}",
                location=making.room_of(taught_by, campus),
                term_sourced_ids=("term",),
                subjects=(subject,),
                periods=(str(place + 1),),
            )
        )
        _enroll(making, key, campus.key, taught_by, students)


def _teacher(making: _Making, campus: CampusPlan, grade: str, number: int, subject: str) -> str:
    """Return who teaches: one teacher a home room; in the middle grades one for a subject and three sections."""
    is_mathematics = subject == SUBJECTS[0]
    if campus.key == "loe" and grade == "04" and number == 0:
        return OKAFOR.sourced_id
    if campus.key == "crm" and grade == "08" and number < SECTIONS_SHARED and is_mathematics:
        return ITO.sourced_id
    shared = (campus.key, grade, number, "")
    if grade in MIDDLE_GRADES:
        shared = (campus.key, grade, number // SECTIONS_SHARED, subject)
    if shared not in making.teachers:
        one = making.somebody("t")
        making.person(one, role="teacher", org=campus.key)
        making.teachers[shared] = one.sourced_id
    return making.teachers[shared]


def _course(making: _Making, campus: CampusPlan, grade: str, subject: str) -> str:
    key = f"course-{campus.key}-{grade}-{subject[0]}"
    if all(course.sourced_id != key for course in making.courses):
        making.courses.append(
            Course(
                sourced_id=key,
                title=f"{subject}, grade {grade.lstrip('0').replace('KG', 'K')}",
                course_code=key[7:],
                grades=(grade,),
                org_sourced_id=campus.key,
                subjects=(subject,),
            )
        )
    return key


def _enroll(
    making: _Making, section: str, school: str, teacher: str, students: list[str]
) -> None:
    for person, role in [(teacher, "teacher"), *((student, "student") for student in students)]:
        making.enrollments.append(
            Enrollment(
                sourced_id=f"{section}:{person}",
                class_sourced_id=section,
                school_sourced_id=school,
                user_sourced_id=person,
                role=role,
                primary=True if role == "teacher" else None,
            )
        )


def _package(making: _Making, orgs: list[Org], *, prefix: str) -> Package:
    return Package(
        version="1.2",
        orgs=tuple(orgs),
        academic_sessions=tuple(_sessions(making.today)),
        courses=tuple(making.courses),
        classes=tuple(making.classes),
        users=tuple(making.users),
        roles=tuple(making.roles),
        enrollments=tuple(making.enrollments),
        demographics=tuple(making.demographics),
        source_system_name=f"Ownpath demonstration {prefix}",
    )


def _sessions(today: date) -> Iterator[AcademicSession]:
    begin, end = today - timedelta(days=DAYS_BEFORE), today + timedelta(days=DAYS_AFTER)
    yield AcademicSession(
        sourced_id="year",
        title="This school year",
        type="schoolYear",
        start_date=begin,
        end_date=end,
        school_year=end.year,
    )
    yield AcademicSession(
        sourced_id="term",
        title="This term",
        type="semester",
        start_date=begin,
        end_date=end,
        parent_sourced_id="year",
        school_year=end.year,
    )
