"""Who is still waiting, promised and kept, from batch to own, and what a day uses."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.promises import build_batch, build_promises
from ownpath.faces.leader.pages.student_days import build_student_days
from ownpath.faces.leader.pages.use import build_use
from ownpath.faces.leader.pages.waiting import build_waiting
from ownpath.faces.leader.pages.waiting_lists import build_waiting_groups, build_waiting_rows
from ownpath.faces.leader.views.numbers import page_number

UNDER_WAITING: Final = {
    "nav_current": "leader:waiting"
}  # pages that are opened from there, at addresses of their own


@require_GET
@for_face("leader")
def waiting(request: SeenRequest) -> HttpResponse:
    """Show for whom the day is not yet whole."""
    page = build_waiting(viewer=request.user, today=request.today)
    return render(request, "leader/waiting.html", {"page": page})


@require_GET
@for_face("leader")
def groups(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show the classes of a campus."""
    page = build_waiting_groups(
        viewer=request.user, campus=campus, page=page_number(request), today=request.today
    )
    return render(request, "leader/waiting_groups.html", {"page": page})


@require_GET
@for_face("leader")
def rows(request: SeenRequest, campus: UUID, by: str, name: str) -> HttpResponse:
    """Show the students of a class or grade who wait."""
    page = build_waiting_rows(
        viewer=request.user,
        campus=campus,
        by=by,
        name=name,
        page=page_number(request),
        today=request.today,
        now=request.now,
    )
    return render(request, "leader/waiting_rows.html", {"page": page})


@require_GET
@for_face("leader")
def student_days(request: SeenRequest, campus: UUID, student: UUID) -> HttpResponse:
    """Show why one student still waits."""
    page = build_student_days(
        viewer=request.user,
        campus=campus,
        student=student,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return render(request, "leader/student_days.html", {"page": page})


@require_GET
@for_face("leader")
def promises(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show what was promised and what was kept."""
    page = build_promises(viewer=request.user, campus=campus, today=request.today)
    return render(request, "leader/promises.html", {"page": page, **UNDER_WAITING})


@require_GET
@for_face("leader")
def batch(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show how far a campus went from batch to own."""
    page = build_batch(viewer=request.user, campus=campus, today=request.today)
    return render(request, "leader/batch.html", {"page": page, **UNDER_WAITING})


@require_GET
@for_face("leader")
def use(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show how a day uses people, rooms and screens."""
    page = build_use(viewer=request.user, campus=campus, today=request.today)
    return render(request, "leader/use.html", {"page": page, **UNDER_WAITING})
