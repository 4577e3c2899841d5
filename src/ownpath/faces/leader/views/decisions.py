"""Decisions: the list, a new one, one of them and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import DecisionForm, OutcomeForm
from ownpath.faces.leader.pages.council import places_at
from ownpath.faces.leader.pages.decisions import (
    build_decision,
    build_decisions,
    campuses_to_touch,
    owners_of,
    title_of_new,
)
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.queries.decisions import get_decision
from ownpath.school.change.queries.ideas import get_idea
from ownpath.school.change.services import decisions as services
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import open_campuses_of
from ownpath.school.privacy.services import audited

LONGEST_UUID: Final = 36
DEEDS: Final[dict[str, Callable[..., Any]]] = {
    "withdraw": services.withdraw_decision,
    "bring_back": services.bring_back_decision,
}


@require_GET
@for_face("leader")
def decisions(request: SeenRequest) -> HttpResponse:
    """Show all decisions."""
    page = build_decisions(viewer=request.user, page=page_number(request), today=request.today)
    return render(request, "leader/council/decisions.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_face("leader")
def new(request: SeenRequest) -> HttpResponse:
    """Ask for a new decision, perhaps from an idea, and propose it."""
    district = own_district(viewer=request.user)
    idea = _idea(request)
    form = DecisionForm(
        request.POST or None,
        campuses=campuses_to_touch(viewer=request.user, today=request.today),
        owners=owners_of(district=district, today=request.today),
        initial={"language": request.spoken}
        | ({"title": idea.title, "text": idea.text} if idea else {}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _propose(request, form, idea)
        except services.BadDecision as refused:
            form.add_error(None, f"{refused.message} {refused.next_step}")
    shown = {"form": form, "places": places_at("leader:decisions"), "title": title_of_new()}
    status = 422 if form.is_bound else 200
    return render(request, "leader/council/form.html", shown, status=status)


def _idea(request: SeenRequest) -> Any:
    named = request.GET.get("idea", "")[:LONGEST_UUID]
    try:
        uuid = UUID(named)
    except ValueError:
        return None
    return get_idea(district=own_district(viewer=request.user), uuid=uuid)


def _propose(request: SeenRequest, form: DecisionForm, idea: Any) -> HttpResponse:
    said = form.cleaned_data
    decision = audited(
        by=request.user,
        about=None,
        deed="council.propose",
        detail=said["title"],
        now=request.now,
        do=lambda: services.propose_decision(
            district=own_district(viewer=request.user),
            title=said["title"],
            text=said["text"],
            language=said["language"],
            owner=said["owner"],
            due_on=said["due_on"],
            campuses=form.touched(),
            idea=idea,
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:decision", decision.uuid)


@require_GET
@for_face("leader")
def decision(request: SeenRequest, decision: UUID) -> HttpResponse:
    """Show one decision."""
    return _show(request, decision, OutcomeForm())


@require_POST
@for_face("leader")
def do(request: SeenRequest, decision: UUID, deed: str) -> HttpResponse:
    """Tell a campus, note that it is done, withdraw it or bring it back."""
    one = get_decision(district=own_district(viewer=request.user), uuid=decision)
    if deed == "tell":
        return _tell(request, one)
    if deed == "finish":
        form = OutcomeForm(request.POST)
        if not form.is_valid():
            return _show(request, decision, form)
        return _carry_out(request, one, services.finish_decision, deed, **form.cleaned_data)
    if deed not in DEEDS:
        raise NotFound(_("There is no such step."), next_step=_("Look at the decision again."))
    return _carry_out(request, one, DEEDS[deed], deed)


def _tell(request: SeenRequest, decision: Any) -> HttpResponse:
    campuses = open_campuses_of(district_id=decision.district_id, today=request.today)
    named = request.POST.get("campus", "")
    campus = next((one for one in campuses if str(one.uuid) == named), None)
    if campus is None:
        raise NotFound(
            _("There is no such campus in your district."),
            next_step=_("Look at the decision again."),
        )
    response = _carry_out(request, decision, services.tell_campus, "tell", campus=campus)
    messages.success(request, _("Noted. Everybody there finds it on their own page now."))
    return response


def _show(request: SeenRequest, decision: UUID, form: OutcomeForm) -> HttpResponse:
    page = build_decision(viewer=request.user, uuid=decision, today=request.today)
    shown = {"page": page, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "leader/council/decision.html", shown, status=status)


def _carry_out(
    request: SeenRequest, decision: Any, do: Callable[..., Any], deed: str, **said: Any
) -> HttpResponse:
    audited(
        by=request.user,
        about=None,
        deed=f"council.decision.{deed}",
        detail=decision.title,
        now=request.now,
        do=lambda: do(decision=decision, by=request.user, now=request.now, **said),
    )
    return redirect("leader:decision", decision.uuid)
