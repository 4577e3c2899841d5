"""What a teacher does beside a student: go there, record what was seen, take a note back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import DoneForm, ObserveForm
from ownpath.faces.teacher.pages.observe import build_observe
from ownpath.faces.teacher.pages.people import About, find_competency
from ownpath.faces.teacher.views.arriving import about, back, offer_undo, show, where_from
from ownpath.faces.teacher.views.students import uuid_from
from ownpath.school.evidence.queries import find_attempt
from ownpath.school.mastery.queries import open_flags
from ownpath.school.mastery.services import (
    clear_flag,
    put_flag_back,
    record_observation,
    take_back_observation,
)
from ownpath.school.privacy.services import audited
from ownpath.school.voice.services import answer_signal, take_answer_back

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def observe(request: SeenRequest, student: UUID) -> HttpResponse:
    """Record what was seen: what, how well, and a note if there is one."""
    who = about(request, student)
    form = ObserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _record(request, who, form)
        name = reverse("teacher:take_back", args=[student, form.cleaned_data["attempt"]])
        offer_undo(request, _("Recorded for %(name)s.") % {"name": who.student.called}, name)
        return back(request, reverse("teacher:student", args=[student]))
    return _show_observe(request, who, form)


def _show_observe(request: SeenRequest, who: About, form: ObserveForm) -> HttpResponse:
    here = reverse("teacher:student", args=[who.student.uuid])
    page = build_observe(
        about=who,
        picked=uuid_from(request.GET.get("what", "")),
        attempt=uuid4(),
        back=where_from(request, here),
        now=request.now,
        language=request.spoken,
    )
    status = 422 if form.is_bound else 200
    return show(request, "observe", page, status=status, form=form)


def _record(request: SeenRequest, who: About, form: ObserveForm) -> None:
    seen = form.cleaned_data
    line = find_competency(who, seen["what"])
    audited(
        by=request.user,
        about=who.student,
        deed="observe",
        detail=line.code,
        now=request.now,
        do=lambda: (
            find_attempt(attempt=seen["attempt"])
            or record_observation(
                student=who.student,
                competency_id=line.id,
                how_well=seen["how_well"],
                note=seen["note"],
                attempt=seen["attempt"],
                by=request.user,
                now=request.now,
            )
        ),
    )


@require_POST
@for_face("teacher")
def take_back(request: SeenRequest, student: UUID, attempt: UUID) -> HttpResponse:
    """Take one's own note back; the ledger keeps both rows."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="observe.take_back",
        now=request.now,
        do=lambda: take_back_observation(
            student=who, attempt=attempt, by=request.user, now=request.now
        ),
    )
    messages.info(request, _("Taken back."))
    return back(request, reverse("teacher:student", args=[student]))


@require_POST
@for_face("teacher")
def went(request: SeenRequest, student: UUID, competency: UUID) -> HttpResponse:
    """Clear a stuck flag because the teacher went there."""
    who = about(request, student).student
    flag_id = _open_flag(who.pk, competency)
    done = _what_was_done(request)
    audited(
        by=request.user,
        about=who,
        deed="clear_flag",
        now=request.now,
        do=lambda: clear_flag(
            flag_id=flag_id, what_was_done=done, by=request.user, now=request.now
        ),
    )
    way_back = reverse("teacher:not_yet_there", args=[student, competency])
    return _noted(request, who, way_back)


def _noted(request: SeenRequest, student: Person, way_back: str) -> HttpResponse:
    """Go back to where one came from, with the way to take it back: a finger slips easily between two buttons."""
    said = _("Noted: you went to %(name)s.") % {"name": student.called}
    offer_undo(request, said, way_back)
    return back(request)


@require_POST
@for_face("teacher")
def not_yet_there(request: SeenRequest, student: UUID, competency: UUID) -> HttpResponse:
    """Let a stuck flag stand again that was cleared by mistake."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="put_flag_back",
        now=request.now,
        do=lambda: put_flag_back(
            student=who, competency_uuid=competency, by=request.user, now=request.now
        ),
    )
    return _waits_again(request, who)


def _waits_again(request: SeenRequest, student: Person) -> HttpResponse:
    messages.info(request, _("Taken back. %(name)s waits again.") % {"name": student.called})
    return back(request)


def _open_flag(student_id: int, competency: UUID) -> int:
    for flag in open_flags(student_ids=[student_id]):
        if flag.competency.uuid == competency:
            return flag.pk
    raise NotFound(
        _("Somebody has been there already."), next_step=_("Look at the list again.")
    )


def _what_was_done(request: SeenRequest) -> str:
    form = DoneForm(request.POST)
    said = form.cleaned_data["what_was_done"] if form.is_valid() else ""
    return said or _("went there")


@require_POST
@for_face("teacher")
def heard(request: SeenRequest, student: UUID, signal: UUID) -> HttpResponse:
    """Answer a signal by having gone there."""
    who = about(request, student).student
    done = _what_was_done(request)
    audited(
        by=request.user,
        about=who,
        deed="answer_signal",
        now=request.now,
        do=lambda: answer_signal(
            signal_uuid=signal,
            what_was_done=done,
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )
    return _noted(request, who, reverse("teacher:not_yet_heard", args=[student, signal]))


@require_POST
@for_face("teacher")
def not_yet_heard(request: SeenRequest, student: UUID, signal: UUID) -> HttpResponse:
    """Let a signal wait again that was answered by mistake."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="take_answer_back",
        now=request.now,
        do=lambda: take_answer_back(signal_uuid=signal, by=request.user, today=request.today),
    )
    return _waits_again(request, who)
