"""A campus begins with what its roster tells: rooms, adults, and the classes that go on as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar
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
    begin_new_term,
    fix_other_classes,
    take_step_back,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

Outcome = TypeVar("Outcome")
LONGEST_MARK: Final = 40
MOST_TAKEN: Final = 5_000


@require_POST
@for_face("leader")
def begin(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take the rooms and adults a roster tells of; what is there already stays."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    begun = _done(
        request,
        place,
        "set_up.begin",
        lambda: begin_from_roster(campus=place, by=request.user, now=request.now),
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
    _done(
        request,
        place,
        "set_up.classes",
        lambda: fix_other_classes(campus=place, by=request.user, now=request.now),
    )
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def begin_term(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let the ticked classes of a new term stand where those before them stood."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    mark = request.POST.get("mark", "")[:LONGEST_MARK]
    chosen = frozenset(request.POST.getlist("take")[:MOST_TAKEN])
    _done(
        request,
        place,
        "set_up.term",
        lambda: begin_new_term(
            campus=place, mark=mark, chosen=chosen, by=request.user, now=request.now
        ),
    )
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def step_back(request: SeenRequest, campus: UUID, step: UUID) -> HttpResponse:
    """Take back what was done last at a campus."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    _done(
        request,
        place,
        "set_up.back",
        lambda: take_step_back(campus=place, step=str(step), by=request.user, now=request.now),
    )
    messages.success(request, _("It is as it was before."))
    return redirect("leader:setup_campus", campus)


def _done(request: SeenRequest, place: Campus, deed: str, do: Callable[[], Outcome]) -> Outcome:
    """Do a deed at a campus, with its row in the audit."""
    return audited(
        by=request.user, about=None, deed=deed, detail=place.name, now=request.now, do=do
    )
