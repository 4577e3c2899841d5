"""Slow down guessing without locking out a school behind one address.

What counts, how much is free and how long one rests stands in `docs/decisions/0003-sign-in.md`; the numbers are here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from ownpath.school.people.models import SignInFailure
from ownpath.store.together import commit_together, deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

WINDOW = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)
FIRST_REST = timedelta(seconds=15)
LONGEST_REST = timedelta(minutes=15)
FREE_TRIES_HERE = 5
FREE_TRIES_ANYWHERE = 20
FREE_TRIES_A_DAY = 60
FREE_ACCOUNTS_OF_A_SOURCE = 600
FAILURES_A_MINUTE_BEYOND = 20
FAILURES_LOOKED_AT = 200
ROWS_BETWEEN_PRUNINGS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """Who says they stand at the door: the account they named, from where, and whether this device knows the way."""

    account_key: str
    source: str
    device: str = ""  # not empty: this account has signed in on this device before

    @property
    def place(self) -> str:
        """Where this attempt is counted: its own device if known, else its source."""
        return f"device:{self.device}" if self.device else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One failed attempt for an account."""

    place: str
    failed_at: datetime


def name_forms(typed: str) -> tuple[str, ...]:
    """Return the forms under which a typed name may be kept, the most faithful first.

    >>> name_forms("  JOSÉ ")
    ('josé', 'jose\u0301', 'jose')
    >>> name_forms("ada")
    ('ada',)
    """
    plain = typed.strip()
    forms = [unicodedata.normalize(form, plain).casefold() for form in ("NFC", "NFD")]
    bare = "".join(letter for letter in forms[-1] if not unicodedata.combining(letter))
    return tuple(dict.fromkeys([plain.casefold(), *forms, bare]))


def account_key_of(typed: str, *, purpose: str = "sign-in") -> str:
    """Return the key under which failures of a typed name are counted; every spelling has the same."""
    return salted_hmac(
        f"ownpath.{purpose}", name_forms(typed)[-1], algorithm="sha256"
    ).hexdigest()


def rest_after(n_failures: int, *, free: int) -> timedelta:
    """Return how long an account rests after its latest of `n_failures`.

    >>> [rest_after(n, free=5).seconds for n in (0, 4, 5, 6, 10, 11, 500)]
    [0, 0, 15, 30, 480, 900, 900]
    """
    if n_failures < free:
        return timedelta(0)
    doublings = min(n_failures - free, 16)
    return min(FIRST_REST * (1 << doublings), LONGEST_REST)


def rests_until(
    failures: Sequence[Failure], *, place: str, is_known: bool, now: datetime
) -> datetime | None:
    """Return until when an account rests at `place`, or None; `failures` are its own of the last day."""
    recent = [one for one in failures if one.failed_at > now - WINDOW]
    here = [one for one in recent if one.place == place]
    rests = [_rest(here, free=FREE_TRIES_HERE)]
    if not is_known:
        rests += [
            _rest(recent, free=FREE_TRIES_ANYWHERE),
            _rest(failures, free=FREE_TRIES_A_DAY, at_once=LONGEST_REST),
        ]
    ends = [end for end in rests if end is not None and end > now]
    return max(ends, default=None)


def _rest(
    failures: Sequence[Failure], *, free: int, at_once: timedelta | None = None
) -> datetime | None:
    if len(failures) < free:
        return None
    latest = max(one.failed_at for one in failures)
    return latest + (at_once or rest_after(len(failures), free=free))


def may_try(*, knock: Knock, now: datetime) -> bool:
    """Return whether this attempt is looked at now, or the account (or a storm from its source) rests."""
    rows = SignInFailure.objects.filter(
        account_key=knock.account_key, failed_at__gt=now - KEPT_FOR
    ).order_by("-failed_at")
    failures = [
        Failure(place=place, failed_at=failed_at)
        for place, failed_at in rows.values_list("source", "failed_at")[:FAILURES_LOOKED_AT]
    ]
    is_known = bool(knock.device)
    if rests_until(failures, place=knock.place, is_known=is_known, now=now):
        return False
    return is_known or not _is_storm(knock.source, now)


def _is_storm(source: str, now: datetime) -> bool:
    """Return whether a source has more failing accounts than any school, and just used up its pace."""
    from_here = SignInFailure.objects.filter(source=source)
    last_minute = from_here.filter(failed_at__gt=now - timedelta(minutes=1))
    if last_minute[:FAILURES_A_MINUTE_BEYOND].count() < FAILURES_A_MINUTE_BEYOND:
        return False
    accounts = from_here.filter(failed_at__gt=now - WINDOW).values("account_key").distinct()
    return accounts[: FREE_ACCOUNTS_OF_A_SOURCE + 1].count() > FREE_ACCOUNTS_OF_A_SOURCE


@deed
def note_failure(*, knock: Knock, now: datetime) -> None:
    """Keep that an attempt failed, and drop what is older than a day from time to time."""
    row = SignInFailure.objects.create(
        account_key=knock.account_key, source=knock.place, failed_at=now
    )
    if row.pk % ROWS_BETWEEN_PRUNINGS == 0:
        SignInFailure.objects.filter(failed_at__lte=now - KEPT_FOR).delete()


def forget_failures(*, knock: Knock) -> None:
    """Forget an account's failures at the place where it has just come in; most have none, and nothing is written."""
    places = {knock.place, knock.source}
    failures = SignInFailure.objects.filter(account_key=knock.account_key, source__in=places)
    if failures.exists():
        commit_together(failures.delete)


@deed
def forget_sign_in_failures(*, person: Person) -> None:
    """Forget every failure of a person's name, so that they may try again at once."""
    SignInFailure.objects.filter(account_key=account_key_of(person.username)).delete()
