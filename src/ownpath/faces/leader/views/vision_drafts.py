"""Write a draft of the vision, a piece a page, and send it out for comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.vision import (
    AimsForm,
    DayForm,
    IndicatorForm,
    StatementsForm,
    WordsForm,
)
from ownpath.faces.leader.pages.vision_draft import (
    build_draft,
    find_draft,
    initial_aims,
    initial_indicator,
    initial_statements,
    initial_words,
    policy_today,
)
from ownpath.faces.leader.views.deciding import decided
from ownpath.school.change.queries.visions import AUDIENCES
from ownpath.school.change.services.aims import (
    Aim,
    set_aims,
    take_out_indicator,
    write_indicator,
)
from ownpath.school.change.services.consulting import send_out
from ownpath.school.change.services.visions import write_statements, write_words

if TYPE_CHECKING:
    from ownpath.school.change.models import Vision


@require_GET
@for_face("leader")
def draft(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Show a draft and its pieces."""
    return _show(request, vision)


def _show(request: SeenRequest, vision: UUID, form: DayForm | None = None) -> HttpResponse:
    page = build_draft(
        viewer=request.user, uuid=vision, today=request.today, language=request.spoken
    )
    context = {"page": page, "form": form or DayForm(suggested=page.suggested)}
    return render(request, "leader/vision/draft.html", context, status=422 if form else 200)


def _piece(
    request: SeenRequest, row: Vision, form: Form, title: str, keep: Callable[[], Any]
) -> HttpResponse:
    """Show the form of a piece, or keep what was written and go back to the draft."""
    if request.method == "POST" and form.is_valid():
        decided(request, "write_vision", keep, detail=title)
        messages.success(request, _("Kept."))
        return redirect("leader:vision_draft", row.uuid)
    context = {"form": form, "title": title, "vision": row.uuid}
    status = 422 if form.is_bound else 200
    return render(request, "leader/vision/piece.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def words(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Write the title and the why."""
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    form = WordsForm(request.POST or None, initial=initial_words(row))
    return _piece(
        request,
        row,
        form,
        _("Title and why"),
        lambda: write_words(vision=row, words=form.words, by=request.user, now=request.now),
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def statements(request: SeenRequest, vision: UUID, audience: str) -> HttpResponse:
    """Write what one audience will see and hear."""
    if audience not in AUDIENCES:
        raise Http404
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    is_sent = request.method == "POST"
    form = StatementsForm(
        request.POST if is_sent else None, initial=initial_statements(row, audience)
    )
    return _piece(
        request,
        row,
        form,
        _("%(audience)s: what we will see and hear")
        % {"audience": capfirst(str(AUDIENCES[audience]))},
        lambda: write_statements(
            vision=row,
            audience=audience,
            statements=form.cleaned_data["statements"],
            by=request.user,
            now=request.now,
        ),
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def indicator(
    request: SeenRequest, vision: UUID, indicator: UUID | None = None
) -> HttpResponse:
    """Add an indicator, or write one anew."""
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    there = next((one for one in row.indicators.all() if one.uuid == indicator), None)
    form = IndicatorForm(request.POST or None, initial=initial_indicator(there))
    return _piece(
        request,
        row,
        form,
        _("An indicator"),
        lambda: write_indicator(
            vision=row,
            aim=_aim(form.cleaned_data),
            uuid=indicator,
            by=request.user,
            now=request.now,
        ),
    )


def _aim(said: dict[str, Any]) -> Aim:
    return Aim(
        names={"en": said["name_en"], "es": said["name_es"]},
        metric=said["metric"],
        target=said["target"],
        by_when=said["by_when"],
        baseline=said["baseline"],
        unit=said["unit"],
    )


@require_POST
@for_face("leader")
def take_out(request: SeenRequest, vision: UUID, indicator: UUID) -> HttpResponse:
    """Take an indicator out of a draft."""
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    decided(
        request,
        "take_out_indicator",
        lambda: take_out_indicator(
            vision=row, uuid=indicator, by=request.user, now=request.now
        ),
    )
    messages.info(request, _("Taken out."))
    return redirect("leader:vision_draft", vision)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def aims(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Write what the planner is to go by."""
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    policy = policy_today(row, request.user, request.today)
    form = AimsForm(request.POST or None, initial=initial_aims(row, policy))
    return _piece(
        request,
        row,
        form,
        _("What the planner goes by"),
        lambda: set_aims(
            vision=row,
            weights=form.weights,
            thresholds=form.thresholds,
            by=request.user,
            now=request.now,
        ),
    )


@require_POST
@for_face("leader")
def send(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Send a draft out for comment."""
    row = find_draft(viewer=request.user, uuid=vision, today=request.today)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _show(request, vision, form)
    decided(
        request,
        "send_out_vision",
        lambda: send_out(
            vision=row,
            respond_by=form.cleaned_data["respond_by"],
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("It is out. Students, families and teachers can read it now."))
    return redirect("leader:vision_talk", vision)
