"""Plan a day: ask for it, watch it come, compare, publish, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.asked import number_asked
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.difference import build_difference
from ownpath.faces.leader.pages.planning import (
    build_planning,
    day_to_plan,
    draw_job,
)
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.why import build_why
from ownpath.school.days.queries import get_plan, job_of, published_plan
from ownpath.school.days.services import (
    ask_for_plan,
    cancel_job,
    publish_plan,
    put_plan_back,
    undo_publish,
    withdraw_plan,
)
from ownpath.school.people.queries import Aspect, get_student_at_work
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

UNDO = "leader_undo_plan"
MOST_BLOCKS = 99  # a number in an address


@require_GET
@for_face("leader")
def days(request: SeenRequest, campus: UUID | None = None) -> HttpResponse:
    """Lead to the next day of school of a campus."""
    place, day = day_to_plan(viewer=request.user, campus=campus, today=request.today)
    return redirect("leader:day", place.uuid, day)


@require_GET
@for_face("leader")
def day(request: SeenRequest, campus: UUID, day: date) -> HttpResponse:
    """Show all versions of one day."""
    page = build_planning(viewer=request.user, campus=campus, day=day, today=request.today)
    undo = request.session.pop(UNDO, None)
    return render(request, "leader/day.html", {"page": page, "undo": undo})


@require_GET
@for_face("leader")
def progress(request: SeenRequest, campus: UUID, day: date, job: UUID) -> HttpResponse:
    """Show how far a plan is; once it is there, the whole page comes anew."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    part = draw_job(job_of(uuid=job, campus=place), campus=campus)
    if not request.htmx:
        return redirect("leader:day", campus, day)
    if not part.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "leader/job.html", {"job": part, "campus": place.uuid, "day": day})


def _carry_out(
    request: SeenRequest, campus: UUID, day: date, deed: str, do: Callable[[Campus], object]
) -> HttpResponse:
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    audited(
        by=request.user,
        about=None,
        deed=deed,
        detail=f"{place.name} {day}",
        now=request.now,
        do=lambda: do(place),
    )
    return redirect("leader:day", campus, day)


@require_POST
@for_face("leader")
def plan_now(request: SeenRequest, campus: UUID, day: date) -> HttpResponse:
    """Ask for a plan of a day; it is made beside the server."""
    return _carry_out(
        request,
        campus,
        day,
        "ask_for_plan",
        lambda place: ask_for_plan(campus=place, day=day, by=request.user, now=request.now),
    )


@require_POST
@for_face("leader")
def cancel(request: SeenRequest, campus: UUID, day: date, job: UUID) -> HttpResponse:
    """Stop a plan on its way."""
    return _carry_out(
        request,
        campus,
        day,
        "cancel_job",
        lambda place: cancel_job(campus=place, job_uuid=job, by=request.user, now=request.now),
    )


@require_POST
@for_face("leader")
def publish(request: SeenRequest, campus: UUID, day: date, plan: UUID) -> HttpResponse:
    """Tell everybody their day; the plan is checked once more before."""
    done = _carry_out(
        request,
        campus,
        day,
        "publish_plan",
        lambda place: publish_plan(
            campus=place, plan_uuid=plan, by=request.user, now=request.now
        ),
    )
    messages.success(request, _("Published. Everybody sees their day now."))
    return done


@require_POST
@for_face("leader")
def undo(request: SeenRequest, campus: UUID, day: date) -> HttpResponse:
    """Go back to what was published before."""
    done = _carry_out(
        request,
        campus,
        day,
        "undo_publish",
        lambda place: undo_publish(campus=place, day=day, by=request.user, now=request.now),
    )
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    if published_plan(campus=place, day=day) is not None:
        messages.info(request, _("Taken back. What was published before counts again."))
    else:
        messages.info(request, _("Taken back. This day has no published plan now."))
    return done


@require_POST
@for_face("leader")
def withdraw(request: SeenRequest, campus: UUID, day: date, plan: UUID) -> HttpResponse:
    """Put a draft aside, and say so with a way back; or put it back."""
    is_back = request.GET.get("back") == "1"
    do = put_plan_back if is_back else withdraw_plan
    done = _carry_out(
        request,
        campus,
        day,
        "put_plan_back" if is_back else "withdraw_plan",
        lambda place: do(campus=place, plan_uuid=plan, by=request.user, now=request.now),
    )
    if is_back:
        messages.info(request, _("Taken back. The plan can be published again."))
    else:
        where = reverse("leader:withdraw", args=[campus, day, plan])
        said = _("Put aside: this plan cannot be published any more.")
        request.session[UNDO] = {"text": said, "url": f"{where}?back=1"}
    return done


@require_GET
@for_face("leader")
def difference(request: SeenRequest, campus: UUID, day: date, plan: UUID) -> HttpResponse:
    """Show what a plan has otherwise."""
    page = build_difference(
        viewer=request.user,
        campus=campus,
        day=day,
        plan=plan,
        block=number_asked(request, "block", most=MOST_BLOCKS, fewest=0),
        page=page_number(request),
        today=request.today,
        now=request.now,
        language=request.spoken,
    )
    return render(request, "leader/difference.html", {"page": page})


@require_GET
@for_face("leader")
def why(
    request: SeenRequest, campus: UUID, day: date, plan: UUID, student: UUID, block: int
) -> HttpResponse:
    """Show why a student does what a plan has in a block: a page, or the part a row asks for."""
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    who = get_student_at_work(
        viewer=request.user, uuid=student, aspect=Aspect.LEARNING, today=request.today
    )
    page = build_why(
        viewer=request.user,
        student=who,
        plan=get_plan(campus=place, uuid=plan),
        block=block,
        now=request.now,
        language=request.spoken,
    )
    if request.htmx:
        return render(request, "kit/why.html", {"page": page})
    back = reverse("leader:difference", args=[campus, day, plan]), _("What is different")
    if request.GET.get("from") == "days":
        back = reverse("leader:student_days", args=[campus, student]), who.full_name
    return render(request, "leader/why.html", {"page": page, "back": back})
