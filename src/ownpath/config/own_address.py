"""Where people find this Ownpath: what stands on sign-in cards, whatever address the browser of the office used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


def own_address(
    environment: Mapping[str, str], *, hosts: Sequence[str], has_https: bool
) -> str:
    """Return the address with a slash at its end; empty when nothing says it, and the browser's is taken.

    `OWNPATH_ADDRESS` says it; without it, behind TLS, the first of `OWNPATH_HOSTS` that is not this machine alone.

    Raises
    ------
    ImproperlyConfigured
        If what is given is no address a browser can open.

    >>> own_address({}, hosts=["localhost", "ownpath.oak.example"], has_https=True)
    'https://ownpath.oak.example/'
    >>> own_address({"OWNPATH_ADDRESS": "http://school:8000"}, hosts=["school"], has_https=False)
    'http://school:8000/'
    """
    given = environment.get("OWNPATH_ADDRESS", "").strip()
    if given:
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ImproperlyConfigured(
                f"OWNPATH_ADDRESS is {given!r}: expected https://NAME/ or http://NAME:PORT/"
            )
        return given.rstrip("/") + "/"
    named = [one for one in hosts if one not in THIS_MACHINE and one[:1] not in ("*", ".")]
    return f"https://{named[0]}/" if has_https and named else ""
