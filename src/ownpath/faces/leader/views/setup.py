"""Set a campus up: what there is, one kind a page, a form for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms import FORMS, Choices, SetupForm
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.classes import Classes, classes_to_pick
from ownpath.faces.leader.pages.setup import (
    TAKEN_OFF,
    build_edit,
    build_setup,
    find_kind,
    read_rows,
)
from ownpath.faces.leader.pages.setup_rows import DESCRIBE
from ownpath.faces.leader.views.refusing import attempt
from ownpath.faces.leader.views.saving import (
    SAVE,
    Where,
    end_row,
    initial_of,
    take_row_off,
)
from ownpath.school.days.queries import policy_of, rooms_of, schedules_of, staffings_of
from ownpath.school.days.queries.programs import program_names
from ownpath.school.days.services import StillNeeded, TakenOff
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
            return redirect("leader:edit", place.uuid, kind)
    page = build_edit(
        campus=place, kind=kind, row=wanted if row else "", rows=rows,
        page=request.GET.get("page", ""), language=request.spoken, today=request.today,
    )  # fmt: skip
    note_reads(by=request.user, about=page.about, deed="read.set_up", now=request.now)
    status = 422 if form.is_bound else 200
    return render(request, "leader/edit.html", {"page": page, "form": form}, status=status)


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


@require_POST
@for_face("leader")
def end(request: SeenRequest, campus: UUID, kind: str, key: str) -> HttpResponse:
    """End one row; what was planned with it stays as it was."""
    find_kind(kind)
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    row = next(
        (
            one
            for one in read_rows(place, kind, request.today)
            if kind in DESCRIBE and DESCRIBE[kind](one, "en").key == key
        ),
        None,
    )
    if row is None:
        raise NotFound(_("It is ended already."), next_step=_("Look at the list again."))
    try:
        said = _end(request, place, kind, key, row)
    except StillNeeded as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, said)
    return redirect("leader:edit", campus, kind)


def _end(request: SeenRequest, place: Campus, kind: str, key: str, row: Any) -> str:
    """End a row, or take it off its list; return what is said of it."""
    where = Where(campus=place, row=None, by=request.user, now=request.now)
    taken = audited(
        by=request.user,
        about=getattr(row, "student", getattr(row, "person", None)),
        deed=f"end.{kind}",
        detail=place.name,
        now=request.now,
        do=lambda: (
            take_row_off(where, kind, row)
            if kind in TAKEN_OFF
            else end_row(where, kind, key, row)
        ),
    )
    return (
        tell_taken_off(taken)
        if isinstance(taken, TakenOff)
        else _("Ended. The next plan goes without it.")
    )


def tell_taken_off(taken: TakenOff) -> str:
    """Say that something is off its list, and whether days keep it."""
    told = {"name": taken.name}
    if taken.is_kept:
        return (
            _(
                "%(name)s is off the list. Days that were planned or closed keep it; no new plan takes it."
            )
            % told
        )
    return _("%(name)s is off the list.") % told
