"""What a student does with the planned day: be there, open it, wish for the next, say how it was."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import PickForm, ReflectForm
from ownpath.faces.student.pages.next_day import build_next_day, n_choices
from ownpath.faces.student.pages.planned_day import build_ribbon
from ownpath.faces.student.pages.why_block import build_own_why
from ownpath.school.days.queries.stamps import stamp_of_student
from ownpath.school.days.services import (
    note_block,
    pick_for_day,
    reflect_on_day,
    see_changes,
    start_block,
    take_back_pick,
)
from ownpath.school.privacy.services import audited

NOT_CHANGED = 204


class NothingSaid(OutOfBounds):
    """A form of the day came without what it is for."""


def ribbon_of(request: SeenRequest, *, is_telling: bool = False) -> HttpResponse | None:
    """Return the planned day as a page, or as the part of it that was asked for again; None without a plan.

    A page that is open asks now and then with the stamp it has: as long as nothing changed the answer is empty.
    """
    is_watching = bool(request.htmx) and "stamp" in request.GET
    if is_watching and request.GET["stamp"] == stamp_of_student(
        student=request.user, day=request.today
    ):
        return HttpResponse(status=NOT_CHANGED)
    page = build_ribbon(
        student=request.user, today=request.today, now=request.now, language=request.spoken
    )
    if page is None:
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else None
    template = "student/parts/ribbon_again.html" if request.htmx else "student/ribbon.html"
    return render(request, template, {"page": page, "is_telling": is_telling})


def _done(request: SeenRequest, deed: str, do: Callable[[], object]) -> HttpResponse:
    """Do something to one's own day, keep that it was done, and show the day again."""
    audited(by=request.user, about=request.user, deed=deed, now=request.now, do=do)
    shown = ribbon_of(request) if request.htmx else None
    return shown or redirect("student:my_day")


@for_face("student")
@require_GET
def why(request: SeenRequest, block: int) -> HttpResponse:
    """Show why a block of mine holds what it holds: a page, or the part a because line asks for."""
    page = build_own_why(
        student=request.user,
        block=block,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    template = "student/parts/why.html" if request.htmx else "student/why.html"
    return render(request, template, {"page": page, "nav_current": "student:my_day"})


@for_face("student")
@require_GET
def next_day(request: SeenRequest) -> HttpResponse:
    """Show what is mine to choose for the next school day: a page, or the part of My day that asks for it."""
    page = build_next_day(student=request.user, now=request.now, language=request.spoken)
    template = "student/parts/next_day.html" if request.htmx else "student/next_day.html"
    return render(request, template, {"next": page, "nav_current": "student:my_day"})


def _wished(request: SeenRequest, deed: str, do: Callable[[], object]) -> HttpResponse:
    """Do something to one's own wishes, keep that it was done, and show them again."""
    audited(by=request.user, about=request.user, deed=deed, now=request.now, do=do)
    if not request.htmx:
        return redirect("student:next_day")
    page = build_next_day(student=request.user, now=request.now, language=request.spoken)
    return render(request, "student/parts/next_day.html", {"next": page})


@for_face("student")
@require_POST
def arrive(request: SeenRequest, block: int) -> HttpResponse:
    """Say that I am there."""
    return _done(
        request,
        "arrive",
        lambda: note_block(
            student=request.user,
            day=request.today,
            block=block,
            state="going",
            by=request.user,
            now=request.now,
        ),
    )


@for_face("student")
@require_POST
def open_block(request: SeenRequest, block: int) -> HttpResponse:
    """Open what is planned in a block: its offer, made where there is none yet."""
    offer = audited(
        by=request.user,
        about=request.user,
        deed="open_block",
        now=request.now,
        do=lambda: start_block(
            student=request.user,
            day=request.today,
            block=block,
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("student:activity", offer.uuid)


@for_face("student")
@require_POST
def pick(request: SeenRequest) -> HttpResponse:
    """Wish for something on a coming day."""
    form = PickForm(request.POST)
    if not form.is_valid():
        raise NothingSaid(_("We did not see what you picked."), next_step=_("Pick it again."))
    wish = form.cleaned_data
    return _wished(
        request,
        "pick_for_day",
        lambda: pick_for_day(
            student=request.user,
            day=wish["day"],
            key=wish["key"],
            n_shown=n_choices(request.user),
            by=request.user,
            now=request.now,
        ),
    )


@for_face("student")
@require_POST
def unpick(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take a wish back."""
    return _wished(
        request,
        "take_back_pick",
        lambda: take_back_pick(
            student=request.user, uuid=uuid, by=request.user, now=request.now
        ),
    )


@for_face("student")
@require_POST
def see_day_changes(request: SeenRequest) -> HttpResponse:
    """Remember that I know what changed."""
    return _done(
        request,
        "see_day_changes",
        lambda: see_changes(student=request.user, by=request.user, now=request.now),
    )


@for_face("student")
@require_POST
def reflect(request: SeenRequest) -> HttpResponse:
    """Say in a minute how the day was."""
    form = ReflectForm(request.POST)
    if not form.is_valid():
        raise NothingSaid(
            _("We did not see how your day was."), next_step=_("Pick one of the pictures.")
        )
    said = form.cleaned_data
    return _done(
        request,
        "reflect",
        lambda: reflect_on_day(
            student=request.user,
            day=request.today,
            feeling=said["feeling"],
            words=said["words"],
            best_block=None,
            by=request.user,
            now=request.now,
        ),
    )
