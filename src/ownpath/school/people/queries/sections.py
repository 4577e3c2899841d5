"""Read sections: who teaches them, who is in them, which run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.access import (
    TEACHING_OR_HELPING,
    last_day_that_counts,
    lives_on,
    section_runs,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Enrollment,
    Person,
    Role,
    Section,
    Term,
)
from ownpath.store.prepared import Param, prepared

MATHEMATICS = "math"
BEFORE_FIRST = ("IT", "PR", "PK", "TK", "KG")  # grades younger than "01", the youngest first
NO_GRADE = "~"  # stands after every code


@prepared
def _sections_stood_in() -> QuerySet[Section]:
    today = Param("today", DateField())
    standing = Enrollment.objects.filter(
        lives_on(today),
        section_runs(Param("last_day", DateField())),
        section_id=OuterRef("pk"),
        person_id=Param("person", BigIntegerField()),
        role__in=TEACHING_OR_HELPING,
    )
    return Section.objects.filter(
        Exists(standing), Q(ended_on=None) | Q(ended_on__gt=today)
    ).select_related("campus")


def sections_taught(*, teacher: Person, today: date) -> list[Section]:
    """Return the sections a teacher or aide stands in today, mathematics first, then by title."""
    sections = _sections_stood_in.all(
        person=teacher.pk, today=today, last_day=last_day_that_counts(today)
    )
    return sorted(sections, key=lambda section: (not is_mathematics(section), section.title))


def is_mathematics(section: Section) -> bool:
    """Return whether a section's subjects or title speak of mathematics."""
    named = [*map(str, section.subjects), section.title]
    return any(MATHEMATICS in name.casefold() for name in named)


def get_taught_section(*, viewer: Person, uuid: UUID, today: date) -> Section:
    """Return the section `uuid`, if `viewer` stands in it today."""
    for section in sections_taught(teacher=viewer, today=today):
        if section.uuid == uuid:
            return section
    raise NotFound(
        _("There is no such class among yours."), next_step=_("Pick one of your own classes.")
    )


@prepared
def _students_of_section() -> QuerySet[Person]:
    here = Enrollment.objects.filter(
        lives_on(Param("today", DateField())),
        section_id=Param("section", BigIntegerField()),
        role=Role.Name.STUDENT,
    )
    return Person.objects.filter(pk__in=here.values("person_id"), is_active=True)


def students_in(*, section: Section, today: date) -> list[Person]:
    """Return the students of a section today, by the name they go by."""
    students = _students_of_section.all(section=section.pk, today=today)
    return sorted(students, key=lambda person: (person.called.casefold(), person.family_name))


def current_sections(*, student: Person, today: date) -> list[Section]:
    """Return the sections a student is in today, by title."""
    terms = Term.sections.through.objects.filter(section_id=OuterRef("section_id"))
    last_day = terms.order_by("-term__ends_on").values("term__ends_on")[:1]
    own = (
        Enrollment.objects.filter(lives_on(today), person=student, role=Role.Name.STUDENT)
        .annotate(last_day=Subquery(last_day))
        .select_related("section__campus")
    )
    counts = last_day_that_counts(today)
    running = {
        enrollment.section_id: enrollment.section
        for enrollment in own
        if enrollment.last_day is None or enrollment.last_day >= counts
    }
    return sorted(running.values(), key=lambda section: (section.title, section.pk))


def sections_of_students(
    *, student_ids: Iterable[int], campus: Campus, today: date
) -> dict[str, set[int]]:
    """Return by title of section which of some students are in it today, at one campus."""
    found: dict[str, set[int]] = {}
    rows = Enrollment.objects.filter(
        lives_on(today),
        section_runs(last_day_that_counts(today)),
        section__campus=campus,
        role=Role.Name.STUDENT,
        person_id__in=list(student_ids),
    ).order_by("section__title")
    for title, person_id in rows.values_list("section__title", "person_id"):
        found.setdefault(title, set()).add(person_id)
    return found


def mathematics_sections(*, district: District, today: date) -> list[Section]:
    """Return the sections of a district that teach mathematics now, by campus and title."""
    running = Section.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), district=district
    ).select_related("campus", "district")
    sections = running.order_by("campus__name", "title")
    return [section for section in sections if is_mathematics(section)]


def sections_to_come(*, district_id: int, today: date) -> QuerySet[Section]:
    """Return the sections of a district that are not over, running or coming, with campus and course, by title."""
    of_section = Term.sections.through.objects.filter(section_id=OuterRef("pk"))
    still = of_section.filter(term__ends_on__gte=last_day_that_counts(today))
    sections = Section.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        Exists(still) | ~Exists(of_section),
        district_id=district_id,
    )
    return sections.select_related("campus", "course").order_by("title", "pk")


def speaks_of_mathematics() -> Q:
    """Return the condition `is_mathematics`, for the database."""
    return Q(title__icontains=MATHEMATICS) | Q(subjects__icontains=MATHEMATICS)


