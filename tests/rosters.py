"""A small roster to start every roster test from, and the few words in which tests change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

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
    UserProfile,
    read_package,
    write_package,
)
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE
from ownpath.school.people.imports import ImportOutcome, RosterPlan, apply_import, plan_import
from ownpath.school.people.models import (
    Account,
    Campus,
    District,
    Guardianship,
    Person,
    RosterImport,
    Section,
    Term,
)
from ownpath.school.people.models import (
    Course as CourseRow,
)
from ownpath.school.people.models import (
    Demographics as DemographicsRow,
)
from ownpath.school.people.models import (
    Enrollment as EnrollmentRow,
)
from ownpath.school.people.models import (
    Role as RoleRow,
)

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
FIRST, LAST = date(2026, 1, 5), date(2026, 5, 29)
ALL_TABLES: tuple[Any, ...] = (
    District,
    Campus,
    Term,
    CourseRow,
    Section,
    Section.terms.through,
    Person,
    RoleRow,
    Account,
    EnrollmentRow,
    DemographicsRow,
    Guardianship,
)


def user(sourced_id: str, given: str, family: str, **more: Any) -> User:
    """Make a person who signs in under their sourcedId."""
    return User(
        sourced_id=sourced_id,
        given_name=given,
        family_name=family,
        **{"username": sourced_id.lower(), **more},
    )


def role(person: str, org: str, name: str, **more: Any) -> Role:
    """Make a role."""
    return Role(
        **{
            "sourced_id": f"rol-{person}-{org}-{name}",
            "user_sourced_id": person,
            "org_sourced_id": org,
            "role": name,
            **more,
        }
    )


def enrollment(person: str, group: str, name: str = "student", **more: Any) -> Enrollment:
    """Put a person into a class."""
    return Enrollment(
        **{
            "sourced_id": f"enr-{person}-{group}",
            "user_sourced_id": person,
            "class_sourced_id": group,
            "role": name,
            "school_sourced_id": "elm",
            "begin_date": FIRST,
            "end_date": LAST,
            **more,
        }
    )


def group(sourced_id: str, title: str, **more: Any) -> Class:
    """Make a class of the elementary school."""
    return Class(
        **{
            "sourced_id": sourced_id,
            "title": title,
            "school_sourced_id": "elm",
            "course_sourced_id": "crs-math",
            "term_sourced_ids": ("fall", "spring"),
            "grades": ("04",),
            "subjects": ("Mathematics",),
            "periods": ("1",),
            **more,
        }
    )


def small_roster(**changes: Any) -> Package:
    """Return Live Oak's roster: two campuses, two classes, Ada Rosa, Ben, two teachers, a principal."""
    files: dict[str, Any] = {
        "orgs": (
            Org(sourced_id="live-oak", name="Live Oak", type="district"),
            Org(
                sourced_id="elm", name="Elm School", type="school", parent_sourced_id="live-oak"
            ),
            Org(
                sourced_id="oak", name="Oak School", type="school", parent_sourced_id="live-oak"
            ),
        ),
        "academic_sessions": (
            AcademicSession(
                sourced_id="year",
                title="2025-2026",
                type="schoolYear",
                start_date=date(2025, 8, 18),
                end_date=LAST,
                school_year=2026,
            ),
            AcademicSession(
                sourced_id="fall",
                title="Fall",
                type="semester",
                start_date=date(2025, 8, 18),
                end_date=date(2025, 12, 19),
                parent_sourced_id="year",
                school_year=2026,
            ),
            AcademicSession(
                sourced_id="spring",
                title="Spring",
                type="semester",
                start_date=FIRST,
                end_date=LAST,
                parent_sourced_id="year",
                school_year=2026,
            ),
        ),
        "courses": (
            Course(sourced_id="crs-math", title="Mathematics 4", org_sourced_id="live-oak"),
        ),
        "classes": (group("m4a", "Mathematics 4, A"), group("m4b", "Mathematics 4, B")),
        "users": (
            user("ada", "Ada", "Morales", grades=("04",), agent_sourced_ids=("rosa",)),
            user("ben", "Ben", "Carter", grades=("04",)),
            user("rosa", "Rosa", "Morales", email="rosa@liveoak.example"),
            user("okafor", "Grace", "Okafor"),
            user("ito", "Daniel", "Ito"),
            user("reyes", "Elena", "Reyes"),
        ),
        "roles": (
            role("ada", "elm", "student"),
            role("ben", "elm", "student"),
            role("rosa", "elm", "guardian"),
            role("okafor", "elm", "teacher"),
            role("ito", "elm", "teacher"),
            role("ito", "oak", "teacher", role_type="secondary"),
            role("reyes", "elm", "principal"),
        ),
        "user_profiles": (
            UserProfile(
                sourced_id="prf-ada", user_sourced_id="ada", vendor_id="sis", username="ada"
            ),
        ),
        "enrollments": (
            enrollment("ada", "m4a"),
            enrollment("ben", "m4a"),
            enrollment("okafor", "m4a", "teacher", primary=True),
            enrollment("reyes", "m4b", "teacher", primary=True),
        ),
        "demographics": (
            Demographics(sourced_id="ada", birth_date=date(2016, 2, 29), sex="female"),
        ),
    }
    return Package(version="1.2", **{**files, **changes})


