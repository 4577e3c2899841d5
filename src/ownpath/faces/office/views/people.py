"""Records staff look people up."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import PeopleForm
from ownpath.faces.office.pages.people import build_people, build_person
from ownpath.school.privacy.services import note_reads


@require_GET
@for_face("office")
def search(request: SeenRequest) -> HttpResponse:
    """Show the people who fit."""
    form = PeopleForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = build_people(
        viewer=request.user,
        words=asked.get("q", ""),
        role=asked.get("role", ""),
        campus=asked.get("campus"),
        with_ended=asked.get("left", False),
        page=request.GET.get("page"),
    )
    template = "office/parts/people.html" if request.htmx else "office/people.html"
    shown = {"page": page, "form": form, "asked": asked, "is_part": bool(request.htmx)}
    return render(request, template, shown)


@require_GET
@for_face("office")
def one_person(request: SeenRequest, person: UUID) -> HttpResponse:
    """Show one person's roster facts."""
    page, about = build_person(viewer=request.user, uuid=person, today=request.today)
    note_reads(by=request.user, about=[about], deed="read.roster", now=request.now)
    return render(request, "office/person.html", {"page": page})