def span_of_section(*, section: Section) -> tuple[date, date] | None:
    """Return the first and the last day of a section's terms, or None where the roster tells none."""
    terms = Term.objects.filter(sections=section)
    found = terms.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    return (found["first"], found["last"]) if found["first"] and found["last"] else None


def kind_of_section(section: Section) -> str:
    """Return a word for what a section teaches: mathematics, or the first of its subjects; empty where none is told."""
    if is_mathematics(section):
        return MATHEMATICS
    return str(next(iter(section.subjects), "")).casefold()


def sections_by_student(*, student_ids: Iterable[int], today: date) -> dict[int, list[Section]]:
    """Return the sections each of some students is in today, by title; one query for any number."""
    found: dict[int, list[Section]] = {student_id: [] for student_id in student_ids}
    rows = Enrollment.objects.filter(
        lives_on(today),
        section_runs(last_day_that_counts(today)),
        person_id__in=list(found),
        role=Role.Name.STUDENT,
    ).select_related("section")
    for enrollment in rows.order_by("section__title", "section_id"):
        found[enrollment.person_id].append(enrollment.section)
    return found


def section_titles_by_student(
    *, student_ids: Iterable[int], today: date
) -> dict[int, list[str]]:
    """Return the titles of the sections each of some students is in today; one query, and no objects."""
    found: dict[int, list[str]] = {student_id: [] for student_id in student_ids}
    rows = Enrollment.objects.filter(
        lives_on(today),
        section_runs(last_day_that_counts(today)),
        person_id__in=list(found),
        role=Role.Name.STUDENT,
    )
    for student_id, title in rows.values_list("person_id", "section__title").distinct():
        found[student_id].append(title)
    return found


def teachers_by_section(*, section_ids: Iterable[int], today: date) -> dict[int, list[int]]:
    """Return who teaches each of some sections, the primary teacher first; one query."""
    found: dict[int, list[int]] = {section_id: [] for section_id in section_ids}
    rows = Enrollment.objects.filter(
        lives_on(today), section_id__in=list(found), role=Role.Name.TEACHER
    ).order_by("-is_primary", "pk")
    for section_id, person_id in rows.values_list("section_id", "person_id"):
        found[section_id].append(person_id)
    return found


def section_titles(*, ids: Iterable[int]) -> dict[int, str]:
    """Return the titles of sections."""
    return dict(Section.objects.filter(pk__in=list(ids)).values_list("pk", "title"))


def grade_order(code: str) -> tuple[int, str]:
    """Return where a grade stands among others, the youngest first.

    >>> sorted(["05", "KG", "10", "PK"], key=grade_order)
    ['PK', 'KG', '05', '10']
    """
    place = BEFORE_FIRST.index(code) if code in BEFORE_FIRST else len(BEFORE_FIRST)
    return place, code


def year_of_grade(code: str) -> int | None:
    """Return which year of school a grade is: 0 is kindergarten, before it less; None for none.

    >>> year_of_grade("04"), year_of_grade("KG"), year_of_grade("PK") < 0, year_of_grade("UG")
    (4, 0, True, None)
    """
    if code in BEFORE_FIRST:
        return BEFORE_FIRST.index(code) - BEFORE_FIRST.index("KG")
    return int(code) if code.isdecimal() else None


def grades_away(grades: Sequence[str], own: str) -> int:
    """Return how many grades lie between a student's own and the nearest of a skill's; 0 where either has none.

    >>> grades_away(["KG", "01"], "04"), grades_away(["04", "05"], "04"), grades_away([], "04")
    (3, 0, 0)
    """
    here = year_of_grade(own)
    years = [year for one in grades if (year := year_of_grade(one)) is not None]
    return 0 if here is None else min((abs(year - here) for year in years), default=0)


def by_grade(section: Section) -> tuple[int, str, str]:
    """Return where a section stands among others, youngest grades first, then by title.

    >>> grades = {"5A": ["05"], "K": ["KG"], "4A": ["04"], "Choir": []}
    >>> some = [Section(title=title, grades=own) for title, own in grades.items()]
    >>> [one.title for one in sorted(some, key=by_grade)]
    ['K', '4A', '5A', 'Choir']
    """
    youngest = min(section.grades, key=grade_order, default=NO_GRADE)
    return (*grade_order(youngest), section.title)


def sections_at(*, campus: Campus, today: date) -> list[Section]:
    """Return the sections of a campus that run today, by title."""
    running = Section.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), campus=campus
    ).order_by("title", "pk")
    return list(running)


def stays_in(
    *, section_ids: Iterable[int], until: date
) -> dict[int, list[tuple[int, date | None, date | None]]]:
    """Return by student (section, first day, first day no longer there) of their time in some sections; one query."""
    found: dict[int, list[tuple[int, date | None, date | None]]] = {}
    rows = Enrollment.objects.filter(section_id__in=list(section_ids), role=Role.Name.STUDENT)
    for person, section, starts_on, ended_on in rows.values_list(
        "person_id", "section_id", "starts_on", "ended_on"
    ):
        if starts_on is None or starts_on <= until:
            found.setdefault(person, []).append((section, starts_on, ended_on))
    return found
