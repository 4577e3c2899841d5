"""Records staff say what classes work on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.studies import (
    build_studies,
    changes_wanted,
    proposals,
)
from ownpath.school.curriculum.queries import course_lines, studies_for
from ownpath.school.curriculum.services import let_classes_study, take_back_study
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

PREFIXES: Final = ("course-", "class-")
LATELY: Final = (
    "office_studies"  # in the session: classes that were given something all at once
)


@require_http_methods(["GET", "POST"])
@for_face("office")
def studies(request: SeenRequest) -> HttpResponse:
    """Show what classes work on, course by course; keep what was chosen."""
    if request.method == "POST":
        return _keep(request)
    page = build_studies(
        viewer=request.user,
        today=request.today,
        words=request.GET.get("q", "")[:100],
        is_all="all" in request.GET,
        page=request.GET.get("page"),
    )
    told = {"page": page, "n_lately": len(request.session.get(LATELY, []))}
    return render(request, "office/studies.html", told)


def _keep(request: SeenRequest) -> HttpResponse:
    chosen = {
        uuid: str(value)
        for name, value in request.POST.items()
        if name.startswith(PREFIXES) and (uuid := _uuid(name.partition("-")[2]))
    }
    wanted = changes_wanted(viewer=request.user, today=request.today, chosen=chosen)
    n = 0
    for framework_id, ids in wanted.items():
        n += _let_study(request, ids, framework_id)
    said = ngettext("Changed for %(n)s class.", "Changed for %(n)s classes.", n) % {"n": n}
    messages.success(request, said if n else _("Nothing was changed."))
    return HttpResponseRedirect(request.get_full_path())


@require_POST
@for_face("office")
def let_all(request: SeenRequest) -> HttpResponse:
    """Let all mathematics classes that nothing was said of work on a framework that has their grade."""
    district_id = own_district(viewer=request.user).pk
    offered = proposals(
        studies=studies_for(district_id=district_id),
        lines=course_lines(district_id=district_id, today=request.today),
    )
    wanted = _uuid(request.POST.get("framework", ""))
    proposal = next((one for one in offered if one.study.uuid == wanted), None)
    if proposal is None:
        raise NotFound(
            _("No class waits for this any more."), next_step=_("Look at the list again.")
        )
    ids = [one.id for one in proposal.classes]
    n = _let_study(request, ids, proposal.study.id)
    request.session[LATELY] = ids
    messages.success(
        request,
        ngettext(
            "%(n)s class works on %(title)s now.", "%(n)s classes work on %(title)s now.", n
        )
        % {"n": n, "title": proposal.study.title},
    )
    return HttpResponseRedirect(reverse("office:studies"))


@require_POST
@for_face("office")
def undo(request: SeenRequest) -> HttpResponse:
    """Take back what was given to many classes at once."""
    ids = request.session.pop(LATELY, [])
    audited(
        by=request.user,
        about=None,
        deed="studies.set",
        now=request.now,
        do=lambda: take_back_study(
            district_id=own_district(viewer=request.user).pk,
            section_ids=ids,
            today=request.today,
        ),
    )
    messages.success(request, _("It is as it was before."))
    return HttpResponseRedirect(reverse("office:studies"))


def _let_study(request: SeenRequest, ids: Collection[int], framework_id: int | None) -> int:
    request.session.pop(LATELY, None)
    return audited(
        by=request.user,
        about=None,
        deed="studies.set",
        now=request.now,
        do=lambda: let_classes_study(
            district_id=own_district(viewer=request.user).pk,
            section_ids=ids,
            framework_id=framework_id,
            today=request.today,
        ),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
