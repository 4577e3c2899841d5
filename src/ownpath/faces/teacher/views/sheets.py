"""Teachers print practice sheets, the same again by their number."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ownpath.faces.asked import number_asked
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.pages.sheets import build_sheets
from ownpath.school.curriculum.queries import get_seen_competency, sheet_of


@require_GET
@for_face("teacher")
def shelf(request: SeenRequest) -> HttpResponse:
    """Show for which competencies there is a sheet."""
    page = build_sheets(
        viewer=request.user,
        framework=request.GET.get("framework", ""),
        grade=request.GET.get("grade", ""),
        language=request.spoken,
    )
    return render(request, "teacher/sheets.html", {"page": page})


@require_GET
@for_face("teacher")
def sheet(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show one sheet with its key, ready to print."""
    found = get_seen_competency(uuid=competency, district_id=request.user.district_id)
    number = number_asked(request, "number", most=9_999)
    language = request.GET.get("language") or request.spoken
    made = sheet_of(
        competency=found, number=number, language="es" if language == "es" else "en"
    )
    told = {
        "sheet": made,
        "back": reverse("teacher:sheets"),
        "other_number": number % 9_999 + 1,
    }
    return render(request, "kit/practice_sheet.html", told)
