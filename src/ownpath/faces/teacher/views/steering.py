"""What a teacher decides for a student: pin, veto, lift, pace, move on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import MoveOnForm, OverrideForm, PaceForm, PinSearchForm
from ownpath.faces.teacher.pages.knows import build_evidence
from ownpath.faces.teacher.pages.people import About, find_competency
from ownpath.faces.teacher.pages.plan import (
    build_pin,
    build_plan,
    build_veto,
    ensure_may_steer,
    shared_sections,
)
from ownpath.faces.teacher.views.arriving import about, back, offer_undo, show
from ownpath.faces.teacher.views.students import uuid_from
from ownpath.school.mastery import services as mastery
from ownpath.school.plans import services as plans
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section
    from ownpath.school.plans.models import Override


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def pin(request: SeenRequest, student: UUID) -> HttpResponse:
    """Put something first on a student's list."""
    who = about(request, student)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _override(request, who.student, form, deed="pin", service=plans.pin_activity)
        return back(request, reverse("teacher:student", args=[student]))
    page = build_pin(
        about=who,
        asked=PinSearchForm(request.GET).asked(),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    template = "pin_choices" if request.htmx and not form.is_bound else "pin"
    return show(request, template, page, status=422 if form.is_bound else 200, form=form)


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def veto(request: SeenRequest, student: UUID) -> HttpResponse:
    """Take something off a student's list, after saying what it costs."""
    who = about(request, student)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _override(request, who.student, form, deed="veto", service=plans.veto_activity)
        return back(request, reverse("teacher:student", args=[student]))
    named = uuid_from(request.POST.get("activity", "") or request.GET.get("activity", ""))
    page = build_veto(about=who, activity=named, today=request.today, language=request.spoken)
    return show(request, "veto", page, status=422 if form.is_bound else 200, form=form)


def _override(
    request: SeenRequest,
    student: Person,
    form: OverrideForm,
    *,
    deed: str,
    service: Callable[..., Override],
) -> None:
    """Make a pin or a veto, and offer the way back."""
    made = audited(
        by=request.user,
        about=student,
        deed=deed,
        detail=form.cleaned_data["reason"],
        now=request.now,
        do=lambda: service(
            student=student,
            activity_uuid=form.cleaned_data["activity"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )
    said = _("Pinned for %(name)s.") if deed == "pin" else _("Taken off %(name)s’s list.")
    way_back = reverse("teacher:lift", args=[student.uuid, made.uuid])
    offer_undo(request, said % {"name": student.called}, way_back)


@require_POST
@for_face("teacher")
def lift(request: SeenRequest, student: UUID, override: UUID) -> HttpResponse:
    """Lift a pin or a veto."""
    who = _on_override(request, student, override, "lift", plans.lift_override)
    way_back = reverse("teacher:put_back", args=[student, override])
    offer_undo(request, _("Taken back for %(name)s.") % {"name": who.called}, way_back)
    return back(request, reverse("teacher:plan", args=[student]))


@require_POST
@for_face("teacher")
def put_back(request: SeenRequest, student: UUID, override: UUID) -> HttpResponse:
    """Let a pin or a veto stand again that was lifted."""
    who = _on_override(request, student, override, "put_override_back", plans.put_override_back)
    messages.success(request, _("It stands again for %(name)s.") % {"name": who.called})
    return back(request, reverse("teacher:plan", args=[student]))


def _on_override(
    request: SeenRequest,
    student: UUID,
    override: UUID,
    deed: str,
    service: Callable[..., Override],
) -> Person:
    """Do something to a pin or a veto that was made, and return whose it is."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed=deed,
        now=request.now,
        do=lambda: service(
            student=who,
            override_uuid=override,
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )
    return who


@require_POST
@for_face("teacher")
def pace(request: SeenRequest, student: UUID, section: UUID) -> HttpResponse:
    """Put the teacher's own word over the reckoned pace."""
    who = about(request, student)
    ensure_may_steer(who)
    form = PaceForm(request.POST)
    if not form.is_valid():
        return _show_plan(request, who, form)
    _say_pace(request, who.student, _shared(request, who, section), form)
    way_back = reverse("teacher:pace_lift", args=[student, section])
    offer_undo(request, _("Your word on pace stands now."), way_back)
    return back(request, reverse("teacher:plan", args=[student]))


def _say_pace(request: SeenRequest, student: Person, section: Section, form: PaceForm) -> None:
    audited(
        by=request.user,
        about=student,
        deed="pace",
        detail=form.cleaned_data["word"],
        now=request.now,
        do=lambda: plans.set_pace_word(
            student=student,
            section=section,
            word=form.cleaned_data["word"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            today=request.today,
            now=request.now,
        ),
    )


def _show_plan(request: SeenRequest, who: About, form: PaceForm) -> HttpResponse:
    page = build_plan(
        viewer=request.user,
        about=who,
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "plan", page, status=422, form=form)


def _shared(request: SeenRequest, who: About, section: UUID) -> Section:
    """Return the section, if the teacher teaches it and the student is in it."""
    for one in shared_sections(viewer=request.user, about=who, today=request.today):
        if one.uuid == section:
            return one
    raise NotFound(
        _("There is no such class among yours."), next_step=_("Pick one of your own classes.")
    )


@require_POST
@for_face("teacher")
def pace_lift(request: SeenRequest, student: UUID, section: UUID) -> HttpResponse:
    """Let the reckoned pace show again."""
    about_whom = about(request, student)
    who, place = about_whom.student, _shared(request, about_whom, section)
    audited(
        by=request.user,
        about=who,
        deed="pace.lift",
        now=request.now,
        do=lambda: plans.lift_pace_word(
            student=who, section=place, by=request.user, today=request.today, now=request.now
        ),
    )
    messages.info(request, _("The reckoned pace shows again."))
    return back(request, reverse("teacher:plan", args=[student]))


@require_POST
@for_face("teacher")
def move_on(request: SeenRequest, student: UUID) -> HttpResponse:
    """Let a student move on from a competency that is not mastered, with the reason."""
    who = about(request, student)
    ensure_may_steer(who)
    form = MoveOnForm(request.POST)
    if not form.is_valid():
        return _show_evidence(request, who, form)
    _move_on(request, who, form)
    messages.success(request, _("%(name)s moves on.") % {"name": who.student.called})
    return back(request, reverse("teacher:knows", args=[student]))


def _move_on(request: SeenRequest, who: About, form: MoveOnForm) -> None:
    line = find_competency(who, form.cleaned_data["what"])
    audited(
        by=request.user,
        about=who.student,
        deed="move_on",
        detail=line.code,
        now=request.now,
        do=lambda: mastery.move_on(
            student=who.student,
            competency_id=line.id,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=request.now,
        ),
    )


def _show_evidence(request: SeenRequest, who: About, form: MoveOnForm) -> HttpResponse:
    page = build_evidence(
        viewer=request.user,
        about=who,
        what=uuid_from(request.POST.get("what", "")),
        page=1,
        now=request.now,
        language=request.spoken,
    )
    return show(request, "evidence", page, status=422, form=form)
