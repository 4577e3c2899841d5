"""What is out there: the list, one of them, the board, and the way from a line to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.opportunities import build_opportunities
from ownpath.faces.leader.pages.opportunities_board import build_board
from ownpath.faces.leader.pages.opportunity import build_opportunity
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.applications import application_behind, is_mentor
from ownpath.school.change.queries.opportunities import find_opportunity

if TYPE_CHECKING:
    from ownpath.school.people.models import District

LONGEST_CHOICE = 20


def district_of(request: SeenRequest) -> District:
    """Return the district of whoever asks; a leader always has one."""
    district = request.user.district
    if district is None:
        raise NotFound(_("You are in no district."), next_step=_("Ask the records office."))
    return district


@require_GET
@for_face("leader")
def opportunities(request: SeenRequest) -> HttpResponse:
    """Show what is out there, the next deadline first."""
    page = build_opportunities(
        viewer=request.user,
        district=district_of(request),
        kind=request.GET.get("kind", "")[:LONGEST_CHOICE],
        stand=request.GET.get("stand", "")[:LONGEST_CHOICE],
        page=page_number(request),
        today=request.today,
        now=request.now,
    )
    return render(request, "leader/opportunities/list.html", {"page": page})


@require_GET
@for_face("leader")
def opportunity(request: SeenRequest, opportunity: UUID) -> HttpResponse:
    """Show one opportunity and what we do about it."""
    row = find_opportunity(
        district=district_of(request), uuid=opportunity, with_applications=True
    )
    reach = reach_of(person=request.user, today=request.today)
    page = build_opportunity(row=row, reach=reach, today=request.today, now=request.now)
    return render(request, "leader/opportunities/one.html", {"page": page})


@require_GET
@for_face("leader")
def board(request: SeenRequest) -> HttpResponse:
    """Show all applications by where they stand."""
    page = build_board(district=district_of(request), today=request.today, now=request.now)
    return render(request, "leader/opportunities/board.html", {"page": page})


@require_GET
@for_face("leader")
def about(request: SeenRequest, about: UUID) -> HttpResponse:
    """Lead from a line of another page to the opportunity, application or mentor it is about."""
    district = district_of(request)
    application = application_behind(district=district, about=about)
    if application is not None:
        return redirect("leader:application", application)
    if is_mentor(district=district, about=about):
        return redirect("leader:mentor", about)
    find_opportunity(district=district, uuid=about)
    return redirect("leader:opportunity", about)
