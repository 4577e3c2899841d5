"""How allauth meets our people: nobody signs up, and an identity provider leads to the person the roster names.

What comes back from the provider is decided here before allauth would make or connect an account, so no account rows
exist and nobody is ever found by e-mail. Source: OpenID Connect Core 1.0, sections 2 and 5.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from ownpath.faces.door.devices import read_device, remember
from ownpath.faces.door.entering import enter, first_page_of, safe_next
from ownpath.school.people.services import account_key_of, find_by_identity

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

MANY_FACTORS = "mfa"  # in `amr`, RFC 8176


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from the roster, never from a form."""

    def is_open_for_signup(self, request: HttpRequest | None) -> bool:  # noqa: ARG002 - allauth's signature
        """Return False: people come in by roster import only."""
        return False


class DistrictIdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A district's single sign-on leads to the person its roster names, or nowhere."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Return False: a person the roster does not name does not come in."""
        return False

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Return False, as nobody signs up."""
        return False

    def authenticate_by_email(self, login: SocialLogin) -> None:
        """Return None: an e-mail address never says who somebody is."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Answer for good, before allauth would look for an account: the person comes in or does not."""
        raise ImmediateHttpResponse(_come_in(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: object,  # noqa: ARG002
        **_more: Any,
    ) -> None:
        """Lead back to sign-in when the provider did not vouch for anybody."""
        raise ImmediateHttpResponse(_not_in("provider"))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors, unreadable to whoever copies only the database."""

    def encrypt(self, text: str) -> str:
        """Return `text` as it is kept."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was kept; what another server's key locked reads as a secret nobody knows, so no code fits."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        hashlib.sha256(b"ownpath.second-factor." + str(one).encode()).digest()
        for one in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def claims_of(extra_data: Mapping[str, Any], *, uid: str) -> Mapping[str, Any]:
    """Return what the provider says: the signed token first, the rest only if it is of the same person."""
    token = extra_data.get("id_token") or {}
    more = extra_data.get("userinfo") or {}
    if token and more.get("sub") != token.get("sub"):
        more = {}
    return {"sub": uid, **more, **token}


def _come_in(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    provider, account = settings.IDENTITY_PROVIDER, sociallogin.account
    claims = claims_of(account.extra_data, uid=account.uid)
    value = claims.get(provider.claim) if provider else None
    if provider is None or not isinstance(value, str | int) or isinstance(value, bool):
        return _not_in("unknown")
    person = find_by_identity(
        district=provider.district, field=provider.field, value=str(value)
    )
    if person is None:
        return _not_in("unknown")
    device, methods = read_device(request), claims.get("amr")
    faces = enter(
        request,
        person,
        is_shared=not device.is_own,
        now=timezone.now(),  # noqa: TID251 - the edge of a request, where the clock is read
        has_passed=isinstance(methods, list) and MANY_FACTORS in methods,
    )
    response = redirect(
        safe_next(request, str(sociallogin.state.get("next") or "")) or first_page_of(faces)
    )
    key = account_key_of(person.username)
    remember(response, device.with_account(key, is_own=device.is_own))
    return response


def _not_in(said: str) -> HttpResponse:
    return redirect(f"{reverse('door:sign_in')}?said={said}")
