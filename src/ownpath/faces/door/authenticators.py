"""A person's second factor: an app that shows a new code every half minute, and codes for when the phone is lost.

Rows and reckoning are allauth's (`allauth.mfa`); beyond it, a code counts once in every process, because the last used
time step is kept beside the secret. Source: RFC 6238, section 5.2.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import qrcode  # type: ignore[import-untyped]
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.utils.crypto import constant_time_compare
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ownpath.store.together import deed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import Person

SECONDS_A_CODE = 30
CLOCKS_MAY_DIFFER_BY = 1  # codes
N_DIGITS = 6
QUIET_ZONE = 4
LAST_STEP = "last_step"


def has_authenticator(*, person: Person) -> bool:
    """Return whether a person has set up an app."""
    return _apps_of(person).exists()


def new_secret() -> str:
    """Return a secret for an app that is about to be set up."""
    return str(generate_totp_secret())


def code_for(*, secret: str, now: datetime) -> str:
    """Return the code an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, _step_of(now))))


@deed
def set_up(*, person: Person, secret: str, code: str, now: datetime) -> list[str] | None:
    """Keep a secret if the app that has it shows this code, and return the recovery codes, else None."""
    step = _step_shown(secret=secret, code=code, now=now, after=0)
    if step is None:
        return None
    _rows_of(person).delete()
    app = TOTP.activate(person, secret).instance
    app.data[LAST_STEP] = step
    app.save(update_fields=["data"])
    return list(RecoveryCodes.activate(person).generate_codes())


@deed
def passes(*, person: Person, code: str, now: datetime) -> bool:
    """Return whether a code is the app's of this moment, or an unused recovery code; either counts once."""
    typed = "".join(letter for letter in code if letter.isalnum())
    if len(typed) == N_DIGITS:
        return _passes_by_app(person, typed, now)
    spare = _rows_of(person).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    return spare is not None and bool(RecoveryCodes(spare).validate_code(typed))


@deed
def renew_recovery_codes(*, person: Person) -> list[str]:
    """Replace a person's recovery codes and return the new ones."""
    _rows_of(person).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(person).generate_codes())


@deed
def take_away(*, person: Person) -> None:
    """Forget a person's app and recovery codes; staff are led to set up another."""
    _rows_of(person).delete()


def count_recovery_codes(*, person: Person) -> int:
    """Return how many recovery codes are left."""
    spare = _rows_of(person).filter(type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(spare).get_unused_codes()) if spare else 0


def address_for_app(*, person: Person, secret: str) -> str:
    """Return the address that an app on the same device opens."""
    address: str = get_adapter().build_totp_url(person, secret)
    return address


def draw_qr(*, person: Person, secret: str) -> SafeString:
    """Draw what an app reads with its camera, dark on light in every theme."""
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(address_for_app(person=person, secret=secret))
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{2}"/></svg>',
        len(rows),
        gettext("A square code for your app’s camera. The same as letters stands below."),
        dark,
    )


def _passes_by_app(person: Person, code: str, now: datetime) -> bool:
    app = _apps_of(person).select_for_update().first()
    if app is None:
        return False
    secret = get_adapter().decrypt(app.data["secret"])
    step = _step_shown(secret=secret, code=code, now=now, after=app.data.get(LAST_STEP, 0))
    if step is None:
        return False
    app.data[LAST_STEP] = step
    app.last_used_at = now
    app.save(update_fields=["data", "last_used_at"])
    return True


def _step_shown(*, secret: str, code: str, now: datetime, after: int) -> int | None:
    """Return the time step whose code this is, if it is near enough and later than `after`."""
    typed = "".join(letter for letter in code if letter.isalnum())
    here = _step_of(now)
    for step in range(here - CLOCKS_MAY_DIFFER_BY, here + CLOCKS_MAY_DIFFER_BY + 1):
        expected = format_hotp_value(hotp_value(secret, step))
        if constant_time_compare(expected, typed) and step > after:
            return step
    return None


def _step_of(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS_A_CODE


def _rows_of(person: Person) -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person.pk)
    return rows


def _apps_of(person: Person) -> QuerySet[Authenticator]:
    return _rows_of(person).filter(type=Authenticator.Type.TOTP)
