"""A leader brings a campus's set-up in as tables: send them, read what they would change, carry it out."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.campus_tables import CampusTablesForm
from ownpath.faces.leader.pages.campus_tables import build_tables, build_tables_plan
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.school.days.exports import setup_as_yaml, tables_as_zip
from ownpath.school.days.imports import SetupPlan, apply_import, plan_import
from ownpath.school.days.imports.sent import drop_sent, find_sent, keep_sent
from ownpath.school.days.imports.tables import TABLES
from ownpath.school.days.queries.setup_tables import Rows, tables_of
from ownpath.school.days.services.setting_up.allowed import ensure_may_run
from ownpath.school.people.queries import students_at
from ownpath.school.privacy.services import audited, note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

WAITS: Final = "leader_tables"  # in the session, by campus: what was sent, and its names
BEFORE: Final = "leader_tables_before"  # in the session, by campus: how it was before


def _campus(request: SeenRequest, uuid: UUID) -> Campus:
    """Return a campus whose days the leader decides about."""
    place, _led = find_led(leader=request.user, uuid=uuid, today=request.today)
    ensure_may_run(place, request.user, request.now)
    return place


@require_http_methods(["GET", "POST"])
@for_face("leader")
def tables(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take tables, or say what they may hold."""
    place = _campus(request, campus)
    form = CampusTablesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(request, place, form):
        return redirect("leader:tables_plan", campus)
    page = build_tables(
        campus=place,
        is_waiting=str(campus) in request.session.get(WAITS, {}),
        can_go_back=str(campus) in request.session.get(BEFORE, {}),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/tables.html", {"page": page, "form": form}, status=status)


def _keep(request: SeenRequest, campus: Campus, form: CampusTablesForm) -> bool:
    """Keep what was sent until it is brought in; else say why in the form."""
    sent = form.cleaned_data["tables"]
    try:
        waiting = keep_sent([(one.name, one.file) for one in sent], now=request.now)
    except Refusal as refusal:
        form.add_error("tables", str(refusal))
        return False
    _wait(request, campus, waiting, [one.name[-80:] for one in sent])
    return True


def _wait(request: SeenRequest, campus: Campus, waiting: str, names: list[str]) -> None:
    drop_sent(_taken(request, WAITS, campus).get("name", ""))
    told = request.session.get(WAITS, {})
    request.session[WAITS] = told | {str(campus.uuid): {"name": waiting, "files": names}}


def _taken(request: SeenRequest, key: str, campus: Campus) -> dict[str, Any]:
    """Take what the session knows of a campus out of it."""
    told = dict(request.session.get(key, {}))
    found: dict[str, Any] = told.pop(str(campus.uuid), {})
    request.session[key] = told
    return found


def _plan(request: SeenRequest, campus: Campus) -> tuple[SetupPlan, list[str]]:
    told = request.session.get(WAITS, {}).get(str(campus.uuid), {})
    path = find_sent(told.get("name", ""))
    return plan_import(campus=campus, path=path, now=request.now), told["files"]


@require_GET
@for_face("leader")
def plan(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show what the tables that wait would change."""
    place = _campus(request, campus)
    found, names = _plan(request, place)
    note_reads(by=request.user, about=found.about, deed="read.set_up_tables", now=request.now)
    page = build_tables_plan(campus=place, plan=found, file_names=names)
    return render(request, "leader/tables_plan.html", {"page": page})


@require_POST
@for_face("leader")
def carry_out(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Bring the tables in, if they would still do what the page showed; keep how it was before."""
    place = _campus(request, campus)
    found, names = _plan(request, place)
    if found.problems or found.mark != request.POST.get("mark"):
        messages.warning(request, _("The campus changed meanwhile. This is the new plan."))
        return redirect("leader:tables_plan", campus)
    before = setup_as_yaml(campus=place, students_on=request.today).encode()
    audited(
        by=request.user,
        about=None,
        deed="set_up.tables",
        detail=f"{place.name}: {', '.join(names)}",
        now=request.now,
        do=lambda: apply_import(campus=place, plan=found, by=request.user, now=request.now),
    )
    note_reads(by=request.user, about=found.about, deed="set_up.tables", now=request.now)
    _keep_before(request, place, before)
    drop_sent(_taken(request, WAITS, place).get("name", ""))
    messages.success(request, _("The tables are in. The next plan goes by them."))
    return redirect("leader:tables", campus)


def _keep_before(request: SeenRequest, campus: Campus, before: bytes) -> None:
    drop_sent(_taken(request, BEFORE, campus).get("name", ""))
    kept = keep_sent([("before.yaml", BytesIO(before))], now=request.now)
    told = request.session.get(BEFORE, {})
    request.session[BEFORE] = told | {str(campus.uuid): {"name": kept}}


@require_POST
@for_face("leader")
def go_back(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let the tables of how it was before wait, so that what going back would change is seen first."""
    place = _campus(request, campus)
    kept = _taken(request, BEFORE, place).get("name", "")
    find_sent(kept)
    _wait(request, place, kept, [_("how it was before")])
    return redirect("leader:tables_plan", campus)


@require_POST
@for_face("leader")
def discard(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let go of the tables that wait."""
    drop_sent(_taken(request, WAITS, _campus(request, campus)).get("name", ""))
    return redirect("leader:tables", campus)


@require_GET
@for_face("leader")
def download_current(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Give all tables as one zip, as they are now."""
    place = _campus(request, campus)
    here = [one.pk for one in students_at(campus=place, today=request.today)]
    note_reads(by=request.user, about=here, deed="read.set_up_tables", now=request.now)
    return _zip("tables.zip", tables_of(campus=place, students_on=request.today))


@require_GET
@for_face("leader")
def download_empty(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Give all tables as one zip, with nothing in them but the names of their columns."""
    _campus(request, campus)
    return _zip("empty-tables.zip", {})


def _zip(name: str, rows: dict[str, Rows]) -> HttpResponse:
    columns = {table: [one.name for one in own] for table, own in TABLES.items()}
    content = tables_as_zip(columns=columns, rows=rows)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
