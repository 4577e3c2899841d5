"""Records staff bring a roster in: send it, read the story, carry it out."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import ConfirmForm, UploadForm
from ownpath.faces.office.pages.cells import harmless
from ownpath.faces.office.pages.import_list import build_imports
from ownpath.faces.office.pages.import_story import build_story, build_working
from ownpath.faces.office.pages.leaving_lines import Asked
from ownpath.faces.office.pages.problem_list import build_problem_list, problems_of
from ownpath.faces.office.pages.problem_words import tell
from ownpath.faces.office.pages.problems import build_problems
from ownpath.faces.office.pages.words import WEIGHT_WORDS, word
from ownpath.school.people.imports.jobs import apply_in_background, plan_in_background
from ownpath.school.people.imports.types import ManyWouldEnd
from ownpath.school.people.imports.uploads import (
    begin_applying,
    begin_planning,
    discard_upload,
    get_upload,
    receive_upload,
)
from ownpath.school.privacy.services import audited

WHO_LENGTH = 100

if TYPE_CHECKING:
    from ownpath.school.people.models import RosterImport


@require_http_methods(["GET", "POST"])
@for_face("office")
def all_imports(request: SeenRequest) -> HttpResponse:
    """Show the imports and take a new file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = _receive(request, form)
        if upload is not None:
            return _to_story(upload.uuid)
    page = build_imports(viewer=request.user, page=request.GET.get("page"))
    status = 422 if request.method == "POST" else 200
    return render(request, "office/imports.html", {"page": page, "form": form}, status=status)


def _receive(request: SeenRequest, form: UploadForm) -> RosterImport | None:
    """Keep the file and start reading it; a file that is refused stands as an error of the form."""
    sent = form.cleaned_data["roster"]
    try:
        upload = receive_upload(
            by=request.user, file_name=sent.name, chunks=sent.chunks(), now=request.now
        )
    except Refusal as refusal:
        form.add_error("roster", str(refusal))
        return None
    plan_in_background(upload=upload, today=request.today, language=request.spoken)
    return upload


def _to_story(uuid: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("office:import_plan", args=[uuid]))


@require_GET
@for_face("office")
def story(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Show what an import would change, did change, or why it cannot."""
    return _show_story(request, get_upload(viewer=request.user, uuid=upload), ConfirmForm())


def _show_story(
    request: SeenRequest, upload: RosterImport, form: ConfirmForm, status: int = 200
) -> HttpResponse:
    asked = Asked(who=request.GET.get("who", "")[:WHO_LENGTH], page=request.GET.get("p"))
    page = build_story(upload=upload, now=request.now, language=request.spoken, asked=asked)
    return render(
        request, "office/import_plan.html", {"page": page, "form": form}, status=status
    )


@require_GET
@for_face("office")
def progress(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Show how far the work is; send the page on when it is over."""
    found = get_upload(viewer=request.user, uuid=upload)
    working = build_working(upload=found, now=request.now)
    if working is None and request.htmx:
        return HttpResponse(
            headers={"HX-Redirect": reverse("office:import_plan", args=[upload])}
        )
    if working is None:
        return _to_story(upload)
    return render(request, "office/parts/working.html", {"working": working})


@require_POST
@for_face("office")
def carry_out(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Start carrying out what the page showed."""
    found = get_upload(viewer=request.user, uuid=upload)
    form = ConfirmForm(request.POST)
    is_confirmed = form.is_valid() and form.cleaned_data["ends"]
    try:
        _begin(request, found, is_confirmed=is_confirmed)
    except ManyWouldEnd as refusal:
        form.add_error("ends", str(refusal.next_step))
        return _show_story(request, found, form, status=422)
    return _to_story(upload)


def _begin(request: SeenRequest, upload: RosterImport, *, is_confirmed: bool) -> None:
    audited(
        by=request.user,
        about=None,
        deed="roster.import",
        detail=f"{upload.file_name} {upload.file_hash[:12]}",
        now=request.now,
        do=lambda: begin_applying(
            upload=upload, by=request.user, now=request.now, confirm_many_ends=is_confirmed
        ),
    )
    apply_in_background(
        upload=upload,
        by=request.user,
        now=request.now,
        today=request.today,
        confirm_many_ends=is_confirmed,
        language=request.spoken,
    )


@require_POST
@for_face("office")
def read_again(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Read the file once more, because the records changed or the work was cut off."""
    found = get_upload(viewer=request.user, uuid=upload)
    begin_planning(upload=found, by=request.user, now=request.now)
    plan_in_background(upload=found, today=request.today, language=request.spoken)
    return _to_story(upload)


@require_POST
@for_face("office")
def discard(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Let go of an import that was not carried out."""
    found = get_upload(viewer=request.user, uuid=upload)
    discard_upload(upload=found, by=request.user, now=request.now)
    return HttpResponseRedirect(reverse("office:imports"))


@require_GET
@for_face("office")
def problems(request: SeenRequest) -> HttpResponse:
    """Show the problems that are still open."""
    page = build_problems(viewer=request.user, language=request.spoken)
    return render(request, "office/problems.html", {"page": page})


@require_GET
@for_face("office")
def problem_list(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Show the problems of one import row by row, or those with some words."""
    page = build_problem_list(
        upload=get_upload(viewer=request.user, uuid=upload),
        words=request.GET.get("q", "")[:WHO_LENGTH].strip(),
        page=request.GET.get("page"),
        language=request.spoken,
    )
    return render(request, "office/problem_list.html", {"page": page})


@require_GET
@for_face("office")
def problems_csv(request: SeenRequest, upload: UUID) -> HttpResponse:
    """Give the problems of an import as a file for whoever corrects them."""
    found = get_upload(viewer=request.user, uuid=upload)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow((_("Where"), _("About"), _("What"), _("What to do"), _("Weight")))
    for problem in problems_of(found):
        line = tell(problem, language=request.spoken)
        writer.writerow(
            map(
                harmless,
                (line.where, line.about, line.what, line.fix, word(WEIGHT_WORDS, line.weight)),
            )
        )
    return response
