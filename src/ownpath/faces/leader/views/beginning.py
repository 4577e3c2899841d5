"""A campus begins with what its roster tells: rooms, adults, and the classes that go on as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
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
    TakenOver,
    begin_from_roster,
    begin_new_term,
    fix_other_classes,
    take_classes_back,
    take_new_term_back,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

Outcome = TypeVar("Outcome")
FIXED: Final = "leader_fixed"  # in the session: what was fixed last, by campus
FOLLOWED: Final = "leader_term"  # in the session: what a new term took over last, by campus
LONGEST_MARK: Final = 40


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
    fixed = _done(
        request,
        place,
        "set_up.classes",
        lambda: fix_other_classes(campus=place, by=request.user, now=request.now),
    )
    request.session[FIXED] = {str(campus): [str(one) for one in fixed]}
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def unfix_others(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take back what was fixed last."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    uuids = [UUID(one) for one in request.session.pop(FIXED, {}).get(str(campus), [])]
    _done(
        request,
        place,
        "set_up.classes",
        lambda: take_classes_back(campus=place, uuids=uuids, by=request.user, now=request.now),
    )
    messages.success(request, _("It is as it was before."))
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def begin_term(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let the classes of a new term stand where those before them stood."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    mark = request.POST.get("mark", "")[:LONGEST_MARK]
    taken = _done(
        request,
        place,
        "set_up.term",
        lambda: begin_new_term(campus=place, mark=mark, by=request.user, now=request.now),
    )
    request.session[FOLLOWED] = {str(campus): asdict(taken)}
    return redirect("leader:setup_campus", campus)


@require_POST
@for_face("leader")
def term_back(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take back what the classes of a new term took over last."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    taken = TakenOver(**request.session.pop(FOLLOWED, {}).get(str(campus), {}))
    _done(
        request,
        place,
        "set_up.term",
        lambda: take_new_term_back(campus=place, taken=taken, by=request.user, now=request.now),
    )
    messages.success(request, _("It is as it was before."))
    return redirect("leader:setup_campus", campus)


def n_followed_lately(request: SeenRequest, campus: UUID) -> int:
    """Return how many things a new term took over last, which can be taken back."""
    taken = TakenOver(**request.session.get(FOLLOWED, {}).get(str(campus), {}))
    return len(taken.rows) + len(taken.choices)


def n_fixed_lately(request: SeenRequest, campus: UUID) -> int:
    """Return how much was fixed last and can be taken back."""
    return len(request.session.get(FIXED, {}).get(str(campus), []))


def _done(request: SeenRequest, place: Campus, deed: str, do: Callable[[], Outcome]) -> Outcome:
    """Do a deed at a campus, with its row in the audit."""
    return audited(
        by=request.user, about=None, deed=deed, detail=place.name, now=request.now, do=do
    )
