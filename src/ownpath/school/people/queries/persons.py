"""Read people: whom one may see, which faces they open, whose children they are, whom a student may turn to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.access import (
    LEADING_A_CAMPUS,
    TEACHING_OR_HELPING,
    Aspect,
    last_day_that_counts,
    lives_on,
    section_runs,
    students_at_work,
    visible_students,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
)
from ownpath.school.people.queries.sections import is_mathematics
from ownpath.store.prepared import Param, prepared

FACES_BY_ROLE: dict[str, tuple[str, ...]] = {
    Role.Name.STUDENT: ("student",),
    Role.Name.TEACHER: ("teacher",),
    Role.Name.AIDE: ("teacher",),
    Role.Name.PARENT: ("family",),
    Role.Name.GUARDIAN: ("family",),
    Role.Name.RELATIVE: ("family",),
    Role.Name.COUNSELOR: ("leader",),
    Role.Name.PRINCIPAL: ("leader",),
    Role.Name.ADMINISTRATOR: ("leader",),
    Role.Name.SITE_ADMINISTRATOR: ("leader",),
    Role.Name.DISTRICT_ADMINISTRATOR: ("leader", "office"),
    Role.Name.SYSTEM_ADMINISTRATOR: ("office",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """An adult at school a student may turn to, and why this one."""

    person: Person
    why: str  # a role's name
    section_title: str
    is_mathematics: bool
    subjects: tuple[tuple[str, ...], ...] = ()  # of each class with the student, as rosters say


def get_visible_student(*, viewer: Person, uuid: UUID, aspect: Aspect, today: date) -> Person:
    """Return the student `uuid`, if `viewer` has a reason to see `aspect` of them.

    Raises
    ------
    NotFound
        When there is no such student or none this viewer may see: the two are told alike, so that nobody learns
        from the answer who goes to school here.
    """
    return _find(visible_students(viewer=viewer, aspect=aspect, today=today), uuid, viewer)


def get_student_at_work(*, viewer: Person, uuid: UUID, aspect: Aspect, today: date) -> Person:
    """Return the student `uuid`, if `viewer` sees `aspect` of them because of their work at school, not as family."""
    return _find(students_at_work(viewer=viewer, aspect=aspect, today=today), uuid, viewer)


def day_of(*, person: Person, now: datetime) -> date:
    """Return which day it is at a person's school."""
    return now.astimezone(zone_of(person=person)).date()


def zone_of(*, person: Person) -> ZoneInfo:
    """Return which clock a person's school goes by."""
    return ZoneInfo(person.district.time_zone if person.district else "UTC")


def _find(students: QuerySet[Person], uuid: UUID, viewer: Person) -> Person:
    student = students.select_related("district").filter(uuid=uuid).first()
    if student is None or not viewer.is_active:
        raise NotFound(
            _("There is no such student among those you see."),
            next_step=_("Go back and pick a name from your own list."),
        )
    return student


@prepared
def _person_by_id() -> QuerySet[Person]:
    return Person.objects.select_related("district").filter(pk=Param("id", BigIntegerField()))


def person_behind(*, person_id: int) -> Person | None:
    """Return the person with an id and their district, or None."""
    return _person_by_id.first(id=person_id)


@prepared
def _roles_held() -> QuerySet[Role, str]:
    return Role.objects.filter(
        lives_on(Param("today", DateField())), person_id=Param("person", BigIntegerField())
    ).values_list("name", flat=True)


def faces_of(*, person: Person, today: date) -> frozenset[str]:
    """Return the faces a person may open today, by the roles they hold."""
    if not person.is_active or person.district_id is None:
        return frozenset()
    held = set(_roles_held.all(today=today, person=person.pk))
    return faces_by_roles(person=person, names=held, today=today)


def faces_to_open(*, person: Person, wanted: Iterable[str], today: date) -> frozenset[str]:
    """Return the faces a person's roles open; one query.

    That a leader stands in a section, and so has the teacher's face too, is asked for only where it decides whether
    one of the `wanted` faces opens: one query more.
    """
    if not person.is_active or person.district_id is None:
        return frozenset()
    own = _faces_of_names(set(_roles_held.all(today=today, person=person.pk)))
    asked = set(wanted)
    if own.isdisjoint(asked) and "teacher" in asked and "leader" in own:
        own |= {"teacher"} if _teaches(person, today) else set()
    return frozenset(own)


def _faces_of_names(names: Iterable[str]) -> set[str]:
    return {face for name in names for face in FACES_BY_ROLE.get(name, ())}


def faces_by_roles(*, person: Person, names: Iterable[str], today: date) -> frozenset[str]:
    """Return the faces that roles open; a leader who stands in a section has the teacher's too."""
    faces = _faces_of_names(names)
    if "leader" in faces and "teacher" not in faces and _teaches(person, today):
        faces.add("teacher")
    return frozenset(faces)


def _teaches(person: Person, today: date) -> bool:
    return Enrollment.objects.filter(
        lives_on(today), person=person, role__in=TEACHING_OR_HELPING
    ).exists()


