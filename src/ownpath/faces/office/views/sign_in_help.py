"""Records staff help people to sign in: a password, another try, another second factor; one by one or by class."""

from __future__ import annotations

from collections.abc import Sequence
from random import SystemRandom
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import CampusForm, CardsForm
from ownpath.faces.office.pages.sign_in_help import (
    build_cards_page,
    build_group_page,
    card_of,
    find_group,
    names_without_card,
    title_of,
    where_of,
)
from ownpath.faces.office.views.many_cards import begin_many
from ownpath.kit.cards import SignInCard, SignInCards, address_on_cards, is_of_one_machine
from ownpath.school.people.directory import CardGroup, get_roster_facts, own_district
from ownpath.school.people.queries import language_on_paper
from ownpath.school.people.services import (
    forget_second_factor,
    keep_password,
    let_try_again,
    may_have_password,
    prepare_password,
)
from ownpath.school.privacy.services import audited, unopened_cards

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

AT_ONCE: Final = 40  # cards that are made while the page waits: about a second of hashing


@require_POST
@for_face("office")
@sensitive_variables()
def give_password(request: SeenRequest, person: UUID) -> HttpResponse:
    """Give one person a new password and show it, this once."""
    whom = _whom(request, person)
    page = SignInCards(
        title=whom.plain_name,
        address=address_on_cards(request),
        cards=(_give(request, whom, where=""),),
    )
    back = reverse("office:person", args=[person])
    return render(
        request, "office/cards.html", {"page": page, "back": back, "back_to": whom.plain_name}
    )


@require_POST
@for_face("office")
def try_again(request: SeenRequest, person: UUID) -> HttpResponse:
    """Forget failed tries, so that a person may try again at once."""
    whom = _whom(request, person)
    audited(
        by=request.user,
        about=whom,
        deed="sign_in.try_again",
        now=request.now,
        do=lambda: let_try_again(person=whom, by=request.user, today=request.today),
    )
    messages.success(request, _("%(name)s may try again now.") % {"name": whom.plain_name})
    return HttpResponseRedirect(reverse("office:person", args=[person]))


@require_POST
@for_face("office")
def another_factor(request: SeenRequest, person: UUID) -> HttpResponse:
    """Forget a second factor whose phone is lost."""
    whom = _whom(request, person)
    audited(
        by=request.user,
        about=whom,
        deed="sign_in.second_factor",
        now=request.now,
        do=lambda: forget_second_factor(person=whom, by=request.user, today=request.today),
    )
    messages.success(
        request,
        _("%(name)s sets up a second factor anew when next here.") % {"name": whom.plain_name},
    )
    return HttpResponseRedirect(reverse("office:person", args=[person]))


@require_GET
@for_face("office")
def cards(request: SeenRequest) -> HttpResponse:
    """Show for which classes cards can be made."""
    form = CampusForm(request.GET or None)
    campus = form.cleaned_data["campus"] if form.is_valid() else None
    page = build_cards_page(viewer=request.user, campus=campus, today=request.today)
    unopened = unopened_cards(district=own_district(viewer=request.user), now=request.now)
    return render(request, "office/card_groups.html", {"page": page, "unopened": unopened})


@require_http_methods(["GET", "POST"])
@for_face("office")
@sensitive_variables()
def group_cards(request: SeenRequest, kind: str, group: UUID) -> HttpResponse:
    """Ask, then give a whole class (or a campus's staff) passwords and show their cards, this once."""
    found = find_group(viewer=request.user, kind=kind, uuid=group, today=request.today)
    form = CardsForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        address = address_on_cards(request)
        told = {
            "page": build_group_page(found),
            "form": form,
            "address": address,
            "leads_nowhere_else": is_of_one_machine(address),
        }
        status = 422 if form.is_bound else 200
        return render(request, "office/group_cards.html", told, status=status)
    chosen = _chosen(found, with_everybody=form.cleaned_data["whom"] == "yes")
    if len(chosen) > AT_ONCE:
        return begin_many(request, found, chosen)
    made = _give_all(request, found, chosen)
    shown = {"page": made, "back": reverse("office:cards"), "back_to": _("Sign-in cards")}
    return render(request, "office/cards.html", shown)


def _chosen(group: CardGroup, *, with_everybody: bool) -> list[Person]:
    able = [one for one in group.people if may_have_password(one)]
    return [one for one in able if with_everybody or not one.has_usable_password()]


def _give_all(request: SeenRequest, group: CardGroup, chosen: Sequence[Person]) -> SignInCards:
    return SignInCards(
        title=title_of(group),
        address=address_on_cards(request),
        cards=tuple(_give(request, one, where=where_of(group, one)) for one in chosen),
        left_out=names_without_card(group.people),
    )


@sensitive_variables()
def _give(request: SeenRequest, person: Person, *, where: str) -> SignInCard:
    new = prepare_password(
        person=person,
        by=request.user,
        language=language_on_paper(request.user.district, otherwise=request.spoken),
        today=request.today,
        rng=SystemRandom(),
    )
    audited(
        by=request.user,
        about=person,
        deed="sign_in.password",
        now=request.now,
        do=lambda: keep_password(person=person, new=new, by=request.user, today=request.today),
    )
    return card_of(
        person,
        new,
        where=where,
        language=language_on_paper(request.user.district, otherwise=request.spoken),
    )


def _whom(request: SeenRequest, person: UUID) -> Person:
    return get_roster_facts(viewer=request.user, uuid=person, today=request.today).person
