"""All of it leaves: the exit kit of the district, and the erasure of a person."""

from __future__ import annotations

from tempfile import TemporaryFile
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import EraseForm
from ownpath.faces.office.pages.leaving import build_erasure, find_plan
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.services import audited, ensure_answers_for, erase


@require_POST
@for_face("office")
def exit_kit(request: SeenRequest) -> HttpResponse:
    """Give all data of the district as one zip."""
    district = own_district(viewer=request.user)
    ensure_answers_for(district, request.user, request.now)
    audited(by=request.user, about=None, deed="exit_kit", now=request.now, do=lambda: None)
    target = TemporaryFile()  # noqa: SIM115 - closed with the response that sends it
    write_kit(district=district, target=target, by=request.user, now=request.now, progress=None)
    target.seek(0)
    name = f"ownpath-{district.source_key}-{request.today.isoformat()}.zip"
    return _sent(FileResponse(target, as_attachment=True, filename=name))


def _sent(response: HttpResponseBase) -> HttpResponse:
    return response  # type: ignore[return-value]  # a response, if not one that is held in memory


@require_http_methods(["GET", "POST"])
@for_face("office")
def erase_person(request: SeenRequest, person: UUID) -> HttpResponse:
    """Show what erasing a person would take away, and do it when the name is typed."""
    plan = find_plan(viewer=request.user, uuid=person, today=request.today, now=request.now)
    page = build_erasure(plan)
    form = EraseForm(request.POST if request.method == "POST" else None, name=page.name)
    if not form.is_valid() or form.cleaned_data["mark"] != page.mark:
        if form.is_bound and form.is_valid():
            messages.warning(request, _("The records changed meanwhile. This is the new plan."))
            form = EraseForm(None, name=page.name)
        status = 422 if request.method == "POST" else 200
        return render(request, "office/erase.html", {"page": page, "form": form}, status=status)
    n_rows = erase(plan=plan, by=request.user, now=request.now)
    messages.success(request, _("Erased. %(n)s rows are gone.") % {"n": n_rows})
    return HttpResponseRedirect(reverse("office:people"))
