"""The council's seats: all of them, the missing ones made, a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import SeatForm
from ownpath.faces.leader.pages.council import build_council, places_at
from ownpath.school.change.access import reach_of
from ownpath.school.change.services.seats import add_seat, ensure_seats
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited


@require_GET
@for_face("leader")
def council(request: SeenRequest) -> HttpResponse:
    """Show who sits for each campus."""
    page = build_council(viewer=request.user, today=request.today)
    return render(request, "leader/council/council.html", {"page": page})


@require_POST
@for_face("leader")
def make_seats(request: SeenRequest) -> HttpResponse:
    """Give every open campus without a voting seat one."""
    district = own_district(viewer=request.user)
    made = audited(
        by=request.user,
        about=None,
        deed="council.make_seats",
        now=request.now,
        do=lambda: ensure_seats(district=district, by=request.user, now=request.now),
    )
    n = len(made)
    said = ngettext("Made %(n)s seat. Invite somebody.", "Made %(n)s seats. Invite people.", n)
    messages.success(request, said % {"n": n})
    return redirect("leader:council")


@require_http_methods(["GET", "POST"])
@for_face("leader")
def new_seat(request: SeenRequest) -> HttpResponse:
    """Ask for a new seat, and make it."""
    reach = reach_of(person=request.user, today=request.today)
    form = SeatForm(request.POST or None, campuses=reach.run, may_central=reach.runs_district)
    if request.method == "POST" and form.is_valid():
        return _add(request, form)
    shown = {"form": form, "places": places_at("leader:council"), "title": _("A new seat")}
    status = 422 if form.is_bound else 200
    return render(request, "leader/council/form.html", shown, status=status)


def _add(request: SeenRequest, form: SeatForm) -> HttpResponse:
    said = form.cleaned_data
    seat = audited(
        by=request.user,
        about=None,
        deed="council.add_seat",
        now=request.now,
        do=lambda: add_seat(
            district=own_district(viewer=request.user),
            campus=said["campus"],
            kind=said["kind"] if said["campus"] else "central",
            is_voting=said["is_voting"],
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:seat", seat.uuid)
