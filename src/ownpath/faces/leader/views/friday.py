"""The Friday page: what waits for the leader, each line one click from action; and whether it comes by e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.friday import build_friday
from ownpath.school.change.services.digest import choose_mail
from ownpath.school.people.queries import runs_district


@require_GET
@for_face("leader")
def begin(request: SeenRequest) -> HttpResponse:
    """Lead who runs the district to Friday, and who leads a campus to who is still waiting."""
    runs = runs_district(person=request.user, today=request.today)
    return redirect("leader:friday" if runs else "leader:waiting")


@require_GET
@for_face("leader")
def friday(request: SeenRequest) -> HttpResponse:
    """Show what waits."""
    page = build_friday(viewer=request.user, today=request.today)
    return render(request, "leader/friday.html", {"page": page})


@require_POST
@for_face("leader")
def choose(request: SeenRequest) -> HttpResponse:
    """Keep whether the digest and reminders come by e-mail."""
    choose_mail(
        by=request.user,
        wants_digest="digest" in request.POST,
        wants_reminders="reminders" in request.POST,
        now=request.now,
    )
    messages.success(request, _("Kept."))
    return redirect("leader:friday")
