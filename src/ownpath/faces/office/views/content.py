"""Records staff look at the library: coverage, templates leafed through, sheets."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ownpath.faces.asked import number_asked
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.content import MOST_SEED, build_coverage, build_template
from ownpath.school.curriculum.queries import get_seen_competency, sheet_of


@require_GET
@for_face("office")
def coverage(request: SeenRequest) -> HttpResponse:
    """Show what there is for every competency of a grade."""
    page = build_coverage(
        viewer=request.user,
        framework=request.GET.get("framework", ""),
        grade=request.GET.get("grade", ""),
        language=request.spoken,
    )
    return render(request, "office/content.html", {"page": page})


@require_GET
@for_face("office")
def template(request: SeenRequest, item: UUID) -> HttpResponse:
    """Show one template at one seed and step."""
    page = build_template(
        viewer=request.user,
        uuid=item,
        seed=number_asked(request, "seed", fewest=0, most=MOST_SEED),
        step=number_asked(request, "step", fewest=1, most=3),
        language=request.GET.get("language") or request.spoken,
    )
    return render(request, "office/template.html", {"page": page})


@require_GET
@for_face("office")
def sheet(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show one practice sheet with its key, ready to print."""
    found = get_seen_competency(uuid=competency, district_id=request.user.district_id)
    number = number_asked(request, "number", most=9_999)
    language = request.GET.get("language") or request.spoken
    made = sheet_of(
        competency=found, number=number, language="es" if language == "es" else "en"
    )
    told = {
        "sheet": made,
        "back": reverse("office:content"),
        "other_number": number % 9_999 + 1,
    }
    return render(request, "kit/practice_sheet.html", told)
