"""A teacher's own way to a pilot: the voluntary survey, a colleague's name, the principal's backing, the invitation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import NominationForm, SurveyForm
from ownpath.faces.teacher.pages.trying import build_trying, find_colleague
from ownpath.school.change.services.surveying import (
    accept_invitation,
    answer_survey,
    ask_for_backing,
    come_back,
    decline_invitation,
    nominate,
    rest,
    take_answers_back,
)
from ownpath.school.privacy.services import audited

DEEDS: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    "ask": (ask_for_backing, gettext_lazy("Your principal sees your name, and nothing else.")),
    "accept": (accept_invitation, gettext_lazy("Good. You pilot now.")),
    "decline": (decline_invitation, gettext_lazy("That is fine. You stay on the list.")),
    "rest": (rest, gettext_lazy("Rest well. Nobody asks you until you come back.")),
    "return": (come_back, gettext_lazy("Welcome back. You are on the list again.")),
    "take-back": (take_answers_back, gettext_lazy("All you said is taken back.")),
}


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def trying(request: SeenRequest) -> HttpResponse:
    """Show where one stands and the survey; keep an answer."""
    page = build_trying(viewer=request.user, today=request.today)
    form = SurveyForm(request.POST or None, initial=page.said)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        _audited(request, "survey.answer", lambda: answer_survey(
            by=request.user, now=request.now, **said
        ))  # fmt: skip
        messages.success(request, _("Kept. You can change it or take it back at any time."))
        return redirect("teacher:trying")
    return _show(request, page, form, NominationForm(colleagues=page.colleagues))


@require_POST
@for_face("teacher")
def name_colleague(request: SeenRequest) -> HttpResponse:
    """Say that a colleague would be good at this."""
    page = build_trying(viewer=request.user, today=request.today)
    form = NominationForm(request.POST, colleagues=page.colleagues)
    if not form.is_valid():
        return _show(request, page, SurveyForm(initial=page.said), form)
    nominee = find_colleague(
        viewer=request.user, uuid=form.cleaned_data["colleague"], today=request.today
    )
    _audited(request, "survey.nominate", lambda: nominate(
        nominee=nominee, why=form.cleaned_data["why"], by=request.user, now=request.now
    ))  # fmt: skip
    messages.success(request, _("Thank you. They can take themselves off the list."))
    return redirect("teacher:trying")


@require_POST
@for_face("teacher")
def trying_deed(request: SeenRequest, deed: str) -> HttpResponse:
    """Ask, accept, decline, rest, come back, or take everything back."""
    if deed not in DEEDS:
        raise NotFound(_("There is no such step."), next_step=_("Look at the page again."))
    do, words = DEEDS[deed]
    _audited(request, f"survey.{deed}", lambda: do(by=request.user, now=request.now))
    messages.success(request, words)
    return redirect("teacher:trying")


def _audited(request: SeenRequest, name: str, do: Callable[[], Any]) -> None:
    audited(by=request.user, about=None, deed=name, now=request.now, do=do)


def _show(
    request: SeenRequest, page: object, form: SurveyForm, nomination: NominationForm
) -> HttpResponse:
    status = 422 if form.is_bound or nomination.is_bound else 200
    given = {"page": page, "form": form, "nomination": nomination}
    return render(request, "teacher/trying.html", given, status=status)
