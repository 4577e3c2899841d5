"""My room, and putting something off for later."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.pages.room import Asked, build_room
from ownpath.faces.teacher.views.arriving import back, show

LATER = "teacher_later"
MOST_LATER = 100
LONGEST_KEY = 100


@require_GET
@for_face("teacher")
def my_room(request: SeenRequest, section: UUID | None = None) -> HttpResponse:
    """Show who needs the teacher, then one class by competency."""
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
