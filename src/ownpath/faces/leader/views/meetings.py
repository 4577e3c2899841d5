"""Meetings: the list, one of them, its minutes on paper."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.council import (
    AgendaForm,
    AmendForm,
    MeetingForm,
    MinutesForm,
    MotionForm,
)
from ownpath.faces.leader.pages.meetings import (
    AtTable,
    build_meeting,
    build_meetings,
    see_table,
)
from ownpath.faces.leader.views.at_the_table import PLAIN, WITH_FORM, carry_out
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.leader.views.refusing import attempt
from ownpath.school.change.services.meetings import BadMeeting, call_meeting
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("leader")
def meetings(request: SeenRequest) -> HttpResponse:
    """Show all meetings, and call one."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _call(request, form)
        except BadMeeting as refused:
            form.add_error("day", f"{refused.message} {refused.next_step}")
    page = build_meetings(viewer=request.user, page=page_number(request), today=request.today)
    shown = {"page": page, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "leader/council/meetings.html", shown, status=status)


def _call(request: SeenRequest, form: MeetingForm) -> HttpResponse:
    district = own_district(viewer=request.user)
    called = audited(
        by=request.user,
        about=None,
        deed="council.meeting.call",
        now=request.now,
        do=lambda: call_meeting(
            district=district,
            starts_at=form.starts_at(district),
            where=form.cleaned_data["where"],
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:meeting", called.uuid)


@require_GET
@for_face("leader")
def meeting(request: SeenRequest, meeting: UUID) -> HttpResponse:
    """Show one meeting."""
    table = see_table(viewer=request.user, uuid=meeting)
    return _show(request, table, _forms(request, table))


@require_GET
@for_face("leader")
def minutes(request: SeenRequest, meeting: UUID) -> HttpResponse:
    """Show the minutes of a meeting, ready for the printer."""
    table = see_table(viewer=request.user, uuid=meeting)
    page = build_meeting(viewer=request.user, table=table, today=request.today)
    return render(request, "leader/council/minutes.html", {"page": page})


@require_POST
@for_face("leader")
def do(request: SeenRequest, meeting: UUID, deed: str) -> HttpResponse:
    """Do one thing at a meeting."""
    table = see_table(viewer=request.user, uuid=meeting)
    if deed in PLAIN:
        return carry_out(request, table, deed, PLAIN[deed](request, table))
    if deed not in WITH_FORM:
        raise NotFound(_("There is no such step."), next_step=_("Look at the meeting again."))
    offered = _forms(request, table, bound=deed)
    form = offered[deed]
    if form.is_valid():
        do_it = WITH_FORM[deed](request, table, form.cleaned_data)
        done = attempt(form, lambda: carry_out(request, table, deed, do_it))
        if done is not None:
            return done
    return _show(request, table, offered, status=422)


def _forms(request: SeenRequest, table: AtTable, bound: str = "") -> dict[str, forms.Form]:
    """Return the forms of a meeting; one of them with what was typed."""
    sent = {bound: request.POST}
    return {
        "agenda": AgendaForm(sent.get("agenda"), things=table.waiting),
        "move": MotionForm(
            sent.get("move"),
            seats=table.voters,
            decisions=table.decisions,
            auto_id="move_%s",
        ),
        "close": MinutesForm(sent.get("close"), initial={"minutes": table.meeting.minutes}),
        "amend": AmendForm(
            sent.get("amend"), initial={"minutes": table.minutes}, auto_id="amend_%s"
        ),
    }


def _show(
    request: SeenRequest, table: AtTable, offered: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    page = build_meeting(viewer=request.user, table=table, today=request.today)
    shown = {"page": page, "forms": offered}
    return render(request, "leader/council/meeting.html", shown, status=status)
