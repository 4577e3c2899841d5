"""Choose what is offered: a practice opens with its first question at once, in the same request."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.views.practice import BITS_OF_CHANCE, show_sitting
from ownpath.school.plans.services import ask_next, choose_offer
from ownpath.school.privacy.services import audited


@for_face("student")
@require_POST
def choose(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take an offer and open it; chosen again it opens where it stands."""
    student, now = request.user, request.now

    def begin() -> UUID | None:
        offer = choose_offer(
            student=student, offer_uuid=uuid, by=student, today=request.today, now=now
        )
        if offer.sitting is None:
            return None
        chance = secrets.randbits(BITS_OF_CHANCE)
        ask_next(
            student=student, sitting_uuid=offer.sitting.uuid, by=student, now=now, seed=chance
        )
        return offer.sitting.uuid

    sitting = audited(by=student, about=student, deed="choose_offer", now=now, do=begin)
    if sitting is None:
        return redirect("student:activity", uuid)
    return show_sitting(request, sitting)
