"""Help somebody to sign in: another password, another try, another second factor; each checks who may.

A password is shown once, to whoever gives it out, and kept only as its hash. Its hash is made before anything is
written, so that no writer waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed
from ownpath.school.people.access import may_help_to_sign_in
from ownpath.school.people.models import SignInFailure
from ownpath.school.people.services.passwords import draw_password, is_young
from ownpath.school.people.services.throttling import account_key_of
from ownpath.store.tables import count_each
from ownpath.store.together import deed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import Person


class MayNotHelp(NotAllowed):
    """Somebody else helps this person to sign in."""


class HasNoSignIn(Conflict):
    """The roster gives this person no way in, so a password would open nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """A password that was drawn and is not kept yet."""

    person_id: int
    words: str = field(repr=False)
    encoded: str = field(repr=False)
    must_change: bool


def ensure_may_help(*, person: Person, by: Person, today: date) -> None:
    """Refuse whoever may not help this person to sign in."""
    if not may_help_to_sign_in(viewer=by, person=person, today=today):
        raise MayNotHelp(
            _("Somebody else helps this person to sign in."),
            next_step=_("Ask your district’s administrator."),
        )


def may_have_password(person: Person) -> bool:
    """Return whether a password would open anything to this person."""
    return bool(person.username_key) and person.is_active and person.ended_on is None


def prepare_password(
    *, person: Person, by: Person, language: str, today: date, rng: Random
) -> NewPassword:
    """Draw a password for somebody and hash it; `keep_password` makes it theirs.

    Parameters
    ----------
    language
        What its words are in where the person has no language of their own: "en" or "es".

    Raises
    ------
    MayNotHelp, HasNoSignIn
    """
    ensure_may_help(person=person, by=by, today=today)
    return drawn_password(person=person, language=language, rng=rng)


def drawn_password(*, person: Person, language: str, rng: Random) -> NewPassword:
    """Return a password for somebody, drawn and hashed, not theirs yet; whoever calls has seen that they may.

    Raises
    ------
    HasNoSignIn
        When a password would open nothing.
    """
    if not may_have_password(person):
        raise HasNoSignIn(
            _("%(name)s has no sign-in name, so a password would open nothing.")
            % {"name": person.plain_name},
            next_step=_("Give this person a sign-in name in the roster, then import it."),
        )
    words = draw_password(grade=person.grade, language=person.language or language, rng=rng)
    return NewPassword(
        person_id=person.pk,
        words=words,
        encoded=make_password(words),
        must_change=not is_young(person.grade),
    )


@deed
def keep_password(*, person: Person, new: NewPassword, by: Person, today: date) -> None:
    """Make a drawn password a person's own: the old one and every session with it end, and failures are forgotten."""
    ensure_may_help(person=person, by=by, today=today)
    make_theirs(person=person, new=new, today=today)


def make_theirs(*, person: Person, new: NewPassword, today: date) -> None:
    """Write a drawn password; whoever calls is a deed and has seen that they may."""
    if new.person_id != person.pk:
        raise ValueError(f"new.person_id={new.person_id}: expected {person.pk}, whose it is")
    person.password, person.must_change_password = new.encoded, new.must_change
    person.password_given_on = today
    person.save(update_fields=["password", "must_change_password", "password_given_on"])
    _failures_of(person).delete()


@deed
def let_try_again(*, person: Person, by: Person, today: date) -> None:
    """Forget a person's failed tries at the door, so that they may try again at once."""
    ensure_may_help(person=person, by=by, today=today)
    _failures_of(person).delete()


@deed
def forget_second_factor(*, person: Person, by: Person, today: date) -> None:
    """Forget a person's app and recovery codes; staff set up another when they next come in."""
    ensure_may_help(person=person, by=by, today=today)
    forget_factors(person=person)


def forget_factors(*, person: Person) -> None:
    """Forget them; whoever calls is a deed and has seen that they may."""
    Authenticator.objects.filter(user_id=person.pk).delete()


def count_failures(*, person: Person) -> int:
    """Return how many failed tries of a person are remembered, at the door and at the second factor."""
    return int(_failures_of(person).count())


def count_what_hinders(*, person: Person) -> tuple[int, int]:
    """Return how many failed tries of a person are remembered, and how many second factors they have; one query."""
    factors = Authenticator.objects.filter(user_id=person.pk)
    counts = count_each({"failures": _failures_of(person), "factors": factors})
    return counts.get("failures", 0), counts.get("factors", 0)


def _failures_of(person: Person) -> QuerySet[SignInFailure]:
    keys = [
        account_key_of(person.username),
        account_key_of(str(person.uuid), purpose="second-factor"),
    ]
    return SignInFailure.objects.filter(account_key__in=keys)
