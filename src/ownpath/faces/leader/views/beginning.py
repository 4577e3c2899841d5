"""A campus begins with what its roster tells: rooms, adults, and the classes that go on as they are."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.school.days.services import (
    begin_from_roster,
    fix_other_classes,
    take_classes_back,
)
from ownpath.school.privacy.services import audited

FIXED: Final = "leader_fixed"  # in the session: what was fixed last, by campus


@require_POST
@for_face("leader")
def begin(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take the rooms and adults a roster tells of; what is there already stays."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    begun = audited(
        by=request.user,
        about=None,
        deed="set_up.begin",
        detail=place.name,
        now=request.now,
        do=lambda: begin_from_roster(campus=place, by=request.user, now=request.now),
    )
    rooms = ngettext("%(n)d room", "%(n)d rooms", begun.n_rooms) % {"n": begun.n_rooms}
    adults = ngettext("%(n)d adult", "%(n)d adults", begun.n_adults) % {"n": begun.n_adults}
    if begun.n_rooms or begun.n_adults:
        told = {"rooms": rooms, "adults": adults}
        messages.success(request, _("Taken from the roster: %(rooms)s, %(adults)s.") % told)
    else:
        messages.info(
            request, _("The roster tells of no room and no teacher that is not here.")
        )
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def fix_others(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let classes that work on nothing here keep the blocks of their periods."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    fixed = audited(
        by=request.user,
        about=None,
        deed="set_up.classes",
        detail=place.name,
        now=request.now,
        do=lambda: fix_other_classes(campus=place, by=request.user, now=request.now),
    )
    request.session[FIXED] = {str(campus): [str(one) for one in fixed]}
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def unfix_others(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take back what was fixed last."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    uuids = [UUID(one) for one in request.session.pop(FIXED, {}).get(str(campus), [])]
    audited(
        by=request.user,
        about=None,
        deed="set_up.classes",
        detail=place.name,
        now=request.now,
        do=lambda: take_classes_back(
            campus=place, uuids=uuids, by=request.user, now=request.now
        ),
    )
    messages.success(request, _("It is as it was before."))
    return redirect("leader:setup_campus", campus)


def n_fixed_lately(request: SeenRequest, campus: UUID) -> int:
    """Return how much was fixed last and can be taken back."""
    return len(request.session.get(FIXED, {}).get(str(campus), []))
