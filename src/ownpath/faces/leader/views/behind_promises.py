"""Down from a count of promises, or of whole days, to the students behind it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.promise_rows import (
    PromiseRowsPage,
    Viewing,
    build_lacking_in_plan,
    build_lacking_on_day,
    build_lacking_over,
    build_promises_of_day,
)
from ownpath.faces.leader.pages.whole_days import WHOLE, Asked, build_whole_days
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.leader.views.waiting import UNDER_WAITING


@require_GET
@for_face("leader")
def of_day(request: SeenRequest, campus: UUID, day: date) -> HttpResponse:
    """Show the six counts of one closed day."""
    page = build_promises_of_day(
        viewer=request.user, campus=campus, day=day, today=request.today
    )
    return render(request, "leader/promises_day.html", {"page": page, **UNDER_WAITING})


@require_GET
@for_face("leader")
def on_day(request: SeenRequest, campus: UUID, day: date, promise: str) -> HttpResponse:
    """Show for whom a promise was not kept on a day."""
    seen = _seen(request, campus)
    page = build_lacking_on_day(seen=seen, day=day, promise=promise)
    return _show(request, page, UNDER_WAITING)


@require_GET
@for_face("leader")
def over_weeks(request: SeenRequest, campus: UUID, promise: str) -> HttpResponse:
    """Show for whom a promise was not kept in the last weeks."""
    page = build_lacking_over(seen=_seen(request, campus), promise=promise)
    return _show(request, page, UNDER_WAITING)


@require_GET
@for_face("leader")
def in_plan(
    request: SeenRequest, campus: UUID, day: date, plan: UUID, promise: str
) -> HttpResponse:
    """Show whom a plan does not promise one thing."""
    seen = _seen(request, campus)
    page = build_lacking_in_plan(seen=seen, day=day, plan=plan, promise=promise)
    return _show(request, page, {})


@require_GET
@for_face("leader")
def whole_days(request: SeenRequest, campus: UUID, day: date, plan: UUID) -> HttpResponse:
    """Show whose day in a plan is whole, or what is missing in the others'."""
    asked = Asked(is_whole=request.GET.get("show") == WHOLE, group=request.GET.get("group", ""))
    seen = _seen(request, campus)
    page = build_whole_days(seen=seen, day=day, plan=plan, asked=asked)
    return render(request, "leader/whole_days.html", {"page": page})


def _seen(request: SeenRequest, campus: UUID) -> Viewing:
    return Viewing(
        viewer=request.user,
        campus=campus,
        page=page_number(request),
        today=request.today,
        now=request.now,
    )


def _show(
    request: SeenRequest, page: PromiseRowsPage, place: Mapping[str, str]
) -> HttpResponse:
    return render(request, "leader/promise_rows.html", {"page": page, **place})
