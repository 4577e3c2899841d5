"""Campuses that open, close and merge: the list, the plan of one change, and doing it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import CampusChangeForm
from ownpath.faces.leader.pages.campus_changes import build_campuses, build_plan
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.queries.campus_changes import draw_campus_plan, get_campus_change
from ownpath.school.change.services.campus_changes import (
    cancel_campus_change,
    plan_campus_change,
)
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import closed_campuses_of, open_campuses_of
from ownpath.school.privacy.services import audited

LONGEST_DIGEST = 64


@require_GET
@for_face("leader")
def campuses(request: SeenRequest) -> HttpResponse:
    """Show the campuses, and ask for a change."""
    return _show(request, _form(request, None), status=200)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def plan(request: SeenRequest) -> HttpResponse:
    """Show what a change would do; do what was shown."""
    district = own_district(viewer=request.user)
    ensure_may_decide(by=request.user, district=district, campus=None, now=request.now)
    form = _form(request, request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _show(request, form, status=422)
    said = form.cleaned_data
    if request.method == "POST":
        return _do(request, said)
    drawn = draw_campus_plan(**said, today=request.today)
    shown = {"page": build_plan(drawn), "sent": request.GET.items()}
    return render(request, "leader/council/campus_plan.html", shown)


def _do(request: SeenRequest, said: dict[str, Any]) -> HttpResponse:
    digest = request.POST.get("digest", "")[:LONGEST_DIGEST]
    day: date = said["happens_on"]
    audited(
        by=request.user,
        about=None,
        deed=f"council.campus.{said['kind']}",
        detail=f"{said['campus'].name} {day.isoformat()}",
        now=request.now,
        do=lambda: plan_campus_change(**said, digest=digest, by=request.user, now=request.now),
    )
    is_done = day <= request.today
    messages.success(request, _("It is done.") if is_done else _("Planned for that day."))
    return redirect("leader:campuses")


@require_POST
@for_face("leader")
def cancel(request: SeenRequest, change: UUID) -> HttpResponse:
    """Cancel a change before its day."""
    one = get_campus_change(district=own_district(viewer=request.user), uuid=change)
    audited(
        by=request.user,
        about=None,
        deed="council.campus.cancel",
        detail=one.campus.name,
        now=request.now,
        do=lambda: cancel_campus_change(change=one, by=request.user, now=request.now),
    )
    return redirect("leader:campuses")


def _form(request: SeenRequest, sent: Any) -> CampusChangeForm:
    district_id = own_district(viewer=request.user).pk
    return CampusChangeForm(
        sent,
        campuses=open_campuses_of(district_id=district_id, today=request.today),
        closed=closed_campuses_of(district_id=district_id),
    )


def _show(request: SeenRequest, form: CampusChangeForm, *, status: int) -> HttpResponse:
    page = build_campuses(viewer=request.user, today=request.today)
    shown = {"page": page, "form": form}
    return render(request, "leader/council/campuses.html", shown, status=status)
