"""Records staff bring frameworks in: send a file, read what it would change, carry it out."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import FrameworkForm
from ownpath.faces.office.pages.framework_plan import FrameworkPlans, build_framework_plans
from ownpath.faces.office.pages.records import build_frameworks
from ownpath.faces.office.waiting_file import WaitingFile, drop_file, find_file, keep_file
from ownpath.school.curriculum.imports import import_file
from ownpath.school.curriculum.imports.from_file import FileKind
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("office")
def shelf(request: SeenRequest) -> HttpResponse:
    """Show the frameworks that are here and take a new file."""
    form = FrameworkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        return HttpResponseRedirect(reverse("office:framework_plan"))
    status = 422 if request.method == "POST" else 200
    told = {"page": build_frameworks(viewer=request.user), "form": form}
    return render(request, "office/frameworks.html", told, status=status)


def _keep(request: SeenRequest, form: FrameworkForm) -> bool:
    """Keep the file that was sent, if anything of it can be read; else say why in the form."""
    sent, kind = form.cleaned_data["framework"], form.cleaned_data["kind"]
    try:
        waiting = keep_file(request.session, name=sent.name, kind=kind, chunks=sent.chunks())
        _plans(request, waiting)
    except Refusal as refusal:
        drop_file(request.session)
        form.add_error("framework", str(refusal))
    return form.is_valid()


def _plans(request: SeenRequest, waiting: WaitingFile) -> FrameworkPlans:
    return build_framework_plans(waiting=waiting, viewer=request.user, language=request.spoken)


@require_GET
@for_face("office")
def plan(request: SeenRequest) -> HttpResponse:
    """Show what the file that waits would change."""
    page = _plans(request, find_file(request.session))
    return render(request, "office/framework_plan.html", {"page": page})


@require_POST
@for_face("office")
def carry_out(request: SeenRequest) -> HttpResponse:
    """Bring the file in, if it would still do what the page showed."""
    waiting = find_file(request.session)
    page = _plans(request, waiting)
    if page.mark != request.POST.get("mark"):
        messages.warning(request, _("The frameworks changed meanwhile. This is the new plan."))
        return HttpResponseRedirect(reverse("office:framework_plan"))
    _bring_in(request, waiting)
    drop_file(request.session)
    messages.success(request, _("%(name)s is in.") % {"name": waiting.name})
    return HttpResponseRedirect(reverse("office:frameworks"))


def _bring_in(request: SeenRequest, waiting: WaitingFile) -> None:
    kind = cast(FileKind, waiting.kind)
    import_file(
        Path(waiting.path),
        kind=kind,
        owner_id=request.user.district_id,
        now=request.now,
        progress=None,
    )
    audited(
        by=request.user,
        about=None,
        deed="framework.import",
        detail=waiting.name,
        now=request.now,
        do=lambda: None,
    )


@require_POST
@for_face("office")
def discard(request: SeenRequest) -> HttpResponse:
    """Let go of the file that waits."""
    drop_file(request.session)
    return HttpResponseRedirect(reverse("office:frameworks"))
