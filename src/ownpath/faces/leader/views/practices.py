"""Practice cards: the list, one card, writing it, and moving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.practices import CardForm, Find
from ownpath.faces.leader.pages.practice_list import build_cards
from ownpath.faces.leader.pages.practices import build_card
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.queries.practices import get_card, pilots_to_link
from ownpath.school.change.services.practices import move_card, write_card
from ownpath.school.change.states import CARD, Machine
from ownpath.school.people.directory import find_people, own_district
from ownpath.school.people.queries import campuses_led
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard
    from ownpath.school.people.models import Person

MOST_FOUND = 6


def people_here(request: SeenRequest, *, roles: Sequence[str] = ("",)) -> Find:
    """Return how people are found by name at the campuses the viewer leads, only once a name is typed."""

    def find(name: str) -> list[Person]:
        found: dict[int, Person] = {}
        for campus in campuses_led(leader=request.user, today=request.today):
            for role in roles:
                rows = find_people(
                    viewer=request.user, words=name, role=role, campus=campus.uuid
                )
                found |= {one.pk: one for one in rows[:MOST_FOUND]}
        return list(found.values())[:MOST_FOUND]

    return find


def find_step(machine: Machine, step: str) -> None:
    """Refuse a deed no machine knows, as an address that leads nowhere."""
    if all(step != one.deed for one in machine.steps):
        raise NotFound(
            _("There is nothing of that name to do."), next_step=_("Use a button of the page.")
        )


@require_GET
@for_face("leader")
def cards(request: SeenRequest) -> HttpResponse:
    """Show all practice cards."""
    page = build_cards(
        viewer=request.user,
        page=page_number(request),
        today=request.today,
        language=request.spoken,
    )
    return render(request, "leader/practices/cards.html", {"page": page})


@require_GET
@for_face("leader")
def card(request: SeenRequest, card: UUID) -> HttpResponse:
    """Show one practice on one page."""
    page = build_card(
        viewer=request.user, uuid=card, today=request.today, language=request.spoken
    )
    return render(request, "leader/practices/card.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_face("leader")
def write(request: SeenRequest) -> HttpResponse:
    """Write a new card."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, card: UUID) -> HttpResponse:
    """Write an old card anew."""
    return _edit(request, get_card(district=own_district(viewer=request.user), uuid=card))


def _edit(request: SeenRequest, card: PracticeCard | None) -> HttpResponse:
    district = own_district(viewer=request.user)
    pilots = [
        (str(one.uuid), f"{one.title} ({one.campus.name}; {one.get_state_display()})")
        for one in pilots_to_link(district=district)
    ]
    form = CardForm(
        request.POST or None,
        pilots=pilots,
        find=people_here(request, roles=("teacher", "aide")),
        initial=_initial(card),
    )
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, card, form)
        messages.success(request, _("Kept."))
        return redirect("leader:practice", kept.uuid)
    status = 422 if form.is_bound else 200
    context = {"form": form, "card": card.uuid if card else None}
    return render(request, "leader/practices/edit.html", context, status=status)


def _initial(card: PracticeCard | None) -> dict[str, Any]:
    if card is None:
        return {}
    texts = {
        f"{name}_{language}": said
        for language, words in card.words.items()
        for name, said in words.items()
    }
    return {
        **texts,
        "pilots": [str(one.uuid) for one in card.pilots.all()],
        "preset": card.preset,
        "grades": ", ".join(str(one).lstrip("0") for one in card.grades),
        "subject": card.subject,
        "contact": card.contact.plain_name if card.contact else "",
    }


def _keep(request: SeenRequest, card: PracticeCard | None, form: CardForm) -> PracticeCard:
    said = form.cleaned_data
    return audited(
        by=request.user,
        about=None,
        deed="write_card",
        detail=said["title_en"],
        now=request.now,
        do=lambda: write_card(
            district=own_district(viewer=request.user),
            words=form.words(),
            pilots=[UUID(one) for one in said["pilots"]],
            preset=said["preset"],
            grades=said["grades"],
            subject=said["subject"],
            contact=said["contact"],
            card=card,
            by=request.user,
            now=request.now,
        ),
    )


@require_POST
@for_face("leader")
def move(request: SeenRequest, card: UUID, step: str) -> HttpResponse:
    """Show, endorse, or retire a card, or take that back."""
    one = get_card(district=own_district(viewer=request.user), uuid=card)
    find_step(CARD, step)
    audited(
        by=request.user,
        about=None,
        deed=f"card.{step}",
        detail=str(one.uuid),
        now=request.now,
        do=lambda: move_card(card=one, step=step, by=request.user, now=request.now),
    )
    messages.success(request, _("Done. What was before stands in its history."))
    return redirect("leader:practice", card)
