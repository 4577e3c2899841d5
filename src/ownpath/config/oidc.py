"""Sign-in through a district's own identity provider, as the environment describes it.

`OWNPATH_OIDC_ISSUER` (address) · `OWNPATH_OIDC_CLIENT_ID` · `OWNPATH_OIDC_CLIENT_SECRET` · `OWNPATH_OIDC_DISTRICT` (the
district's sourcedId) · `OWNPATH_OIDC_CLAIM` (which claim carries the district's identifier, default `sub`) ·
`OWNPATH_OIDC_FIELD` (which field of the roster it equals: `sourced_id`, the default, `identifier` or `username`) ·
`OWNPATH_OIDC_NAME` (what the button says).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER_ID = "district"
FIELDS = ("sourced_id", "identifier", "username")
NEVER = frozenset({"email", "email_verified", "emails", "mail"})
NEEDED = ("CLIENT_ID", "CLIENT_SECRET", "DISTRICT")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """One district's identity provider, and how its word leads to a person."""

    issuer: str
    client_id: str
    client_secret: str
    district: str
    claim: str
    field: str
    name: str

    @property
    def origin(self) -> str:
        """Where a browser is sent, as a content security policy names it."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def as_allauth(self) -> dict[str, Any]:
        """Return what allauth's `SOCIALACCOUNT_PROVIDERS` wants to hear."""
        app = {
            "provider_id": PROVIDER_ID,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def identity_provider(environment: Mapping[str, str]) -> IdentityProvider | None:
    """Return the identity provider the environment names, or None.

    Raises
    ------
    ImproperlyConfigured
        When something is missing, or people would be matched by e-mail.
    """
    said = {
        name.removeprefix("OWNPATH_OIDC_"): value.strip()
        for name, value in environment.items()
        if name.startswith("OWNPATH_OIDC_")
    }
    if not said.get("ISSUER"):
        return None
    _check(said)
    return IdentityProvider(
        issuer=said["ISSUER"].rstrip("/"),
        client_id=said["CLIENT_ID"],
        client_secret=said["CLIENT_SECRET"],
        district=said["DISTRICT"],
        claim=said.get("CLAIM") or "sub",
        field=said.get("FIELD") or "sourced_id",
        name=said.get("NAME") or "",
    )


def _check(said: Mapping[str, str]) -> None:
    missing = [f"OWNPATH_OIDC_{name}" for name in NEEDED if not said.get(name)]
    if missing:
        raise ImproperlyConfigured(
            f"OWNPATH_OIDC_ISSUER is set, so these are needed too: {', '.join(missing)}."
        )
    if not said["ISSUER"].startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ImproperlyConfigured(
            f"OWNPATH_OIDC_ISSUER is {said['ISSUER']!r}: expected an https address."
        )
    if said.get("CLAIM", "").casefold() in NEVER:
        raise ImproperlyConfigured(
            f"OWNPATH_OIDC_CLAIM is {said['CLAIM']!r}: people are never matched by e-mail;"
            " name a claim that carries the district's own identifier."
        )
    if said.get("FIELD", "") not in ("", *FIELDS):
        raise ImproperlyConfigured(
            f"OWNPATH_OIDC_FIELD is {said['FIELD']!r}: expected one of {', '.join(FIELDS)}."
        )
