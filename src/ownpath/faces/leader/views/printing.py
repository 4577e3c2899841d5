"""The day on paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.sheets import build_sheets, take_file
from ownpath.faces.leader.views.numbers import page_number


@require_GET
@for_face("leader")
def sheets(request: SeenRequest, campus: UUID, day: date, by: str) -> HttpResponse:
    """Show the sheets of a day, ready for the printer."""
    page = build_sheets(
        viewer=request.user,
        campus=campus,
        day=day,
        by=by,
        page=page_number(request),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return render(request, "leader/sheets.html", {"page": page})


@require_GET
@for_face("leader")
def printed(request: SeenRequest, campus: UUID, day: date, by: str) -> HttpResponse:
    """Give a file of sheets that was made ahead."""
    name, content = take_file(
        viewer=request.user,
        campus=campus,
        day=day,
        by=by,
        today=request.today,
        now=request.now,
    )
    return HttpResponse(
        content,
        content_type="text/html; charset=utf-8"
        if name.endswith(".html")
        else "application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
