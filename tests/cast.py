"""The cast: Live Oak and Cedar, a few people, two classes and a small framework, for every test that needs people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from made_once import MadeOnce

from ownpath.school.curriculum.models import (
    Activity,
    Competency,
    Framework,
    Item,
    Prerequisite,
    SectionFramework,
    Theme,
)
from ownpath.school.people.models import (
    Campus,
    Course,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
    Section,
    Term,
)

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
PASSWORD = "kite-meadow-seven"  # noqa: S105 - of people who do not exist

HALVES = {
    "id": "halves",
    "competencies": ["FR.1"],
    "type": "numeric",
    "representation": "number",
    "parameters": {"n": {"int": [2, 400]}},
    "prompt": {"en": "What is half of ${2*n}$?", "es": "¿Cuál es la mitad de ${2*n}$?"},
    "answer": {"value": "n"},
    "errors": [
        {"value": "2*n", "feedback": {"en": "That is all of it.", "es": "Eso es todo."}},
        {
            "value": "4*n",
            "feedback": {"en": "That is twice as much.", "es": "Eso es el doble."},
        },
    ],
    "hints": [
        {
            "en": "Share it fairly between two friends.",
            "es": "Repártelo en partes iguales entre dos.",
        },
        {"en": "Which number twice gives it?", "es": "¿Qué número dos veces lo da?"},
    ],
    "solution": [
        {"en": "Two equal parts: ${n}$ and ${n}$.", "es": "Dos partes iguales: ${n}$ y ${n}$."}
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody, and what they work on."""

    live_oak: District
    cedar: District
    ada: Person
    ben: Person
    okafor: Person
    ito: Person
    rosa: Person
    reyes: Person
    whitfield: Person
    clerk: Person
    lund: Person
    section: Section  # Ms. Okafor's mathematics, with Ada
    ben_section: Section  # Mr. Ito's mathematics, with Ben
    framework: Framework
    competencies: Sequence[Competency]  # fractions: 1 before 2 before 3; 4 stands alone
    items: Sequence[Item]
    practices: Sequence[Activity]
    lesson: Activity
    project: Activity
    cooking: Theme

    @property
    def everybody(self) -> dict[str, Person]:
        """All people by their short names."""
        names = ("ada", "ben", "okafor", "ito", "rosa", "reyes", "whitfield", "clerk", "lund")
        return {name: getattr(self, name) for name in names}


def make_person(
    district: District,
    username: str,
    given: str,
    family: str,
    role: str,
    campus: Campus | None,
    **more: Any,
) -> Person:
    """Make a person of a district with one role."""
    person = Person(
        district=district,
        sourced_id=f"p-{username}",
        source_key=f"p-{username}",
        username=username,
        username_key=username,
        given_name=given,
        family_name=family,
        **more,
    )
    person.set_unusable_password()
    person.save()
    Role.objects.create(person=person, campus=campus, name=role, sourced_id=f"r-{username}")
    return person


def make_section(campus: Campus, key: str, title: str, term: Term) -> Section:
    """Make a mathematics section with its course."""
    course = Course.objects.create(
        district=campus.district,
        sourced_id=f"c-{key}",
        source_key=f"c-{key}",
        title=title,
        campus=campus,
    )
    section = Section.objects.create(
        district=campus.district,
        sourced_id=key,
        source_key=key,
        title=title,
        course=course,
        campus=campus,
        room="12",
        subjects=["Mathematics"],
    )
    section.terms.add(term)
    return section


def enroll(section: Section, person: Person, role: str) -> Enrollment:
    """Put a person into a section."""
    key = f"e-{section.sourced_id}-{person.sourced_id}"
    return Enrollment.objects.create(
        district=section.district,
        sourced_id=key,
        source_key=key,
        section=section,
        person=person,
        role=role,
        is_primary=role == Role.Name.TEACHER,
    )


def make_students(cast: Cast, n: int) -> list[Person]:
    """Add `n` more students to Ms. Okafor's section."""
    campus = cast.section.campus
    students = [
        make_person(
            cast.live_oak,
            f"kid{i}",
            f"Kid{i:02d}",
            "Doe",
            Role.Name.STUDENT,
            campus,
            grade="04",
        )
        for i in range(n)
    ]
    for student in students:
        enroll(cast.section, student, Role.Name.STUDENT)
    return students


def _district(key: str, name: str) -> District:
    return District.objects.create(
        sourced_id=key, source_key=key, name=name, time_zone="America/Los_Angeles"
    )


def _campus(district: District, key: str, name: str) -> Campus:
    return Campus.objects.create(district=district, sourced_id=key, source_key=key, name=name)


def _term(district: District) -> Term:
    return Term.objects.create(
        district=district,
        sourced_id="term",
        source_key="term",
        title="Spring",
        kind=Term.Kind.SEMESTER,
        starts_on=TODAY - timedelta(days=60),
        ends_on=TODAY + timedelta(days=60),
    )


