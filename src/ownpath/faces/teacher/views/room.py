"""My room, and putting something off for later."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.pages.exploring import build_exploring
from ownpath.faces.teacher.pages.room import Asked, build_room
from ownpath.faces.teacher.views.arriving import back, offer_undo, show
from ownpath.school.days.queries.stamps import stamp_of_campus
from ownpath.school.people.queries import get_taught_section
from ownpath.school.plans import services as plans
from ownpath.school.privacy.services import audited

NOT_CHANGED = 204
LATER = "teacher_later"
MOST_LATER = 100
LONGEST_KEY = 100
CAMPUS = re.compile("[0-9]{1,9}")


@require_GET
@for_face("teacher")
def my_room(request: SeenRequest, section: UUID | None = None) -> HttpResponse:
    """Show who needs the teacher, this block's groups, then one class by competency.

    An open page asks now and then with the stamp it has: as long as nothing changed the answer is empty.
    """
    if request.htmx and _is_as_it_was(request):
        return HttpResponse(status=NOT_CHANGED)
    asked = Asked(
        section=section,
        view=request.GET.get("view", ""),
        is_wide=request.GET.get("wide") == "1",
        later=_later_today(request),
    )
    page = build_room(
        viewer=request.user,
        asked=asked,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "room", page)


def _is_as_it_was(request: SeenRequest) -> bool:
    campus, _dot, stamp = request.GET.get("stamp", "")[:LONGEST_KEY].partition(".")
    if not CAMPUS.fullmatch(campus):
        return False
    return stamp == stamp_of_campus(campus_id=int(campus), day=request.today)


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def explore(request: SeenRequest, section: UUID) -> HttpResponse:
    """Show whether offers to a class try something else now and then; let them, or let them be."""
    if request.method == "GET":
        page = build_exploring(viewer=request.user, section=section, today=request.today)
        return show(request, "exploring", page)
    which = get_taught_section(viewer=request.user, uuid=section, today=request.today)
    is_on = request.POST.get("on", request.GET.get("on")) == "1"
    audited(
        by=request.user,
        about=None,
        deed="explore.on" if is_on else "explore.off",
        detail=which.title,
        now=request.now,
        do=lambda: plans.set_exploring(
            section=which, is_on=is_on, by=request.user, today=request.today, now=request.now
        ),
    )
    where = reverse("teacher:explore", args=[section])
    said = _("Turned on for %(title)s.") if is_on else _("Turned off for %(title)s.")
    offer_undo(request, said % {"title": which.title}, f"{where}?on={int(not is_on)}")
    return HttpResponseRedirect(where)


@require_POST
@for_face("teacher")
def put_off(request: SeenRequest) -> HttpResponse:
    """Keep something for later today; tomorrow it is back by itself."""
    keys = [*_later_today(request), request.POST.get("key", "")[:LONGEST_KEY]]
    request.session[LATER] = {"day": request.today.isoformat(), "keys": keys[-MOST_LATER:]}
    return back(request)


def _later_today(request: SeenRequest) -> list[str]:
    kept = request.session.get(LATER, {})
    return list(kept["keys"]) if kept.get("day") == request.today.isoformat() else []
