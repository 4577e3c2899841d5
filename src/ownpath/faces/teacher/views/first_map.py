"""Ask a student for a first map, or take the request back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.views.arriving import about, back
from ownpath.school.plans import services as plans
from ownpath.school.privacy.services import audited


@require_POST
@for_face("teacher")
def ask(request: SeenRequest, student: UUID) -> HttpResponse:
    """Ask for a first map; the student finds it on My day."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="ask_first_map",
        now=request.now,
        do=lambda: plans.ask_for_placement(
            student=who, by=request.user, today=request.today, now=request.now
        ),
    )
    return back(request, reverse("teacher:knows", args=[student]))


@require_POST
@for_face("teacher")
def take_back(request: SeenRequest, student: UUID, placement: UUID) -> HttpResponse:
    """Take back a request that the student has not begun."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="take_back_first_map",
        now=request.now,
        do=lambda: plans.take_back_placement(
            student=who, placement_uuid=placement, by=request.user, today=request.today
        ),
    )
    return back(request, reverse("teacher:knows", args=[student]))
