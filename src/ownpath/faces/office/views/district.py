"""Records staff say what no roster says of their district."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.district_form import DistrictForm
from ownpath.faces.office.pages.district import build_district_page
from ownpath.school.people.directory import own_district
from ownpath.school.people.services import differences, facts_of, set_district_facts
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("office")
def facts(request: SeenRequest) -> HttpResponse:
    """Show the district's own facts; set them, the time zone only once somebody looked at the clock."""
    district = own_district(viewer=request.user)
    had = facts_of(district)
    form = DistrictForm(request.POST or None, now=request.now, had=had, initial=asdict(had))
    if request.method == "POST" and form.is_valid():
        _set(request, form, changed=differences(had, form.facts))
        return HttpResponseRedirect(reverse("office:district"))
    page = build_district_page(district=district, wanted_zone=form.wanted_zone, now=request.now)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/district.html", {"page": page, "form": form}, status=status)


def _set(request: SeenRequest, form: DistrictForm, *, changed: list[str]) -> None:
    if not changed:
        messages.info(request, _("Nothing was changed."))
        return
    district = own_district(viewer=request.user)
    audited(
        by=request.user,
        about=None,
        deed="district.set",
        detail="; ".join(changed),
        now=request.now,
        do=lambda: set_district_facts(
            district=district, facts=form.facts, by=request.user, today=request.today
        ),
    )
    messages.success(request, _("Kept as you set it."))
