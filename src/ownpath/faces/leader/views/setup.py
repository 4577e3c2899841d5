"""Set a campus up: what there is, one kind a page, a form for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms import FORMS, Choices, SetupForm
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.classes import Classes, classes_to_pick
from ownpath.faces.leader.pages.comes_first import comes_first
from ownpath.faces.leader.pages.setup import (
    build_edit,
    build_setup,
    find_kind,
    read_rows,
)
from ownpath.faces.leader.views.ending import offered_back
from ownpath.faces.leader.views.refusing import attempt
from ownpath.faces.leader.views.saving import (
    SAVE,
    Where,
    initial_of,
)
from ownpath.school.days.queries import (
    policy_of,
    published_plan,
    rooms_of,
    schedules_of,
    staffings_of,
)
from ownpath.school.days.queries.programs import program_names
from ownpath.school.days.queries.staff_out import planned_though_out
from ownpath.school.people.queries import staff_at, students_at
from ownpath.school.privacy.services import audited, note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

LONGEST_KEY = 40


@require_GET
@for_face("leader")
def setup(request: SeenRequest) -> HttpResponse:
    """Show what there is to set up at the first campus."""
    return _show(request, None)


@require_GET
@for_face("leader")
def setup_campus(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show what there is to set up at a campus."""
    return _show(request, campus)


def _show(request: SeenRequest, campus: UUID | None) -> HttpResponse:
    page = build_setup(
        viewer=request.user, campus=campus, today=request.today, language=request.spoken
    )
    return render(request, "leader/setup.html", {"page": page})


def choices_of(campus: Campus, kind: str, request: SeenRequest, row: Any = None) -> Choices:
    """Read what the form of a kind picks from, and nothing else; the class a row is of, though it is over."""
    today = request.today

    def of(things: Sequence[Any]) -> dict[str, Any]:
        return {str(one.uuid): one for one in things}

    needs_schedules = kind in {"week", "calendar", "commitment", "staff", "absence"}
    needs_rooms = kind in {"station", "staff", "commitment"}
    needs_sections = kind in {"model", "commitment"}
    needs_letters = kind in {"week", "calendar", "commitment"}
    policy = policy_of(campus=campus) if needs_letters else None
    classes = _classes(campus, request, row) if needs_sections else Classes()
    return Choices(
        schedules=of(schedules_of(campus=campus)) if needs_schedules else {},
        rooms=of(rooms_of(campus=campus)) if needs_rooms else {},
        staff=of(staffings_of(campus=campus)) if kind in {"commitment", "absence"} else {},
        people=of(staff_at(campus=campus, today=today)) if kind == "staff" else {},
        classes=classes,
        letters=policy.letters if policy else (),
        letters_from=policy.letters_from if policy else None,
        programs=program_names(campus=campus, today=today) if kind == "program" else (),
        students=lambda: students_at(campus=campus, today=today),
        today=today,
    )


def _classes(campus: Campus, request: SeenRequest, row: Any) -> Classes:
    """Return the classes that run or will, and the one a row is of."""
    own = getattr(row, "section", None)
    return classes_to_pick(
        campus=campus, today=request.today, own=(own,) if own is not None else ()
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, campus: UUID, kind: str) -> HttpResponse:
    """Show the rows of a kind and the form; save what was typed."""
    find_kind(kind)
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    rows = read_rows(place, kind, request.today)
    wanted = request.GET.get("row", "")[:LONGEST_KEY]
    row = next(
        (one for one in rows if wanted and str(getattr(one, "uuid", "")) == wanted), None
    )
    form = FORMS[kind](
        request.POST or None,
        choices=choices_of(place, kind, request, row),
        initial=initial_of(kind, row, rows),
    )
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: _save(request, place, kind, row.uuid if row else None, form))
        if form.is_valid():
            messages.success(request, _("Kept. The next plan goes by it."))
            return _go_on(request, place, kind, form)
    page = build_edit(
        campus=place, kind=kind, row=wanted if row else "", rows=rows,
        page=request.GET.get("page", ""), language=request.spoken, today=request.today,
    )  # fmt: skip
    note_reads(by=request.user, about=page.about, deed="read.set_up", now=request.now)
    told = {
        "page": page, "form": form, "undo": offered_back(request, place, kind),
        "first": comes_first(campus=place, kind=kind),
    }  # fmt: skip
    return render(request, "leader/edit.html", told, status=422 if form.is_bound else 200)


def _go_on(request: SeenRequest, campus: Campus, kind: str, form: SetupForm) -> HttpResponse:
    """Lead back to the page of a kind; where a plan in force has an adult who is out, to where it is mended."""
    day = form.cleaned_data["day"] if kind == "absence" else None
    plan = published_plan(campus=campus, day=day) if day and day >= request.today else None
    person = form.cleaned_data["staffing"].person if plan else None
    if plan is None or person not in planned_though_out(plan=plan):
        return redirect("leader:edit", campus.uuid, kind)
    told = _("The plan of this day is published and has %(name)s in it. Say here who is out.")
    messages.warning(request, told % {"name": person.full_name})
    return redirect("leader:repair", campus.uuid, day)


def _save(
    request: SeenRequest, campus: Campus, kind: str, row: UUID | None, form: SetupForm
) -> None:
    said = form.cleaned_data
    where = Where(campus=campus, row=row, by=request.user, now=request.now)
    audited(
        by=request.user,
        about=said.get("student"),
        deed=f"set_up.{kind}",
        detail=campus.name,
        now=request.now,
        do=lambda: SAVE[kind](where, said),
    )
