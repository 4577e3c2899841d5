"""Write down what is out there, change it, put it away, open its next round."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.opportunities import OpportunityForm, RoundForm
from ownpath.faces.leader.views.opportunities import district_of
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.queries.deadlines import moment_of
from ownpath.school.change.queries.opportunities import find_opportunity, organizations_of
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    add_opportunity,
    change_opportunity,
    close_opportunity,
    open_next_round,
    reopen_opportunity,
    words_of,
)
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from django import forms

    from ownpath.school.change.models import Opportunity


def said_in(form: forms.Form, time_zone: str) -> datetime | None:
    """Return the deadline a form says, in a zone."""
    said = form.cleaned_data
    if not said.get("deadline_on"):
        return None
    return moment_of(
        day=said["deadline_on"], clock=said.get("deadline_clock"), time_zone=time_zone
    )


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Let a refusal stand above the form."""
    form.add_error(None, str(refusal))


def _words(form: forms.Form) -> tuple[OrganizationWords, OpportunityWords]:
    said = form.cleaned_data
    same = set(OpportunityWords.__slots__) - {"deadline_at", "requirements"}
    lines = [one.strip() for one in said["requirements"].splitlines()]
    organization = OrganizationWords(
        name=said["organization"],
        reach=said["reach"],
        url=said["organization_url"],
        contact=said["contact"],
    )
    return organization, OpportunityWords(
        **{name: said[name] for name in same},
        deadline_at=said_in(form, said["time_zone"]),
        requirements=tuple(one for one in lines if one),
    )


@require_http_methods(["GET", "POST"])
@for_face("leader")
def new(request: SeenRequest) -> HttpResponse:
    """Write down something that is out there."""
    district = district_of(request)
    ensure_may_decide(by=request.user, district=district, campus=None, now=request.now)
    zone = district.time_zone
    form = OpportunityForm(
        request.POST or None,
        time_zones=[zone],
        initial={"time_zone": zone, "reach": "local", "kind": "grant"},
    )
    if request.method == "POST" and form.is_valid():
        organization, words = _words(form)

        def add() -> Opportunity:
            return add_opportunity(
                district=district,
                organization=organization,
                words=words,
                by=request.user,
                now=request.now,
            )

        try:
            row = _audited(request, "opportunity.add", words.title, add)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Kept. Does somebody watch it?"))
            return redirect("leader:opportunity", row.uuid)
    return _draw(request, form, None)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def edit(request: SeenRequest, opportunity: UUID) -> HttpResponse:
    """Change what an opportunity says."""
    row = find_opportunity(district=district_of(request), uuid=opportunity)
    ensure_may_decide(by=request.user, district=row.district, campus=None, now=request.now)
    form = OpportunityForm(
        request.POST or None,
        time_zones=[row.time_zone, row.district.time_zone],
        initial=_initial(row),
    )
    if request.method == "POST" and form.is_valid():
        organization, words = _words(form)

        def change() -> Opportunity:
            return change_opportunity(
                opportunity=row,
                organization=organization,
                words=words,
                by=request.user,
                now=request.now,
            )

        try:
            _audited(request, "opportunity.change", words.title, change)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect("leader:opportunity", row.uuid)
    return _draw(request, form, row)


def _draw(request: SeenRequest, form: OpportunityForm, row: Opportunity | None) -> HttpResponse:
    names = [one.name for one in organizations_of(district=district_of(request))]
    context = {"form": form, "title": row.title if row else "", "organizations": names}
    if row is not None:
        context["uuid"] = row.uuid
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/edit.html", context, status=status)


def _initial(row: Opportunity) -> dict[str, Any]:
    words = words_of(row)
    said = {name: getattr(words, name) for name in OpportunityWords.__slots__}
    zone = ZoneInfo(row.time_zone or row.district.time_zone)
    local = row.deadline_at.astimezone(zone) if row.deadline_at else None
    offered_by = row.organization
    return {
        **said,
        "fit": "" if row.fit is None else str(row.fit),
        "requirements": "\n".join(words.requirements),
        "organization": offered_by.name,
        "reach": offered_by.reach,
        "organization_url": offered_by.url,
        "contact": offered_by.contact,
        "time_zone": str(zone),
        "deadline_on": local.date() if local else None,
        "deadline_clock": local.time() if local else None,
    }


def _audited(request: SeenRequest, deed: str, detail: str, do: Any) -> Any:
    return audited(
        by=request.user, about=None, deed=deed, detail=detail, now=request.now, do=do
    )


@require_POST
@for_face("leader")
def put_away(request: SeenRequest, opportunity: UUID) -> HttpResponse:
    """Put an opportunity away, or take it out again."""
    row = find_opportunity(district=district_of(request), uuid=opportunity)
    is_away = row.closed_on is not None
    do = reopen_opportunity if is_away else close_opportunity
    _audited(
        request,
        "opportunity.reopen" if is_away else "opportunity.close",
        row.title,
        lambda: do(opportunity=row, by=request.user, now=request.now),
    )
    messages.info(
        request,
        _("It is open again.") if is_away else _("Put away. It can be taken out again."),
    )
    return redirect("leader:opportunity", row.uuid)


@require_http_methods(["GET", "POST"])
@for_face("leader")
def next_round(request: SeenRequest, opportunity: UUID) -> HttpResponse:
    """Open next year's round."""
    row = find_opportunity(district=district_of(request), uuid=opportunity)
    ensure_may_decide(by=request.user, district=row.district, campus=None, now=request.now)
    zone = row.time_zone or row.district.time_zone
    form = RoundForm(request.POST or None, initial={"round": str(request.today.year + 1)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def follow() -> Opportunity:
            return open_next_round(
                opportunity=row,
                round_name=said["round"],
                opens_on=said["opens_on"],
                deadline_at=said_in(form, zone),
                decides_on=said["decides_on"],
                by=request.user,
                now=request.now,
            )

        try:
            following = _audited(request, "opportunity.round", row.title, follow)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The new round is open. Does somebody watch it?"))
            return redirect("leader:opportunity", following.uuid)
    context = {"form": form, "title": row.title, "uuid": row.uuid, "zone": zone}
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/opportunities/round.html", context, status=status)
