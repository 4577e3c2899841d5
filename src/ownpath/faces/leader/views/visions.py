"""Read the vision and its versions; begin the next one, throw a draft away, note figures."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.vision import ReadingForm
from ownpath.faces.leader.pages.vision_scope import district_of, find_campus, find_version
from ownpath.faces.leader.pages.vision_version import build_version
from ownpath.faces.leader.pages.visions import build_vision_home
from ownpath.faces.leader.views.deciding import decided
from ownpath.school.change.access import ensure_may_decide, reach_of
from ownpath.school.change.services.adopting import end_adaptation
from ownpath.school.change.services.aims import enter_reading
from ownpath.school.change.services.measuring import take_readings
from ownpath.school.change.services.visions import discard_draft, draft_vision


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
@for_face("leader")
def home(request: SeenRequest) -> HttpResponse:
    """Show the vision in force, of the district or of a campus."""
    page = build_vision_home(
        viewer=request.user,
        campus=_uuid(request.GET.get("campus", "")),
        today=request.today,
        language=request.spoken,
    )
    return render(request, "leader/vision/home.html", {"page": page})


@require_GET
@for_face("leader")
def version(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Show one version, and what is otherwise than in the one before."""
    page = build_version(
        viewer=request.user, uuid=vision, today=request.today, language=request.spoken
    )
    context = {"page": page, "form": ReadingForm(initial={"read_on": request.today})}
    return render(request, "leader/vision/version.html", context)


@require_POST
@for_face("leader")
def begin(request: SeenRequest) -> HttpResponse:
    """Begin the next version, of the district's vision or of a campus's adaptation."""
    reach = reach_of(person=request.user, today=request.today)
    named = _uuid(request.POST.get("campus", ""))
    campus = find_campus(reach=reach, uuid=named) if named else None
    made = decided(
        request,
        "draft_vision",
        lambda: draft_vision(
            district=district_of(request.user), campus=campus, by=request.user, now=request.now
        ),
    )
    return redirect("leader:vision_draft", made.uuid)


@require_POST
@for_face("leader")
def discard(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Throw a draft away."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    decided(
        request,
        "discard_draft",
        lambda: discard_draft(vision=row, by=request.user, now=request.now),
    )
    messages.info(request, _("The draft is gone. What is in force stays as it is."))
    return redirect("leader:vision")


@require_POST
@for_face("leader")
def end(request: SeenRequest, vision: UUID) -> HttpResponse:
    """Let a campus go by the district's vision again."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    decided(
        request,
        "end_adaptation",
        lambda: end_adaptation(vision=row, by=request.user, now=request.now),
    )
    messages.info(request, _("The campus goes by the district’s vision again."))
    return redirect("leader:vision")


@require_POST
@for_face("leader")
def measure(request: SeenRequest) -> HttpResponse:
    """Note where the indicators of ours stand today."""
    district = district_of(request.user)
    ensure_may_decide(by=request.user, district=district, campus=None, now=request.now)
    n_read = decided(
        request,
        "read_indicators",
        lambda: take_readings(district=district, today=request.today, now=request.now),
    )
    if n_read:
        messages.success(request, _("Measured. These are the figures of today."))
    else:
        messages.info(
            request,
            _(
                "Nothing to measure yet: no day is closed, or fewer than ten students stand behind it."
            ),
        )
    return redirect("leader:vision")


@require_POST
@for_face("leader")
def reading(request: SeenRequest, vision: UUID, indicator: UUID) -> HttpResponse:
    """Note a figure that people bring."""
    row, _reach = find_version(viewer=request.user, uuid=vision, today=request.today)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        page = build_version(
            viewer=request.user, uuid=vision, today=request.today, language=request.spoken
        )
        context = {"page": page, "form": form}
        return render(request, "leader/vision/version.html", context, status=422)
    decided(
        request,
        "enter_reading",
        lambda: enter_reading(
            vision=row,
            indicator=indicator,
            value=form.cleaned_data["value"],
            read_on=form.cleaned_data["read_on"],
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("Noted."))
    return redirect("leader:vision_version", vision)
