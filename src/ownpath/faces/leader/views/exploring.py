"""Let offers to a class try something else now and then, or let them be; each is logged and can be taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.exploring import build_exploring
from ownpath.school.people.queries import sections_at
from ownpath.school.plans.services import set_exploring
from ownpath.school.privacy.services import audited

UNDO = "leader_undo_exploring"


@require_GET
@for_face("leader")
def exploring(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show which classes of a campus explore, and what came of it."""
    page = build_exploring(viewer=request.user, campus=campus, today=request.today)
    undo = request.session.pop(UNDO, None)
    return render(request, "leader/exploring.html", {"page": page, "undo": undo})


@require_POST
@for_face("leader")
def explore(request: SeenRequest, campus: UUID, section: UUID) -> HttpResponse:
    """Turn it on or off for one class."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    classes = {one.uuid: one for one in sections_at(campus=place, today=request.today)}
    if section not in classes:
        raise NotFound(
            _("There is no such class at this campus."), next_step=_("Pick one from the list.")
        )
    which = classes[section]
    is_on = request.POST.get("on", request.GET.get("on")) == "1"
    audited(
        by=request.user,
        about=None,
        deed="explore.on" if is_on else "explore.off",
        detail=which.title,
        now=request.now,
        do=lambda: set_exploring(
            section=which, is_on=is_on, by=request.user, today=request.today, now=request.now
        ),
    )
    said = _("Turned on for %(title)s.") if is_on else _("Turned off for %(title)s.")
    where = reverse("leader:explore", args=[campus, section])
    request.session[UNDO] = {
        "text": said % {"title": which.title},
        "url": f"{where}?on={int(not is_on)}",
    }
    return redirect("leader:exploring", campus)
