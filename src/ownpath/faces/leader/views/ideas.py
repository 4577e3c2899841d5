"""The board of ideas: read, write, back, set aside with a reply, bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import IdeaForm
from ownpath.faces.leader.pages.ideas import build_ideas
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.ideas import get_idea
from ownpath.school.change.services import ideas as services
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

DEEDS: Final[dict[str, Callable[..., Any]]] = {
    "back": services.back_idea,
    "unback": services.unback_idea,
    "set_aside": services.set_aside_idea,
    "bring_back": services.bring_back_idea,
}


@require_http_methods(["GET", "POST"])
@for_face("leader")
def ideas(request: SeenRequest) -> HttpResponse:
    """Show the board, and put an idea on it."""
    reach = reach_of(person=request.user, today=request.today)
    form = IdeaForm(request.POST or None, campuses=reach.led)
    if request.method == "POST" and form.is_valid():
        said, district = form.cleaned_data, own_district(viewer=request.user)
        _audited(
            request,
            "write",
            lambda: services.write_idea(
                district=district, by=request.user, now=request.now, **said
            ),
        )
        return redirect("leader:ideas")
    page = build_ideas(viewer=request.user, reach=reach, page=page_number(request))
    shown = {"page": page, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "leader/council/ideas.html", shown, status=status)


@require_POST
@for_face("leader")
def do(request: SeenRequest, idea: UUID, deed: str) -> HttpResponse:
    """Do one thing with an idea."""
    one = get_idea(district=own_district(viewer=request.user), uuid=idea)
    if deed not in DEEDS:
        raise NotFound(_("There is no such step."), next_step=_("Look at the board again."))
    said = {"reply": request.POST.get("reply", "")} if deed == "set_aside" else {}
    _audited(
        request,
        deed,
        lambda: DEEDS[deed](idea=one, by=request.user, now=request.now, **said),
    )
    return redirect(f"{reverse('leader:ideas')}?page={page_number(request)}#i{idea}")


def _audited(request: SeenRequest, deed: str, do: Callable[[], Any]) -> None:
    audited(by=request.user, about=None, deed=f"council.idea.{deed}", now=request.now, do=do)
