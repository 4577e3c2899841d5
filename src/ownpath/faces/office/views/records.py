"""The first page of records staff, and the way out."""

from __future__ import annotations

import io

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.home import build_home
from ownpath.interchange.oneroster import write_package
from ownpath.school.people.directory import own_district
from ownpath.school.people.exports import build_package
from ownpath.school.privacy.services import audited


@require_GET
@for_face("office")
def home(request: SeenRequest) -> HttpResponse:
    """Show what waits, what is kept, and the way in and out."""
    page = build_home(viewer=request.user, today=request.today, now=request.now)
    return render(request, "office/home.html", {"page": page})


@require_POST
@for_face("office")
def export(request: SeenRequest) -> HttpResponse:
    """Give the district's roster as a OneRoster 1.2 zip."""
    district = own_district(viewer=request.user)
    audited(by=request.user, about=None, deed="roster.export", now=request.now, do=lambda: None)
    name = f"roster-{request.today.isoformat()}.zip"
    target = io.BytesIO()
    write_package(build_package(district=district), target)
    response = HttpResponse(target.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
