"""How practices spread: the map, and what happened in one of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Conflict, OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.practices import SpreadForm
from ownpath.faces.leader.pages.classes import classes_to_pick
from ownpath.faces.leader.pages.spread import build_cell, build_spread, find_cell
from ownpath.school.change.queries.spreading import get_event
from ownpath.school.change.services.spreading import note_spread, take_back_spread
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard
    from ownpath.school.people.models import Campus


@require_GET
@for_face("leader")
def spread(request: SeenRequest) -> HttpResponse:
    """Show who tried and kept what."""
    page = build_spread(viewer=request.user, today=request.today, language=request.spoken)
    return render(request, "leader/practices/spread.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_face("leader")
def cell(request: SeenRequest, card: UUID, campus: UUID) -> HttpResponse:
    """Show what happened with a practice at a campus, and note more of it."""
    one, place = find_cell(viewer=request.user, card=card, campus=campus, today=request.today)
    form = SpreadForm(
        request.POST or None,
        classes=classes_to_pick(campus=place, today=request.today),
        initial={"happened_on": request.today.isoformat()},
    )
    if request.method == "POST" and form.is_valid() and _note(request, one, place, form):
        messages.success(request, _("Noted."))
        return redirect("leader:spread_cell", card, campus)
    page = build_cell(
        viewer=request.user,
        card=one,
        campus=place,
        today=request.today,
        language=request.spoken,
    )
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form}
    return render(request, "leader/practices/cell.html", context, status=status)


def _note(request: SeenRequest, card: PracticeCard, campus: Campus, form: SpreadForm) -> bool:
    """Note one step; what cannot be is said at its field, so that nothing typed is lost."""
    said: dict[str, Any] = form.cleaned_data
    try:
        audited(
            by=request.user,
            about=None,
            deed=f"spread.{said['kind']}",
            detail=campus.name,
            now=request.now,
            do=lambda: note_spread(
                card=card, campus=campus, by=request.user, now=request.now, **said
            ),
        )
    except (Conflict, OutOfBounds) as refused:
        form.add_error("kind", str(refused))
        return False
    return True


@require_POST
@for_face("leader")
def take_back(request: SeenRequest, event: UUID) -> HttpResponse:
    """Take back what was noted by mistake."""
    one = get_event(district=own_district(viewer=request.user), uuid=event)
    audited(
        by=request.user,
        about=None,
        deed="take_back_spread",
        detail=one.campus.name,
        now=request.now,
        do=lambda: take_back_spread(event=one, by=request.user, now=request.now),
    )
    messages.info(request, _("Taken back."))
    return redirect("leader:spread_cell", one.card.uuid, one.campus.uuid)
