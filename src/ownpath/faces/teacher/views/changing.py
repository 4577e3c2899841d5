"""Swap, ask what if, and carry it out: the cost stands on the page before anything is changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import OutForm, SwapForm
from ownpath.faces.teacher.pages.changing import (
    build_out,
    build_swap,
    campus_at_work,
    find_own_job,
)
from ownpath.faces.teacher.pages.tomorrow import newest_plan
from ownpath.faces.teacher.views.arriving import UNDO, about, offer_undo, show
from ownpath.faces.what_if import Addresses, build_asked
from ownpath.faces.why import build_why
from ownpath.school.days.queries import campus_of
from ownpath.school.days.services import (
    adult_out,
    ask_for_repair,
    ask_what_if,
    swap,
    take_change_back,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def swap_student(request: SeenRequest, student: UUID, block: int) -> HttpResponse:
    """Show what a student could do in a block instead; asking for one shows who else would change."""
    who = about(request, student)
    page = build_swap(
        about=who,
        block=block,
        key=request.GET.get("key", ""),
        today=request.today,
        language=request.spoken,
    )
    form = SwapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        event = swap(
            student_uuid=who.student.uuid,
            block=block,
            key=said["key"],
            modality=said["modality"],
        )
        campus = _campus_of(who.student, request)
        return _ask(request, campus, event, who.student)
    return show(request, "swap", page, status=422 if form.is_bound else 200, form=form)


@require_GET
@for_face("teacher")
def why(request: SeenRequest, student: UUID, day: date, block: int) -> HttpResponse:
    """Show why a student does what is planned in a block: a page, or the part a because line asks for."""
    who = about(request, student)
    page = build_why(
        viewer=request.user,
        student=who.student,
        plan=newest_plan(_campus_of(who.student, request), day),
        block=block,
        now=request.now,
        language=request.spoken,
    )
    if request.htmx:
        return render(request, "kit/why.html", {"page": page})
    return show(request, "why", page, back=reverse("teacher:student", args=[student]))


def _campus_of(student: Person, request: SeenRequest) -> Campus:
    campus = campus_of(student=student, today=request.today)
    if campus is None:
        raise NotFound(_("There is no campus for this student today."), next_step="")
    return campus


def _ask(
    request: SeenRequest, campus: Campus, event: dict[str, object], student: Person | None
) -> HttpResponse:
    job = audited(
        by=request.user,
        about=student,
        deed="ask_what_if",
        now=request.now,
        do=lambda: ask_what_if(
            campus=campus, day=request.today, event=event, by=request.user, now=request.now
        ),
    )
    return redirect("teacher:asked", job.uuid)


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def what_if_out(request: SeenRequest) -> HttpResponse:
    """Ask what would happen to one's groups if one were out for some blocks of today."""
    page = build_out(viewer=request.user, now=request.now, today=request.today)
    form = OutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        event = adult_out(
            person_uuid=request.user.uuid,
            first_block=form.cleaned_data["first"],
            last_block=form.cleaned_data["last"],
        )
        return _ask(request, campus_at_work(request.user, request.today), event, None)
    return show(request, "out", page, status=422 if form.is_bound else 200, form=form)


@require_GET
@for_face("teacher")
def asked(request: SeenRequest, job: UUID) -> HttpResponse:
    """Show how far a question is, and what would change; the page asks again by itself while it runs."""
    question = find_own_job(viewer=request.user, uuid=job, today=request.today)
    to = Addresses(
        again=reverse("teacher:asked", args=[job]),
        carry_out=reverse("teacher:carry_out", args=[job]),
        back=reverse("teacher:room"),
        take_back=reverse("teacher:take_change_back", args=[job]),
    )
    page = build_asked(
        viewer=request.user, job=question, to=to, today=request.today, now=request.now,
        language=request.spoken,
    )  # fmt: skip
    if request.htmx:
        if page.take_back_until is not None:
            offer_undo(request, page.sentence, to.take_back)
        return render(request, "kit/asked.html", {"page": page})
    return show(request, "asked", page)


@require_POST
@for_face("teacher")
def carry_out(request: SeenRequest, job: UUID) -> HttpResponse:
    """Do what was asked about."""
    question = find_own_job(viewer=request.user, uuid=job, today=request.today)
    repair = audited(
        by=request.user,
        about=None,
        deed="ask_for_repair",
        now=request.now,
        do=lambda: ask_for_repair(
            campus=question.campus,
            day=question.day,
            event=question.event,
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("teacher:asked", repair.uuid)


@require_POST
@for_face("teacher")
def take_back(request: SeenRequest, job: UUID) -> HttpResponse:
    """Let the day be again as it was before one changed it."""
    change = find_own_job(viewer=request.user, uuid=job, today=request.today)
    audited(
        by=request.user,
        about=None,
        deed="take_change_back",
        now=request.now,
        do=lambda: take_change_back(job=change, by=request.user, now=request.now),
    )
    request.session.pop(UNDO, None)  # the way back that was offered is used up
    messages.info(request, _("Taken back. What was published before counts again."))
    return redirect("teacher:room")
