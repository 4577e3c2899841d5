"""The people of an invented district: staff, students, and the students' guardians."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from invented_names import Names

from ownpath.interchange.oneroster import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Package,
    Role,
    User,
    UserId,
)

GRADES = ("KG", *(f"{n:02}" for n in range(1, 13)))
FIRST_DAY = date(2025, 8, 18)


@dataclass(kw_only=True)
class District:
    """The rows made so far."""

    rng: random.Random
    names: Names
    orgs: list[Org] = field(default_factory=list)
    sessions: list[AcademicSession] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    demographics: list[Demographics] = field(default_factory=list)

    def package(self) -> Package:
        """Return everything as a bulk package."""
        return Package(
            orgs=tuple(self.orgs),
            academic_sessions=tuple(self.sessions),
            courses=tuple(self.courses),
            classes=tuple(self.classes),
            users=tuple(self.users),
            roles=tuple(self.roles),
            enrollments=tuple(self.enrollments),
            demographics=tuple(self.demographics),
            source_system_name="Ownpath roster maker",
        )


def add_staff(district: District, org: str, role: str, sourced_id: str) -> None:
    """Add a person of the staff, named by what the person does."""
    given, family = district.names.given(), district.names.family()
    district.users.append(
        User(
            sourced_id=sourced_id,
            given_name=given,
            family_name=family,
            username=sourced_id,
            email=f"{sourced_id}@liveoak.example",
            primary_org_sourced_id=org,
        )
    )
    _add_role(district, sourced_id, role, org)


def _add_role(district: District, user: str, role: str, org: str) -> None:
    district.roles.append(
        Role(
            sourced_id=f"rol-{user}-{org}-{role}",
            user_sourced_id=user,
            role=role,
            org_sourced_id=org,
            begin_date=FIRST_DAY,
        )
    )


def add_student(district: District, school: str, grade: str, number: int) -> str:
    """Add a student with demographics and guardians, and return the sourcedId."""
    sourced_id = f"stu-{school[7:]}-{grade}-{number:04}"
    family = district.names.family()
    guardians = _add_guardians(district, sourced_id, family, school)
    district.users.append(
        User(
            sourced_id=sourced_id,
            given_name=district.names.given(),
            family_name=family,
            username=sourced_id,
            user_ids=(UserId("State", sourced_id[4:].replace("-", "")),),
            identifier=sourced_id[4:],
            email=f"{sourced_id}@students.liveoak.example" if grade > "05" else "",
            agent_sourced_ids=guardians,
            grades=(grade,),
            primary_org_sourced_id=school,
        )
    )
    _add_role(district, sourced_id, "student", school)
    age = 5 + GRADES.index(grade)
    born = FIRST_DAY.replace(year=FIRST_DAY.year - age) - timedelta(district.rng.randrange(365))
    sex = district.rng.choice(("male", "female", "female", "male", "unspecified"))
    district.demographics.append(Demographics(sourced_id=sourced_id, birth_date=born, sex=sex))
    return sourced_id


def _add_guardians(
    district: District, student: str, family: str, school: str
) -> tuple[str, ...]:
    n_guardians = 2 if district.rng.random() < 0.4 else 1
    guardians = tuple(f"grd-{student[4:]}-{n}" for n in range(1, n_guardians + 1))
    for sourced_id in guardians:
        has_mail = district.rng.random() < 0.7
        district.users.append(
            User(
                sourced_id=sourced_id,
                given_name=district.names.given(),
                family_name=family,
                username=sourced_id,
                email=f"{sourced_id}@families.example" if has_mail else "",
                phone=f"555-01{district.rng.randrange(100):02}",
                agent_sourced_ids=(student,),
                primary_org_sourced_id=school,
            )
        )
        _add_role(district, sourced_id, "guardian", school)
    return guardians
