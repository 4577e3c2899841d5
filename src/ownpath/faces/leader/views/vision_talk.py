"""Comment on a version, answer, decline for a campus, give more time, adopt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.vision import AnswerForm, DayForm, DeclineForm
from ownpath.faces.leader.pages.vision_scope import find_campus, find_version
from ownpath.faces.leader.pages.vision_talk import build_talk
from ownpath.faces.leader.views.deciding import decided
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.taking_part.forms import CommentForm
from ownpath.school.change.services.adopting import adopt
from ownpath.school.change.services.consulting import (
    answer_comment,
    comment,
    decline,
    give_more_time,
)


def _show(request: SeenRequest, vision: UUID, **refused: Form) -> HttpResponse:
    """Draw the page with the forms on it; `refused` are those that were not taken, by their names."""
    page = build_talk(
        viewer=request.user,
        uuid=vision,
        role=request.GET.get("role", ""),
        page=page_number(request),
        today=request.today,
        language=request.spoken,
    )
    forms: dict[str, Any] = {
        "comment": CommentForm(face="leader", about=vision),
        "day": DayForm(),
        "decline": DeclineForm(auto_id=False),
    }
    context = {"page": page, **forms, **refused}
    return render(request, "leader/vision/talk.html", context, status=422 if refused else 200)


def _do(
    request: SeenRequest,
    vision: UUID,
    form: Form,
    do: Callable[..., object],
    *,
    named: str,
    deed: str,
    thanks: str,
    detail: str = "",
) -> HttpResponse:
    """Do what a form says, with the audit, and thank; or show the page with the form (`named`) that was not taken."""
    if not form.is_valid():
        return _show(request, vision, **{named: form})
    said = form.cleaned_data
    decided(request, deed, lambda: do(**said, by=request.user, now=request.now), detail=detail)
    messages.success(request, thanks)
    return redirect("leader:vision_talk", vision)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def talk(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Show what is said of a version, or say something as a leader."""
    if request.method != "POST":
        return _show(request, vision)
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    return _do(
        request,
        vision,
        CommentForm(request.POST, face="leader", about=vision),
        partial(comment, vision=row, role="leader"),
        named="comment",
        deed="comment_on_vision",
        thanks=_("Your comment stands with the others."),
    )


@require_POST
@for_face("leader")
def answer(request: SeenRequest, vision: UUID, comment: UUID) -> HttpResponse:
    """Answer a comment; who wrote it reads the answer."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    return _do(
        request,
        vision,
        AnswerForm(request.POST),
        partial(answer_comment, vision=row, comment=comment),
        named="refused_answer",
        deed="answer_comment",
        thanks=_("Answered. Who wrote it reads it now."),
    )


@require_POST
@for_face("leader")
def decline_for(request: SeenRequest, vision: UUID, campus: UUID) -> HttpResponse:
    """Note that a campus declines to comment."""
    row, reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    place = find_campus(reach=reach, uuid=campus)
    return _do(
        request,
        vision,
        DeclineForm(request.POST, auto_id=False),
        partial(decline, vision=row, campus=place),
        named="decline",
        deed="decline_to_comment",
        thanks=_("Noted. If somebody of the campus comments after all, that counts."),
        detail=place.name,
    )


@require_POST
@for_face("leader")
def more_time(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Move the day until which people may comment."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    return _do(
        request,
        vision,
        DayForm(request.POST),
        partial(give_more_time, vision=row),
        named="day",
        deed="give_more_time",
        thanks=_("People have more time now."),
    )


@require_POST
@for_face("leader")
def adopt_it(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Adopt a version; the planners of its campuses go by it from the next plan on."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    decided(
        request,
        "adopt_vision",
        lambda: adopt(vision=row, by=request.user, now=request.now),
        detail=f"version {row.version}",
    )
    messages.success(request, _("Adopted. The next plan of each campus goes by it."))
    return redirect("leader:vision")
