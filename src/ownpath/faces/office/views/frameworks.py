"""Records staff bring frameworks in: send a file, read what it would change, carry it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import FrameworkForm
from ownpath.faces.office.pages.framework_plan import (
    build_framework_done,
    build_framework_plans,
    done_told,
    taken_of,
)
from ownpath.faces.office.pages.shelf import build_frameworks
from ownpath.faces.office.views.setting_aside import ASIDE
from ownpath.faces.office.waiting_file import (
    WaitingFile,
    done_lately,
    drop_file,
    find_file,
    keep_done,
    keep_file,
    keep_starter,
    waiting_in,
)
from ownpath.school.curriculum.imports.jobs import (
    Stage,
    apply_in_background,
    plan_in_background,
    stage_of,
)
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
    page = build_frameworks(viewer=request.user)
    if request.method == "POST" and "starter" in request.POST:
        return _wait_with_starter(request, may_take=page.starter.may_take)
    form = FrameworkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        return _to_plan()
    status = 422 if request.method == "POST" else 200
    told = {
        "page": page,
        "form": form,
        "waiting": waiting_in(request.session),
        "n_taken": len(request.session.get(TAKEN, [])),
        "aside": request.session.get(ASIDE),
    }
    return render(request, "office/frameworks.html", told, status=status)


def _to_plan() -> HttpResponse:
    return HttpResponseRedirect(reverse("office:framework_plan"))


def _wait_with_starter(request: SeenRequest, *, may_take: bool) -> HttpResponse:
    """Show what the mathematics that comes with Ownpath would bring, unless it is here as it ships."""
    if not may_take:
        messages.info(request, _("The mathematics that comes with Ownpath is already here."))
        return HttpResponseRedirect(reverse("office:frameworks"))
    _read(request, keep_starter(request.session))
    return _to_plan()


def _keep(request: SeenRequest, form: FrameworkForm) -> bool:
    """Keep the file that was sent and begin to read it; one that is too large stands in the form as an error."""
    sent, kind = form.cleaned_data["framework"], form.cleaned_data["kind"]
    try:
        waiting = keep_file(request.session, name=sent.name, kind=kind, chunks=sent.chunks())
    except Refusal as refusal:
        form.add_error("framework", str(refusal))
    else:
        _read(request, waiting)
    return form.is_valid()


def _read(request: SeenRequest, waiting: WaitingFile) -> None:
    plan_in_background(waiting.sent(district_id=own_district(viewer=request.user).pk))


@require_GET
@for_face("office")
def plan(request: SeenRequest) -> HttpResponse:
    """Show what the file that waits would change, how far the work on it is, or what it did."""
    waiting = waiting_in(request.session)
    stage = _stage(request, waiting)
    done = done_lately(request.session)
    if stage is None and done is not None:
        page: Any = build_framework_done(done)
        told = {"page": page, "n_taken": len(request.session.get(TAKEN, []))}
        return render(request, "office/framework_done.html", told)
    waiting = find_file(request.session)
    page = build_framework_plans(
        name=waiting.name, stage=stage or Stage(state="stopped"), language=request.spoken
    )
    return render(request, "office/framework_plan.html", {"page": page})


def _stage(request: SeenRequest, waiting: WaitingFile | None) -> Stage | None:
    """Return how the work on the file that waits stands; None where none does, or where it is done now."""
    if waiting is None:
        return None
    stage = stage_of(Path(waiting.path), now=request.now)
    if stage.state != "done":
        return stage
    keep_done(request.session, waiting, done_told(stage.told))
    request.session[TAKEN] = taken_of(stage.told)
    return None


@require_GET
@for_face("office")
def progress(request: SeenRequest) -> HttpResponse:
    """Show how far the work is; send the page on when it is over."""
    waiting = waiting_in(request.session)
    stage = stage_of(Path(waiting.path), now=request.now) if waiting else None
    if waiting and stage and stage.state == "working":
        page = build_framework_plans(name=waiting.name, stage=stage, language=request.spoken)
        return render(request, "office/parts/framework_working.html", {"page": page})
    address = reverse("office:framework_plan" if waiting else "office:frameworks")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_POST
@for_face("office")
def carry_out(request: SeenRequest) -> HttpResponse:
    """Begin to bring the file in, if it would still do what the page showed."""
    waiting = find_file(request.session)
    if stage_of(Path(waiting.path), now=request.now).state == "planned":
        district = own_district(viewer=request.user)
        apply_in_background(
            waiting.sent(district_id=district.pk),
            mark=request.POST.get("mark", ""),
            take=request.POST.getlist("take")[:MOST_TAKEN],
            now=request.now,
            after=lambda: _note(request, "framework.import", waiting.name),
        )
        _stage(request, waiting)
    return _to_plan()


@require_POST
@for_face("office")
def read_again(request: SeenRequest) -> HttpResponse:
    """Read the file once more, because the work was cut off."""
    waiting = find_file(request.session)
    if stage_of(Path(waiting.path), now=request.now).state != "working":
        _read(request, waiting)
    return _to_plan()


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
    """Let go of the file that waits, unless it is being carried out."""
    waiting = waiting_in(request.session)
    if waiting and stage_of(Path(waiting.path), now=request.now).state == "working":
        return _to_plan()
    drop_file(request.session)
    return HttpResponseRedirect(reverse("office:frameworks"))
