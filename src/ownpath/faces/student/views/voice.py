"""My voice: write, signal, ask for a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import MessageForm, SignalForm
from ownpath.faces.student.pages.activity import build_signal_buttons
from ownpath.faces.student.pages.voice import MyVoice, build_my_voice, build_person_page
from ownpath.school.plans.queries import get_offer
from ownpath.school.privacy.services import audited
from ownpath.school.voice.queries import unread_for
from ownpath.school.voice.services import (
    mark_read,
    send_message,
    send_signal,
    take_back_signal,
)

NOT_TAKEN = 422


class NoSuchTap(OutOfBounds):
    """A signal of no kind we know."""


@for_face("student")
@require_GET
def my_voice(request: SeenRequest) -> HttpResponse:
    """Show what I said and what came of it; what was new is read now."""
    student = request.user
    page = build_my_voice(student=student, today=request.today, language=request.spoken)
    if page.has_new:
        _mark_all_read(request)
    context = {"page": page, "form": MessageForm(adults=_adults(page))}
    return render(request, "student/my_voice.html", context)


@for_face("student")
@require_POST
def write(request: SeenRequest) -> HttpResponse:
    """Send words to an adult."""
    student, now, today = request.user, request.now, request.today
    page = build_my_voice(student=student, today=today, language=request.spoken)
    form = MessageForm(request.POST, adults=_adults(page))
    if not form.is_valid():
        context = {"page": page, "form": form, "nav_current": "student:my_voice"}
        return render(request, "student/my_voice.html", context, status=NOT_TAKEN)
    said = form.cleaned_data
    audited(
        by=student,
        about=student,
        deed="send_message",
        now=now,
        do=lambda: send_message(
            about=student,
            sender=student,
            receiver_uuid=UUID(said["receiver"]),
            body=said["body"],
            today=today,
            now=now,
        ),
    )
    messages.success(request, _("Sent. You will see here when it is read."))
    return redirect("student:my_voice")


@for_face("student")
@require_GET
def person(request: SeenRequest) -> HttpResponse:
    """Show who can come."""
    page = build_person_page(student=request.user, today=request.today)
    return render(request, "student/person.html", {"page": page})


@for_face("student")
@require_POST
def signal(request: SeenRequest) -> HttpResponse:
    """Keep one tap about an activity or the day."""
    form, student, now = SignalForm(request.POST), request.user, request.now
    if not form.is_valid():
        raise NoSuchTap(_("We do not have that button."), next_step=_("Pick another one."))
    offer_uuid, kind = form.cleaned_data["offer"], form.cleaned_data["kind"]
    offer = get_offer(student=student, uuid=offer_uuid) if offer_uuid else None
    audited(
        by=student,
        about=student,
        deed="send_signal",
        detail=kind,
        now=now,
        do=lambda: send_signal(
            student=student,
            kind=kind,
            activity_uuid=offer.activity.uuid if offer else None,
            by=student,
            now=now,
        ),
    )
    if kind == "need_a_person":
        return redirect("student:person")
    if not request.htmx or offer is None:
        return redirect("student:activity", offer.uuid) if offer else redirect("student:my_day")
    return _buttons(request, offer.uuid, offer.activity_id)


@for_face("student")
@require_POST
def take_back(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take one tap back."""
    form, student = SignalForm({**request.POST.dict(), "kind": "loved_it"}), request.user
    audited(
        by=student,
        about=student,
        deed="take_back_signal",
        now=request.now,
        do=lambda: take_back_signal(
            student=student, signal_uuid=uuid, by=student, now=request.now
        ),
    )
    offer_uuid = form.cleaned_data["offer"] if form.is_valid() else None
    if offer_uuid is None:
        return redirect("student:my_day")
    offer = get_offer(student=student, uuid=offer_uuid)
    if not request.htmx:
        return redirect("student:activity", offer.uuid)
    return _buttons(request, offer.uuid, offer.activity_id)


def _buttons(request: SeenRequest, offer: UUID, activity_id: int) -> HttpResponse:
    buttons = build_signal_buttons(student=request.user, activity_id=activity_id)
    context = {"signals": buttons, "offer": offer}
    return render(request, "student/parts/signals.html", context)


def _adults(page: MyVoice) -> list[tuple[str, str]]:
    return [(str(helper.uuid), helper.name) for helper in page.helpers]


def _mark_all_read(request: SeenRequest) -> None:
    student, now = request.user, request.now

    def read_all() -> None:
        for message in unread_for(receiver=student):
            mark_read(message_uuid=message.uuid, by=student, now=now)

    audited(by=student, about=student, deed="read_messages", now=now, do=read_all)
