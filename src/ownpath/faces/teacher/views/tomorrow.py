"""Tomorrow's groups: look, accept, ask for something else, decide for one student."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import PinBlockForm, ReviewForm
from ownpath.faces.teacher.pages.changing import campus_at_work
from ownpath.faces.teacher.pages.tomorrow import (
    build_pin_block,
    build_tomorrow,
    newest_plan,
)
from ownpath.faces.teacher.views.arriving import about, offer_undo, show
from ownpath.school.days.queries import next_school_day
from ownpath.school.days.services import lift_pin, put_pin_back, review_plan
from ownpath.school.days.services import pin_block as pin_in_plan
from ownpath.school.privacy.services import audited


@require_GET
@for_face("teacher")
def tomorrow(request: SeenRequest) -> HttpResponse:
    """Show the next school day's groups."""
    page = build_tomorrow(
        viewer=request.user, today=request.today, now=request.now, language=request.spoken
    )
    return show(request, "tomorrow", page)


@require_POST
@for_face("teacher")
def review(request: SeenRequest) -> HttpResponse:
    """Keep that the teacher accepts tomorrow, or what should be otherwise."""
    campus = campus_at_work(request.user, request.today)
    day = next_school_day(campus=campus, after=request.today)
    plan = newest_plan(campus, day) if day else None
    form = ReviewForm(request.POST)
    if plan is None or not form.is_valid():
        raise NotFound(
            _("Tomorrow is not planned yet."), next_step=_("Look again after it was planned.")
        )
    said = form.cleaned_data
    audited(
        by=request.user,
        about=None,
        deed="review_plan",
        now=request.now,
        do=lambda: review_plan(
            plan=plan,
            is_accepted=said["answer"] == "yes",
            note=said["note"],
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("Noted. Whoever publishes the day sees it."))
    return redirect("teacher:tomorrow")


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def pin_block(request: SeenRequest, day: date, student: UUID, block: int) -> HttpResponse:
    """Decide what one student does in a block of a day to come."""
    who = about(request, student)
    page = build_pin_block(
        about=who,
        viewer=request.user,
        day=day,
        block=block,
        today=request.today,
        language=request.spoken,
    )
    form = PinBlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ways = [one.modality for one in page.options if one.key == said["key"]]
        modality = said["modality"] if said["modality"] in ways else next(iter(ways), "")
        made = audited(
            by=request.user,
            about=who.student,
            deed="pin_block",
            now=request.now,
            do=lambda: pin_in_plan(
                student=who.student,
                day=day,
                block=block,
                key=said["key"],
                modality=modality,
                reason=said["reason"],
                by=request.user,
                now=request.now,
            ),
        )
        decided = _("Decided for %(name)s. The next plan keeps it.")
        way_back = reverse("teacher:lift_block_pin", args=[student, made.uuid])
        offer_undo(request, decided % {"name": who.student.called}, way_back)
        return redirect("teacher:tomorrow")
    return show(request, "pin_block", page, status=422 if form.is_bound else 200, form=form)


@require_POST
@for_face("teacher")
def lift_block_pin(request: SeenRequest, student: UUID, pin: UUID) -> HttpResponse:
    """Take back what was decided for a block; the way back lets it stand again."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="lift_block_pin",
        now=request.now,
        do=lambda: lift_pin(student=who, pin_uuid=pin, by=request.user, now=request.now),
    )
    said = _("Taken back for %(name)s. The next plan decides.") % {"name": who.called}
    offer_undo(request, said, reverse("teacher:put_block_pin_back", args=[student, pin]))
    return redirect("teacher:tomorrow")


@require_POST
@for_face("teacher")
def put_block_pin_back(request: SeenRequest, student: UUID, pin: UUID) -> HttpResponse:
    """Let what was decided for a block stand again."""
    who = about(request, student).student
    audited(
        by=request.user,
        about=who,
        deed="put_block_pin_back",
        now=request.now,
        do=lambda: put_pin_back(student=who, pin_uuid=pin, by=request.user, now=request.now),
    )
    messages.success(request, _("It stands again for %(name)s.") % {"name": who.called})
    return redirect("teacher:tomorrow")
