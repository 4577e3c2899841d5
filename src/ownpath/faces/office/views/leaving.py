"""All that stands of a person leaves: the erasure."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import EraseForm
from ownpath.faces.office.pages.leaving import build_erasure, find_plan
from ownpath.school.privacy.services import erase


@require_http_methods(["GET", "POST"])
@for_face("office")
def erase_person(request: SeenRequest, person: UUID) -> HttpResponse:
    """Show what erasing a person would take away, and do it when the name is typed."""
    plan = find_plan(viewer=request.user, uuid=person, today=request.today, now=request.now)
    page = build_erasure(plan)
    keys = [one.key for one in page.undecided]
    said = request.POST if request.method == "POST" else None
    form = EraseForm(said, name=page.name, undecided=keys)
    if not form.is_valid() or form.cleaned_data["mark"] != page.mark:
        if form.is_bound and form.is_valid():
            messages.warning(request, _("The records changed meanwhile. This is the new plan."))
            form = EraseForm(None, name=page.name, undecided=keys)
        status = 422 if request.method == "POST" else 200
        return render(request, "office/erase.html", {"page": page, "form": form}, status=status)
    also = form.cleaned_data["also"]
    n_rows = erase(plan=plan, by=request.user, now=request.now, also=also)
    messages.success(request, _("Erased. %(n)s rows are gone.") % {"n": n_rows})
    return HttpResponseRedirect(reverse("office:people"))
