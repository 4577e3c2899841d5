"""Records staff look at one framework, set it aside, and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import SetAsideForm
from ownpath.faces.office.pages.framework import FrameworkPage, build_framework, instead_of
from ownpath.school.curriculum.queries import get_seen_framework
from ownpath.school.curriculum.services import StillUsed, set_aside, take_back
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

ASIDE: Final = (
    "office_aside"  # in the session: what was set aside last, and what its classes were given
)


@require_http_methods(["GET", "POST"])
@for_face("office")
def framework(request: SeenRequest, framework: UUID) -> HttpResponse:
    """Show what uses a framework; set it aside when its classes have something else to work on."""
    page = build_framework(
        viewer=request.user, uuid=framework, today=request.today, chosen=request.POST.dict()
    )
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _set_aside(request, page, form):
        return HttpResponseRedirect(reverse("office:frameworks"))
    told = {"page": page, "form": form}
    return render(request, "office/framework.html", told, status=422 if form.is_bound else 200)


def _set_aside(request: SeenRequest, page: FrameworkPage, form: SetAsideForm) -> bool:
    """Set it aside; where classes would be left with nothing the form says which."""
    district_id = own_district(viewer=request.user).pk
    found = get_seen_framework(uuid=page.uuid, district_id=district_id)
    try:
        moved = audited(
            by=request.user,
            about=None,
            deed="framework.set_aside",
            detail=page.title,
            now=request.now,
            do=lambda: set_aside(
                framework=found,
                district_id=district_id,
                instead=instead_of(page),
                why=form.cleaned_data["why"],
                by=request.user,
                today=request.today,
                now=request.now,
            ),
        )
    except StillUsed as refusal:
        form.add_error(None, str(refusal))
        return False
    given = {str(one): to for one, to in moved.framework_by_section.items()}
    request.session[ASIDE] = {"framework": str(page.uuid), "title": page.title, "given": given}
    return True


@require_POST
@for_face("office")
def back(request: SeenRequest, framework: UUID) -> HttpResponse:
    """Offer a framework again; with `undo`, its classes work on it again, too."""
    district_id = own_district(viewer=request.user).pk
    found = get_seen_framework(uuid=framework, district_id=district_id)
    lately = request.session.pop(ASIDE, {})
    given = _given(lately, framework) if "undo" in request.POST else {}
    n = audited(
        by=request.user,
        about=None,
        deed="framework.take_back",
        detail=found.title,
        now=request.now,
        do=lambda: take_back(
            framework=found,
            district_id=district_id,
            given=given,
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _told(found.title, n))
    return HttpResponseRedirect(reverse("office:frameworks"))


def _given(lately: Mapping[str, object], framework: UUID) -> dict[int, int | None]:
    given = lately.get("given")
    if lately.get("framework") != str(framework) or not isinstance(given, Mapping):
        return {}
    return {int(one): to for one, to in given.items()}


def _told(title: str, n_classes: int) -> str:
    offered = _("%(title)s is offered again.") % {"title": title}
    if not n_classes:
        return offered
    again = ngettext(
        "%(n)s class works on it again.", "%(n)s classes work on it again.", n_classes
    ) % {"n": n_classes}
    return f"{offered} {again}"
