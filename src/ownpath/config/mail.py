"""How mail leaves, as the environment describes it: into a folder, or through the district's own mail server.

`OWNPATH_MAIL_SERVER`: `smtp://NAME:PASSWORD@HOST:PORT` (encrypted by STARTTLS, port 587), `smtps://...` (encrypted from
the first byte, port 465) or `smtp+plain://HOST:PORT` (not encrypted: only to a relay on the same machine or network,
port 25). Empty: mail is kept in a folder, where somebody may look at it. `OWNPATH_MAIL_FROM`: whom it comes from.

What Ownpath writes by mail holds counts, deadlines and links, nothing about a child.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
SECONDS_TO_ANSWER = 20


def mail_settings(environment: Mapping[str, str], *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for mail.

    Parameters
    ----------
    folder
        Where mail is kept when no server is named.

    Raises
    ------
    ImproperlyConfigured
        If the address cannot be one of a mail server, or nobody is named whom mail comes from.

    >>> given = {"OWNPATH_MAIL_SERVER": "smtps://mail.district.example", "OWNPATH_MAIL_FROM": "o@district.example"}
    >>> found = mail_settings(given, folder=Path("mail"))
    >>> found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_SSL"]
    ('mail.district.example', 465, True)
    """
    address = environment.get("OWNPATH_MAIL_SERVER", "")
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    server, sender = urlsplit(address), environment.get("OWNPATH_MAIL_FROM", "")
    if server.scheme not in PORTS or not server.hostname:
        raise ImproperlyConfigured(
            f"OWNPATH_MAIL_SERVER has the scheme {server.scheme!r} and the host {server.hostname!r}: "
            "expected smtp://NAME:PASSWORD@HOST:PORT, smtps://... or smtp+plain://..."
        )
    if not sender:
        raise ImproperlyConfigured(
            "OWNPATH_MAIL_FROM is empty: name the address mail comes from."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or PORTS[server.scheme],
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_TLS": server.scheme == "smtp",
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS_TO_ANSWER,
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
    }
