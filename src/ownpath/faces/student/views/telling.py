"""What a student tells of a block: that it was done or not, and how it was."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import SayForm, TellForm
from ownpath.faces.student.pages.planned_day import ensure_begun
from ownpath.faces.student.views.planned import NothingSaid, ribbon_of
from ownpath.school.days.services import note_block, say_of_block
from ownpath.school.privacy.services import audited


def _told(
    request: SeenRequest, block: int, deed: str, do: Callable[[], object]
) -> HttpResponse:
    """Keep what is told of a block that has begun, and show the day again with the blocks that are over open."""
    ensure_begun(
        student=request.user,
        block=block,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    audited(by=request.user, about=request.user, deed=deed, now=request.now, do=do)
    shown = ribbon_of(request, is_telling=True) if request.htmx else None
    return shown or redirect("student:my_day")


@for_face("student")
@require_POST
def tell(request: SeenRequest, block: int) -> HttpResponse:
    """Tell whether I did what was planned."""
    form = TellForm(request.POST)
    if not form.is_valid():
        raise NothingSaid(_("We did not see what you said."), next_step=_("Tap it again."))
    state = form.cleaned_data["did"]
    return _told(
        request,
        block,
        "tell_of_block",
        lambda: note_block(
            student=request.user,
            day=request.today,
            block=block,
            state=state,
            by=request.user,
            now=request.now,
        ),
    )


@for_face("student")
@require_POST
def say(request: SeenRequest, block: int) -> HttpResponse:
    """Say how a block was, or take it back."""
    form = SayForm(request.POST)
    if not form.is_valid():
        raise NothingSaid(_("We did not see what you said."), next_step=_("Tap it again."))
    word = form.cleaned_data["word"]
    return _told(
        request,
        block,
        "say_of_block",
        lambda: say_of_block(
            student=request.user,
            day=request.today,
            block=block,
            word=word,
            by=request.user,
            now=request.now,
        ),
    )
