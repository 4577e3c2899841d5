"""A leader brings a campus's set-up in as tables: send them, read what they would change, carry it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.campus_tables import CampusTablesForm
from ownpath.faces.leader.pages.campus_tables import (
    build_ended,
    build_tables,
    build_tables_plan,
    build_working,
)
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.school.days.imports.jobs import (
    apply_in_background,
    is_done,
    last_done,
    plan_in_background,
    pulse_of,
    story_of,
)
from ownpath.school.days.imports.sent import (
    drop_sent,
    folder_of,
    keep_sent,
    keep_way_back,
    made_path,
)
from ownpath.school.days.services.setting_up.allowed import ensure_may_run
from ownpath.school.privacy.queries import latest_deed
from ownpath.school.privacy.services import audited, note_reads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ownpath.school.days.imports.jobs import Story
    from ownpath.school.days.imports.undoing import Changed
    from ownpath.school.people.models import Campus

WAITS: Final = "leader_tables"  # in the session, by campus: what was sent, and its names
MADE: Final = "leader_tables_made"  # in the session, by campus: the tables of now, as a file
DEED: Final = "set_up.tables"


def run_campus(request: SeenRequest, uuid: UUID) -> Campus:
    """Return a campus whose days the leader decides about."""
    place, _led = find_led(leader=request.user, uuid=uuid, today=request.today)
    ensure_may_run(place, request.user, request.now)
    return place


@require_http_methods(["GET", "POST"])
@for_face("leader")
def tables(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Take tables, or say what they may hold."""
    place = run_campus(request, campus)
    _see_done(request, place)
    form = CampusTablesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep(request, place, form):
        return redirect("leader:tables_plan", campus)
    page = build_tables(
        campus=place,
        is_waiting=str(campus) in request.session.get(WAITS, {}),
        done=last_done(place),
        making=making_of(request, place),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/tables.html", {"page": page, "form": form}, status=status)


def _keep(request: SeenRequest, campus: Campus, form: CampusTablesForm) -> bool:
    """Keep what was sent and start reading it; else say why not in the form."""
    sent = form.cleaned_data["tables"]
    try:
        waiting = keep_sent([(one.name, one.file) for one in sent], now=request.now)
    except Refusal as refusal:
        form.add_error("tables", str(refusal))
        return False
    _wait(request, campus, waiting, [one.name[-80:] for one in sent])
    return True


def _wait(request: SeenRequest, campus: Campus, waiting: str, names: list[str]) -> None:
    """Remember what waits in the place of what did, and have it worked out."""
    drop_sent(taken(request, WAITS, campus).get("name", ""))
    remember(request, WAITS, campus, {"name": waiting, "files": names})
    plan_in_background(campus=campus, waiting=waiting, now=request.now, language=request.spoken)


def remember(request: SeenRequest, key: str, campus: Campus, told: dict[str, Any]) -> None:
    request.session[key] = request.session.get(key, {}) | {str(campus.uuid): told}


def taken(request: SeenRequest, key: str, campus: Campus) -> dict[str, Any]:
    """Take what the session knows of a campus out of it."""
    told = dict(request.session.get(key, {}))
    found: dict[str, Any] = told.pop(str(campus.uuid), {})
    if found:
        request.session[key] = told
    return found


def making_of(request: SeenRequest, campus: Campus) -> str:
    """Return how far the tables of now are as a file: "", working, ready."""
    name = request.session.get(MADE, {}).get(str(campus.uuid), {}).get("name", "")
    if name and pulse_of(name, now=request.now) is not None:
        return "working"
    return "ready" if name and made_path(name).is_file() else ""


def _waiting(request: SeenRequest, campus: Campus) -> dict[str, Any]:
    """Return what waits; refuse where nothing does any more."""
    told: dict[str, Any] = request.session.get(WAITS, {}).get(str(campus.uuid), {})
    folder_of(told.get("name", ""))
    return told


def _see_done(request: SeenRequest, campus: Campus) -> bool:
    """Return whether what waited is in by now; then it is the way back that is remembered."""
    told = request.session.get(WAITS, {}).get(str(campus.uuid), {})
    name = told.get("name", "")
    if not is_done(name) or pulse_of(name, now=request.now):
        return False
    story = story_of(name)
    taken(request, WAITS, campus)
    if story is not None and story.is_way_back:
        messages.success(request, _("It is as it was before. The next plan goes by that."))
    else:
        messages.success(request, _("The tables are in. The next plan goes by them."))
    return True


@require_GET
@for_face("leader")
def plan(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show what the tables that wait would change, or how far the work on them is."""
    place = run_campus(request, campus)
    if _see_done(request, place):
        return redirect("leader:tables", campus)
    if str(campus) not in request.session.get(WAITS, {}):
        return _ended(request, place)
    told = _waiting(request, place)
    pulse, story = pulse_of(told["name"], now=request.now), story_of(told["name"])
    if pulse is not None or story is None:
        working = build_working(campus=place, pulse=pulse, file_names=told["files"])
        return render(request, "leader/tables_working.html", {"page": working})
    note_reads(by=request.user, about=story.about, deed="read.set_up_tables", now=request.now)
    page = build_tables_plan(campus=place, plan=story, file_names=told["files"])
    return render(request, "leader/tables_plan.html", {"page": page})


def _ended(request: SeenRequest, campus: Campus) -> HttpResponse:
    """Say what became of tables that wait no more, as far as it is known."""
    last = latest_deed(deed=DEED, detail=f"{campus.name}: ", by_district=campus.district)
    page = build_ended(campus=campus, done=last_done(campus), last=last)
    return render(request, "leader/tables_ended.html", {"page": page})


@require_GET
@for_face("leader")
def progress(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Show how far the work is; send the page on when it is over."""
    place = run_campus(request, campus)
    told = _waiting(request, place)
    pulse = pulse_of(told["name"], now=request.now)
    if pulse is None and request.htmx:
        return HttpResponse(
            headers={"HX-Redirect": reverse("leader:tables_plan", args=[campus])}
        )
    if pulse is None:
        return redirect("leader:tables_plan", campus)
    page = build_working(campus=place, pulse=pulse, file_names=told["files"])
    return render(request, "leader/tables_progress.html", {"page": page})


@require_POST
@for_face("leader")
def carry_out(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Start to bring the tables in, or to go back, if that would still do what the page showed."""
    place = run_campus(request, campus)
    told = _waiting(request, place)
    story = story_of(told["name"])
    if story is not None and not story.problems and not pulse_of(told["name"], now=request.now):
        _begin(request, place, told, story)
    return redirect("leader:tables_plan", campus)


def _begin(request: SeenRequest, campus: Campus, told: dict[str, Any], story: Story) -> None:
    detail = f"{campus.name}: {', '.join(told['files'])}"

    def record(*, do: Callable[[], Sequence[Changed]]) -> Sequence[Changed]:
        by, now = request.user, request.now
        done = audited(by=by, about=None, deed=DEED, detail=detail, now=now, do=do)
        note_reads(by=by, about=story.about, deed=DEED, now=now)
        return done

    apply_in_background(
        campus=campus, waiting=told["name"], by=request.user, record=record,
        mark=request.POST.get("mark", ""), now=request.now, language=request.spoken,
    )  # fmt: skip


@require_POST
@for_face("leader")
def read_again(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Read the tables that wait once more, because the work on them was cut off."""
    place = run_campus(request, campus)
    name = _waiting(request, place)["name"]
    if not pulse_of(name, now=request.now):
        plan_in_background(campus=place, waiting=name, now=request.now, language=request.spoken)
    return redirect("leader:tables_plan", campus)


@require_POST
@for_face("leader")
def go_back(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let the way back wait, so that what it would change is seen first."""
    place = run_campus(request, campus)
    done = last_done(place)
    waiting = keep_way_back(done.waiting if done else "", now=request.now)
    _wait(request, place, waiting, [_("how it was before")])
    return redirect("leader:tables_plan", campus)


@require_POST
@for_face("leader")
def discard(request: SeenRequest, campus: UUID) -> HttpResponse:
    """Let go of the tables that wait."""
    drop_sent(taken(request, WAITS, run_campus(request, campus)).get("name", ""))
    return redirect("leader:tables", campus)