def _competency(framework: Framework, number: int) -> Competency:
    return Competency.objects.create(
        framework=framework,
        identifier=f"FR.{number}",
        code=f"FR.{number}",
        domain="FR" if number < 4 else "MD",
        grades=["04"],
        sequence=number,
        words={
            "en": {"statement": f"I can do step {number}.", "short": f"Step {number}"},
            "es": {"statement": f"Puedo hacer el paso {number}.", "short": f"Paso {number}"},
        },
    )


def _item(competency: Competency) -> Item:
    item = Item.objects.create(
        code=f"halves-{competency.code}",
        kind="numeric",
        definition={
            **HALVES,
            "id": f"halves-{competency.code}",
            "competencies": [competency.code],
        },
        languages=["en", "es"],
    )
    item.competencies.add(competency)
    return item


def make_activity(
    code: str, kind: str, modality: str, competency: Competency, *themes: Theme
) -> Activity:
    """Make an activity for one competency."""
    activity = Activity.objects.create(
        code=code,
        kind=kind,
        modality=modality,
        words={
            "en": {"title": f"{code} in English", "summary": "What it is."},
            "es": {"title": f"{code} en español", "summary": "Lo que es."},
        },
        languages=["en", "es"],
    )
    activity.competencies.add(competency)
    activity.themes.set(themes)
    return activity


def make_cast() -> Cast:
    """Make the cast."""
    live_oak, cedar = _district("live-oak", "Live Oak"), _district("cedar", "Cedar")
    elementary = _campus(live_oak, "loe", "Live Oak Elementary")
    middle = _campus(live_oak, "crm", "Cedar Ridge Middle")
    elsewhere = _campus(cedar, "ced", "Cedar School")
    ada = make_person(
        live_oak, "ada", "Ada", "Morales", "student", elementary, grade="04", language="en"
    )
    ben = make_person(
        live_oak, "ben", "Ben", "Carter", "student", middle, grade="08", language="en"
    )
    okafor = make_person(
        live_oak, "okafor", "Grace", "Okafor", "teacher", elementary, title="Ms."
    )
    ito = make_person(live_oak, "ito", "Daniel", "Ito", "teacher", middle, title="Mr.")
    rosa = make_person(
        live_oak, "rosa", "Rosa", "Morales", "guardian", elementary, language="es"
    )
    reyes = make_person(
        live_oak, "reyes", "Elena", "Reyes", "principal", elementary, title="Dr."
    )
    whitfield = make_person(
        live_oak, "whitfield", "Joan", "Whitfield", "districtAdministrator", None
    )
    clerk = make_person(live_oak, "nakamura", "Kei", "Nakamura", "systemAdministrator", None)
    lund = make_person(cedar, "lund", "Erik", "Lund", "teacher", elsewhere, title="Mr.")
    Guardianship.objects.create(student=ada, guardian=rosa)
    section = make_section(elementary, "m4", "Mathematics 4A", _term(live_oak))
    ben_section = make_section(middle, "m8", "Mathematics 8A", section.terms.get())
    lund_section = make_section(elsewhere, "m4c", "Mathematics 4", _term(cedar))
    enroll(section, okafor, "teacher")
    enroll(section, ada, "student")
    enroll(ben_section, ito, "teacher")
    enroll(ben_section, ben, "student")
    enroll(lund_section, lund, "teacher")
    framework = Framework.objects.create(
        identifier="small", title="Small mathematics", subject="mathematics"
    )
    competencies = [_competency(framework, number) for number in (1, 2, 3, 4)]
    for before, after in ((0, 1), (1, 2)):
        Prerequisite.objects.create(before=competencies[before], after=competencies[after])
    for one in (section, ben_section, lund_section):
        SectionFramework.objects.create(section=one, framework=framework)
    cooking = Theme.objects.create(
        slug="cooking",
        kind=Theme.Kind.INTEREST,
        words={
            "en": {"name": "Cooking", "label": "cooking"},
            "es": {"name": "Cocina", "label": "cocina"},
        },
    )
    return Cast(
        live_oak=live_oak,
        cedar=cedar,
        ada=ada,
        ben=ben,
        okafor=okafor,
        ito=ito,
        rosa=rosa,
        reyes=reyes,
        whitfield=whitfield,
        clerk=clerk,
        lund=lund,
        section=section,
        ben_section=ben_section,
        framework=framework,
        competencies=competencies,
        items=[_item(competency) for competency in competencies],
        practices=[
            make_activity(f"practice-{one.code}", "practice", "device", one)
            for one in competencies
        ],
        lesson=make_activity(
            "lesson-1", "small_group_lesson", "teacher_group", competencies[0]
        ),
        project=make_activity("project-1", "project", "project_team", competencies[0], cooking),
        cooking=cooking,
    )


CAST = MadeOnce(make_cast)


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the cast, its rows and objects as freshly made."""
    return CAST.get()
