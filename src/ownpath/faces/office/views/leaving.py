"""All that stands of a person leaves: the erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.forms import EraseForm
from ownpath.faces.office.pages.leaving import ErasurePage, build_erasure, find_leaving
from ownpath.school.privacy.services import (
    PlanIsStale,
    erase,
    foresee_in_background,
    foreseen,
    forget_foreseen,
    is_foreseeing,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.privacy.services import ErasurePlan

TICKED: Final = "office_erasing"  # in the session, by person: the texts that are about them


@require_http_methods(["GET", "POST"])
@for_face("office")
def erase_person(request: SeenRequest, person: UUID) -> HttpResponse:
    """Show what erasing a person would take away, and do it when the name is typed."""
    who = find_leaving(viewer=request.user, uuid=person, today=request.today, now=request.now)
    plan = foreseen(person=who, now=request.now)
    if plan is None and not request.htmx and not is_foreseeing(person=who, now=request.now):
        foresee_in_background(person=who)
        plan = foreseen(person=who, now=request.now)
    if plan is None:
        return _working(request, who)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": request.path})
    wanted = request.GET.get("page", "1")
    page = build_erasure(plan, ticked=_ticked(request, who), page=wanted)
    return _decide(request, plan, page) if request.method == "POST" else _show(request, page)


def _working(request: SeenRequest, who: Person) -> HttpResponse:
    is_going = is_foreseeing(person=who, now=request.now)
    shown = {"person": who.uuid, "name": who.plain_name, "is_going": is_going}
    part = "office/parts/erase_working.html"
    template = part if request.htmx else "office/erase_working.html"
    return render(request, template, shown)


def _ticked(request: SeenRequest, who: Person) -> frozenset[str]:
    """Return the texts that are about a person, as far as they were decided: those of the page that is sent anew."""
    key = str(who.uuid)
    ticked = set(request.session.get(TICKED, {}).get(key, ()))
    if request.method == "POST":
        ticked = (ticked - set(request.POST.getlist("seen"))) | set(
            request.POST.getlist("also")
        )
        request.session[TICKED] = {**request.session.get(TICKED, {}), key: sorted(ticked)}
    return frozenset(ticked)


def _show(
    request: SeenRequest, page: ErasurePage, form: EraseForm | None = None, status: int = 200
) -> HttpResponse:
    shown = {"page": page, "form": form or EraseForm(None, name=page.name)}
    return render(request, "office/erase.html", shown, status=status)


def _decide(request: SeenRequest, plan: ErasurePlan, page: ErasurePage) -> HttpResponse:
    """Go to another page of texts, or erase; where the records changed since, all is looked through again."""
    if "go" in request.POST:
        number = request.POST["go"] if request.POST["go"].isdecimal() else "1"
        return redirect(f"{request.path}?page={number}#texts")
    form = EraseForm(request.POST, name=page.name)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    if form.cleaned_data["mark"] != page.mark:
        return _look_again(request, page)
    try:
        n_rows = erase(plan=plan, by=request.user, now=request.now, also=page.ticked)
    except PlanIsStale:
        return _look_again(request, page)
    messages.success(request, _("Erased. %(n)s rows are gone.") % {"n": n_rows})
    return HttpResponseRedirect(reverse("office:people"))


def _look_again(request: SeenRequest, page: ErasurePage) -> HttpResponse:
    forget_foreseen()
    messages.warning(
        request,
        _("The records changed meanwhile, so nothing was erased. Look at the new plan."),
    )
    return redirect("office:erase", page.uuid)
