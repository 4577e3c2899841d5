"""My path: see it, walk one column, set a goal and let it go."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import GoalForm
from ownpath.faces.student.pages.goals import find_competency
from ownpath.faces.student.pages.path import build_my_path
from ownpath.faces.student.pages.walking import build_path_domain
from ownpath.school.plans.services import let_go_goal, set_goal
from ownpath.school.privacy.services import audited


class NotOnThePath(NotFound):
    """A goal was asked for that is not on the student's path."""


@for_face("student")
@require_GET
def my_path(request: SeenRequest) -> HttpResponse:
    """Show the skyline."""
    page = build_my_path(
        student=request.user, today=request.today, now=request.now, language=request.spoken
    )
    return render(request, "student/my_path.html", {"page": page})


@for_face("student")
@require_GET
def path_domain(request: SeenRequest, domain: str) -> HttpResponse:
    """Show one column to walk through."""
    page = build_path_domain(
        student=request.user,
        domain=domain,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    context = {"page": page, "nav_current": "student:my_path"}
    template = "student/parts/domain.html" if request.htmx else "student/path_domain.html"
    return render(request, template, context)


@for_face("student")
@require_POST
def aim(request: SeenRequest) -> HttpResponse:
    """Set a goal."""
    form, student = GoalForm(request.POST), request.user
    uuid = form.cleaned_data["competency"] if form.is_valid() else None
    found = find_competency(student=student, uuid=uuid, today=request.today) if uuid else None
    if found is None:
        raise NotOnThePath(
            _("We cannot find this on your path."), next_step=_("Pick a block from My path.")
        )
    audited(
        by=student,
        about=student,
        deed="set_goal",
        now=request.now,
        do=lambda: set_goal(
            student=student,
            competency_id=found.id,
            by=student,
            today=request.today,
            now=request.now,
        ),
    )
    return redirect("student:my_path")


@for_face("student")
@require_POST
def let_go(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Let a goal go."""
    student = request.user
    audited(
        by=student,
        about=student,
        deed="let_go_goal",
        now=request.now,
        do=lambda: let_go_goal(
            student=student, goal_uuid=uuid, by=student, today=request.today, now=request.now
        ),
    )
    return redirect("student:my_path")
