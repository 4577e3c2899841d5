"""The first map: begin it, answer or say "I don't know yet", see it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.student.forms import AnswerForm
from ownpath.faces.student.pages.first_map import build_first_map
from ownpath.faces.student.views.practice import BITS_OF_CHANCE, READ_AGAIN, Garbled
from ownpath.school.plans.services import answer_placement, begin_placement
from ownpath.school.privacy.services import audited


@for_face("student")
@require_POST
def begin(request: SeenRequest) -> HttpResponse:
    """Begin a first map, or take up the one that was left."""
    student = request.user
    placement = audited(
        by=student,
        about=student,
        deed="begin_placement",
        now=request.now,
        do=lambda: begin_placement(
            student=student,
            by=student,
            today=request.today,
            now=request.now,
            seed=secrets.randbits(BITS_OF_CHANCE),
        ),
    )
    return redirect("student:first_map", placement.uuid)


@for_face("student")
@require_GET
def first_map(request: SeenRequest, uuid: UUID) -> HttpResponse:
    """Show the open question, or the map."""
    page = build_first_map(
        student=request.user, uuid=uuid, attempt=uuid4(), language=request.spoken
    )
    return render(request, "student/first_map.html", {"page": page})


@for_face("student")
@require_POST
def answer(request: SeenRequest, uuid: UUID, question: UUID) -> HttpResponse:
    """Take the one answer to a question."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Garbled(
            _("We could not read that answer."),
            next_step=_("Load this page again, then send it."),
        )
    given = form.cleaned_data
    is_not_yet = "not_yet" in request.POST
    response = None if is_not_yet else given["response"]
    if _take(request, uuid, question, attempt=given["attempt"], response=response):
        return redirect("student:first_map", uuid)
    page = build_first_map(
        student=request.user,
        uuid=uuid,
        attempt=uuid4(),
        language=request.spoken,
        is_unreadable=True,
    )
    return render(request, "student/first_map.html", {"page": page}, status=READ_AGAIN)


def _take(
    request: SeenRequest,
    uuid: UUID,
    question: UUID,
    *,
    attempt: UUID,
    response: Mapping[str, Sequence[str]] | None,
) -> bool:
    student = request.user
    return audited(
        by=student,
        about=student,
        deed="answer_placement",
        detail=str(question),
        now=request.now,
        do=lambda: answer_placement(
            student=student,
            placement_uuid=uuid,
            question_uuid=question,
            attempt=attempt,
            response=response,
            language=request.spoken,
            by=student,
            today=request.today,
            now=request.now,
            seed=secrets.randbits(BITS_OF_CHANCE),
        ),
    )
