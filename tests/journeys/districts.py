"""What two districts send: Live Oak's cast and a framework of its own, Cedar's one teacher."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rosters import role, user

from ownpath.interchange.oneroster import (
    AcademicSession,
    Class,
    Course,
    Enrollment,
    Org,
    Package,
)

FRAMEWORK = "Live Oak portrait of a learner"


def orgs(district: str, name: str, *campuses: tuple[str, str]) -> tuple[Org, ...]:
    return (
        Org(sourced_id=district, name=name, type="district"),
        *(
            Org(sourced_id=key, name=title, type="school", parent_sourced_id=district)
            for key, title in campuses
        ),
    )


def term(today: date) -> tuple[AcademicSession, ...]:
    return (
        AcademicSession(
            sourced_id="term",
            title="This term",
            type="semester",
            start_date=today - timedelta(days=40),
            end_date=today + timedelta(days=60),
            school_year=today.year,
        ),
    )


def klass(key: str, campus: str, grade: str) -> Class:
    return Class(
        sourced_id=key,
        title=f"Mathematics {grade}",
        school_sourced_id=campus,
        course_sourced_id="math",
        term_sourced_ids=("term",),
        grades=(grade,),
        subjects=("Mathematics",),
        location="12",
    )


def seat(person: str, group: str, campus: str, name: str = "student") -> Enrollment:
    return Enrollment(
        sourced_id=f"{group}:{person}",
        user_sourced_id=person,
        class_sourced_id=group,
        school_sourced_id=campus,
        role=name,
        primary=True if name == "teacher" else None,
    )


CLERK = user("nakamura", "Kei", "Nakamura")


def with_the_clerk_alone() -> Package:
    """Return the roster an installation begins with."""
    return Package(
        version="1.2",
        orgs=orgs("live-oak", "Live Oak"),
        users=(CLERK,),
        roles=(role("nakamura", "live-oak", "systemAdministrator"),),
    )


def live_oak(today: date) -> Package:
    """Return the small Live Oak with the cast."""
    return Package(
        version="1.2",
        orgs=orgs(
            "live-oak",
            "Live Oak",
            ("loe", "Live Oak Elementary"),
            ("crm", "Cedar Ridge Middle"),
        ),
        academic_sessions=term(today),
        courses=(Course(sourced_id="math", title="Mathematics", org_sourced_id="live-oak"),),
        classes=(klass("m4", "loe", "04"), klass("m8", "crm", "08")),
        users=(
            CLERK,
            user("ada", "Ada", "Morales", grades=("04",), agent_sourced_ids=("rosa",)),
            user("ben", "Ben", "Carter", grades=("08",)),
            user("rosa", "Rosa", "Morales"),
            user("okafor", "Grace", "Okafor"),
            user("ito", "Daniel", "Ito"),
            user("reyes", "Elena", "Reyes"),
            user("whitfield", "Joan", "Whitfield"),
        ),
        roles=(
            role("nakamura", "live-oak", "systemAdministrator"),
            role("ada", "loe", "student"),
            role("ben", "crm", "student"),
            role("rosa", "loe", "guardian"),
            role("okafor", "loe", "teacher"),
            role("ito", "crm", "teacher"),
            role("reyes", "loe", "principal"),
            role("whitfield", "live-oak", "districtAdministrator"),
        ),
        enrollments=(
            seat("ada", "m4", "loe"),
            seat("okafor", "m4", "loe", "teacher"),
            seat("ben", "m8", "crm"),
            seat("ito", "m8", "crm", "teacher"),
        ),
    )


def cedar(today: date) -> Package:
    """Return the other district: Mr. Lund, and one student of his."""
    return Package(
        version="1.2",
        orgs=orgs("cedar", "Cedar", ("ced", "Cedar School")),
        academic_sessions=term(today),
        courses=(Course(sourced_id="math", title="Mathematics", org_sourced_id="cedar"),),
        classes=(klass("m4c", "ced", "04"),),
        users=(
            user("lund", "Erik", "Lund"),
            user("sam", "Sam", "Berg", grades=("04",)),
        ),
        roles=(role("lund", "ced", "teacher"), role("sam", "ced", "student")),
        enrollments=(seat("lund", "m4c", "ced", "teacher"), seat("sam", "m4c", "ced")),
    )


def case_package() -> dict[str, Any]:
    """Return a CASE 1.0 package of one document and two items."""

    def own(number: int) -> dict[str, str]:
        identifier = f"6f1c0a52-1111-4000-8000-{number:012d}"
        return {
            "identifier": identifier,
            "uri": f"urn:uuid:{identifier}",
            "lastChangeDateTime": "2026-01-05T00:00:00Z",
        }

    def end(number: int) -> dict[str, str]:
        return {"title": "x", **{key: own(number)[key] for key in ("identifier", "uri")}}

    return {
        "CFDocument": {**own(1), "creator": "Live Oak", "title": FRAMEWORK},
        "CFItems": [
            {
                **own(2),
                "fullStatement": "I ask a question of my own.",
                "humanCodingScheme": "P.1",
            },
            {**own(3), "fullStatement": "I look for an answer.", "humanCodingScheme": "P.2"},
        ],
        "CFAssociations": [
            {
                **own(4),
                "associationType": "precedes",
                "originNodeURI": end(2),
                "destinationNodeURI": end(3),
            }
        ],
    }
