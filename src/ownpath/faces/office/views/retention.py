"""How long records are kept: set it, see whose time is over, let them be erased together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.errors import Conflict
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import EraseAllForm, RetentionForm
from ownpath.faces.office.pages.retention import build_retention, build_run, find_district
from ownpath.school.privacy.services import YEARS, ask_to_erase, set_retention

READ_AGAIN = 422


@require_http_methods(["GET", "POST"])
@for_face("office")
def retention(request: SeenRequest) -> HttpResponse:
    """Show how long records are kept and whose time is over; set it."""
    district = find_district(viewer=request.user, now=request.now)
    if request.method == "GET":
        return _show(request)
    form = RetentionForm(request.POST, years=YEARS)
    if not form.is_valid():
        return _show(request, form=form)
    set_retention(district=district, by=request.user, now=request.now, **form.cleaned_data)
    messages.success(request, _("Kept as you set it."))
    return HttpResponseRedirect(reverse("office:retention"))


@require_POST
@for_face("office")
def erase_all(request: SeenRequest) -> HttpResponse:
    """Let all whose time is over be erased, once their number is typed."""
    district = find_district(viewer=request.user, now=request.now)
    form = EraseAllForm(request.POST)
    if not form.is_valid():
        return _show(request, erase=form)
    try:
        ask_to_erase(
            district=district,
            left_by=form.cleaned_data["left_by"],
            n_people=form.cleaned_data["n_people"],
            by=request.user,
            now=request.now,
        )
    except Conflict as refusal:
        form.add_error("n_people", f"{refusal} {refusal.next_step}")
        return _show(request, erase=form)
    return HttpResponseRedirect(reverse("office:retention"))


@require_GET
@for_face("office")
def progress(request: SeenRequest) -> HttpResponse:
    """Show how far the erasure is; send the page on when it is over."""
    district = find_district(viewer=request.user, now=request.now)
    run = build_run(district=district, now=request.now)
    if run is None or not run.is_going:
        address = reverse("office:retention")
        return (
            HttpResponse(headers={"HX-Redirect": address})
            if request.htmx
            else HttpResponseRedirect(address)
        )
    return render(request, "office/parts/erasing.html", {"run": run})


def _show(
    request: SeenRequest,
    *,
    form: RetentionForm | None = None,
    erase: EraseAllForm | None = None,
) -> HttpResponse:
    page = build_retention(
        district=find_district(viewer=request.user, now=request.now),
        today=request.today,
        now=request.now,
        page=request.GET.get("page"),
    )
    rule = {
        "years_after_leaving": page.years_after_leaving or 0,
        "years_of_log": page.years_of_log or 0,
    }
    context = {
        "page": page,
        "form": form or RetentionForm(initial=rule, years=YEARS),
        "erase": erase or EraseAllForm(initial={"left_by": page.left_by}),
    }
    status = READ_AGAIN if form or erase else 200
    return render(request, "office/retention.html", context, status=status)
