"""One application: begin it, move it, tick what is required, keep its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound, Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.mentors import AttachmentForm
from ownpath.faces.leader.forms.opportunities import ApplicationForm, DutyForm
from ownpath.faces.leader.pages.application import build_application
from ownpath.faces.leader.views.opportunities import district_of
from ownpath.faces.leader.views.opportunities_edit import refused
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.applications import (
    find_application,
    find_attachment,
    requirements_of,
)
from ownpath.school.change.queries.opportunities import find_opportunity
from ownpath.school.change.services.applications import (
    PLAIN_DEEDS,
    change_application,
    ensure_may_act,
    move_application,
    set_requirement_met,
    start_application,
)
from ownpath.school.change.services.attachments import (
    MOST_BYTES,
    NotTaken,
    attach,
    remove_attachment,
)
from ownpath.school.people.queries import leaders_of
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from django import forms

    from ownpath.school.change.models import Application


def find(request: SeenRequest, uuid: UUID) -> Application:
    """Return an application of the district of whoever asks."""
    return find_application(district=district_of(request), uuid=uuid)


def done(request: SeenRequest, deed: str, row: Application, do: Any) -> Any:
    """Do something about an application and record who did."""
    return audited(
        by=request.user,
        about=None,
        deed=f"application.{deed}",
        detail=row.opportunity.title,
        now=request.now,
        do=do,
    )


@require_GET
@for_face("leader")
def application(request: SeenRequest, application: UUID) -> HttpResponse:
    """Show one application."""
    return draw(request, find(request, application))


def draw(
    request: SeenRequest,
    row: Application,
    *,
    status: int = 200,
    file_form: forms.Form | None = None,
    duty_form: forms.Form | None = None,
) -> HttpResponse:
    """Draw one application, with what was typed into its forms."""
    page = build_application(row=row, viewer=request.user, today=request.today, now=request.now)
    context = {
        "page": page,
        "file_form": file_form or AttachmentForm(),
        "duty_form": duty_form or DutyForm(),
    }
    return render(request, "leader/opportunities/application.html", context, status=status)


def _form(request: SeenRequest, *, for_campus: bool, **initial: Any) -> ApplicationForm:
    owners = leaders_of(district=district_of(request), today=request.today)
    reach = reach_of(person=request.user, today=request.today)
    return ApplicationForm(
        request.POST or None,
        campuses={str(one.uuid): one for one in reach.run} if for_campus else None,
        owners={str(one.uuid): one for one in owners},
        for_all=reach.runs_district,
        initial=initial,
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def start(request: SeenRequest, opportunity: UUID) -> HttpResponse:
    """Begin to watch an opportunity."""
    what = find_opportunity(district=district_of(request), uuid=opportunity)
    form = _form(request, for_campus=True, owner=str(request.user.uuid), asked=what.amount)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = audited(
                by=request.user,
                about=None,
                deed="application.start",
                detail=what.title,
                now=request.now,
                do=lambda: start_application(
                    opportunity=what, by=request.user, now=request.now, **said
                ),
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return redirect("leader:application", row.uuid)
    context = {"form": form, "title": what.title, "uuid": what.uuid}
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/apply.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, application: UUID) -> HttpResponse:
    """Say who drives an application and what is asked for."""
    row = find(request, application)
    ensure_may_act(row, request.user, request.now)
    owner = str(row.owner.uuid) if row.owner else ""
    form = _form(request, for_campus=False, owner=owner, asked=row.asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done(
            request,
            "change",
            row,
            lambda: change_application(
                application=row, by=request.user, now=request.now, **said
            ),
        )
        messages.success(request, _("Kept."))
        return redirect("leader:application", row.uuid)
    context = {"form": form, "title": row.opportunity.title, "application": row.uuid}
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/apply.html", context, status=status)


@require_POST
@for_face("leader")
def step(request: SeenRequest, application: UUID, deed: str) -> HttpResponse:
    """Take one plain step."""
    row = find(request, application)
    if deed not in PLAIN_DEEDS:
        raise NotFound(_("There is no such step."), next_step=_("Pick one from the page."))
    done(
        request,
        deed,
        row,
        lambda: move_application(
            application=row, deed_name=deed, by=request.user, now=request.now
        ),
    )
    return redirect("leader:application", row.uuid)


@require_POST
@for_face("leader")
def requirement(request: SeenRequest, application: UUID, requirement: UUID) -> HttpResponse:
    """Tick a requirement, or take the tick back."""
    row = find(request, application)
    wanted = {one.uuid: one for one, _met in requirements_of(application=row)}
    if requirement not in wanted:
        raise NotFound(_("This is not required here."), next_step=_("Look at the list again."))
    done(
        request,
        "requirement",
        row,
        lambda: set_requirement_met(
            application=row,
            requirement=wanted[requirement],
            is_met=request.POST.get("done") == "yes",
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:application", row.uuid)


@require_POST
@for_face("leader")
def attach_file(request: SeenRequest, application: UUID) -> HttpResponse:
    """Keep a file with an application."""
    row = find(request, application)
    ensure_may_act(row, request.user, request.now)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        content = sent.read(MOST_BYTES + 1)
        try:
            done(
                request,
                "attach",
                row,
                lambda: attach(
                    application=row,
                    name=sent.name,
                    content=content,
                    by=request.user,
                    now=request.now,
                ),
            )
        except NotTaken as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("leader:application", row.uuid)
    return draw(request, row, status=422, file_form=form)


@require_GET
@for_face("leader")
def attachment(request: SeenRequest, attachment: UUID) -> HttpResponse:
    """Give a file back, to keep and not to open in the page."""
    found = find_attachment(district=district_of(request), uuid=attachment)
    response = HttpResponse(bytes(found.content), content_type=found.kind)
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_face("leader")
def remove_file(request: SeenRequest, attachment: UUID) -> HttpResponse:
    """Take a file away for good."""
    found = find_attachment(district=district_of(request), uuid=attachment)
    row = found.application
    done(
        request,
        "remove_file",
        row,
        lambda: remove_attachment(attachment=found, by=request.user, now=request.now),
    )
    messages.info(request, _("The file is taken away."))
    return redirect("leader:application", row.uuid)
