"""Where a request comes from, and what this device remembers of who came in on it.

The memory is a signed, http-only cookie: a random name for the device, keyed marks of the accounts that have signed in
on it (no names), and whether it is one person's own. Nothing about devices is kept on the server.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "ownpath_device"
SALT = "ownpath.device"
REMEMBERED_FOR = timedelta(days=180)
MOST_ACCOUNTS = 12
MARK_LENGTH = 20
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser on a device, as far as it told us."""

    name: str
    marks: tuple[str, ...] = ()
    is_own: bool = False

    def knows(self, account_key: str) -> bool:
        """Return whether this account has signed in here."""
        return account_key[:MARK_LENGTH] in self.marks

    def with_account(self, account_key: str, *, is_own: bool) -> Device:
        """Return this device after an account has signed in on it."""
        mark = account_key[:MARK_LENGTH]
        marks = (mark, *(one for one in self.marks if one != mark))
        return replace(self, marks=marks[:MOST_ACCOUNTS], is_own=is_own)


def source_of(address: str) -> str:
    """Return the network an address is counted as: itself, or the /64 of an IPv6 address.

    >>> source_of("203.0.113.7"), source_of("2001:db8::7"), source_of("")
    ('203.0.113.7', '2001:db8::/64', 'unknown')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), IPV6_NETWORK), strict=False))
    return str(found)


def read_device(request: HttpRequest) -> Device:
    """Return what this device remembers; a new one, or one whose cookie was changed, remembers nothing."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=REMEMBERED_FOR)
        return Device(name=said["name"], marks=tuple(said["marks"]), is_own=said["own"])
    except (signing.BadSignature, KeyError, TypeError):
        return Device(name=secrets.token_hex(8))


def remember(response: HttpResponse, device: Device) -> None:
    """Let the device remember."""
    said = {"name": device.name, "marks": list(device.marks), "own": device.is_own}
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=SALT),
        max_age=REMEMBERED_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
