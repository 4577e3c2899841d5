"""What the command line says and does to let the first people in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from ownpath.errors import NotFound
from ownpath.school.people.queries import (
    administrators_of_a_roster,
    day_of,
    find_person,
    running_a_district,
)
from ownpath.school.people.services import give_by_hand, let_in, prepare_first_password
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


ADMINISTRATORS_NAMED = 5


def key_holders(*, today: date) -> list[tuple[str, ...]]:
    """Return a row for each who may be let in: sign-in name, name, what they are, district, whether with a password."""
    return [
        (
            person.username or "none: give one in the roster",
            person.plain_name,
            ", ".join(words),
            person.district.name if person.district else "",
            "yes" if person.password and person.has_usable_password() else "not yet",
        )
        for person, words in running_a_district(today=today).items()
    ]


def administrators(*, today: date) -> list[str]:
    """Return some administrators the roster names, by name and sign-in name, those of a whole district first."""
    return [
        f"{person.plain_name} ({person.username})"
        for person in administrators_of_a_roster(today=today, most=ADMINISTRATORS_NAMED)
    ]


def let_somebody_in(
    *,
    name: str,
    roles: Sequence[str],
    forgets_factor: bool,
    language: str,
    now: datetime,
    rng: Random,
) -> list[str]:
    """Give somebody who runs a district a password; return lines to print, the password among them.

    Parameters
    ----------
    roles
        Given by hand first, of `records_staff`, `district_administrator`; whoever runs a district already needs none.

    Raises
    ------
    Refusal
        Where nobody signs in so, or it is not somebody of those.
    """
    person = find_person(username=name)
    if person is None:
        raise NotFound(
            f"Nobody signs in as {name!r}.",
            next_step="ownpath let-in, without a name, lists those who can be let in.",
        )
    today = day_of(person=person, now=now)
    for role in roles:
        _recorded(
            person,
            f"role.{role}",
            now,
            partial(give_by_hand, person=person, what=role, today=today),
        )
    new = prepare_first_password(person=person, language=language, today=today, rng=rng)
    _recorded(
        person,
        "sign_in.password",
        now,
        lambda: let_in(person=person, new=new, forgets_factor=forgets_factor, today=today),
    )
    return [
        f"{person.plain_name} signs in as {person.username} with the password  {new.words}",
        "It is shown this once, holds for two weeks, and is changed on first coming in.",
    ]


def _recorded(person: Person, deed: str, now: datetime, do: Callable[[], object]) -> None:
    """Do something about a person and record it; by nobody, since the command line knows nobody."""
    audited(by=None, about=person, deed=deed, now=now, do=do, detail="on the command line")
