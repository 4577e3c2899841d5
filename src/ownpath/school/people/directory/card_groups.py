"""People who get their sign-in cards together: of a class or a campus the students, or a campus's staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.access import lives_on, section_runs
from ownpath.school.people.models import Campus, Enrollment, Person, Role, Section

FAMILY = (Role.Name.PARENT, Role.Name.GUARDIAN, Role.Name.RELATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """People who get their sign-in cards together: of a class or a campus the students, or a campus's staff."""

    kind: str  # "class", "students" or "staff"
    uuid: UUID
    title: str
    campus: str
    people: tuple[Person, ...]

    @property
    def n_without_password(self) -> int:
        """How many could sign in if they had a password."""
        return sum(not one.has_usable_password() for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """How many people a group has, and how many of them could sign in if they had a password."""

    uuid: UUID
    title: str
    n_people: int
    n_without_password: int


_ABLE = Q(
    person__username_key__isnull=False, person__is_active=True, person__ended_on__isnull=True
)
_NO_PASSWORD = Q(person__password="") | Q(person__password__startswith=UNUSABLE_PASSWORD_PREFIX)
_N_PEOPLE = Count("person", distinct=True)
_N_WITHOUT = Count("person", distinct=True, filter=_NO_PASSWORD)


def classes_with_cards(*, campus: Campus, today: date) -> list[GroupCount]:
    """Return the classes of a campus that run now, by title, with how many students have no password; one query."""
    rows = (
        Enrollment.objects.filter(
            _ABLE,
            lives_on(today),
            section_runs(today),
            section__campus=campus,
            section__ended_on=None,
            role=Role.Name.STUDENT,
        )
        .order_by("section__title")
        .values("section__uuid", "section__title")
        .annotate(n_people=_N_PEOPLE, n_without=_N_WITHOUT)
        .values_list("section__uuid", "section__title", "n_people", "n_without")
    )
    return [
        GroupCount(uuid=uuid, title=title, n_people=n_people, n_without_password=n_without)
        for uuid, title, n_people, n_without in rows
    ]


def staff_with_cards(*, campus: Campus, today: date) -> GroupCount:
    """Return how many of a campus's staff could sign in, and how many of them have no password."""
    return _count_of(campus, _staff_roles(campus, today))


def students_with_cards(*, campus: Campus, today: date) -> GroupCount:
    """Return how many of a campus's students could sign in, and how many of them have no password."""
    return _count_of(campus, _student_roles(campus, today))


def _count_of(campus: Campus, roles: QuerySet[Role]) -> GroupCount:
    able = roles.filter(_ABLE)
    counts = able.aggregate(n_people=_N_PEOPLE, n_without=_N_WITHOUT)
    return GroupCount(
        uuid=campus.uuid,
        title=campus.name,
        n_people=counts["n_people"],
        n_without_password=counts["n_without"],
    )


def _student_roles(campus: Campus, today: date) -> QuerySet[Role]:
    return Role.objects.filter(lives_on(today), campus=campus, name=Role.Name.STUDENT)


def _staff_roles(campus: Campus, today: date) -> QuerySet[Role]:
    at_campus = Role.objects.filter(lives_on(today), campus=campus)
    return at_campus.exclude(name__in=(*FAMILY, Role.Name.STUDENT))


def get_card_group(*, viewer: Person, kind: str, uuid: UUID, today: date) -> CardGroup:
    """Return a class, or a campus's students or staff, of the viewer's district, with everybody in it."""
    of_kind = {"class": _class, "students": _students, "staff": _staff}[kind]
    title, campus, here = of_kind(viewer, uuid, today)
    there = Person.objects.filter(Exists(here), ended_on=None, is_active=True)
    people = tuple(there.order_by("family_name", "given_name", "pk"))
    return CardGroup(kind=kind, uuid=uuid, title=title, campus=campus, people=people)


_Group = tuple[str, str, QuerySet[Any]]


def _class(viewer: Person, uuid: UUID, today: date) -> _Group:
    sections = Section.objects.select_related("campus").filter(district=viewer.district)
    section = sections.filter(uuid=uuid).first()
    if section is None:
        raise _no_such_group()
    here = Enrollment.objects.filter(
        lives_on(today), section=section, role=Role.Name.STUDENT, person_id=OuterRef("pk")
    )
    return section.title, section.campus.name, here


def _students(viewer: Person, uuid: UUID, today: date) -> _Group:
    campus = _campus(viewer, uuid)
    return "", campus.name, _student_roles(campus, today).filter(person_id=OuterRef("pk"))


def _campus(viewer: Person, uuid: UUID) -> Campus:
    campus = Campus.objects.filter(uuid=uuid, district=viewer.district).first()
    if campus is None:
        raise _no_such_group()
    return campus


def _staff(viewer: Person, uuid: UUID, today: date) -> _Group:
    campus = _campus(viewer, uuid)
    return "", campus.name, _staff_roles(campus, today).filter(person_id=OuterRef("pk"))


def _no_such_group() -> NotFound:
    return NotFound(
        _("There is no such class in your district."), next_step=_("Pick one from the list.")
    )
