"""Records staff bring frameworks in: send a file, read what it would change, carry it out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final, cast

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
from ownpath.faces.office.waiting_file import (
    STARTER,
    WaitingFile,
    drop_file,
    find_file,
    keep_file,
    keep_starter,
)
from ownpath.school.curriculum.imports import import_file
from ownpath.school.curriculum.imports.from_file import FileKind
from ownpath.school.curriculum.queries import is_pack_here
from ownpath.school.curriculum.services import undo_taking
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

MOST_TAKEN: Final = 1_000
TAKEN: Final = (
    "office_taken"  # in the session: what the last file changed that was written here
)


@require_http_methods(["GET", "POST"])
@for_face("office")
def shelf(request: SeenRequest) -> HttpResponse:
    """Show the frameworks that are here and take a new file, or the mathematics that comes with Ownpath."""
    if request.method == "POST" and "starter" in request.POST:
        return _wait_with_starter(request)
    form = FrameworkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        return HttpResponseRedirect(reverse("office:framework_plan"))
    status = 422 if request.method == "POST" else 200
    told = {
        "page": build_frameworks(viewer=request.user),
        "form": form,
        "is_starter_here": is_pack_here(identifier=STARTER),
        "n_taken": len(request.session.get(TAKEN, [])),
    }
    return render(request, "office/frameworks.html", told, status=status)


def _wait_with_starter(request: SeenRequest) -> HttpResponse:
    """Show what the mathematics that comes with Ownpath would bring, unless it is here."""
    if is_pack_here(identifier=STARTER):
        messages.info(request, _("The mathematics that comes with Ownpath is already here."))
        return HttpResponseRedirect(reverse("office:frameworks"))
    keep_starter(request.session)
    return HttpResponseRedirect(reverse("office:framework_plan"))


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


def _plans(
    request: SeenRequest, waiting: WaitingFile, take: Collection[str] = ()
) -> FrameworkPlans:
    return build_framework_plans(
        waiting=waiting, viewer=request.user, language=request.spoken, take=take
    )


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
    waiting, take = find_file(request.session), request.POST.getlist("take")[:MOST_TAKEN]
    page = _plans(request, waiting, take)
    if page.mark != request.POST.get("mark"):
        messages.warning(request, _("The frameworks changed meanwhile. This is the new plan."))
        return HttpResponseRedirect(reverse("office:framework_plan"))
    _bring_in(request, waiting, take)
    request.session[TAKEN] = [one.taken for one in page.edited if one.is_taken]
    drop_file(request.session)
    messages.success(request, _("%(name)s is in.") % {"name": waiting.name})
    return HttpResponseRedirect(reverse("office:frameworks"))


def _bring_in(request: SeenRequest, waiting: WaitingFile, take: Collection[str]) -> None:
    kind = cast(FileKind, waiting.kind)
    import_file(
        Path(waiting.path),
        kind=kind,
        owner_id=None if waiting.is_starter else request.user.district_id,
        now=request.now,
        progress=None,
        take=take,
    )
    _note(request, "framework.import", waiting.name)


def _note(request: SeenRequest, deed: str, detail: str) -> None:
    audited(
        by=request.user,
        about=None,
        deed=deed,
        detail=detail,
        now=request.now,
        do=lambda: None,
    )


@require_POST
@for_face("office")
def undo(request: SeenRequest) -> HttpResponse:
    """Bring back, as they were written here, the templates that were taken from the last file."""
    taken = request.session.pop(TAKEN, [])
    count = undo_taking(taken=taken, district_id=own_district(viewer=request.user).pk)
    _note(request, "framework.undo_taking", f"{count} templates")
    messages.success(request, _("They are again as they were written here."))
    return HttpResponseRedirect(reverse("office:frameworks"))


@require_POST
@for_face("office")
def discard(request: SeenRequest) -> HttpResponse:
    """Let go of the file that waits."""
    drop_file(request.session)
    return HttpResponseRedirect(reverse("office:frameworks"))
