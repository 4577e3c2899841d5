"""The first page of records staff, the log of who saw what, frameworks, and the way out."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import AuditForm
from ownpath.faces.office.pages.home import build_home
from ownpath.faces.office.pages.records import build_audit, build_frameworks
from ownpath.interchange.oneroster import write_package
from ownpath.school.people.exports import build_package
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import District

BYTES_KEPT_IN_MEMORY = 5_000_000


@require_GET
@for_face("office")
def home(request: SeenRequest) -> HttpResponse:
    """Show what waits, what is kept, and the way in and out."""
    return render(request, "office/home.html", {"page": build_home(viewer=request.user)})


@require_GET
@for_face("office")
def frameworks(request: SeenRequest) -> HttpResponse:
    """Show the frameworks that are here."""
    page = build_frameworks(language=request.spoken)
    return render(request, "office/frameworks.html", {"page": page})


@require_GET
@for_face("office")
def audit(request: SeenRequest) -> HttpResponse:
    """Show who read or changed what, of one person or of everybody."""
    form = AuditForm(request.GET)
    about = form.cleaned_data["about"] if form.is_valid() else None
    page = build_audit(
        viewer=request.user, about=about, today=request.today, page=request.GET.get("page")
    )
    return render(request, "office/audit.html", {"page": page})


@require_POST
@for_face("office")
def export(request: SeenRequest) -> FileResponse:
    """Give the district's roster as a OneRoster 1.2 zip."""
    district = request.user.district
    assert district is not None  # noqa: S101 - the guard lets only people of a district in
    audited(by=request.user, about=None, deed="roster.export", now=request.now, do=lambda: None)
    name = f"roster-{request.today.isoformat()}.zip"
    return FileResponse(_zip_of(district), as_attachment=True, filename=name)


def _zip_of(district: District) -> tempfile.SpooledTemporaryFile[bytes]:
    target = tempfile.SpooledTemporaryFile[bytes](max_size=BYTES_KEPT_IN_MEMORY)
    write_package(build_package(district=district), target)  # type: ignore[arg-type]
    target.seek(0)
    return target
