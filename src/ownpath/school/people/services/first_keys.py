"""Let the first people in: whoever runs the machine gives those who run the district a password.

A roster brings no passwords, and the office's pages, where passwords are given out, need somebody who is in already.
These deeds are for the command line of the machine itself, so nobody is asked who they are; they reach only those who
run the district, or somebody at work there who is first made records staff or district administrator. Everybody else is
helped by these, in the pages.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.people.access import lives_on
from ownpath.school.people.models import Role
from ownpath.school.people.queries.standing import running_a_district
from ownpath.school.people.services.helping import (
    NewPassword,
    drawn_password,
    forget_factors,
    make_theirs,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

NEVER_BY_HAND = (
    Role.Name.STUDENT,
    Role.Name.PARENT,
    Role.Name.GUARDIAN,
    Role.Name.RELATIVE,
)

BY_HAND = {
    "records_staff": Role.Name.SYSTEM_ADMINISTRATOR,
    "district_administrator": Role.Name.DISTRICT_ADMINISTRATOR,
}


class DoesNotRunTheDistrict(NotAllowed):
    """The command line lets only those in who run the district."""


class NotAtWorkHere(NotAllowed):
    """Only somebody who works for the district can keep its records or run it."""


def prepare_first_password(
    *, person: Person, language: str, today: date, rng: Random
) -> NewPassword:
    """Draw a password for somebody who runs the district; `let_in` makes it theirs.

    Raises
    ------
    DoesNotRunTheDistrict, HasNoSignIn
    """
    if person not in running_a_district(today=today):
        raise DoesNotRunTheDistrict(
            _("%(name)s does not run the district.") % {"name": person.plain_name},
            next_step=_(
                "Make them records staff (--records-staff) or district administrator (--district-administrator), "
                "or let those give the password, in the office."
            ),
        )
    return drawn_password(person=person, language=language, rng=rng)


@deed
def let_in(*, person: Person, new: NewPassword, forgets_factor: bool, today: date) -> None:
    """Make a drawn password the person's own, and forget a second factor whose phone is lost if that is wanted."""
    make_theirs(person=person, new=new, today=today)
    if forgets_factor:
        forget_factors(person=person)


@deed
def give_by_hand(*, person: Person, what: str, today: date) -> bool:
    """Let somebody at work in a district keep its records or run it; return whether that is new.

    No roster takes the role away; `what` is one of `BY_HAND`.

    Raises
    ------
    NotAtWorkHere
        For students, families, and whoever has left or holds no role.
    """
    own = Role.objects.filter(lives_on(today), person=person).values_list("name", flat=True)
    if not person.is_active or not set(own) - set(NEVER_BY_HAND):
        raise NotAtWorkHere(
            _("%(name)s does not work for the district.") % {"name": person.plain_name},
            next_step=_("Name a teacher, an administrator or somebody else of the staff."),
        )
    if person.roles.filter(lives_on(today), name=BY_HAND[what]).exists():
        return False
    Role.objects.update_or_create(
        person=person,
        campus=None,
        name=BY_HAND[what],
        defaults={
            "sourced_id": "",
            "is_primary": False,
            "starts_on": None,
            "ends_on": None,
            "ended_on": None,
            "ended_with": "",
        },
    )
    return True
