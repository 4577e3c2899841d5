"""Cards of many people are made apart; the page that asked holds the only key to them (decision 0028)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from random import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from ownpath import clock
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.sign_in_help import (
    card_of,
    names_without_card,
    title_of,
    where_of,
)
from ownpath.kit.cards import SignInCard, SignInCards, address_on_cards
from ownpath.school.people.queries import language_on_paper
from ownpath.school.privacy.services import (
    CardsAsked,
    make_cards_apart,
    open_cards,
    stage_of_cards,
)

if TYPE_CHECKING:
    from ownpath.school.people.directory import CardGroup
    from ownpath.school.people.models import Person
    from ownpath.school.people.services import NewPassword


@sensitive_variables()
def begin_many(
    request: SeenRequest, group: CardGroup, chosen: Sequence[Person]
) -> HttpResponse:
    """Begin to make cards apart, and answer with the page that holds the key."""
    language = language_on_paper(request.user.district, otherwise=request.spoken)

    def tell(person: Person, new: NewPassword) -> dict[str, Any]:
        return asdict(card_of(person, new, where=where_of(group, person), language=language))

    title = title_of(group)
    head = {
        "title": title,
        "address": address_on_cards(request),
        "left_out": names_without_card(group.people),
    }
    asked = CardsAsked(title=title, people=chosen, language=language, tell=tell, head=head)
    ticket, key = make_cards_apart(
        asked=asked, by=request.user, today=request.today, at=clock.now, rng=SystemRandom()
    )
    return _working(request, ticket, key)


def _working(request: SeenRequest, ticket: UUID, key: str) -> HttpResponse:
    stage = stage_of_cards(ticket=ticket, by=request.user, now=request.now)
    told = {"stage": stage, "ticket": ticket, "key": key}
    return render(request, "office/cards_working.html", told)


@require_GET
@for_face("office")
def progress(request: SeenRequest, ticket: UUID) -> HttpResponse:
    """Show how far the cards are."""
    if not request.htmx:
        return HttpResponseRedirect(reverse("office:cards"))
    stage = stage_of_cards(ticket=ticket, by=request.user, now=request.now)
    told = {"stage": stage, "ticket": ticket}
    return render(request, "office/parts/cards_stage.html", told)


@require_POST
@for_face("office")
@sensitive_post_parameters("key")
@sensitive_variables()
def made(request: SeenRequest, ticket: UUID) -> HttpResponse:
    """Show the cards to whoever asked for them, or how far they are."""
    key = request.POST.get("key", "")
    stage = stage_of_cards(ticket=ticket, by=request.user, now=request.now)
    if stage.state in {"working", "stopped"}:
        return _working(request, ticket, key)
    told = open_cards(ticket=ticket, key=key, by=request.user, now=request.now)
    cards = tuple(SignInCard(**one) for one in told.pop("cards"))
    page = SignInCards(cards=cards, **{**told, "left_out": tuple(told["left_out"])})
    shown = {
        "page": page,
        "back": reverse("office:cards"),
        "back_to": _("Sign-in cards"),
        "is_kept": True,
    }
    return render(request, "office/cards.html", shown)
