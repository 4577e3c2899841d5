"""Look what tomorrow's plan would become under a version; nothing of any plan is touched."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.vision_preview import build_preview
from ownpath.faces.leader.pages.vision_scope import find_campus, find_version
from ownpath.faces.leader.views.deciding import decided
from ownpath.school.change.services.adopting import ask_for_preview


@require_GET
@for_face("leader")
def preview(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Show what is known of each campus's next day under a version."""
    page = build_preview(
        viewer=request.user, uuid=vision, today=request.today, language=request.spoken
    )
    return render(request, "leader/vision/preview.html", {"page": page})


@require_POST
@for_face("leader")
def ask(request: SeenRequest, vision: UUID, campus: UUID) -> HttpResponse:
    """Ask what a campus's next day would become; it is worked out beside the server."""
    row, reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    place = find_campus(reach=reach, uuid=campus)
    decided(
        request,
        "preview_vision",
        lambda: ask_for_preview(vision=row, campus=place, by=request.user, now=request.now),
        detail=place.name,
    )
    return redirect("leader:vision_preview", vision)


@require_GET
@for_face("leader")
def part(request: SeenRequest, vision: UUID, campus: UUID) -> HttpResponse:
    """Tell how far one campus is; without script it is the page."""
    page = build_preview(
        viewer=request.user, uuid=vision, today=request.today, language=request.spoken
    )
    card = next((one for one in page.cards if one.uuid == campus), None)
    if card is None or not request.htmx:
        return redirect("leader:vision_preview", vision)
    return render(request, "leader/vision/preview_card.html", {"card": card})
