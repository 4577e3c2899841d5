"""My hopes: see them, say one, take one away, take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import HopeForm
from ownpath.faces.student.pages.hopes import build_my_hopes
from ownpath.school.privacy.services import audited
from ownpath.school.voice.services import keep_hope, let_go_hope, say_hope

NOT_TAKEN = 422


@for_face("student")
@require_GET
def my_hopes(request: SeenRequest) -> HttpResponse:
    """Show my cards and those I can pick."""
    page = build_my_hopes(student=request.user, today=request.today, language=request.spoken)
    return render(request, "student/my_hopes.html", {"page": page, "form": HopeForm()})


@for_face("student")
@require_POST
def say(request: SeenRequest) -> HttpResponse:
    """Keep a card; a changed card takes the place of the old one."""
    form, student, now = HopeForm(request.POST), request.user, request.now
    if not form.is_valid():
        return _shelves(request, form=form, status=NOT_TAKEN)
    said = form.cleaned_data

    def keep_card() -> None:
        new = say_hope(
            student=student,
            kind=said["kind"],
            theme_slug=said["theme"] or None,
            words=said["words"],
            by=student,
            now=now,
        )
        if said["replaces"] and said["replaces"] != new.uuid:
            let_go_hope(student=student, hope_uuid=said["replaces"], by=student, now=now)

    audited(by=student, about=student, deed="say_hope", now=now, do=keep_card)
    return _shelves(request) if request.htmx else redirect("student:my_hopes")


@for_face("student")
@require_POST
def let_go(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take a card away, with a way back on the page."""
    student = request.user
    audited(
        by=student,
        about=student,
        deed="let_go_hope",
        now=request.now,
        do=lambda: let_go_hope(student=student, hope_uuid=uuid, by=student, now=request.now),
    )
    return _shelves(request, taken=uuid)


@for_face("student")
@require_POST
def keep(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take a card back."""
    student = request.user
    audited(
        by=student,
        about=student,
        deed="keep_hope",
        now=request.now,
        do=lambda: keep_hope(student=student, hope_uuid=uuid, by=student),
    )
    return redirect("student:my_hopes")


def _shelves(
    request: SeenRequest,
    *,
    form: HopeForm | None = None,
    taken: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    page = build_my_hopes(
        student=request.user, today=request.today, language=request.spoken, taken=taken
    )
    template = "student/parts/shelves.html" if request.htmx else "student/my_hopes.html"
    context = {"page": page, "form": form or HopeForm(), "nav_current": "student:my_hopes"}
    return render(request, template, context, status=status)
