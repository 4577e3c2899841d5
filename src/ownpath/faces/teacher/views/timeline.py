"""A teacher says by when a class is meant to have learned what; each change can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import Conflict
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.forms import SpreadForm, StepsForm
from ownpath.faces.teacher.pages.timeline import (
    build_timeline,
    competencies_of,
    framework_map,
    grade_of,
)
from ownpath.faces.teacher.views.arriving import offer_undo, show
from ownpath.school.days.queries import school_days
from ownpath.school.people.queries import get_taught_section
from ownpath.school.plans import services as plans
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Section

BEFORE: Final = (
    "teacher_timeline"  # in the session: what stood before the last change, by class
)
READ_AGAIN: Final = 422


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def timeline(request: SeenRequest, section: UUID) -> HttpResponse:
    """Show by when a class is meant to have learned what; keep the days that were written."""
    page = build_timeline(
        viewer=request.user, section=section, today=request.today, language=request.spoken
    )
    steps = [step for domain in page.domains for step in domain.steps]
    form = StepsForm(request.POST if request.method == "POST" else None, steps=steps)
    if request.method == "POST" and form.is_valid():
        return _keep(request, _class(request, section), form.due_on(), _("The days are kept."))
    status = READ_AGAIN if request.method == "POST" else 200
    return _show(request, section, form, SpreadForm(between=(page.first, page.last)), status)


@require_POST
@for_face("teacher")
def spread(request: SeenRequest, section: UUID) -> HttpResponse:
    """Spread the grade's competencies evenly between two days; or have no days at all."""
    which = _class(request, section)
    if request.POST.get("no"):
        return _keep(request, which, {}, _("This class has no days any more."))
    known, form = framework_map(section=which), SpreadForm(request.POST)
    if not form.is_valid():
        page = build_timeline(
            viewer=request.user, section=section, today=request.today, language=request.spoken
        )
        steps = [step for domain in page.domains for step in domain.steps]
        return _show(request, section, StepsForm(None, steps=steps), form, READ_AGAIN)
    own = (
        competencies_of(known, grade=grade_of(section=which, today=request.today))
        if known
        else []
    )
    if not own:
        raise Conflict(
            _("This class works on nothing of its grade yet."),
            next_step=_("Your school’s office says what a class works on."),
        )
    due_on = _spread(which, own, **form.cleaned_data)
    return _keep(request, which, due_on, _("Spread evenly."))


def _spread(
    section: Section, competencies: list[int], first: date, last: date
) -> dict[int, date]:
    """Return a school day for each competency; weekdays where the campus has not set up its week."""
    days = set(school_days(campus=section.campus, since=first, until=last))
    return plans.spread_evenly(
        competencies=competencies, first=first, last=last,
        has_school=days.__contains__ if days else plans.is_weekday,
    )  # fmt: skip


@require_POST
@for_face("teacher")
def timeline_back(request: SeenRequest, section: UUID) -> HttpResponse:
    """Bring back the days that stood before the last change."""
    which = _class(request, section)
    before = request.session.get(BEFORE, {}).get(str(section))
    if before is None:
        raise Conflict(
            _("There is nothing to bring back."), next_step=_("Look at the days as they are.")
        )
    kept = {int(one): date.fromisoformat(day) for one, day in before.items()}
    return _keep(request, which, kept, _("The days are as they were."))


def _class(request: SeenRequest, section: UUID) -> Section:
    return get_taught_section(viewer=request.user, uuid=section, today=request.today)


def _keep(
    request: SeenRequest, section: Section, due_on: Mapping[int, date], said: str
) -> HttpResponse:
    before = audited(
        by=request.user,
        about=None,
        deed="timeline.set",
        detail=section.title,
        now=request.now,
        do=lambda: plans.keep_timeline(
            section=section, due_on=due_on, by=request.user, today=request.today
        ),
    )
    told = {str(one): day.isoformat() for one, day in before.items()}
    request.session[BEFORE] = {str(section.uuid): told}
    offer_undo(request, said, reverse("teacher:timeline_back", args=[section.uuid]))
    return HttpResponseRedirect(reverse("teacher:timeline", args=[section.uuid]))


def _show(
    request: SeenRequest, section: UUID, steps: StepsForm, between: SpreadForm, status: int
) -> HttpResponse:
    page = build_timeline(
        viewer=request.user, section=section, today=request.today, language=request.spoken
    )
    domains = [
        (domain.name, [(step, steps[f"step-{step.uuid}"]) for step in domain.steps])
        for domain in page.domains
    ]
    return show(
        request,
        "timeline",
        page,
        status=status,
        steps=steps,
        domains=domains,
        between=between,
    )
