"""Visits: ask, agree, decline, cancel, and write down what was learned."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import Conflict, OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.practices import LearnedForm, VisitForm
from ownpath.faces.leader.pages.visits import build_learned, build_visits, cards_to_visit
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.leader.views.practices import find_step, people_here
from ownpath.school.change.queries.spreading import get_visit
from ownpath.school.change.services.spreading import ask_visit, move_visit
from ownpath.school.change.states import VISIT
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("leader")
def visits(request: SeenRequest) -> HttpResponse:
    """Show all visits, and ask for one."""
    form = VisitForm(
        request.POST or None,
        cards=cards_to_visit(viewer=request.user, language=request.spoken),
        find=people_here(request, roles=("teacher", "aide", "principal")),
    )
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        messages.success(request, _("Asked. The host says yes or no."))
        return redirect("leader:visits")
    page = build_visits(
        viewer=request.user,
        page=page_number(request),
        today=request.today,
        language=request.spoken,
    )
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form}
    return render(request, "leader/practices/visits.html", context, status=status)


def _ask(request: SeenRequest, form: VisitForm) -> bool:
    said = form.cleaned_data
    try:
        audited(
            by=request.user,
            about=said["host"],
            deed="ask_visit",
            now=request.now,
            do=lambda: ask_visit(by=request.user, now=request.now, **said),
        )
    except (Conflict, OutOfBounds) as refused:
        form.add_error("visit_on", str(refused))
        return False
    return True


@require_http_methods(["GET", "POST"])
@for_face("leader")
def visit(request: SeenRequest, visit: UUID) -> HttpResponse:
    """Write down what was learned on a visit."""
    one = get_visit(district=own_district(viewer=request.user), uuid=visit)
    form = LearnedForm(request.POST or None, initial={"learned": one.learned})
    if request.method == "POST" and form.is_valid():
        _move(request, one.uuid, "hold", form.cleaned_data["learned"])
        messages.success(request, _("Kept. It goes into the next playbook."))
        return redirect("leader:visits")
    context = {"page": build_learned(visit=one, language=request.spoken), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "leader/practices/learned.html", context, status=status)


@require_POST
@for_face("leader")
def move(request: SeenRequest, visit: UUID, step: str) -> HttpResponse:
    """Agree to a visit, decline or cancel it."""
    find_step(VISIT, step)
    _move(request, visit, step, "")
    messages.success(request, _("Done."))
    return redirect("leader:visits")


def _move(request: SeenRequest, visit: UUID, step: str, learned: str) -> None:
    one = get_visit(district=own_district(viewer=request.user), uuid=visit)
    audited(
        by=request.user,
        about=one.host,
        deed=f"visit.{step}",
        now=request.now,
        do=lambda: move_visit(
            visit=one, step=step, learned=learned, by=request.user, now=request.now
        ),
    )
