"""Teachers print practice sheets, the same again by their number, and read the cards of lessons and projects."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.library import shelf_asked, show_sheet
from ownpath.faces.teaching_cards import show_cards
from ownpath.school.people.queries import sections_taught


@require_GET
@for_face("teacher")
def shelf(request: SeenRequest) -> HttpResponse:
    """Show for which competencies there is a sheet, of the teacher's own grade at first."""
    sections = sections_taught(teacher=request.user, today=request.today)
    taught = [grade for section in sections for grade in section.grades]
    return render(request, "teacher/sheets.html", {"page": shelf_asked(request, taught=taught)})


@require_GET
@for_face("teacher")
def sheet(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show one sheet with its key."""
    return show_sheet(request, competency, back=reverse("teacher:sheets"))


@require_GET
@for_face("teacher")
def cards(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show the lesson cards and projects of one competency."""
    return show_cards(request, competency, back=reverse("teacher:sheets"))
