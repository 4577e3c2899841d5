"""The people of a district as records staff look them up: search, one person's roster facts, and how they stand.

Records staff see the roster (names, roles, sections, guardians), never what anybody learned or said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.access import Aspect, may_see
from ownpath.school.people.directory.card_groups import FAMILY
from ownpath.school.people.directory.card_groups import CardGroup as CardGroup
from ownpath.school.people.directory.card_groups import GroupCount as GroupCount
from ownpath.school.people.directory.card_groups import classes_with_cards as classes_with_cards
from ownpath.school.people.directory.card_groups import get_card_group as get_card_group
from ownpath.school.people.directory.card_groups import staff_with_cards as staff_with_cards
from ownpath.school.people.directory.card_groups import (
    students_with_cards as students_with_cards,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Enrollment,
    Guardianship,
    Person,
    Role,
)

WORDS_LOOKED_FOR = 5
LETTERS_LOOKED_FOR = 100


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
