"""How an application ends: the award and its duties, the loss and what it brought anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.opportunities import AwardForm, DutyForm, LossForm, Named
from ownpath.faces.leader.views.applications import done, draw, find
from ownpath.faces.leader.views.opportunities_edit import refused
from ownpath.school.change.queries.mentors import mentors_to_pick
from ownpath.school.change.queries.opportunities import (
    opportunities_to_pick,
    visions_to_pick,
)
from ownpath.school.change.services.applications import ensure_may_act
from ownpath.school.change.services.duties import add_duty, set_duty_done
from ownpath.school.change.services.outcomes import (
    DutyWords,
    GainWords,
    record_award,
    record_loss,
)

if TYPE_CHECKING:
    from ownpath.school.change.models import Application, Vision

FIELD_OF_KIND = {
    "portal": "opportunity",
    "workshop": "opportunity",
    "mentor": "mentor",
    "vision": "vision",
}


@require_http_methods(["GET", "POST"])
@for_face("leader")
def award(request: SeenRequest, application: UUID) -> HttpResponse:
    """Record an award and the duties it brings."""
    row = find(request, application)
    ensure_may_act(row, request.user, request.now)
    form = AwardForm(request.POST or None, initial={"amount": row.asked})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        duties = [DutyWords(text=text, due_on=due) for text, due in said["duties"]]
        try:
            done(
                request,
                "award",
                row,
                lambda: record_award(
                    application=row,
                    amount=said["amount"],
                    duties=duties,
                    by=request.user,
                    now=request.now,
                ),
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Awarded. What you report is in your calendar now."))
            return redirect("leader:application", row.uuid)
    return _draw(request, row, form, "award")


@require_http_methods(["GET", "POST"])
@for_face("leader")
def lost(request: SeenRequest, application: UUID) -> HttpResponse:
    """Record that it was not selected, and what it brought anyway."""
    row = find(request, application)
    ensure_may_act(row, request.user, request.now)
    form = LossForm(request.POST or None, picks=_picks(row))
    if request.method == "POST" and form.is_valid():
        gains = [_gain(*one) for one in form.cleaned_data["gains"]]
        try:
            done(
                request,
                "lose",
                row,
                lambda: record_loss(
                    application=row, gains=gains, by=request.user, now=request.now
                ),
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Kept. What it brought goes on from here."))
            return redirect("leader:application", row.uuid)
    return _draw(request, row, form, "lost")


def _draw(request: SeenRequest, row: Application, form: Any, name: str) -> HttpResponse:
    context = {"form": form, "title": row.opportunity.title, "application": row.uuid}
    status = 422 if request.method == "POST" else 200
    return render(request, f"leader/opportunities/{name}.html", context, status=status)


def _gain(kind: str, text: str, thing: Any) -> GainWords:
    picked = {FIELD_OF_KIND[kind]: thing} if thing is not None else {}
    return GainWords(kind=kind, text=text, **picked)


def _picks(row: Application) -> dict[str, dict[str, Named]]:
    """Return what a gain may lead to, by its kind."""
    district = row.district
    found = opportunities_to_pick(district=district, kinds=("portal", "workshop"))
    return {
        **{
            kind: {str(o.uuid): Named(o, o.title) for o in found if o.kind == kind}
            for kind in ("portal", "workshop")
        },
        "mentor": {
            str(one.uuid): Named(one, one.name) for one in mentors_to_pick(district=district)
        },
        "vision": {
            str(one.uuid): Named(one, _name_of(one))
            for one in visions_to_pick(district=district)
        },
    }


def _name_of(vision: Vision) -> str:
    place = vision.campus.name if vision.campus else _("the whole district")
    return _("Vision %(number)s, %(place)s (%(state)s)") % {
        "number": vision.version,
        "place": place,
        "state": vision.get_state_display(),
    }


@require_POST
@for_face("leader")
def new_duty(request: SeenRequest, application: UUID) -> HttpResponse:
    """Add a duty to an award."""
    row = find(request, application)
    form = DutyForm(request.POST)
    if not form.is_valid():
        ensure_may_act(row, request.user, request.now)
        return draw(request, row, status=422, duty_form=form)
    said = form.cleaned_data
    done(
        request,
        "duty_add",
        row,
        lambda: add_duty(application=row, by=request.user, now=request.now, **said),
    )
    return redirect("leader:application", row.uuid)


@require_POST
@for_face("leader")
def duty(request: SeenRequest, application: UUID, duty: UUID) -> HttpResponse:
    """Tick a duty, or take the tick back."""
    row = find(request, application)
    done(
        request,
        "duty",
        row,
        lambda: set_duty_done(
            application=row,
            duty_uuid=duty,
            is_done=request.POST.get("done") == "yes",
            by=request.user,
            now=request.now,
        ),
    )
    return redirect("leader:application", row.uuid)
