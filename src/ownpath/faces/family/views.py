"""What a family opens and sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.family.forms import LetterForm, TakingPartForm, WeekForm
from ownpath.faces.family.pages.choices import WHAT, build_choices_page, campus_of_child
from ownpath.faces.family.pages.days import build_days_page
from ownpath.faces.family.pages.pilots import build_trying_page, find_seat, find_trying
from ownpath.faces.family.pages.week import Asked, build_week, find_child
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.record import RecordPage, build_record_page
from ownpath.school.change.services.pilots import say_consent
from ownpath.school.change.services.seat_consents import say_seat_consent
from ownpath.school.days.services import opt_in, opt_out
from ownpath.school.privacy.services import audited
from ownpath.school.privacy.services.child_records import find_child_record
from ownpath.school.privacy.tasks import ask_for_child_record
from ownpath.school.voice.services import mark_read, send_message

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@require_GET
@for_face("family")
def this_week(request: SeenRequest, child: UUID | None = None) -> HttpResponse:
    """Show one child's week."""
    return _show(request, child)


def _show(
    request: SeenRequest, child: UUID | None, form: LetterForm | None = None
) -> HttpResponse:
    wanted = WeekForm(request.GET)
    wanted.is_valid()
    page = build_week(
        viewer=request.user,
        asked=Asked(
            child=child,
            week=wanted.cleaned_data.get("week"),
            concern=wanted.cleaned_data.get("about"),
        ),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    template = "family/week.html" if page else "family/nobody.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form else 200)


@require_GET
@for_face("family")
def days(request: SeenRequest, child: UUID) -> HttpResponse:
    """Show the school days of a child's week: a page, or the part of the week that asks for it."""
    wanted = WeekForm(request.GET)
    wanted.is_valid()
    page = build_days_page(
        viewer=request.user,
        child=child,
        week=wanted.cleaned_data.get("week"),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    template = "family/days_part.html" if request.htmx else "family/days.html"
    return render(request, template, {"page": page, "nav_current": "family:week"})


@require_POST
@for_face("family")
def send(request: SeenRequest, child: UUID) -> HttpResponse:
    """Send a letter about a child to one of the child's teachers."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _show(request, child, form)
    _send(request, child, form)
    messages.success(request, _("Sent. You see here when it is read and answered."))
    return HttpResponseRedirect(f"{reverse('family:child', args=[child])}#letters")


def _send(request: SeenRequest, child: UUID, form: LetterForm) -> None:
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    audited(
        by=request.user,
        about=who,
        deed="send_message",
        now=request.now,
        do=lambda: send_message(
            about=who,
            sender=request.user,
            receiver_uuid=form.cleaned_data["to"],
            body=form.cleaned_data["body"],
            today=request.today,
            now=request.now,
        ),
    )


@require_POST
@for_face("family")
def read(request: SeenRequest, child: UUID, message: UUID) -> HttpResponse:
    """Let the teacher know that a letter was read."""
    find_child(viewer=request.user, uuid=child, today=request.today)
    mark_read(message_uuid=message, by=request.user, now=request.now)
    return HttpResponseRedirect(f"{reverse('family:child', args=[child])}#letters")


@require_GET
@for_face("family")
def trying(request: SeenRequest, child: UUID) -> HttpResponse:
    """Show what is tried in a child's classes."""
    page = build_trying_page(
        viewer=request.user,
        child=child,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return render(request, "family/trying.html", {"page": page, "nav_current": "family:week"})


@require_POST
@for_face("family")
def answer_trying(request: SeenRequest, child: UUID, pilot: UUID) -> HttpResponse:
    """Keep whether a child takes part; it can be said anew any time."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    one = find_trying(child=who, pilot=pilot, today=request.today)
    form = TakingPartForm(request.POST)
    if form.is_valid():
        is_yes = form.cleaned_data["answer"] == "yes"
        audited(
            by=request.user,
            about=who,
            deed="pilot.consent",
            detail=one.title,
            now=request.now,
            do=lambda: say_consent(
                pilot=one, student=who, is_yes=is_yes, by=request.user, now=request.now
            ),
        )
        messages.success(request, _("Kept. You can change your word any time."))
    return HttpResponseRedirect(reverse("family:trying", args=[child]))


@require_GET
@for_face("family")
def choices(request: SeenRequest, child: UUID) -> HttpResponse:
    """Show what a family decides for a child."""
    page = build_choices_page(
        viewer=request.user, child=child, today=request.today, now=request.now
    )
    return render(request, "family/choices.html", {"page": page, "nav_current": "family:week"})


@require_POST
@for_face("family")
def choose(request: SeenRequest, child: UUID, what: str) -> HttpResponse:
    """Keep a child out of screens, or the name off the hall board, or take that back."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    if what not in WHAT:
        raise Http404
    form = TakingPartForm(request.POST)
    if form.is_valid():
        _choose(request, who, what, form.cleaned_data["answer"])
        messages.success(request, _("Kept. You can change your word any time."))
    return HttpResponseRedirect(reverse("family:choices", args=[child]))


def _choose(request: SeenRequest, child: Person, what: str, answer: str) -> None:
    campus = campus_of_child(child=child, today=request.today)
    turn: Callable[..., object] = opt_in if answer == "yes" else opt_out
    audited(
        by=request.user,
        about=child,
        deed=f"family.{what}",
        detail=answer,
        now=request.now,
        do=lambda: turn(
            campus=campus, student=child, by=request.user, now=request.now, what=what
        ),
    )


@require_POST
@for_face("family")
def answer_seat(request: SeenRequest, child: UUID, seat: UUID) -> HttpResponse:
    """Keep whether a child may sit in the council; a no empties the seat."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    one = find_seat(child=who, seat=seat)
    form = TakingPartForm(request.POST)
    if form.is_valid():
        is_yes = form.cleaned_data["answer"] == "yes"
        audited(
            by=request.user,
            about=who,
            deed="council.seat.consent",
            detail=form.cleaned_data["answer"],
            now=request.now,
            do=lambda: say_seat_consent(
                seat=one, student=who, is_yes=is_yes, by=request.user, now=request.now
            ),
        )
        messages.success(request, _("Kept. You can change your word any time."))
    return HttpResponseRedirect(reverse("family:trying", args=[child]))


@require_http_methods(["GET", "POST"])
@for_face("family")
def record(request: SeenRequest, child: UUID) -> HttpResponse:
    """Show how the file with a child's record stands; ask for one."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    if request.method == "POST":
        ask_for_child_record(
            student=who, by=request.user, language=request.spoken, now=request.now
        )
        return HttpResponseRedirect(reverse("family:record", args=[child]))
    page = _record_page(request, who)
    return render(request, "family/record.html", {"page": page, "nav_current": "family:week"})


def _record_page(request: SeenRequest, child: Person) -> RecordPage:
    back = reverse("family:choices", args=[child.uuid])
    return build_record_page(viewer=request.user, child=child, back=back, now=request.now)


@require_GET
@for_face("family")
def record_progress(request: SeenRequest, child: UUID) -> HttpResponse:
    """Show how far the file is; send the page on when it is over."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    page = _record_page(request, who)
    if page.is_working:
        return render(request, "family/record_working.html", {"page": page})
    address = reverse("family:record", args=[child])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_GET
@for_face("family")
def record_file(request: SeenRequest, child: UUID) -> HttpResponse:
    """Give the file that is ready."""
    who = find_child(viewer=request.user, uuid=child, today=request.today)
    path = find_child_record(student=who, by=request.user, now=request.now)
    name = f"{slugify(who.called) or 'child'}-{request.today.isoformat()}.zip"
    return _sent(FileResponse(path.open("rb"), as_attachment=True, filename=name))


def _sent(response: HttpResponseBase) -> HttpResponse:
    return response  # type: ignore[return-value]  # a response, if not one that is held in memory
