"""Which students one sees, of which aspect, and by which reason: tables of the reasons, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from ownpath.school.people.models import Enrollment, Guardianship, Person, Role, Term

OF_AGE = 18  # years: from then on a record is the student's own (20 U.S.C. 1232g(d))
DAYS_AFTER_A_TERM = 30  # a teacher still writes reports after the last day

TEACHING = (Role.Name.TEACHER,)
TEACHING_OR_HELPING = (Role.Name.TEACHER, Role.Name.AIDE)
IN_THE_ROOM = (Role.Name.TEACHER, Role.Name.AIDE, Role.Name.PROCTOR)
LEADING_A_CAMPUS = (
    Role.Name.PRINCIPAL,
    Role.Name.ADMINISTRATOR,
    Role.Name.SITE_ADMINISTRATOR,
)


class Aspect(Enum):
    """What of a person one asks to see."""

    ROSTER = "roster"  # name, grade, sections, guardians
    LEARNING = "learning"  # evidence, beliefs, plans
    VOICE = "voice"  # hopes, interests, signals
    HELPING = "helping"  # not to see but to do: write down what was seen, go where one is stuck
    STEERING = "steering"  # not to see but to do: pin, veto, decide about pace


SECTION_ROLES = {
    Aspect.ROSTER: IN_THE_ROOM,
    Aspect.LEARNING: TEACHING_OR_HELPING,
    Aspect.VOICE: TEACHING,
    Aspect.HELPING: TEACHING_OR_HELPING,
    Aspect.STEERING: TEACHING,
}
GUARDIANS_SEE = frozenset({Aspect.ROSTER, Aspect.LEARNING, Aspect.VOICE})
CAMPUS_ROLES: dict[Aspect, tuple[Role.Name, ...]] = {
    Aspect.ROSTER: (*LEADING_A_CAMPUS, Role.Name.COUNSELOR),
    Aspect.LEARNING: (*LEADING_A_CAMPUS, Role.Name.COUNSELOR),
    Aspect.VOICE: (Role.Name.COUNSELOR,),
    Aspect.HELPING: (),
    Aspect.STEERING: (),
}
DISTRICT_ROLES: dict[Aspect, tuple[Role.Name, ...]] = {
    Aspect.ROSTER: (Role.Name.DISTRICT_ADMINISTRATOR, Role.Name.SYSTEM_ADMINISTRATOR),
    Aspect.LEARNING: (Role.Name.DISTRICT_ADMINISTRATOR,),
    Aspect.VOICE: (),
    Aspect.HELPING: (),
    Aspect.STEERING: (),
}


def lives_on(today: date | Value, prefix: str = "") -> Q:
    """Return the condition that a role or enrollment (behind `prefix`) holds on a day."""
    return (
        (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": today}))
        & (Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": today}))
        & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today}))
    )


def last_day_that_counts(today: date) -> date:
    """Return the day on or after which a term must end for its sections to count today."""
    return today - timedelta(days=DAYS_AFTER_A_TERM)


def section_runs(last_day: date | Value, section: str = "section") -> Q:
    """Return the condition that the section in field `section` was not over before `last_day_that_counts`."""
    of_section = Term.sections.through.objects.filter(section_id=OuterRef(f"{section}_id"))
    still = of_section.filter(term__ends_on__gte=last_day)
    return Exists(still) | ~Exists(of_section)


def visible_students(*, viewer: Person, aspect: Aspect, today: date) -> QuerySet[Person]:
    """Return the students of whom `viewer` has a reason to see `aspect` today."""
    reasons = Q(pk=viewer.pk) | _reasons_of_work(viewer, aspect, today)
    if aspect in GUARDIANS_SEE:
        reasons |= Q(Exists(_raised_by(viewer, today)))
    return _students_of_district(viewer).filter(reasons)


def students_at_work(*, viewer: Person, aspect: Aspect, today: date) -> QuerySet[Person]:
    """Return the students of whom `viewer` sees `aspect` because of their work at school.

    A teacher who is also a parent reads their own child's record as family does, and writes nothing into it.
    """
    return (
        _students_of_district(viewer)
        .filter(_reasons_of_work(viewer, aspect, today))
        .exclude(pk=viewer.pk)
    )


def may_work_with(*, viewer: Person, student: Person, aspect: Aspect, today: date) -> bool:
    """Return whether `viewer` has `aspect` of a student by their work at school, not as family and not as oneself."""
    if not viewer.is_active:
        return False
    mine = students_at_work(viewer=viewer, aspect=aspect, today=today)
    return mine.filter(pk=student.pk).exists()


def aspects_at_work(
    *, viewer: Person, student: Person, aspects: Iterable[Aspect], today: date
) -> frozenset[Aspect]:
    """Return which of some aspects of a student `viewer` has by their work at school; one query."""
    asked = {f"has_{aspect.value}": aspect for aspect in aspects}
    if not viewer.is_active:
        return frozenset()
    mine = {
        name: Exists(
            students_at_work(viewer=viewer, aspect=aspect, today=today).filter(
                pk=OuterRef("pk")
            )
        )
        for name, aspect in asked.items()
    }
    rows = Person.objects.filter(pk=student.pk).annotate(**mine).values(*asked)
    return frozenset(asked[name] for row in rows for name in asked if row[name])


def aspects_of_many(
    *, viewer: Person, ids: Iterable[int], aspects: Iterable[Aspect], today: date
) -> dict[Aspect, frozenset[int]]:
    """Return of whom among `ids` `viewer` has each of some aspects by their work at school; one query."""
    asked = {f"has_{aspect.value}": aspect for aspect in aspects}
    if not viewer.is_active:
        return dict.fromkeys(asked.values(), frozenset())
    reasons = {
        name: Case(
            When(_reasons_of_work(viewer, aspect, today), then=Value(value=True)),
            default=Value(value=False),
            output_field=BooleanField(),
        )
        for name, aspect in asked.items()
    }
    near = _students_of_district(viewer).filter(pk__in=list(ids)).exclude(pk=viewer.pk)
    rows = list(near.annotate(**reasons).values("pk", *asked))
    return {
        aspect: frozenset(row["pk"] for row in rows if row[name])
        for name, aspect in asked.items()
    }


def _reasons_of_work(viewer: Person, aspect: Aspect, today: date) -> Q:
    reasons = Q(Exists(_taught_by(viewer, aspect, today)))
    if CAMPUS_ROLES[aspect]:
        reasons |= Q(Exists(_led_by(viewer, aspect, today)))
    if DISTRICT_ROLES[aspect]:
        held = _held_in_district(viewer, aspect, today)
        reasons |= Q(Exists(held), district_id=viewer.district_id)
    return reasons


def _students_of_district(viewer: Person) -> QuerySet[Person]:
    return Person.objects.filter(
        Exists(Role.objects.filter(person_id=OuterRef("pk"), name=Role.Name.STUDENT)),
        district=viewer.district,
        district__isnull=False,
    )


def may_see(*, viewer: Person, person: Person, aspect: Aspect, today: date) -> bool:
    """Return whether `viewer` has a reason to see `aspect` of `person` today."""
    if not viewer.is_active or viewer.district_id is None:
        return False
    if viewer.pk == person.pk:
        return True
    if viewer.district_id != person.district_id:
        return False
    if (
        visible_students(viewer=viewer, aspect=aspect, today=today)
        .filter(pk=person.pk)
        .exists()
    ):
        return True
    return aspect is Aspect.ROSTER and _held_in_district(viewer, aspect, today).exists()


def _taught_by(viewer: Person, aspect: Aspect, today: date) -> QuerySet[Enrollment]:
    """Enrollments of the outer student in sections the viewer stands in."""
    standing = Enrollment.objects.filter(
        lives_on(today), person=viewer, role__in=SECTION_ROLES[aspect]
    ).values("section_id")
    return Enrollment.objects.filter(
        lives_on(today),
        section_runs(last_day_that_counts(today)),
        person_id=OuterRef("pk"),
        role=Role.Name.STUDENT,
        section_id__in=standing,
    )


def _raised_by(viewer: Person, today: date) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), student_id=OuterRef("pk"), guardian=viewer
    )


def _led_by(viewer: Person, aspect: Aspect, today: date) -> QuerySet[Role]:
    """Student roles of the outer person at campuses where the viewer leads or counsels."""
    led = Role.objects.filter(
        lives_on(today), person=viewer, name__in=CAMPUS_ROLES[aspect], campus__isnull=False
    ).values("campus_id")
    return Role.objects.filter(
        lives_on(today), person_id=OuterRef("pk"), name=Role.Name.STUDENT, campus_id__in=led
    )


def _held_in_district(viewer: Person, aspect: Aspect, today: date) -> QuerySet[Role]:
    """Roles by which the viewer sees everybody of the district."""
    names = DISTRICT_ROLES[aspect]
    return Role.objects.filter(lives_on(today), person=viewer, name__in=names)


def may_take_record(*, viewer: Person, student: Person, today: date) -> bool:
    """Return whether `viewer` may take out what is kept of a student: their guardian may, and who is it and of age.

    Of age is who by the roster's day of birth is 18; of whom the roster tells none, nobody knows it, and it is no.
    """
    if not viewer.is_active or viewer.district_id is None:
        return False
    grown = Q(pk=viewer.pk, demographics__birth_date__lte=last_birth_of_age(today))
    reasons = Q(Exists(_raised_by(viewer, today))) | grown
    return _students_of_district(viewer).filter(reasons, pk=student.pk).exists()


def last_birth_of_age(today: date) -> date:
    """Return the day on or before which everybody is born who is of age today.

    >>> last_birth_of_age(date(2026, 11, 27)), last_birth_of_age(date(2028, 2, 29))
    (datetime.date(2008, 11, 27), datetime.date(2010, 2, 28))
    """
    is_leap_day = (today.month, today.day) == (2, 29)
    day = today - timedelta(days=1) if is_leap_day else today
    return day.replace(year=today.year - OF_AGE)
