"""Read concerns and answer them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.vision import AnswerForm
from ownpath.faces.leader.pages.concerns import build_concern, build_concerns
from ownpath.faces.leader.views.deciding import decided
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.services.concerns import answer_concern


@require_GET
@for_face("leader")
def concerns(request: SeenRequest) -> HttpResponse:
    """Show the concerns that wait, or those that are answered."""
    page = build_concerns(
        viewer=request.user,
        is_open=not request.GET.get("answered"),
        page=page_number(request),
        today=request.today,
    )
    return render(request, "leader/vision/concerns.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_face("leader")
def concern(request: SeenRequest, concern: UUID) -> HttpResponse:
    """Show one concern and answer it, or write the answer anew."""
    page = build_concern(viewer=request.user, uuid=concern, today=request.today)
    line = page.one.line
    form = AnswerForm(request.POST or None, initial={"answer": line.answer})
    if request.method == "POST" and form.is_valid():
        decided(
            request,
            "answer_concern",
            lambda: answer_concern(
                concern=concern,
                answer=form.cleaned_data["answer"],
                by=request.user,
                now=request.now,
                replaces=bool(line.answer),
            ),
        )
        messages.success(request, _("Answered. Who raised it reads it now."))
        return redirect("leader:concern", concern)
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form}
    return render(request, "leader/vision/concern.html", context, status=status)
