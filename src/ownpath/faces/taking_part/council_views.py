"""Speak with the council from the page: write an idea, back one, answer an invitation to a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.taking_part.forms import IdeaForm
from ownpath.faces.taking_part.parts.council import draw_idea
from ownpath.faces.taking_part.views import ensure_has_children, show
from ownpath.school.change.queries.ideas import get_idea, ids_backed
from ownpath.school.change.queries.seats import seats_held
from ownpath.school.change.services.ideas import back_idea, unback_idea, write_idea
from ownpath.school.change.services.seats import accept_seat, decline_seat
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from collections.abc import Callable

IDEA_DEEDS: Final[dict[str, Callable[..., Any]]] = {"back": back_idea, "unback": unback_idea}
SEAT_DEEDS: Final[dict[str, Callable[..., Any]]] = {
    "accept": accept_seat,
    "decline": decline_seat,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilViews:
    """The council's views of one face."""

    write: Callable[..., HttpResponse]
    idea: Callable[..., HttpResponse]
    seat: Callable[..., HttpResponse]


def council_views_of(face: str) -> CouncilViews:
    """Return the council's views of a face, each behind its guard."""

    @require_POST
    @for_face(face)
    def write(request: SeenRequest) -> HttpResponse:
        ensure_has_children(request, face)
        return _write(request, face)

    @require_POST
    @for_face(face)
    def idea(request: SeenRequest, idea: UUID, deed: str) -> HttpResponse:
        ensure_has_children(request, face)
        one = get_idea(district=own_district(viewer=request.user), uuid=idea)
        done = _do(request, face, IDEA_DEEDS, deed, idea=one)
        return _idea_again(request, face, idea) if request.htmx else done

    @require_POST
    @for_face(face)
    def seat(request: SeenRequest, seat: UUID, deed: str) -> HttpResponse:
        ensure_has_children(request, face)
        held = seats_held(person=request.user)
        one = next((row for row in held if row.uuid == seat), None)
        return _do(request, face, SEAT_DEEDS if one else {}, deed, seat=one)

    return CouncilViews(write=write, idea=idea, seat=seat)


def _write(request: SeenRequest, face: str) -> HttpResponse:
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return show(request, face, form)
    audited(
        by=request.user,
        about=None,
        deed="council.idea.write",
        now=request.now,
        do=lambda: write_idea(
            district=own_district(viewer=request.user),
            campus=None,
            by=request.user,
            now=request.now,
            **form.cleaned_data,
        ),
    )
    messages.success(request, _("It is on the board. Others can back it now."))
    return redirect(f"{face}:change")


def _idea_again(request: SeenRequest, face: str, uuid: UUID) -> HttpResponse:
    """Show one idea as it stands now, in its place."""
    idea = get_idea(district=own_district(viewer=request.user), uuid=uuid)
    is_backed = idea.pk in ids_backed(person=request.user, ideas=[idea])
    shown = {
        "one": draw_idea(idea, viewer=request.user, is_backed=is_backed),
        "face": face,
        "is_again": True,
    }
    return render(request, "taking_part/parts/idea.html", shown)


def _do(
    request: SeenRequest, face: str, deeds: dict[str, Any], deed: str, **about: Any
) -> HttpResponse:
    if deed not in deeds:
        raise NotFound(_("There is no such step."), next_step=_("Look at the page again."))
    audited(
        by=request.user,
        about=None,
        deed=f"council.{deed}",
        now=request.now,
        do=lambda: deeds[deed](by=request.user, now=request.now, **about),
    )
    idea = about.get("idea")
    place = f"#idea-{idea.uuid}" if idea else "#council"
    return redirect(f"{reverse(f'{face}:change')}{place}")
