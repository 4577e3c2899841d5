"""Makes the OneRoster 1.2 zip of an invented district of any size, the same for the same seed.

    python bench/make_roster.py --students 20000 --seed 1 --out district.zip

One district, about one campus for every 670 students (elementary, middle and high schools), a
school year with two semesters, six classes a student in each in sections of 24, teachers, aides,
principals, counselors, and one or two guardians for each student. Nobody in it exists.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from invented_names import Names
from invented_people import FIRST_DAY, GRADES, District, add_staff, add_student

from ownpath.interchange.oneroster import (
    AcademicSession,
    Class,
    Course,
    Enrollment,
    Org,
    Package,
    write_package,
)

LEVELS = (
    ("Elementary School", GRADES[:6]),
    ("Middle School", GRADES[6:9]),
    ("High School", GRADES[9:]),
)
SUBJECTS = (
    ("Mathematics", "02"),
    ("Language Arts", "01"),
    ("Science", "03"),
    ("Social Studies", "04"),
    ("Arts and Music", "05"),
    ("Health and Movement", "08"),
)
SECTION_SIZE = 24
STUDENTS_A_CAMPUS = 670
CLASSES_A_TEACHER = 5
LAST_DAY = date(2026, 5, 29)
SEMESTERS = (
    ("fall-2025", "Fall Semester", FIRST_DAY, date(2025, 12, 19)),
    ("spring-2026", "Spring Semester", date(2026, 1, 6), LAST_DAY),
)


def make_district(*, n_students: int, rng: random.Random) -> Package:
    """Make a district with this many students.

    Parameters
    ----------
    n_students
        At least 1.
    rng
        Decides names, families and birthdays; the same generator gives the same district.
    """
    if n_students < 1:
        raise ValueError(f"n_students must be at least 1, got {n_students}")
    district = District(rng=rng, names=Names(rng))
    district.orgs.append(Org(sourced_id="district", name="Live Oak", type="district"))
    _add_sessions(district)
    _add_courses(district)
    add_staff(district, "district", "districtAdministrator", "adm-district")
    n_campuses = max(1, round(n_students / STUDENTS_A_CAMPUS))
    shares = list(_shares(n_students, n_campuses))
    for number, (level, share) in enumerate(zip(_levels(n_campuses), shares, strict=True), 1):
        _add_campus(district, number, level, share)
    return district.package()


def _shares(n_students: int, n_campuses: int) -> Iterator[int]:
    for place in range(n_campuses):
        yield n_students // n_campuses + (place < n_students % n_campuses)


def _levels(n_campuses: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give half the campuses to the elementary grades, a quarter each to the others."""
    for place in range(n_campuses):
        yield ("School", GRADES) if n_campuses < 4 else LEVELS[(0, 1, 0, 2)[place % 4]]


def _add_sessions(district: District) -> None:
    year = ("year-2026", "2025-2026 School Year", FIRST_DAY, LAST_DAY)
    for sourced_id, title, start, end in (year, *SEMESTERS):
        session = AcademicSession(
            sourced_id=sourced_id,
            title=title,
            type="semester" if sourced_id != year[0] else "schoolYear",
            start_date=start,
            end_date=end,
            parent_sourced_id=year[0] if sourced_id != year[0] else "",
            school_year=2026,
        )
        district.sessions.append(session)


def _course_id(subject: str, grade: str) -> str:
    return f"crs-{grade}-{subject.split()[0].lower()}"


def _add_courses(district: District) -> None:
    for grade in GRADES:
        for subject, code in SUBJECTS:
            course = Course(
                sourced_id=_course_id(subject, grade),
                title=f"{subject} {grade}",
                school_year_sourced_id="year-2026",
                course_code=f"{code}{grade}",
                grades=(grade,),
                org_sourced_id="district",
                subjects=(subject,),
                subject_codes=(code,),
            )
            district.courses.append(course)


def _add_campus(
    district: District, number: int, level: tuple[str, tuple[str, ...]], n_students: int
) -> None:
    kind, grades = level
    school = f"campus-{number:02}"
    place = district.names.place(number)
    district.orgs.append(
        Org(
            sourced_id=school,
            name=f"{place} {kind} {number}",
            type="school",
            identifier=f"{number:03}",
            parent_sourced_id="district",
        )
    )
    for role in ("principal", "counselor", "siteAdministrator", "aide"):
        add_staff(district, school, role, f"{school}-{role}")
    for place_of_grade, grade in enumerate(grades):
        share = n_students // len(grades) + (place_of_grade < n_students % len(grades))
        students = [add_student(district, school, grade, n) for n in range(share)]
        _add_classes(district, school, grade, students)


def _add_classes(district: District, school: str, grade: str, students: list[str]) -> None:
    """Give every student one class in each subject; groups are mixed anew for each."""
    n_sections = -(-len(students) // SECTION_SIZE)
    n_made = 0
    for period, subject in enumerate(SUBJECTS, 1):
        order = students[:]
        district.rng.shuffle(order)
        for section in range(n_sections):
            teacher = f"tea-{school[7:]}-{grade}-{n_made // CLASSES_A_TEACHER:02}"
            if n_made % CLASSES_A_TEACHER == 0:
                add_staff(district, school, "teacher", teacher)
            n_made += 1
            for semester in SEMESTERS:
                made = _class(school, grade, subject, period, section, semester[0])
                district.classes.append(made)
                people = [(teacher, "teacher")]
                people += [(student, "student") for student in order[section::n_sections]]
                _enroll(district, made, people, semester[2:])


def _class(
    school: str, grade: str, subject: tuple[str, str], period: int, section: int, term: str
) -> Class:
    name, code = subject
    letter = f"{section + 1:02}"
    return Class(
        sourced_id=f"cls-{school[7:]}-{grade}-{code}-{letter}-{term}",
        title=f"{name} {grade}, group {letter}",
        school_sourced_id=school,
        grades=(grade,),
        course_sourced_id=_course_id(name, grade),
        class_code=f"{grade}{code}{letter}",
        location=f"Room {GRADES.index(grade)}{letter}",
        term_sourced_ids=(term,),
        subjects=(name,),
        subject_codes=(code,),
        periods=(str(period),),
    )


def _enroll(
    district: District, made: Class, people: list[tuple[str, str]], days: tuple[date, date]
) -> None:
    for user, role in people:
        enrollment = Enrollment(
            sourced_id=f"enr-{made.sourced_id[4:]}-{user}",
            class_sourced_id=made.sourced_id,
            user_sourced_id=user,
            role=role,
            school_sourced_id=made.school_sourced_id,
            primary=True if role == "teacher" else None,
            begin_date=days[0],
            end_date=days[1],
        )
        district.enrollments.append(enrollment)


def main() -> None:
    """Write the zip and say what is in it."""
    parser = argparse.ArgumentParser(
        description="Make a OneRoster 1.2 zip of an invented district."
    )
    parser.add_argument("--students", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    package = make_district(n_students=asked.students, rng=random.Random(asked.seed))
    with asked.out.open("wb") as target:
        write_package(package, target)
    print(
        f"{asked.out}: {len(package.orgs) - 1} campuses, {len(package.users)} users, "
        f"{len(package.roles)} roles, {len(package.classes)} classes, "
        f"{len(package.enrollments)} enrollments"
    )


if __name__ == "__main__":
    main()
