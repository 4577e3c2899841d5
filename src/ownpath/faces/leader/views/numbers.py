"""Each campus in four numbers, and the rows behind them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.home import build_home
from ownpath.faces.leader.pages.rows import build_rows


@require_GET
@for_face("leader")
def home(request: SeenRequest) -> HttpResponse:
    """Show each campus in four numbers."""
    page = build_home(viewer=request.user, today=request.today, now=request.now)
    return render(request, "leader/home.html", {"page": page})


@require_GET
@for_face("leader")
def rows(request: SeenRequest, kind: str, campus: UUID) -> HttpResponse:
    """Show the rows behind one number."""
    page = build_rows(
        viewer=request.user,
        kind=kind,
        campus=campus,
        page=page_number(request),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return render(request, "leader/rows.html", {"page": page})


def page_number(request: SeenRequest) -> int:
    """Return which page of a list was asked for; the first where it is no number."""
    number = request.GET.get("page", "")[:6]
    return int(number) if number.isdecimal() else 1
