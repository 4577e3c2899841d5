"""Cards to be handed out on paper, with what somebody needs to sign in; drawn by `kit/sign_in_cards.html`."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCard:
    """One card; it is shown once, since the password is kept nowhere."""

    name: str
    where: str  # the class, or the campus
    username: str
    password: str = field(repr=False)
    must_change: bool
    language: str  # "en" or "es": what the card speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCards:
    """A page of cards, and where to sign in with them."""

    title: str
    address: str
    cards: tuple[SignInCard, ...]
    left_out: tuple[
        str, ...
    ] = ()  # names of those who got no card, because they have no sign-in name

    @property
    def leads_nowhere_else(self) -> bool:
        """Whether the address opens on the machine alone it was printed on."""
        return is_of_one_machine(self.address)


def address_on_cards(request: HttpRequest) -> str:
    """Return where people sign in: as the district says, else the machine's settings, else as this browser came."""
    district = getattr(getattr(request, "user", None), "district", None)
    address: str = getattr(district, "address", "") or settings.OWN_ADDRESS
    return address or request.build_absolute_uri("/")


def is_of_one_machine(address: str) -> bool:
    """Return whether an address opens only on the machine whose browser uses it.

    Examples
    --------
    >>> is_of_one_machine("http://localhost:8000/"), is_of_one_machine("https://ownpath.oak.example/")
    (True, False)
    """
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
