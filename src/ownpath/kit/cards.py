"""Cards to be handed out on paper, with what somebody needs to sign in; drawn by `kit/sign_in_cards.html`."""

from __future__ import annotations

from dataclasses import dataclass, field


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
