"""One seat: invite somebody, answer for them, name an alternate, extend, resign, close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import AlternateForm, ExtendForm, InviteForm
from ownpath.faces.leader.pages.seats import SeatSeen, build_seat, see_seat
from ownpath.faces.leader.views.refusing import attempt
from ownpath.school.change.services import seats
from ownpath.school.privacy.services import audited

PLAIN: Final[dict[str, Callable[..., Any]]] = {
    "accept": seats.accept_seat,
    "decline": seats.decline_seat,
    "resign": seats.resign_seat,
    "close": seats.close_seat,
    "reopen": seats.reopen_seat,
}
WITH_FORM: Final[dict[str, Callable[..., Any]]] = {
    "invite": seats.invite_to_seat,
    "name_alternate": seats.name_alternate,
    "extend": seats.extend_term,
}


@require_GET
@for_face("leader")
def seat(request: SeenRequest, seat: UUID) -> HttpResponse:
    """Show one seat and its history."""
    seen = see_seat(viewer=request.user, uuid=seat, today=request.today)
    return _show(request, seen, _forms(request, seen))


@require_POST
@for_face("leader")
def do(request: SeenRequest, seat: UUID, deed: str) -> HttpResponse:
    """Do one thing with a seat."""
    seen = see_seat(viewer=request.user, uuid=seat, today=request.today)
    if deed in PLAIN:
        return _carry_out(request, seen, deed, PLAIN[deed])
    if deed not in WITH_FORM:
        raise NotFound(_("There is no such step."), next_step=_("Look at the seat again."))
    typed = _forms(request, seen, bound=deed)
    form = typed[deed]
    if form.is_valid():
        done = attempt(
            form,
            lambda: _carry_out(request, seen, deed, WITH_FORM[deed], **form.cleaned_data),
        )
        if done is not None:
            return done
    return _show(request, seen, typed, status=422)


def _forms(request: SeenRequest, seen: SeatSeen, bound: str = "") -> dict[str, forms.Form]:
    """Return the forms of a seat; one of them with what was typed."""

    def typed(deed: str) -> Any:
        return request.POST if deed == bound else None

    first = {"starts_on": request.today.isoformat()}
    ends = {"ends_on": seen.seat.ends_on.isoformat() if seen.seat.ends_on else ""}
    alternate = seen.seat.alternate
    named = {"person": alternate.full_name if alternate else ""}
    people = seen.people
    return {
        "invite": InviteForm(typed("invite"), people=people, initial=first, prefix=None),
        "name_alternate": AlternateForm(
            typed("name_alternate"), people=people, initial=named, auto_id="alt_%s"
        ),
        "extend": ExtendForm(typed("extend"), initial=ends, auto_id="extend_%s"),
    }


def _show(
    request: SeenRequest, seen: SeatSeen, typed: Mapping[str, forms.Form], status: int = 200
) -> HttpResponse:
    page = build_seat(seen=seen, viewer=request.user, today=request.today)
    shown = {"page": page, "forms": typed}
    return render(request, "leader/council/seat.html", shown, status=status)


def _carry_out(
    request: SeenRequest, seen: SeatSeen, deed: str, do: Callable[..., Any], **said: Any
) -> HttpResponse:
    about = said.get("person") or seen.seat.holder or seen.seat.alternate
    audited(
        by=request.user,
        about=about,
        deed=f"council.seat.{deed}",
        now=request.now,
        do=lambda: do(seat=seen.seat, by=request.user, now=request.now, **said),
    )
    return redirect("leader:seat", seen.seat.uuid)
