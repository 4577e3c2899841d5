"""Records staff read who looked at whose record, or did what, and take it along as a file."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import AuditForm, AuditPeopleForm
from ownpath.faces.office.pages.audit import (
    AuditQuestion,
    Log,
    build_audit,
    find_in_the_log,
    links_of,
)
from ownpath.faces.office.pages.audit_file import audit_as_csv
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited, note_reads


@require_GET
@for_face("office")
def audit(request: SeenRequest) -> HttpResponse:
    """Show who read or changed what: of everybody, or what is looked for."""
    form = AuditForm(request.GET)
    asked = _asked(request, form)
    log = find_in_the_log(viewer=request.user, asked=asked, today=request.today)
    page = build_audit(log=log, asked=asked, page=request.GET.get("page"))
    _note(request, log, "read.audit")
    template = "office/parts/audit_found.html" if request.htmx else "office/audit.html"
    links = links_of(request.GET)
    shown = {"page": page, "form": form, "links": links, "is_part": bool(request.htmx)}
    return render(request, template, shown, status=200 if form.is_valid() else 422)


@require_GET
@for_face("office")
def audit_file(request: SeenRequest) -> HttpResponse:
    """Give what is looked for as a CSV file, all of it."""
    log = find_in_the_log(
        viewer=request.user, asked=_asked(request, AuditForm(request.GET)), today=request.today
    )
    _note(request, log, "read.audit_file")
    audited(by=request.user, about=None, deed="audit.export", now=request.now, do=lambda: None)
    zone = ZoneInfo(own_district(viewer=request.user).time_zone)
    rows = audit_as_csv(entries=log.newest, language=request.spoken, zone=zone)
    name = f"log-{request.today.isoformat()}.csv"
    response: HttpResponseBase = StreamingHttpResponse(
        rows,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    return response  # type: ignore[return-value]  # a response, if not one that is held in memory


def _asked(request: SeenRequest, form: AuditForm) -> AuditQuestion:
    """Return the question; what cannot be read of it counts as not asked."""
    form.is_valid()
    people = AuditPeopleForm(request.GET)
    people.is_valid()
    return AuditQuestion(
        **{
            name: said
            for name, said in (form.cleaned_data | people.cleaned_data).items()
            if said
        }
    )


def _note(request: SeenRequest, log: Log, deed: str) -> None:
    """Record whose log was read: of everybody it is nobody's in particular."""
    note_reads(by=request.user, about=log.about.ids or (), deed=deed, now=request.now)
