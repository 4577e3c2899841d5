"""The figures of a pilot: ask for them, watch, look, open their rows, take them along, bring results in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.pilots import ReckonForm, UploadForm
from ownpath.faces.leader.pages.pilot_job import draw_job
from ownpath.faces.leader.pages.pilot_measure import build_measure_page
from ownpath.faces.leader.pages.pilot_rows import build_pilot_rows, write_table
from ownpath.faces.leader.pages.pilot_story import find_pilot
from ownpath.faces.leader.pages.pilot_upload import build_upload_page
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.imports.pilot_rows import apply_upload, plan_upload
from ownpath.school.change.queries.pilots import get_measure, get_reckoning
from ownpath.school.change.services.pilots import ask_for_reckoning
from ownpath.school.privacy.services import audited


@require_POST
@for_face("leader")
def reckon(request: SeenRequest, pilot: UUID) -> HttpResponse:
    """Ask for the effect to be reckoned."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    form = ReckonForm(request.POST)
    headline = form.cleaned_data["headline"] if form.is_valid() else "everyone"
    audited(
        by=request.user,
        about=None,
        deed="pilot.reckon",
        detail=one.title,
        now=request.now,
        do=lambda: ask_for_reckoning(
            pilot=one, headline=headline, by=request.user, now=request.now
        ),
    )
    return redirect("leader:pilot", pilot)


@require_GET
@for_face("leader")
def progress(request: SeenRequest, pilot: UUID, job: UUID) -> HttpResponse:
    """Show how far a reckoning is; once it is there, the whole page comes anew."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    part = draw_job(get_reckoning(pilot=one, uuid=job))
    if not request.htmx:
        return redirect("leader:pilot", pilot)
    if part is None or not part.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "leader/pilots/job.html", {"job": part, "pilot": pilot})


@require_GET
@for_face("leader")
def measure(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Show one measure: foretold and seen, week by week."""
    page = build_measure_page(
        viewer=request.user,
        pilot=pilot,
        measure=measure,
        today=request.today,
        language=request.spoken,
    )
    context = {"page": page, "form": ReckonForm()}
    return render(request, "leader/pilots/measure.html", context)


@require_GET
@for_face("leader")
def rows(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Show the rows behind a figure, of the students one may see."""
    page = build_pilot_rows(
        viewer=request.user,
        pilot=pilot,
        measure=measure,
        page=page_number(request),
        today=request.today,
        now=request.now,
    )
    return render(request, "leader/pilots/rows.html", {"page": page})


@require_GET
@for_face("leader")
def table(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Give the rows as the table that `ownpath effect` reads; no names in it."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    row = get_measure(pilot=one, uuid=measure)
    text = audited(
        by=request.user,
        about=None,
        deed="pilot.take_rows",
        detail=one.title,
        now=request.now,
        do=lambda: write_table(pilot=one, measure=row, now=request.now, today=request.today),
    )
    name = f"pilot-{row.metric}.csv"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=head)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def upload(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Show what a table would bring in, with every problem; then take it."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    row = get_measure(pilot=one, uuid=measure)
    form = UploadForm(request.POST or None, request.FILES or None)
    plan, text = None, ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        plan = plan_upload(measure=row, text=text, name=_("the table"))
        if request.POST.get("take"):
            n = audited(
                by=request.user,
                about=None,
                deed="pilot.upload",
                detail=one.title,
                now=request.now,
                do=lambda: apply_upload(
                    measure=row, plan=plan, by=request.user, now=request.now
                ),
            )
            said = ngettext("%(n)d result taken.", "%(n)d results taken.", n) % {"n": n}
            messages.success(request, said)
            return redirect("leader:pilot_measure", pilot, measure)
    page = build_upload_page(pilot=one, measure=row, plan=plan, text=text)
    status = 422 if form.is_bound and plan is None else 200
    context = {"page": page, "form": form}
    return render(request, "leader/pilots/upload.html", context, status=status)
