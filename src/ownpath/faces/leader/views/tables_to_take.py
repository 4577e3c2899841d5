"""A leader takes a campus's set-up along as tables: as it is now, made beside the page, or empty."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.campus_tables import build_making
from ownpath.faces.leader.views.campus_tables import (
    MADE,
    making_of,
    remember,
    run_campus,
    taken,
)
from ownpath.school.days.exports import make_zip_in_background, tables_as_zip
from ownpath.school.days.imports.sent import drop_sent, keep_nothing, made_path, pulse_path
from ownpath.school.days.imports.tables import TABLES
from ownpath.school.people.queries import students_at
from ownpath.school.privacy.services import note_reads

COLUMNS = {table: [one.name for one in own] for table, own in TABLES.items()}


@require_POST
@for_face("leader")
def make_current(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Have all tables made as they are now; who is named in them is noted."""
    place, today = run_campus(request, campus), request.today
    if making_of(request, place) != "working":
        drop_sent(taken(request, MADE, place).get("name", ""))
        name = keep_nothing(now=request.now)
        remember(request, MADE, place, {"name": name})

        def note() -> None:
            here = [one.pk for one in students_at(campus=place, today=today)]
            deed = "read.set_up_tables"
            note_reads(by=request.user, about=here, deed=deed, now=request.now)

        make_zip_in_background(
            campus=place, columns=COLUMNS, students_on=today, path=made_path(name),
            pulse=pulse_path(name), note=note,
        )  # fmt: skip
    return redirect("leader:tables", campus)


@require_GET
@for_face("leader")
def making(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show how far the tables are: the card of the page, which asks again by itself."""
    place = run_campus(request, campus)
    if not request.htmx:
        return redirect("leader:tables", campus)
    page = build_making(campus=place, making=making_of(request, place))
    return render(request, "leader/tables_making.html", {"page": page})


@require_GET
@for_face("leader")
def take_current(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Give all tables as one zip, as they were when they were made."""
    place = run_campus(request, campus)
    if making_of(request, place) != "ready":
        return redirect("leader:tables", campus)
    path = made_path(request.session[MADE][str(campus)]["name"])
    return _zip(path.read_bytes(), "tables.zip")


@require_GET
@for_face("leader")
def take_empty(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Give all tables as one zip, with nothing in them but the names of their columns."""
    run_campus(request, campus)
    return _zip(tables_as_zip(columns=COLUMNS, rows={}), "empty-tables.zip")


def _zip(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