def delta(**files: Any) -> Package:
    """Return a package of changes only."""
    named = {field: file for file, field in RECORDS_OF_FILE.items()}
    return Package(
        version=files.pop("version", "1.2"),
        modes={named[field]: "delta" for field in files},
        **files,
    )


def swap(records: Iterable[Any], sourced_id: str, /, **changes: Any) -> tuple[Any, ...]:
    """Return the records with one of them changed."""
    return tuple(
        replace(one, **changes) if one.sourced_id == sourced_id else one for one in records
    )


def without(records: Iterable[Any], *sourced_ids: str) -> tuple[Any, ...]:
    """Return the records without some of them, and without what speaks of them."""
    gone = set(sourced_ids)
    return tuple(
        one
        for one in records
        if one.sourced_id not in gone
        and getattr(one, "user_sourced_id", "") not in gone
        and getattr(one, "class_sourced_id", "") not in gone
    )


def plan_of(package: Package, district: District | None = None) -> RosterPlan:
    """Plan an import."""
    return plan_import(package=package, problems=(), district=district, today=TODAY)


def bring_in(package: Package, **more: Any) -> ImportOutcome:
    """Plan and carry out an import, however many people it ends."""
    return carry_out(plan_of(package), **more)


def carry_out(plan: RosterPlan, **more: Any) -> ImportOutcome:
    """Carry out a plan."""
    given = {
        "by": None,
        "now": NOW,
        "today": TODAY,
        "confirm_many_ends": True,
        "progress": None,
    }
    return apply_import(plan=plan, **{**given, **more})


def person(sourced_id: str) -> Person:
    """Return a person by sourcedId."""
    return Person.objects.get(source_key=sourced_id.casefold())


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every roster table."""
    return {
        model._meta.db_table: list(model.objects.order_by("pk").values_list())
        for model in ALL_TABLES
    }


def purge() -> None:
    """Take every roster row out, and what was told of bringing it in."""
    RosterImport.objects.all().delete()
    Term.objects.update(parent=None)
    for model in reversed(ALL_TABLES):
        model.objects.all().delete()


def codes(plan: RosterPlan) -> set[str]:
    """Return the codes of all problems a plan found."""
    return {problem.code for problem in plan.problems}


def mangled(package: Package, file: str, old: str, new: str) -> Package:
    """Return a package as it is read after one text of one file was written over."""
    target = BytesIO()
    write_package(package, target)
    other = BytesIO()
    with ZipFile(target) as source, ZipFile(other, "w") as written:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == file:
                assert old in text
                text = text.replace(old, new)
            written.writestr(name, text)
    return read_package(other.getvalue())[0]
