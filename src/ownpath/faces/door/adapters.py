"""How allauth meets our people: nobody signs up by themselves, and a district's identity finds its own person."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the roster, never from a form."""

    def is_open_for_signup(self, request: object) -> bool:
        """Return False: people come in by roster import only."""
        return False


class DistrictIdentityAdapter(DefaultSocialAccountAdapter):
    """A district's single sign-on leads to the person its roster names."""

    def is_open_for_signup(self, request: object, sociallogin: object) -> bool:
        """Return False: a person the roster does not name does not come in."""
        return False
