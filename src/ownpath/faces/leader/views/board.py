"""The hall board."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.board import board_stamp, build_board
from ownpath.faces.leader.pages.campuses import find_led

NOT_CHANGED = 204
LONGEST_GRADE = 8


@require_GET
@for_face("leader")
def board(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show where everybody goes next; an open board asks by itself and is answered only when something changed."""
    asked = request.GET.get("stamp")
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    if request.htmx and asked == board_stamp(
        campus_id=place.pk, viewer=request.user, today=request.today, now=request.now
    ):
        return HttpResponse(status=NOT_CHANGED)
    page = build_board(
        viewer=request.user,
        campus=place,
        grade=request.GET.get("grade", "")[:LONGEST_GRADE],
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    template = "leader/board_part.html" if request.htmx else "leader/board.html"
    return render(request, template, {"page": page})
