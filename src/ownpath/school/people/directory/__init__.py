"""The people of a district as records staff look them up: search, one person's roster facts, and how they stand.

Records staff see the roster (names, roles, sections, guardians), never what anybody learned or said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.access import Aspect, lives_on, may_see, section_runs
from ownpath.school.people.models import (
    Campus,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
    Section,
)

WORDS_LOOKED_FOR = 5
LETTERS_LOOKED_FOR = 100
FAMILY = (Role.Name.PARENT, Role.Name.GUARDIAN, Role.Name.RELATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many people a district has, of each sort; those with two roles count in both."""

    n_people: int
    n_students: int
    n_teachers: int
    n_families: int
    n_campuses: int
    n_without_sign_in: int  # students and staff who have no sign-in name
    n_without_password: int  # of those who have one: who cannot come in with a password yet


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFacts:
    """All a roster knows about one person."""

    person: Person
    roles: tuple[Role, ...]
    enrollments: tuple[Enrollment, ...]
    guardians: tuple[Guardianship, ...]
    children: tuple[Guardianship, ...]


def find_people(
    *,
    viewer: Person,
    words: str = "",
    role: str = "",
    campus: UUID | None = None,
    with_ended: bool = False,
) -> QuerySet[Person]:
    """Return the people of the viewer's district who fit, by family name; roles come along.

    Every word must stand in a name, sign-in name, e-mail, identifier or sourcedId.
    """
    found = Person.objects.filter(district=viewer.district, district__isnull=False)
    if not with_ended:
        found = found.filter(ended_on=None)
    for word in words[:LETTERS_LOOKED_FOR].split()[:WORDS_LOOKED_FOR]:
        found = found.filter(_holds(word))
    if role or campus:
        found = found.filter(Exists(_held(role, campus, with_ended=with_ended)))
    roles = Role.objects.select_related("campus").order_by("-is_primary", "pk")
    shown = roles if with_ended else roles.filter(ended_on=None)
    return found.order_by("family_name", "given_name", "pk").prefetch_related(
        Prefetch("roles", queryset=shown)
    )


def people_who_left(*, district: District, by: date) -> QuerySet[Person]:
    """Return the people of a district who had left on a day, those first who left first."""
    left = Person.objects.filter(district=district, ended_on__lte=by)
    return left.order_by("ended_on", "family_name", "given_name", "pk")


def _holds(word: str) -> Q:
    return (
        Q(given_name__icontains=word)
        | Q(family_name__icontains=word)
        | Q(preferred_given_name__icontains=word)
        | Q(preferred_family_name__icontains=word)
        | Q(username_key__contains=word.casefold())
        | Q(email__icontains=word)
        | Q(identifier__iexact=word)
        | Q(source_key=word.casefold())
    )


def _held(role: str, campus: UUID | None, *, with_ended: bool) -> QuerySet[Role]:
    held = Role.objects.filter(person_id=OuterRef("pk"))
    if not with_ended:
        held = held.filter(ended_on=None)
    if role:
        held = held.filter(name=role)
    return held.filter(campus__uuid=campus) if campus else held


def get_person(*, viewer: Person, uuid: UUID, today: date) -> Person:
    """Return one person, if the viewer may see their roster facts."""
    person = Person.objects.filter(uuid=uuid, district=viewer.district).first()
    if person is None or not may_see(
        viewer=viewer, person=person, aspect=Aspect.ROSTER, today=today
    ):
        raise NotFound(
            _("There is no such person in your district."),
            next_step=_("Look them up in the list of people."),
        )
    return person


def get_roster_facts(*, viewer: Person, uuid: UUID, today: date) -> RosterFacts:
    """Return one person's roster facts, if the viewer may see them."""
    person = get_person(viewer=viewer, uuid=uuid, today=today)
    enrollments = person.enrollments.select_related("section__campus")
    return RosterFacts(
        person=person,
        roles=tuple(person.roles.select_related("campus").order_by("ended_on", "pk")),
        enrollments=tuple(enrollments.order_by("section__title", "starts_on", "pk")),
        guardians=tuple(person.guardianships.select_related("guardian").order_by("pk")),
        children=tuple(person.children_of.select_related("student").order_by("pk")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """People who get their sign-in cards together: the students of a class, or the staff of a campus."""

    kind: str  # "class" or "staff"
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
    able = _staff_roles(campus, today).filter(_ABLE)
    counts = able.aggregate(n_people=_N_PEOPLE, n_without=_N_WITHOUT)
    return GroupCount(
        uuid=campus.uuid,
        title=campus.name,
        n_people=counts["n_people"],
        n_without_password=counts["n_without"],
    )


def _staff_roles(campus: Campus, today: date) -> QuerySet[Role]:
    at_campus = Role.objects.filter(lives_on(today), campus=campus)
    return at_campus.exclude(name__in=(*FAMILY, Role.Name.STUDENT))


def get_card_group(*, viewer: Person, kind: str, uuid: UUID, today: date) -> CardGroup:
    """Return a class or a campus's staff of the viewer's district, with everybody in it."""
    title, campus, here = (_class if kind == "class" else _staff)(viewer, uuid, today)
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


def _staff(viewer: Person, uuid: UUID, today: date) -> _Group:
    campus = Campus.objects.filter(uuid=uuid, district=viewer.district).first()
    if campus is None:
        raise _no_such_group()
    return "", campus.name, _staff_roles(campus, today).filter(person_id=OuterRef("pk"))


def _no_such_group() -> NotFound:
    return NotFound(
        _("There is no such class in your district."), next_step=_("Pick one from the list.")
    )


def own_district(*, viewer: Person) -> District:
    """Return the district whose records the viewer keeps."""
    if viewer.district is None:
        raise NotFound(
            _("You belong to no district."), next_step=_("Ask whoever runs this installation.")
        )
    return viewer.district


def campuses_of(*, viewer: Person) -> list[Campus]:
    """Return the campuses of the viewer's district that have not ended, by name."""
    return list(Campus.objects.filter(district=viewer.district, ended_on=None).order_by("name"))


def count_people(*, viewer: Person) -> Standing:
    """Return how many people of each sort the viewer's district has."""
    people = Person.objects.filter(district=viewer.district, ended_on=None)
    held = Role.objects.filter(
        person__district=viewer.district, person__ended_on=None, ended_on=None
    )
    by_name = dict(
        held.order_by("name")
        .values("name")
        .annotate(n=Count("person", distinct=True))
        .values_list("name", "n")
    )
    families = held.filter(name__in=FAMILY).aggregate(n=Count("person", distinct=True))
    at_school = Role.objects.filter(person_id=OuterRef("pk"), ended_on=None).exclude(
        name__in=FAMILY
    )
    no_password = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return Standing(
        n_people=people.count(),
        n_students=by_name.get(Role.Name.STUDENT, 0),
        n_teachers=by_name.get(Role.Name.TEACHER, 0),
        n_families=families["n"],
        n_campuses=Campus.objects.filter(district=viewer.district, ended_on=None).count(),
        **people.filter(Exists(at_school)).aggregate(
            n_without_sign_in=Count("pk", filter=Q(username_key=None)),
            n_without_password=Count("pk", filter=Q(username_key__isnull=False) & no_password),
        ),
    )
