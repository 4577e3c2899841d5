"""Attendance in two taps: open the class, say that everybody is here; a name tapped says who is not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import PresenceForm
from ownpath.faces.teacher.pages.attendance import build_attendance
from ownpath.faces.teacher.views.arriving import about, show
from ownpath.school.days.services import mark_all_here, mark_attendance
from ownpath.school.people.queries import get_taught_section
from ownpath.school.privacy.services import audited


@require_GET
@for_face("teacher")
def attendance(request: SeenRequest, section: UUID) -> HttpResponse:
    """Show who is here."""
    page = build_attendance(
        viewer=request.user, section=section, today=request.today, now=request.now
    )
    return show(request, "attendance", page)


@require_POST
@for_face("teacher")
def all_here(request: SeenRequest, section: UUID) -> HttpResponse:
    """Mark everybody nobody has said anything about as here."""
    taught = get_taught_section(viewer=request.user, uuid=section, today=request.today)
    audited(
        by=request.user,
        about=None,
        deed="mark_all_here",
        detail=taught.title,
        now=request.now,
        do=lambda: mark_all_here(
            section=taught, day=request.today, by=request.user, now=request.now
        ),
    )
    return _again(request, section)


@require_POST
@for_face("teacher")
def mark(request: SeenRequest, section: UUID, student: UUID) -> HttpResponse:
    """Mark one student here, late or away."""
    who = about(request, student).student
    form = PresenceForm(request.POST)
    if form.is_valid():
        audited(
            by=request.user,
            about=who,
            deed="mark_attendance",
            detail=form.cleaned_data["state"],
            now=request.now,
            do=lambda: mark_attendance(
                student=who,
                day=request.today,
                state=form.cleaned_data["state"],
                by=request.user,
                now=request.now,
            ),
        )
    return _again(request, section)


def _again(request: SeenRequest, section: UUID) -> HttpResponse:
    if not request.htmx:
        return redirect("teacher:attendance", section)
    page = build_attendance(
        viewer=request.user, section=section, today=request.today, now=request.now
    )
    return render(request, "teacher/attendance_part.html", {"page": page})
