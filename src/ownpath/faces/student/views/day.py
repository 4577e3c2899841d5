"""My day: see, put back, do."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.pages.activity import build_activity
from ownpath.faces.student.pages.day import build_my_day
from ownpath.faces.student.pages.table import build_ideas
from ownpath.faces.student.views.planned import ribbon_of
from ownpath.school.mastery.services import mark_changes_seen
from ownpath.school.plans.services import finish_activity, put_back_offer
from ownpath.school.privacy.services import audited


@for_face("student")
@require_GET
def my_day(request: SeenRequest) -> HttpResponse:
    """Show a student's first page: the planned day, or what there is to choose from where no day is planned."""
    if planned := ribbon_of(request):
        return planned
    page = build_my_day(
        student=request.user, today=request.today, now=request.now, language=request.spoken
    )
    return render(request, "student/my_day.html", {"page": page})


@for_face("student")
@require_GET
def ideas(request: SeenRequest) -> HttpResponse:
    """Show what My day holds back until it is asked for: a page, or the part that takes the button's place."""
    found = build_ideas(
        student=request.user, today=request.today, now=request.now, language=request.spoken
    )
    template = "student/parts/ideas.html" if request.htmx else "student/ideas.html"
    return render(request, template, {"ideas": found, "nav_current": "student:my_day"})


@for_face("student")
@require_GET
def activity(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Show one offered activity; practice goes on where it stands."""
    page = build_activity(
        student=request.user, uuid=uuid, today=request.today, language=request.spoken
    )
    if page.card.is_practice and page.card.sitting and page.state == "chosen":
        return redirect("student:practice", page.card.sitting)
    return render(request, "student/activity.html", {"page": page})


@for_face("student")
@require_POST
def put_back(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Put a chosen offer back."""
    audited(
        by=request.user,
        about=request.user,
        deed="put_back_offer",
        now=request.now,
        do=lambda: put_back_offer(
            student=request.user, offer_uuid=uuid, by=request.user, today=request.today
        ),
    )
    return redirect("student:my_day")


@for_face("student")
@require_POST
def finish(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Keep that the student did an activity."""
    audited(
        by=request.user,
        about=request.user,
        deed="finish_activity",
        now=request.now,
        do=lambda: finish_activity(
            student=request.user,
            offer_uuid=uuid,
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )
    return redirect("student:activity", uuid)


@for_face("student")
@require_POST
def see_changes(request: SeenRequest) -> HttpResponse:
    """Remember that the student read what slipped."""
    audited(
        by=request.user,
        about=request.user,
        deed="see_changes",
        now=request.now,
        do=lambda: mark_changes_seen(student=request.user, now=request.now),
    )
    return redirect("student:my_day")
