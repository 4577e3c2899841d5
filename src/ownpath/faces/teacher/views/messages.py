"""A teacher's messages: read, answer, write first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import MessageForm
from ownpath.faces.teacher.pages.people import About, find_student
from ownpath.faces.teacher.pages.plan import ensure_may_steer
from ownpath.faces.teacher.pages.voice import build_answer, build_messages, build_voice
from ownpath.faces.teacher.views.arriving import back, show
from ownpath.school.privacy.services import audited
from ownpath.school.voice.services import answer_message, mark_read, send_message


@require_GET
@for_face("teacher")
def inbox(request: SeenRequest) -> HttpResponse:
    """Show the messages, what waits first."""
    page = build_messages(viewer=request.user, now=request.now)
    return show(request, "messages", page)


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def answer(request: SeenRequest, message: UUID) -> HttpResponse:
    """Answer one message; who opens it has its words before them, so that its sender sees it was read."""
    page = build_answer(viewer=request.user, message=message)
    if page.line.is_unread:
        mark_read(message_uuid=message, by=request.user, now=request.now)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _answer(request, page.about_uuid, message, form.cleaned_data["body"])
        messages.success(request, _("Sent to %(name)s.") % {"name": page.sender})
        return back(request, reverse("teacher:messages"))
    return show(request, "answer", page, status=422 if form.is_bound else 200, form=form)


def _answer(request: SeenRequest, student: UUID, message: UUID, body: str) -> None:
    who = find_student(viewer=request.user, uuid=student, today=request.today)
    audited(
        by=request.user,
        about=who.student,
        deed="answer_message",
        now=request.now,
        do=lambda: answer_message(
            message_uuid=message,
            body=body,
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )


@require_POST
@for_face("teacher")
def read(request: SeenRequest, message: UUID) -> HttpResponse:
    """Let the sender know that it was read."""
    page = build_answer(viewer=request.user, message=message)
    mark_read(message_uuid=message, by=request.user, now=request.now)
    messages.info(request, _("%(name)s sees that you read it.") % {"name": page.sender})
    return back(request, reverse("teacher:messages"))


@require_POST
@for_face("teacher")
def write(request: SeenRequest, student: UUID) -> HttpResponse:
    """Write to a student first."""
    about = find_student(viewer=request.user, uuid=student, today=request.today)
    ensure_may_steer(about)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _show_voice(request, about, form)
    _send(request, about, form.cleaned_data["body"])
    messages.success(request, _("Sent to %(name)s.") % {"name": about.student.called})
    return back(request, reverse("teacher:voice", args=[student]))


def _send(request: SeenRequest, about: About, body: str) -> None:
    audited(
        by=request.user,
        about=about.student,
        deed="send_message",
        now=request.now,
        do=lambda: send_message(
            about=about.student,
            sender=request.user,
            receiver_uuid=about.student.uuid,
            body=body,
            today=request.today,
            now=request.now,
        ),
    )


def _show_voice(request: SeenRequest, about: About, form: MessageForm) -> HttpResponse:
    page = build_voice(
        viewer=request.user, about=about, now=request.now, language=request.spoken
    )
    return show(request, "voice", page, status=422, form=form)
