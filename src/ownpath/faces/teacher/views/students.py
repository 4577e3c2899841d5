"""The looks at one student: now, what is known, the evidence, voice, plan."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.pages.knows import build_evidence, build_knows
from ownpath.faces.teacher.pages.plan import build_plan
from ownpath.faces.teacher.pages.student import build_student
from ownpath.faces.teacher.pages.voice import build_voice
from ownpath.faces.teacher.views.arriving import about, show


@require_GET
@for_face("teacher")
def now(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show where a student is now."""
    page = build_student(
        viewer=request.user,
        about=about(request, student),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "student", page)


@require_GET
@for_face("teacher")
def knows(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show what is known of a student, by domain."""
    page = build_knows(
        viewer=request.user,
        about=about(request, student),
        now=request.now,
        language=request.spoken,
    )
    return show(request, "knows", page)


@require_GET
@for_face("teacher")
def evidence(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show the ledger rows behind one mark, or all of them."""
    page = build_evidence(
        viewer=request.user,
        about=about(request, student),
        what=uuid_from(request.GET.get("what", "")),
        page=int(number) if (number := request.GET.get("page", ""))[:6].isdecimal() else 1,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "evidence", page)


@require_GET
@for_face("teacher")
def voice(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show what a student said, and the messages with this teacher."""
    page = build_voice(
        viewer=request.user,
        about=about(request, student),
        now=request.now,
        language=request.spoken,
    )
    return show(request, "voice", page)


@require_GET
@for_face("teacher")
def plan(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show what adults decided for a student."""
    page = build_plan(
        viewer=request.user,
        about=about(request, student),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "plan", page)


def uuid_from(written: str) -> UUID | None:
    """Return the id somebody's address carries, None where it carries none.

    Raises
    ------
    NotFound
        When it is no id at all.
    """
    try:
        return UUID(written) if written else None
    except ValueError:
        raise NotFound(
            _("This address leads nowhere."), next_step=_("Go back and pick from the list.")
        ) from None
