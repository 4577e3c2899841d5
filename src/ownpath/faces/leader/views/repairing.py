"""Repair a day: say what happened, see who would change, carry it out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms import HappeningForm
from ownpath.faces.leader.pages.away import MARKED, who_is_meant
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.repairing import build_repair, plan_in_force, tell_asked
from ownpath.faces.what_if import Addresses, build_asked
from ownpath.school.days.queries import job_of
from ownpath.school.days.services import (
    adult_out,
    ask_for_repair,
    ask_what_if,
    cart_missing,
    room_lost,
    students_away,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


@require_http_methods(["GET", "POST"])
@for_face("leader")
def repair(request: SeenRequest, campus: UUID, day: date) -> HttpResponse:
    """Show what can be missing; what is said is looked at before anything changes."""
    page = build_repair(
        viewer=request.user, campus=campus, day=day, today=request.today, now=request.now
    )
    form = HappeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
        event = event_from(place, day, form.cleaned_data, today=request.today)
        job = audited(
            by=request.user,
            about=None,
            deed="ask_what_if",
            detail=f"{place.name} {day}",
            now=request.now,
            do=lambda: ask_what_if(
                campus=place, day=day, event=event, by=request.user, now=request.now
            ),
        )
        return redirect("leader:asked", campus, job.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "leader/repair.html", {"page": page, "form": form}, status=status)


def event_from(
    campus: Campus, day: date, said: dict[str, Any], *, today: date
) -> dict[str, object]:
    """Return what happened as the room of days names it."""
    blocks = {"first_block": said["first"], "last_block": said["last"]}
    if said["kind"] == "adult":
        return adult_out(person_uuid=said["what"], **blocks)
    if said["kind"] == "room":
        return room_lost(room_uuid=said["what"], **blocks)
    if said["kind"] == "cart":
        return cart_missing(cart_uuid=said["what"], **blocks)
    plan = plan_in_force(campus=campus, day=day)
    away = who_is_meant(plan=plan, whom=said["whom"] or MARKED, today=today)
    return students_away(student_uuids=away, **blocks)


@require_GET
@for_face("leader")
def asked(request: SeenRequest, campus: UUID, job: UUID) -> HttpResponse:
    """Show how far a question or a repair is, and who would change."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    one = job_of(uuid=job, campus=place)
    to = Addresses(
        again=reverse("leader:asked", args=[campus, job]),
        carry_out=reverse("leader:carry_out", args=[campus, job]),
        back=reverse("leader:day", args=[campus, one.day]),
    )
    page = build_asked(
        viewer=request.user, job=one, to=to, today=request.today, now=request.now,
        language=request.spoken, about=tell_asked(one),
    )  # fmt: skip
    template = "kit/asked.html" if request.htmx else "leader/asked.html"
    return render(request, template, {"page": page})


@require_POST
@for_face("leader")
def carry_out(request: SeenRequest, campus: UUID, job: UUID) -> HttpResponse:
    """Mend the day as it was asked about."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    question = job_of(uuid=job, campus=place)
    mending = audited(
        by=request.user,
        about=None,
        deed="ask_for_repair",
        now=request.now,
        do=lambda: ask_for_repair(
            campus=place,
            day=question.day,
            event=question.event,
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:asked", campus, mending.uuid)
