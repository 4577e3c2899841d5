"""Attendance: one tap says that everybody is here, a name tapped says who is not or came late; and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import PresenceForm
from ownpath.faces.teacher.pages.attendance import build_attendance, say_marked
from ownpath.faces.teacher.views.arriving import about, back, offer_undo, show
from ownpath.school.days.queries import attendance_of
from ownpath.school.days.services import (
    BeforeMark,
    mark_all_here,
    mark_attendance,
    put_marks_back,
)
from ownpath.school.people.queries import get_taught_section
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Section

BEFORE = "teacher_marks_before"  # of the last mark: class, day, and by student what stood


@require_GET
@for_face("teacher")
def attendance(request: SeenRequest, section: UUID) -> HttpResponse:
    """Show who is here."""
    page = build_attendance(
        viewer=request.user, section=section, today=request.today, now=request.now
    )
    return show(request, "attendance", page)


@require_POST
@for_face("teacher")
def all_here(request: SeenRequest, section: UUID) -> HttpResponse:
    """Mark everybody nobody has said anything about as here."""
    taught = _class_of(request, section)
    marked = audited(
        by=request.user,
        about=None,
        deed="mark_all_here",
        detail=taught.title,
        now=request.now,
        do=lambda: mark_all_here(
            section=taught, day=request.today, by=request.user, now=request.now
        ),
    )
    n = len(marked)
    said = ngettext("%(n)d marked as here.", "%(n)d marked as here.", n) % {"n": n}
    return _marked(request, taught, said, {one.uuid: BeforeMark(state="") for one in marked})


@require_POST
@for_face("teacher")
def mark(request: SeenRequest, section: UUID, student: UUID) -> HttpResponse:
    """Mark one student here, late or away."""
    who, taught = about(request, student).student, _class_of(request, section)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return _again(request, taught)
    state, before = form.cleaned_data["state"], _standing(request, taught).get(student)
    audited(
        by=request.user,
        about=who,
        deed="mark_attendance",
        detail=state,
        now=request.now,
        do=lambda: mark_attendance(
            student=who,
            day=request.today,
            state=state,
            section=taught,
            by=request.user,
            now=request.now,
        ),
    )
    stood = {student: before} if before else {}
    return _marked(request, taught, say_marked(who.called, state), stood)


@require_POST
@for_face("teacher")
def unmark(request: SeenRequest, section: UUID) -> HttpResponse:
    """Take the last mark of this class back: what stood before stands again."""
    taught = _class_of(request, section)
    kept = request.session.pop(BEFORE, {})
    of_now = [str(section), request.today.isoformat()]
    rows = kept.get("rows", {}) if kept.get("of") == of_now else {}
    before = {UUID(key): BeforeMark(state=row[0], block=row[1]) for key, row in rows.items()}
    audited(
        by=request.user,
        about=None,
        deed="put_marks_back",
        detail=taught.title,
        now=request.now,
        do=lambda: put_marks_back(
            section=taught,
            day=request.today,
            before=before,
            by=request.user,
            now=request.now,
        ),
    )
    return _again(request, taught, said=_("Taken back."))


def _class_of(request: SeenRequest, section: UUID) -> Section:
    return get_taught_section(viewer=request.user, uuid=section, today=request.today)


def _standing(request: SeenRequest, section: Section) -> dict[UUID, BeforeMark]:
    """Return what is marked of a class now."""
    return {
        student.uuid: BeforeMark(state=row.state, block=row.block)
        if row
        else BeforeMark(state="")
        for student, row in attendance_of(section=section, day=request.today)
    }


def _marked(
    request: SeenRequest, section: Section, said: str, before: Mapping[UUID, BeforeMark]
) -> HttpResponse:
    """Keep what stood before, and show the class with a way back to it."""
    request.session[BEFORE] = {
        "of": [str(section.uuid), request.today.isoformat()],
        "rows": {str(key): [one.state, one.block] for key, one in before.items()},
    }
    return _again(
        request, section, said=said, is_undone_by=_way_back(section) if before else ""
    )


def _way_back(section: Section) -> str:
    return reverse("teacher:unmark", args=[section.uuid])


def _again(
    request: SeenRequest, section: Section, *, said: str = "", is_undone_by: str = ""
) -> HttpResponse:
    """Show the class again; from My room and without script, the page one came from with the way back on it."""
    if not request.htmx or request.POST.get("next"):
        if is_undone_by:
            offer_undo(request, said, is_undone_by)
        return back(request, reverse("teacher:attendance", args=[section.uuid]))
    page = build_attendance(
        viewer=request.user, section=section.uuid, today=request.today, now=request.now
    )
    told = {"page": page, "said": said, "way_back": is_undone_by}
    return render(request, "teacher/attendance_part.html", told)