def adults_of(*, student: Person, today: date) -> list[Adult]:
    """Return the adults a student may turn to: teachers of today's sections, mathematics first."""
    own = Enrollment.objects.filter(
        lives_on(today),
        section_runs(last_day_that_counts(today)),
        person=student,
        role=Role.Name.STUDENT,
    ).values("section_id")
    standing = (
        Enrollment.objects.filter(
            lives_on(today),
            section_id__in=own,
            role__in=TEACHING_OR_HELPING,
            person__is_active=True,
        )
        .select_related("person", "section")
        .order_by("-is_primary", "section__title")
    )
    found: dict[int, list[Enrollment]] = {}
    for enrollment in sorted(standing, key=lambda one: not is_mathematics(one.section)):
        found.setdefault(enrollment.person_id, []).append(enrollment)
    return [
        Adult(
            person=own[0].person,
            why=own[0].role,
            section_title=own[0].section.title,
            is_mathematics=is_mathematics(own[0].section),
            subjects=tuple(tuple(one.section.subjects) for one in own),
        )
        for own in found.values()
    ]


def children_of(*, guardian: Person, today: date) -> list[Person]:
    """Return the children a guardian may know about, youngest grade first."""
    links = Guardianship.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), student_id=OuterRef("pk"), guardian=guardian
    )
    children = Person.objects.filter(
        Exists(links), district=guardian.district, is_active=True
    ).select_related("district")
    return sorted(children, key=lambda child: (child.grade, child.called))


def ids_of_children(*, guardian: Person, today: date) -> QuerySet[Guardianship, int]:
    """Return the ids of the children a guardian may know about, to be asked for inside another query."""
    links = Guardianship.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        guardian=guardian,
        student__district=guardian.district_id,
        student__is_active=True,
    )
    return links.values_list("student_id", flat=True)


def guardians_of(*, student: Person, today: date) -> list[Person]:
    """Return who answers for a child today, in the order in which the roster named them."""
    links = Guardianship.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), student=student, guardian__is_active=True
    )
    return [one.guardian for one in links.select_related("guardian").order_by("pk")]


def students_at(*, campus: Campus, today: date) -> list[Person]:
    """Return the students of a campus today."""
    here = Role.objects.filter(lives_on(today), campus=campus, name=Role.Name.STUDENT)
    students = Person.objects.filter(pk__in=here.values("person_id"), is_active=True)
    return list(students.order_by("grade", "given_name"))


def student_ids_by_campus(
    *, campuses: Iterable[Campus], today: date
) -> dict[int, frozenset[int]]:
    """Return the students of each campus today, by campus id; one query for any number of campuses."""
    found: dict[int, set[int]] = {campus.pk: set() for campus in campuses}
    roles = Role.objects.filter(
        lives_on(today),
        campus_id__in=list(found),
        name=Role.Name.STUDENT,
        person__is_active=True,
    )
    for campus_id, person_id in roles.values_list("campus_id", "person_id"):
        found[campus_id].add(person_id)
    return {campus_id: frozenset(ids) for campus_id, ids in found.items()}


def find_person(*, username: str) -> Person | None:
    """Return whoever signs in under a name, or None."""
    found = Person.objects.select_related("district").filter(username_key=username.casefold())
    return found.first()


def persons_by_id(*, ids: Iterable[int]) -> dict[int, Person]:
    """Return people by id; one query."""
    return {one.pk: one for one in Person.objects.filter(pk__in=list(ids))}


def staff_at(*, campus: Campus, today: date) -> list[Person]:
    """Return the teachers and aides of a campus today, by id."""
    here = Role.objects.filter(lives_on(today), campus=campus, name__in=TEACHING_OR_HELPING)
    staff = Person.objects.filter(pk__in=here.values("person_id"), is_active=True)
    return list(staff.order_by("pk"))


def leaders_of(*, district: District, today: date) -> list[Person]:
    """Return who runs a district or leads one of its campuses today, by id."""
    names = (*LEADING_A_CAMPUS, Role.Name.DISTRICT_ADMINISTRATOR)
    held = Role.objects.filter(lives_on(today), name__in=names)
    leaders = Person.objects.filter(
        pk__in=held.values("person_id"), district=district, is_active=True
    )
    return list(leaders.order_by("pk"))


def ids_with_role(
    *, campus: Campus | None, ids: Iterable[int], roles: Iterable[str], today: date
) -> frozenset[int]:
    """Return which of some people hold one of some roles at a campus (None: the district) today; one query."""
    held = Role.objects.filter(
        lives_on(today), campus=campus, name__in=list(roles), person_id__in=list(ids)
    )
    return frozenset(held.values_list("person_id", flat=True))


def people_with_role(
    *, district: District, campus: Campus | None, roles: Iterable[str], today: date
) -> list[Person]:
    """Return the active people who hold one of some roles at a campus (None: the district) today, by name."""
    held = Role.objects.filter(lives_on(today), campus=campus, name__in=list(roles))
    people = Person.objects.filter(
        pk__in=held.values("person_id"), district=district, is_active=True
    )
    return list(people.order_by("family_name", "given_name", "pk"))


def ids_by_uuid(*, uuids: Iterable[UUID] = (), ids: Iterable[int] = ()) -> dict[UUID, int]:
    """Return the ids of people by uuid, asked for by either; one query. Not scoped: for work beside the server."""
    wanted = Q(uuid__in=list(uuids)) | Q(pk__in=list(ids))
    return dict(Person.objects.filter(wanted).values_list("uuid", "pk"))
