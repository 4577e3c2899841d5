"""Pilots: the list, one story, its plan, and every deed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.pilots import NewPilotForm, PlanForm
from ownpath.faces.leader.pages.classes import classes_to_pick
from ownpath.faces.leader.pages.pilot_forms import build_deed_page, build_plan_page
from ownpath.faces.leader.pages.pilot_story import build_story_page, find_pilot
from ownpath.faces.leader.pages.pilots import build_pilots
from ownpath.faces.leader.views.numbers import page_number
from ownpath.faces.leader.views.pilot_deeds import (
    CHANGE_MEASURE,
    CYCLE_DEEDS,
    DEEDS,
    Deed,
    What,
)
from ownpath.faces.leader.views.refusing import attempt
from ownpath.school.change.queries.pilots import (
    decisions_for,
    get_cycle,
    get_measure,
    story_of,
)
from ownpath.school.change.services import pilots as services
from ownpath.school.people.queries import campuses_led
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.change.models import Cycle, Pilot
    from ownpath.school.people.models import Section

CLASSES = ("piloting", "comparing")


@require_GET
@for_face("leader")
def pilots(request: SeenRequest) -> HttpResponse:
    """Show the pilots of the campuses one leads, by where they stand."""
    page = build_pilots(viewer=request.user, page=page_number(request), today=request.today)
    return render(request, "leader/pilots/list.html", {"page": page})


@require_GET
@for_face("leader")
def pilot(request: SeenRequest, pilot: UUID) -> HttpResponse:
    """Show one pilot, from the problem to what became of it."""
    page = build_story_page(
        viewer=request.user, uuid=pilot, today=request.today, language=request.spoken
    )
    return render(request, "leader/pilots/story.html", {"page": page})


@require_http_methods(["GET", "POST"])
@for_face("leader")
def new(request: SeenRequest) -> HttpResponse:
    """Write an idea down."""
    led = {str(one.uuid): one for one in campuses_led(leader=request.user, today=request.today)}
    form = NewPilotForm(
        request.POST or None, campuses=led, initial={"language": request.spoken}
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        campus, language = led[said.pop("campus")], said.pop("language")

        def save() -> Pilot:
            return services.save_pilot(
                campus=campus, said=said, language=language, by=request.user, now=request.now
            )

        made = attempt(form, lambda: _noted(request, "save", said["title"], save))
        if made is not None:
            return redirect("leader:pilot_edit", made.uuid)
    page = build_plan_page(pilot=None)
    return _form(request, page, form)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, pilot: UUID) -> HttpResponse:
    """Show and keep the plan of a pilot that has not started."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    classes = classes_to_pick(campus=one.campus, today=request.today, own=_picked(one, request))
    form = PlanForm(
        request.POST or None, classes=classes, initial=_initial(one, request.spoken)
    )
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            _save_plan(request, one, form.cleaned_data)

        attempt(form, lambda: _noted(request, "save", one.title, save))
        if form.is_valid():
            messages.success(request, _("Kept."))
            return redirect("leader:pilot", pilot)
    return _form(request, build_plan_page(pilot=one), form)


def _picked(one: Pilot, request: SeenRequest) -> list[Section]:
    """Return the classes of a plan that still stand, also of a term that is over: they stay until taken out."""
    found = [row.section for row in one.sections.select_related("section")]
    return [each for each in found if each.ended_on is None or each.ended_on > request.today]


def _save_plan(request: SeenRequest, one: Pilot, data: dict[str, Any]) -> None:
    said = {name: value for name, value in data.items() if name not in (*CLASSES, "language")}
    who: dict[str, Any] = {"by": request.user, "now": request.now}
    saved = services.save_pilot(
        campus=one.campus, pilot=one, said=said, language=data["language"], **who
    )
    classes: dict[str, Any] = {name: [UUID(key) for key in data[name]] for name in CLASSES}
    services.set_sections(pilot=saved, **classes, **who)


def _initial(one: Pilot, spoken: str) -> dict[str, Any]:
    rows = list(one.sections.select_related("section"))
    sides = {"piloting": "pilot", "comparing": "comparison"}
    return {
        **{name: getattr(one, name) for name in PlanForm.base_fields},
        "language": one.language or spoken,
        **{
            name: [str(row.section.uuid) for row in rows if row.group == side]
            for name, side in sides.items()
        },
    }


@require_http_methods(["GET", "POST"])
@for_face("leader")
def do(request: SeenRequest, pilot: UUID, deed: str) -> HttpResponse:
    """Show the form of a deed; do it."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    what = What(pilot=one, by=request.user, now=request.now)
    return _carry_out(request, what, deed, DEEDS)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def do_cycle(request: SeenRequest, pilot: UUID, cycle: UUID, deed: str) -> HttpResponse:
    """Show the form of a cycle's deed; do it."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    found: Cycle = get_cycle(pilot=one, uuid=cycle)
    what = What(pilot=one, by=request.user, now=request.now, cycle=found)
    return _carry_out(request, what, deed, CYCLE_DEEDS)


def _carry_out(
    request: SeenRequest, what: What, name: str, deeds: dict[str, Deed]
) -> HttpResponse:
    if name not in deeds:
        raise NotFound(_("There is no such deed."), next_step=_("Go back to the pilot."))
    deed, story = deeds[name], story_of(pilot=what.pilot)
    decisions = decisions_for(pilot=what.pilot) if name == "approve" else ()
    bound = request.POST if request.method == "POST" else None
    form = deed.form(bound, story=story, decisions=decisions, initial=deed.starts_with(what))
    if form.is_bound and form.is_valid():
        title, said = what.pilot.title, form.cleaned_data
        made = attempt(form, lambda: _noted(request, name, title, lambda: deed.do(what, said)))
        if form.is_valid():
            messages.success(request, _say_done(what.pilot))
            there = made.uuid if made and name == "retry" else what.pilot.uuid
            return redirect("leader:pilot", there)
    page = build_deed_page(story=story, name=name, deed=deed, today=request.today)
    return _form(request, page, form)


def _say_done(pilot: Pilot) -> str:
    """Say that it was done, and where the pilot stands now if that changed."""
    before = pilot.state
    pilot.refresh_from_db(fields=["state"])
    if pilot.state == before:
        return _("Done.")
    return _("Done. It stands now: %(state)s.") % {"state": pilot.get_state_display()}


@require_http_methods(["GET", "POST"])
@for_face("leader")
def change_measure(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Show and keep what is predicted of a measure, before the lock."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    row = get_measure(pilot=one, uuid=measure)
    what = What(pilot=one, by=request.user, now=request.now, measure=row)
    return _carry_out(request, what, "measure", {"measure": CHANGE_MEASURE})


@require_POST
@for_face("leader")
def drop_measure(request: SeenRequest, pilot: UUID, measure: UUID) -> HttpResponse:
    """Take a measure away before the lock."""
    one = find_pilot(viewer=request.user, uuid=pilot, today=request.today)
    row = get_measure(pilot=one, uuid=measure)
    who: dict[str, Any] = {"by": request.user, "now": request.now}
    _noted(
        request,
        "drop_measure",
        one.title,
        lambda: services.drop_measure(pilot=one, measure=row, **who),
    )
    return redirect("leader:pilot", pilot)


def _noted(request: SeenRequest, deed: str, detail: str, do: Any) -> Any:
    return audited(
        by=request.user, about=None, deed=f"pilot.{deed}", detail=detail, now=request.now, do=do
    )


def _form(request: SeenRequest, page: Any, form: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, "leader/pilots/form.html", {"page": page, "form": form}, status=status
    )
