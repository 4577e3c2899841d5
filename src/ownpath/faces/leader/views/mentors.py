"""Those who walk along: the list, one of them, the next meeting, what came of the last."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.mentors import HeldForm, MeetingForm, MentorForm
from ownpath.faces.leader.forms.opportunities import Named
from ownpath.faces.leader.pages.mentors import build_mentor, build_mentors
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.leader.views.opportunities import district_of
from ownpath.faces.leader.views.opportunities_edit import refused
from ownpath.school.change.access import ensure_may_decide, reach_of
from ownpath.school.change.queries.deadlines import moment_of
from ownpath.school.change.queries.mentors import find_mentor
from ownpath.school.change.queries.opportunities import organizations_of
from ownpath.school.change.services.mentors import (
    MentorWords,
    add_mentor,
    change_mentor,
    hold_meeting,
    set_meeting,
    set_mentor_ended,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from django import forms

    from ownpath.school.change.models import Mentor


def _find(request: SeenRequest, uuid: UUID) -> Mentor:
    return find_mentor(district=district_of(request), uuid=uuid)


def _done(request: SeenRequest, deed: str, name: str, do: Any) -> Any:
    return audited(
        by=request.user,
        about=None,
        deed=f"mentor.{deed}",
        detail=name,
        now=request.now,
        do=do,
    )


@require_GET
@for_face("leader")
def mentors(request: SeenRequest) -> HttpResponse:
    """Show those who walk along."""
    reach = reach_of(person=request.user, today=request.today)
    page = build_mentors(
        district=district_of(request), reach=reach, page=page_number(request), now=request.now
    )
    return render(request, "leader/opportunities/mentors.html", {"page": page})


@require_GET
@for_face("leader")
def mentor(request: SeenRequest, mentor: UUID) -> HttpResponse:
    """Show one mentor."""
    return _draw(request, _find(request, mentor))


def _draw(
    request: SeenRequest,
    row: Mentor,
    *,
    meeting: forms.Form | None = None,
    held: forms.Form | None = None,
) -> HttpResponse:
    reach = reach_of(person=request.user, today=request.today)
    context = {
        "page": build_mentor(row=row, reach=reach, now=request.now),
        "meeting_form": meeting or MeetingForm(),
        "held_form": held or HeldForm(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/mentor.html", context, status=status)


def _form(request: SeenRequest, initial: dict[str, Any]) -> MentorForm:
    reach = reach_of(person=request.user, today=request.today)
    organizations = organizations_of(district=district_of(request))
    return MentorForm(
        request.POST or None,
        campuses={str(one.uuid): one for one in reach.run},
        organizations={str(one.uuid): Named(one, one.name) for one in organizations},
        for_all=reach.runs_district,
        initial=initial,
    )


def _words(form: MentorForm) -> MentorWords:
    said = form.cleaned_data
    organization = said.pop("organization")
    return MentorWords(**said, organization=organization.thing if organization else None)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def new(request: SeenRequest) -> HttpResponse:
    """Write down somebody who walks along."""
    form = _form(request, {})
    if request.method == "POST" and form.is_valid():
        words = _words(form)

        def add() -> Mentor:
            return add_mentor(
                district=district_of(request),
                words=words,
                meets_at=None,
                by=request.user,
                now=request.now,
            )

        try:
            row = _done(request, "add", words.name, add)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Kept. When do you meet?"))
            return redirect("leader:mentor", row.uuid)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "leader/opportunities/mentor_edit.html", {"form": form}, status=status
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, mentor: UUID) -> HttpResponse:
    """Change who a mentor is."""
    row = _find(request, mentor)
    ensure_may_decide(
        by=request.user, district=row.district, campus=row.campus, now=request.now
    )
    initial = {
        "name": row.name,
        "helps_with": row.helps_with,
        "contact": row.contact,
        "campus": str(row.campus.uuid) if row.campus else "",
        "organization": str(row.organization.uuid) if row.organization else "",
    }
    form = _form(request, initial)
    if request.method == "POST" and form.is_valid():
        words = _words(form)
        _done(
            request,
            "change",
            words.name,
            lambda: change_mentor(mentor=row, words=words, by=request.user, now=request.now),
        )
        return redirect("leader:mentor", row.uuid)
    context = {"form": form, "name": row.name, "uuid": row.uuid}
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/mentor_edit.html", context, status=status)


def _next_at(request: SeenRequest, form: forms.Form) -> datetime | None:
    said = form.cleaned_data
    if not said["next_on"]:
        return None
    return moment_of(
        day=said["next_on"],
        clock=said["next_clock"],
        time_zone=district_of(request).time_zone,
    )


@require_POST
@for_face("leader")
def set_next(request: SeenRequest, mentor: UUID) -> HttpResponse:
    """Set the next meeting, or take it off."""
    row = _find(request, mentor)
    form = MeetingForm(request.POST)
    if form.is_valid():
        meets_at = _next_at(request, form)
        _done(
            request,
            "meeting",
            row.name,
            lambda: set_meeting(
                mentor=row, meets_at=meets_at, by=request.user, now=request.now
            ),
        )
        return redirect("leader:mentor", row.uuid)
    return _draw(request, row, meeting=form)


@require_POST
@for_face("leader")
def held(request: SeenRequest, mentor: UUID) -> HttpResponse:
    """Keep what came of a meeting, and the next one."""
    row = _find(request, mentor)
    form = HeldForm(request.POST)
    if form.is_valid():
        next_at, note = _next_at(request, form), form.cleaned_data["note"]
        _done(
            request,
            "held",
            row.name,
            lambda: hold_meeting(
                mentor=row, note=note, next_at=next_at, by=request.user, now=request.now
            ),
        )
        return redirect("leader:mentor", row.uuid)
    return _draw(request, row, held=form)


@require_POST
@for_face("leader")
def end(request: SeenRequest, mentor: UUID) -> HttpResponse:
    """Keep that a mentor does not walk along any more, or take that back."""
    row = _find(request, mentor)
    is_ended = row.ended_on is None
    _done(
        request,
        "end" if is_ended else "back",
        row.name,
        lambda: set_mentor_ended(
            mentor=row, is_ended=is_ended, by=request.user, now=request.now
        ),
    )
    return redirect("leader:mentor", row.uuid)
