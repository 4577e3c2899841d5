"""Practice: see a question, answer it, unfold hints, see how it works, go on."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.engine.items import render_text
from ownpath.errors import OutOfBounds
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import AnswerForm, PreviewForm
from ownpath.faces.student.pages.practice import (
    build_following,
    build_hints,
    build_practice,
    build_solution,
    build_turn,
    view_reply,
)
from ownpath.school.evidence.queries import get_question
from ownpath.school.plans.services import (
    answer_question,
    ask_following,
    ask_next,
    go_further,
    see_solution,
    take_hint,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Question
    from ownpath.school.plans.services import Reply

BITS_OF_CHANCE = 63
READ_AGAIN = 422


class Garbled(OutOfBounds):
    """The page sent an answer without the parts every answer has, or with more than fits."""


@for_face("student")
@require_GET
def sitting(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Show a sitting where it stands."""
    return show_sitting(request, uuid)


def show_sitting(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Return the page of a sitting; where it comes in answer to a form, the browser is told its own address."""
    request.address = (
        "" if request.method == "GET" else reverse("student:practice", args=[uuid])
    )
    page = build_practice(
        student=request.user,
        uuid=uuid,
        attempt=uuid4(),
        language=request.spoken,
        today=request.today,
        now=request.now,
    )
    return render(request, "student/practice.html", {"page": page, "turn": page.turn})


@for_face("student")
@require_POST
def next_question(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Put the next question, or end the sitting."""
    return _put(request, uuid, "ask_next", ask_next)


@for_face("student")
@require_POST
def more_questions(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Go on with a few more questions of the same kind."""
    return _put(request, uuid, "go_further", go_further)


def _put(
    request: SeenRequest, uuid: UUID, deed: str, ask: Callable[..., Question | None]
) -> HttpResponse:
    """Let a question be put, and show it."""
    student, now, chance = request.user, request.now, secrets.randbits(BITS_OF_CHANCE)
    question = audited(
        by=student,
        about=student,
        deed=deed,
        now=now,
        do=lambda: ask(student=student, sitting_uuid=uuid, by=student, now=now, seed=chance),
    )
    if not request.htmx:
        return redirect("student:practice", uuid)
    turn = build_turn(
        student=student,
        uuid=uuid,
        question=question,
        attempt=uuid4(),
        language=request.spoken,
        today=request.today,
        now=now,
    )
    return render(request, "student/parts/turn.html", {"turn": turn})


@for_face("student")
@require_POST
def answer(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Take an answer and say what was good and what to look at; the same attempt gets the same reply."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Garbled(
            _("We could not read that answer."),
            next_step=_("Load this page again, then send it."),
        )
    student, now, language = request.user, request.now, request.spoken
    reply, following = audited(
        by=student,
        about=student,
        deed="answer",
        detail=str(uuid),
        now=now,
        do=lambda: _take(request, uuid, form.cleaned_data),
    )
    status = 200 if reply.is_readable else READ_AGAIN
    told = view_reply(reply, language=language)
    if request.htmx:
        turn = following and build_following(
            following, student=student, after=told.attempt, language=language
        )
        carried = {"reply": told, "turn": turn}
        return render(request, "student/parts/answered.html", carried, status=status)
    question = get_question(student=student, uuid=uuid)
    page = build_practice(
        student=student,
        uuid=question.sitting.uuid,
        attempt=uuid4(),
        language=language,
        today=request.today,
        now=now,
        reply=told,
    )
    context = {"page": page, "turn": page.turn}
    return render(request, "student/practice.html", context, status=status)


def _take(
    request: SeenRequest, uuid: UUID, given: Mapping[str, Any]
) -> tuple[Reply, Question | None]:
    """Take an answer; a page with script is given the next question at once, where that one is closed."""
    student, now, language = request.user, request.now, request.spoken
    reply = answer_question(
        student=student,
        question_uuid=uuid,
        attempt=given["attempt"],
        response=given["response"],
        language=language,
        held_seconds=given["held_seconds"],
        waited_seconds=given["waited_seconds"],
        by=student,
        now=now,
    )
    if not request.htmx or reply.may_try_again or reply.is_sitting_finished:
        return reply, None
    chance = secrets.randbits(BITS_OF_CHANCE)
    return reply, ask_following(
        student=student, question_uuid=uuid, by=student, now=now, seed=chance
    )


@for_face("student")
@require_POST
def hint(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Unfold one more hint."""
    student = request.user
    audited(
        by=student,
        about=student,
        deed="take_hint",
        detail=str(uuid),
        now=request.now,
        do=lambda: take_hint(student=student, question_uuid=uuid, by=student),
    )
    if not request.htmx:
        return _back_to_sitting(request, uuid)
    hints = build_hints(student=student, uuid=uuid, language=request.spoken)
    return render(request, "student/parts/hints.html", {"hints": hints, "is_new": True})


@for_face("student")
@require_POST
def solution(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Show how a question is worked; it takes no more answers then."""
    student, language = request.user, request.spoken
    audited(
        by=student,
        about=student,
        deed="see_solution",
        detail=str(uuid),
        now=request.now,
        do=lambda: see_solution(
            student=student, question_uuid=uuid, by=student, language=language, now=request.now
        ),
    )
    if not request.htmx:
        return _back_to_sitting(request, uuid)
    worked = build_solution(student=student, uuid=uuid, language=language)
    return render(request, "student/parts/solution.html", {"solution": worked})


@for_face("student")
@require_GET
def preview(request: SeenRequest) -> HttpResponse:
    """Show a formula as it will be read, while it is typed."""
    form = PreviewForm(request.GET)
    typed = form.cleaned_data["answer"] if form.is_valid() else ""
    html = (
        render_text(f"${typed.replace('$', '')}$", request.spoken)[0] if typed.strip() else ""
    )
    return HttpResponse(html if "<math" in html else "")


def _back_to_sitting(request: SeenRequest, uuid: UUID) -> HttpResponse:
    question = get_question(student=request.user, uuid=uuid)
    return redirect("student:practice", question.sitting.uuid)
