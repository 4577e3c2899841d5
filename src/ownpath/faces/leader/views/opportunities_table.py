"""Opportunities as a table: show what one would change, carry it out, give ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.mentors import TableForm
from ownpath.faces.leader.pages.opportunities_import import build_import_plan
from ownpath.faces.leader.views.opportunities import district_of
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.exports.opportunities import opportunities_as_csv
from ownpath.school.change.imports.opportunities import apply_import, plan_import
from ownpath.school.privacy.services import audited

MOST_BYTES = 400_001  # one more than is read, so that too much is seen to be too much
LONGEST_MARK = 64


@require_http_methods(["GET", "POST"])
@for_face("leader")
def bring_in(request: SeenRequest) -> HttpResponse:
    """Take a table, show what it would change; with its mark, carry it out."""
    district = district_of(request)
    ensure_may_decide(by=request.user, district=district, campus=None, now=request.now)
    if "mark" in request.POST:
        return _carry_out(request)
    form = TableForm(request.POST or None, request.FILES or None)
    page = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["table"]
        content = sent.read(MOST_BYTES)
        text = content.decode("utf-8", errors="replace")
        plan = plan_import(district=district, content=content)
        page = build_import_plan(plan=plan, name=sent.name[-200:], text=text)
    status = 422 if request.method == "POST" and page is None else 200
    context = {"form": form, "page": page}
    return render(request, "leader/opportunities/import.html", context, status=status)


def _carry_out(request: SeenRequest) -> HttpResponse:
    content = request.POST.get("text", "").encode()
    plan = audited(
        by=request.user,
        about=None,
        deed="opportunities.import",
        now=request.now,
        do=lambda: apply_import(
            district=district_of(request),
            content=content,
            mark=request.POST["mark"][:LONGEST_MARK],
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(
        request,
        _("Brought in: %(new)s new, %(changed)s changed.")
        % {"new": plan.n_new, "changed": len(plan.changes) - plan.n_new},
    )
    return redirect("leader:opportunities")


@require_GET
@for_face("leader")
def export(request: SeenRequest) -> HttpResponse:
    """Give all opportunities as a table."""
    text = opportunities_as_csv(district=district_of(request))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opportunities.csv"'
    return response
